import Certificates
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

  private let listings: ListingReader
  private let certificateFiles: CertificateFileReader
  private let format: String?
  private let workingDirectory: String
  private let projectRoot: String
  private let excluded: [Glob]

  /// - Parameters:
  ///   - format: the name of the format to read everything by; nil to recognise each document.
  ///   - excluded: patterns of places that are left out of folders and globs.
  ///   - projectRoot: the folder that `match: { input: … }` is relative to.
  package init(
    listings: ListingReader, as format: String?, excluding excluded: [Glob] = [],
    passwords: StorePasswords = StorePasswords(), workingDirectory: String, projectRoot: String
  ) {
    self.listings = listings
    certificateFiles = CertificateFileReader(passwords: passwords)
    self.format = format
    self.excluded = excluded
    self.workingDirectory = workingDirectory
    self.projectRoot = projectRoot
  }

  /// What came of the sources.
  package struct Result: Sendable {
    package let inventory: Inventory
    /// Files in folders that hold no certificates.
    package let skipped: [String]
    /// Pipes, sockets and devices in folders, which are not opened.
    package let special: [String]
  }

  package func read(_ sources: [String], workers: Workers) -> Result {
    var expansion = SourceExpansion(workingDirectory: workingDirectory, excluding: excluded)
    for source in sources { expansion.add(source) }
    let outcomes = workers.map(expansion.found) { read($0) }
    var inputs = expansion.failures
    var skipped: [String] = []
    for outcome in outcomes {
      switch outcome {
      case .input(let input): inputs.append(input)
      case .skipped(let place): skipped.append(place)
      }
    }
    inputs += emptyFolders(expansion.folders, inputs)
    return Result(
      inventory: Inventory(SavedPages.joining(inputs)), skipped: skipped.sorted(),
      special: expansion.special.sorted())
  }

  /// Folders in which nothing was found to read, which must not pass unnoticed.
  private func emptyFolders(
    _ folders: [SourceExpansion.Folder], _ inputs: [Input]
  ) -> [Input] {
    folders.compactMap { folder in
      let place = folder.place
      let prefix = place == "." ? "" : place + "/"
      if inputs.contains(where: { $0.place == place || $0.place.hasPrefix(prefix) }) { return nil }
      let message =
        switch folder.fileCount {
        case 0: "the folder is empty"
        case 1: "the only file in the folder holds neither certificates nor a listing of them"
        default:
          "none of the \(folder.fileCount) files in the folder holds certificates or a listing of "
            + "them"
        }
      return Input(place: place, failure: Diagnostic(message))
    }
  }

  // MARK: Reading

  private enum Outcome: Sendable {
    case input(Input)
    case skipped(String)
  }

  private func read(_ document: SourceDocument) -> Outcome {
    let bytes: FileBytes
    do {
      bytes = try contents(document)
    } catch {
      return .input(
        Input(
          place: document.place, failure: Diagnostic(SourceExpansion.describe(error))))
    }
    if format == nil, let input = manifest(bytes, document) { return .input(input) }
    if let format = certificateFormat(of: bytes) {
      return .input(certificates(of: bytes, document, format))
    }
    if !document.isNamed, !looksLikeJSON(bytes) { return .skipped(document.place) }
    let outcome = listings.read(
      bytes, place: document.place, pathInProject: pathInProject(document), as: format)
    switch outcome {
    case .listing(let input): return .input(input)
    case .unrecognised(let diagnostic):
      if format == nil, let input = carrier(document).read(json: bytes) { return .input(input) }
      return document.isNamed
        ? .input(Input(place: document.place, failure: diagnostic)) : .skipped(document.place)
    case .failed(let diagnostic, let format):
      return .input(Input(place: document.place, failure: diagnostic, format: format))
    }
  }

  private func carrier(_ document: SourceDocument) -> CarrierReader {
    CarrierReader(place: document.place, pathInProject: pathInProject(document))
  }

  /// What a YAML document carries; nil for all else.
  ///
  /// Text that only looks like YAML may have PEM in it all the same, but a Secret that cannot be read
  /// must not pass.
  private func manifest(_ bytes: FileBytes, _ document: SourceDocument) -> Input? {
    guard !looksLikeJSON(bytes), CarrierReader.looksLikeYAML(bytes) else { return nil }
    do {
      return try carrier(document).read(yaml: bytes)
    } catch {
      guard bytes.contains("kind: Secret"), let first = error.diagnostics.first else { return nil }
      return Input(
        place: document.place, failure: Diagnostic(first.message, at: first.location),
        format: "yaml")
    }
  }

  /// The format to read certificates by; nil for what is read as a listing.
  private func certificateFormat(of bytes: FileBytes) -> CertificateFormat? {
    if let format { return CertificateFormat(rawValue: format) }
    return looksLikeJSON(bytes) ? nil : CertificateFormat(recognising: bytes)
  }

  private func certificates(
    of bytes: FileBytes, _ document: SourceDocument, _ format: CertificateFormat
  ) -> Input {
    do throws(Diagnostic) {
      let contents = try certificateFiles.read(bytes, place: document.place, as: format)
      return Input(
        place: document.place, pathInProject: pathInProject(document), format: format.rawValue,
        records: contents.all,
        completeness: .complete, notices: contents.notices, defects: contents.defects)
    } catch {
      return Input(place: document.place, failure: error, format: format.rawValue)
    }
  }

  private func contents(_ document: SourceDocument) throws(SystemError) -> FileBytes {
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

  private func pathInProject(_ document: SourceDocument) -> String {
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
