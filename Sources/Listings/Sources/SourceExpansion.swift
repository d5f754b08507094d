import OperatingSystem
import Patterns
import RuleEngine
import SourceText

/// One document that a source stands for, not read yet.
struct SourceDocument: Sendable {
  let place: String
  let path: String
  /// Relative to the project's root.
  let pathInProject: String
  /// Named by itself, or matched by a pattern, not found in a folder: it must hold certificates.
  let isNamed: Bool
  /// Whether it was seen to be a regular file.
  var isRegular = false
}

/// Finds the documents that sources stand for: files, folders, globs and standard input.
struct SourceExpansion {
  private let workingDirectory: String
  private let projectRoot: String
  private let excluded: [Glob]
  /// By the bytes of their places.
  private var named: [[UInt8]: SourceDocument] = [:]
  private var found = FoundFiles()
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

  /// - Parameters:
  ///   - workingDirectory: an absolute path, as is the next.
  ///   - projectRoot: the folder that `match: { input: … }` is relative to.
  ///   - excluded: patterns of places that are left out of folders and globs.
  init(workingDirectory: String, projectRoot: String, excluding excluded: [Glob]) {
    self.workingDirectory = Paths.absolute(workingDirectory, relativeTo: "/")
    self.projectRoot = Paths.absolute(projectRoot, relativeTo: "/")
    self.excluded = excluded
  }

  /// The documents in the order of their places, each once however many names it has.
  var documents: [SourceDocument] {
    var documents = Array(named.values)
    let named = Set(documents.filter(\.isRegular).compactMap { FileIdentity(ofFile: $0.path) })
    for found in found.current where !named.contains(found.file.identity) {
      documents.append(document(found.file.path, isNamed: found.isNamed, isRegular: true))
    }
    return documents.sorted { Paths.precedes($0.place, $1.place) }
  }

  /// Other names of files in folders, which are read under one name only.
  var aliases: [String] { found.aliases.map(place) }

  /// The versions of certificates that certbot keeps of those it has renewed.
  var superseded: [String] { found.superseded.map(place) }

  mutating func add(_ source: String) {
    if source == SourceReader.standardInput {
      named[Array(source.utf8)] = SourceDocument(
        place: "standard input", path: source, pathInProject: "standard input", isNamed: true)
      return
    }
    if ["https://", "http://"].contains(where: source.hasPrefix) {
      return fail(
        source,
        "an address is not read as it is; describe it as a format and name listing:FORMAT, or tls:// "
          + "for the server's certificate")
    }
    let path = Paths.absolute(source, relativeTo: workingDirectory)
    switch kind(ofFile: path) {
    case .directory: addFolder(path)
    case .missing where source.contains(where: { "*?".contains($0) }): addMatches(of: path)
    case .missing: fail(place(path), "there is no such file or folder")
    case .regular: add(document(path, isNamed: true, isRegular: true))
    case .other: add(document(path, isNamed: true, isRegular: false))
    }
  }

  private mutating func add(_ document: SourceDocument) {
    named[Array(document.place.utf8)] = document
  }

  private mutating func addFolder(_ path: String) {
    let walk = walk(path)
    folders.append(Folder(place: place(path), fileCount: walk.files.count))
    for file in walk.files { found.add(file, isNamed: false) }
    for error in walk.failures { fail(place(error.path ?? path), Self.describe(error)) }
  }

  private mutating func addMatches(of path: String) {
    let place = place(path)
    let folder = place.split(separator: "/", omittingEmptySubsequences: false)
      .prefix { !$0.contains("*") && !$0.contains("?") }.joined(separator: "/")
    let root = folder.isEmpty ? (place.hasPrefix("/") ? "/" : ".") : folder
    let pattern: Glob
    do {
      pattern = try Glob(place, kind: .path, caseSensitive: true)
    } catch {
      return fail(place, "not a pattern: \(error.message)")
    }
    let walk = walk(Paths.absolute(root, relativeTo: workingDirectory))
    let files = walk.files.filter { pattern.matches(self.place($0.path)) }
    if files.isEmpty {
      return fail(place, "the pattern matches no file (looked below \(root))")
    }
    for file in files { found.add(file, isNamed: true) }
    for error in walk.failures where !error.isMissing {
      fail(self.place(error.path ?? root), Self.describe(error))
    }
  }

  private mutating func walk(
    _ root: String
  ) -> (files: [DirectoryWalk.File], failures: [SystemError]) {
    let found = DirectoryWalk.files(below: root)
    for path in found.others where !isExcluded(path) { special.insert(place(path)) }
    return (
      excluded.isEmpty ? found.files : found.files.filter { !isExcluded($0.path) },
      found.failures.filter { error in error.path.map { !isExcluded($0) } ?? true }
    )
  }

  private func isExcluded(_ path: String) -> Bool {
    if excluded.isEmpty { return false }
    let place = place(path)
    return excluded.contains { $0.matches(place) }
  }

  private mutating func fail(_ place: String, _ message: String) {
    failures.append(Input(place: place, failure: Diagnostic(message)))
  }

  private func document(_ path: String, isNamed: Bool, isRegular: Bool) -> SourceDocument {
    SourceDocument(
      place: place(path), path: path, pathInProject: Paths.relative(path, to: projectRoot),
      isNamed: isNamed, isRegular: isRegular)
  }

  private func place(_ path: String) -> String { Paths.relative(path, to: workingDirectory) }

  /// The place is told apart from the reason, so the reason alone is said.
  static func describe(_ error: SystemError) -> String {
    guard let path = error.path else { return error.description }
    return error.description.replacing(" \(path)", with: "")
  }
}
