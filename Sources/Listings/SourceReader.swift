import OperatingSystem
import Patterns
import RuleEngine
import SourceText

/// Reads what the user names: files, folders, globs and standard input.
package struct SourceReader: Sendable {
  /// The argument that stands for standard input.
  package static let standardInput = "-"
  // More than any listing, less than what a runaway producer could fill memory with.
  private static let pipeLimit = 4 << 30

  private let reader: ListingReader
  private let format: String?
  private let workingDirectory: String
  private let projectRoot: String

  /// - Parameters:
  ///   - format: the name of the format to read everything by; nil to recognise each document.
  ///   - projectRoot: the folder that `match: { input: … }` is relative to.
  package init(
    reader: ListingReader, as format: String?, workingDirectory: String, projectRoot: String
  ) {
    self.reader = reader
    self.format = format
    self.workingDirectory = workingDirectory
    self.projectRoot = projectRoot
  }

  /// What came of the sources.
  package struct Result: Sendable {
    package let inventory: Inventory
    /// Files in folders that are no listings.
    package let skipped: [String]
  }

  package func read(_ sources: [String], workers: Workers) -> Result {
    var documents: [String: Document] = [:]
    var failures: [Input] = []
    for source in sources {
      switch expand(source) {
      case .documents(let found):
        for document in found where documents[document.place]?.isNamed != true {
          documents[document.place] = document
        }
      case .failed(let inputs): failures += inputs
      case .folder(let found, let inputs):
        failures += inputs
        for document in found where documents[document.place] == nil {
          documents[document.place] = document
        }
      }
    }
    let outcomes = workers.map(documents.values.sorted { $0.place < $1.place }) { read($0) }
    var inputs = failures
    var skipped: [String] = []
    for outcome in outcomes {
      switch outcome {
      case .input(let input): inputs.append(input)
      case .skipped(let place): skipped.append(place)
      }
    }
    inputs += sources.compactMap { emptyFolder($0, inputs) }
    return Result(inventory: Inventory(SavedPages.joining(inputs)), skipped: skipped.sorted())
  }

  // MARK: What a source stands for

  private struct Document: Sendable {
    let place: String
    let path: String
    /// Named by itself, not found in a folder: it must be a listing.
    let isNamed: Bool
  }

  private enum Expansion {
    case documents([Document])
    case folder([Document], failures: [Input])
    case failed([Input])
  }

  private func expand(_ source: String) -> Expansion {
    if source == Self.standardInput {
      return .documents([Document(place: "standard input", path: source, isNamed: true)])
    }
    if let scheme = ["listing:", "tls://", "https://", "http://"].first(where: source.hasPrefix) {
      return .failed([
        failure(
          source,
          "live sources (\(scheme)…) are not read by this version; save the listing to a file"
        )
      ])
    }
    switch kind(ofFile: path(source)) {
    case .directory:
      let (files, errors) = DirectoryWalk.files(below: path(source))
      return .folder(
        files.map { document($0, isNamed: false) },
        failures: errors.map { failure(place($0.path ?? source), describe($0)) })
    case .missing where source.contains(where: { "*?".contains($0) }): return glob(source)
    case .missing: return .failed([failure(place(source), "there is no such file or folder")])
    case .regular, .other: return .documents([document(source, isNamed: true)])
    }
  }

  private func glob(_ source: String) -> Expansion {
    let place = place(source)
    let folder = place.split(separator: "/", omittingEmptySubsequences: false)
      .prefix { !$0.contains("*") && !$0.contains("?") }.joined(separator: "/")
    let root = folder.isEmpty ? (place.hasPrefix("/") ? "/" : ".") : folder
    let pattern: Glob
    do {
      pattern = try Glob(place, kind: .path, caseSensitive: true)
    } catch {
      return .failed([failure(place, "not a pattern: \(error.message)")])
    }
    let (files, errors) = DirectoryWalk.files(below: path(root))
    let found = files.map { document($0, isNamed: true) }.filter { pattern.matches($0.place) }
    if found.isEmpty {
      return .failed([failure(place, "the pattern matches no file (looked below \(root))")])
    }
    let failures = errors.filter { !$0.isMissing }.map {
      failure(self.place($0.path ?? root), describe($0))
    }
    return .folder(found, failures: failures)
  }

  private func document(_ path: String, isNamed: Bool) -> Document {
    Document(place: place(path), path: self.path(path), isNamed: isNamed)
  }

  private func path(_ source: String) -> String {
    Paths.absolute(source, relativeTo: workingDirectory)
  }

  private func place(_ source: String) -> String {
    Paths.normalised(source, relativeTo: workingDirectory)
  }

  private func failure(_ place: String, _ message: String) -> Input {
    Input(place: place, failure: Diagnostic(message))
  }

  /// The place is told apart from the reason, so the reason alone is said.
  private func describe(_ error: SystemError) -> String {
    guard let path = error.path else { return error.description }
    return error.description.replacing(" \(path)", with: "")
  }

  private func emptyFolder(_ source: String, _ inputs: [Input]) -> Input? {
    guard source != Self.standardInput, kind(ofFile: path(source)) == .directory else { return nil }
    let place = place(source)
    let prefix = place == "." ? "" : place + "/"
    if inputs.contains(where: { $0.place == place || $0.place.hasPrefix(prefix) }) { return nil }
    let count = DirectoryWalk.files(below: path(source)).files.count
    let message =
      switch count {
      case 0: "the folder is empty"
      case 1: "the only file in the folder is no listing"
      default: "none of the \(count) files in the folder is a listing"
      }
    return failure(place, message)
  }

  // MARK: Reading

  private enum Outcome: Sendable {
    case input(Input)
    case skipped(String)
  }

  private func read(_ document: Document) -> Outcome {
    let bytes: FileBytes
    do {
      bytes = try contents(document)
    } catch {
      return .input(failure(document.place, describe(error)))
    }
    if !document.isNamed, !looksLikeJSON(bytes) { return .skipped(document.place) }
    let outcome = reader.read(
      bytes, place: document.place, pathInProject: pathInProject(document), as: format)
    switch outcome {
    case .listing(let input): return .input(input)
    case .unrecognised where !document.isNamed: return .skipped(document.place)
    case .unrecognised(let diagnostic):
      return .input(Input(place: document.place, failure: diagnostic))
    case .failed(let diagnostic, let format):
      return .input(Input(place: document.place, failure: diagnostic, format: format))
    }
  }

  private func contents(_ document: Document) throws(SystemError) -> FileBytes {
    if document.path == Self.standardInput {
      return try FileBytes.contents(
        ofDescriptor: 0, named: "standard input", limit: Self.pipeLimit)
    }
    if let descriptor = Paths.descriptor(named: document.path) {
      return try FileBytes.contents(
        ofDescriptor: descriptor, named: document.path, limit: Self.pipeLimit)
    }
    return try FileBytes.contents(ofFile: document.path)
  }

  private func pathInProject(_ document: Document) -> String {
    document.path == Self.standardInput
      ? document.place : Paths.normalised(document.path, relativeTo: projectRoot)
  }

  /// Begins as a JSON object or list does; a template or an INI file does not.
  private func looksLikeJSON(_ bytes: FileBytes) -> Bool {
    var tokens = bytes.bytes(in: 0..<1024).drop { $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }
      .filter { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }.prefix(2)
    guard let first = tokens.popFirst() else { return false }
    guard let second = tokens.first else { return first == 0x5B || first == 0x7B }
    return first == 0x7B
      ? second == 0x22 || second == 0x7D : first == 0x5B && (second == 0x7B || second == 0x5D)
  }
}
