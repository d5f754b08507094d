import OperatingSystem
import Patterns
import RuleEngine
import SourceText

/// One document that a source stands for, not read yet.
struct SourceDocument: Sendable {
  let place: String
  let path: String
  /// Named by itself, not found in a folder: it must hold certificates.
  let isNamed: Bool
}

/// Finds the documents that sources stand for: files, folders, globs and standard input.
struct SourceExpansion {
  private let workingDirectory: String
  private let excluded: [Glob]
  private var documents: [String: SourceDocument] = [:]
  /// Why sources, or parts of them, could not be looked at.
  private(set) var failures: [Input] = []
  /// Pipes, sockets and devices in folders, which are not opened.
  private(set) var special: Set<String> = []
  private(set) var folders: [Folder] = []

  /// A folder that was named, and how many files are in it.
  struct Folder {
    let place: String
    let fileCount: Int
  }

  /// - Parameter excluded: patterns of places that are left out of folders and globs.
  init(workingDirectory: String, excluding excluded: [Glob]) {
    self.workingDirectory = workingDirectory
    self.excluded = excluded
  }

  /// In the order of their places.
  var found: [SourceDocument] { documents.values.sorted { $0.place < $1.place } }

  mutating func add(_ source: String) {
    if source == SourceReader.standardInput {
      return add(SourceDocument(place: "standard input", path: source, isNamed: true))
    }
    if ["https://", "http://"].contains(where: source.hasPrefix) {
      return fail(
        source,
        "an address is not read as it is; describe it as a format and name listing:FORMAT, or tls:// "
          + "for the server's certificate")
    }
    switch kind(ofFile: path(source)) {
    case .directory: addFolder(source)
    case .missing where source.contains(where: { "*?".contains($0) }): addMatches(of: source)
    case .missing: fail(place(source), "there is no such file or folder")
    case .regular, .other: add(document(source, isNamed: true))
    }
  }

  private mutating func addFolder(_ source: String) {
    let found = walk(source)
    folders.append(Folder(place: place(source), fileCount: found.files.count))
    for file in found.files { add(document(file, isNamed: false)) }
    for error in found.failures { fail(place(error.path ?? source), Self.describe(error)) }
  }

  private mutating func addMatches(of source: String) {
    let place = place(source)
    let folder = place.split(separator: "/", omittingEmptySubsequences: false)
      .prefix { !$0.contains("*") && !$0.contains("?") }.joined(separator: "/")
    let root = folder.isEmpty ? (place.hasPrefix("/") ? "/" : ".") : folder
    let pattern: Glob
    do {
      pattern = try Glob(place, kind: .path, caseSensitive: true)
    } catch {
      return fail(place, "not a pattern: \(error.message)")
    }
    let found = walk(root)
    let files = found.files.filter { pattern.matches(self.place($0)) }
    if files.isEmpty {
      return fail(place, "the pattern matches no file (looked below \(root))")
    }
    for file in files { add(document(file, isNamed: true)) }
    for error in found.failures where !error.isMissing {
      fail(self.place(error.path ?? root), Self.describe(error))
    }
  }

  private mutating func walk(_ root: String) -> (files: [String], failures: [SystemError]) {
    let found = DirectoryWalk.files(below: path(root))
    for path in found.others where !isExcluded(path) { special.insert(place(path)) }
    return (
      found.files.filter { !isExcluded($0) },
      found.failures.filter { error in error.path.map { !isExcluded($0) } ?? true }
    )
  }

  private func isExcluded(_ path: String) -> Bool {
    if excluded.isEmpty { return false }
    let place = place(path)
    return excluded.contains { $0.matches(place) }
  }

  /// A document that is named by itself stays so, however often it is found besides.
  private mutating func add(_ document: SourceDocument) {
    guard documents[document.place]?.isNamed != true else { return }
    documents[document.place] = document
  }

  private mutating func fail(_ place: String, _ message: String) {
    failures.append(Input(place: place, failure: Diagnostic(message)))
  }

  private func document(_ path: String, isNamed: Bool) -> SourceDocument {
    SourceDocument(place: place(path), path: self.path(path), isNamed: isNamed)
  }

  private func path(_ source: String) -> String {
    Paths.absolute(source, relativeTo: workingDirectory)
  }

  private func place(_ source: String) -> String {
    Paths.normalised(source, relativeTo: workingDirectory)
  }

  /// The place is told apart from the reason, so the reason alone is said.
  static func describe(_ error: SystemError) -> String {
    guard let path = error.path else { return error.description }
    return error.description.replacing(" \(path)", with: "")
  }
}
