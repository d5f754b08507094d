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
    /// Other names of files in folders, which are read under one name only.
    package let aliases: [String]
    /// Versions that certbot keeps of certificates it has renewed, which are not read.
    package let superseded: [String]
  }

  package func read(_ sources: [String], workers: Workers) -> Result {
    var expansion = SourceExpansion(
      workingDirectory: workingDirectory, projectRoot: projectRoot, excluding: excluded)
    for source in sources { expansion.add(source) }
    let outcomes = workers.map(expansion.documents) { read($0, workers) }
    var inputs = expansion.failures
    var skipped: [String] = []
    for outcome in outcomes {
      switch outcome {
      case .input(let input): inputs.append(input)
      case .skipped(let place): skipped.append(place)
      }
    }
    let aliases = expansion.aliases.sorted()
    inputs += emptyFolders(expansion.folders, inputs.map(\.place) + aliases)
    return Result(
      inventory: Inventory(SavedPages.joining(inputs)), skipped: skipped.sorted(),
      special: expansion.special.sorted(), aliases: aliases,
      superseded: expansion.superseded.sorted())
  }

  /// Folders in which nothing was found to read, which must not pass unnoticed.
  ///
  /// - Parameter places: of what was read, under all of its names.
  private func emptyFolders(
    _ folders: [SourceExpansion.Folder], _ places: [String]
  ) -> [Input] {
    folders.compactMap { folder in
      let place = folder.place
      let prefix = place == "." ? "" : place + "/"
      if places.contains(where: { $0 == place || $0.hasPrefix(prefix) }) { return nil }
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

  private func read(_ document: SourceDocument, _ workers: Workers) -> Outcome {
    let bytes: FileBytes
    do {
      bytes = try contents(document)
    } catch {
      return .input(
        Input(
          place: document.place, failure: Diagnostic(SourceExpansion.describe(error))))
    }
    let isJSON = bytes.withBytes { Self.looksLikeJSON($0) }
    if format == nil, !isJSON, let input = manifest(bytes, document) { return .input(input) }
    if let format = certificateFormat(of: bytes, isJSON: isJSON) {
      return .input(certificates(of: bytes, document, format, workers))
    }
    if !document.isNamed, !isJSON { return .skipped(document.place) }
    let outcome = listings.read(
      bytes, place: document.place, pathInProject: document.pathInProject, as: format,
      // What does not begin like a listing is refused at its first byte: nobody needs to read ahead.
      workers: isJSON ? workers : .sequential)
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
    CarrierReader(place: document.place, pathInProject: document.pathInProject)
  }

  /// What a YAML document carries; nil for all else.
  ///
  /// Text that only looks like YAML may have PEM in it all the same, but a Secret that cannot be read
  /// must not pass.
  private func manifest(_ bytes: FileBytes, _ document: SourceDocument) -> Input? {
    guard CarrierReader.looksLikeYAML(bytes) else { return nil }
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
  private func certificateFormat(of bytes: FileBytes, isJSON: Bool) -> CertificateFormat? {
    if let format { return CertificateFormat(rawValue: format) }
    return isJSON ? nil : CertificateFormat(recognising: bytes)
  }

  private func certificates(
    of bytes: FileBytes, _ document: SourceDocument, _ format: CertificateFormat,
    _ workers: Workers
  ) -> Input {
    do throws(Diagnostic) {
      let contents = try certificateFiles.read(
        bytes, place: document.place, as: format, workers: workers)
      return Input(
        place: document.place, pathInProject: document.pathInProject, format: format.rawValue,
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
    return try FileBytes.contents(ofFile: document.path, isRegular: document.isRegular)
  }

  /// Begins as a JSON object or list does; a template or an INI file does not.
  private static func looksLikeJSON(_ bytes: Span<UInt8>) -> Bool {
    var first: UInt8?
    for index in 0..<min(bytes.count, 1024) {
      let byte = bytes[index]
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0D: continue
      // A byte order mark.
      case 0xEF, 0xBB, 0xBF: if first == nil { continue }
      default: break
      }
      guard let first else {
        guard byte == 0x5B || byte == 0x7B else { return false }
        first = byte
        continue
      }
      return first == 0x7B ? byte == 0x22 || byte == 0x7D : byte == 0x7B || byte == 0x5D
    }
    return first != nil
  }
}
