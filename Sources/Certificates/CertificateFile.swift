import OperatingSystem
import RuleEngine
import SourceText
import X509

/// The certificates, requests and private keys of one file of PEM or DER, where they lie.
///
/// Only where each begins is kept, so that a bundle needs little more than its own bytes; nothing of
/// a private key is ever decoded.
package final class CertificateFile: CertificateSource {
  /// What a record is read from.
  enum Form: UInt8, Sendable {
    case certificate, trustedCertificate, request, key
  }

  /// Where a record begins.
  struct Entry: Sendable {
    /// The offset of its first byte.
    let start: Int
    /// How many bytes a block without a fault has; 0 for all else.
    let length: Int32
    /// The number of the line that the byte is on; 1 in a binary file.
    let line: Int32
    let form: Form
  }

  let place: String
  let bytes: FileBytes
  let format: CertificateFormat
  let entries: [Entry]
  /// What the file holds besides, counted by kind.
  package let notices: [Notice]
  /// Whether the bytes are not those of the file, but its text in UTF-8.
  private let isFromUTF16: Bool
  /// The PKCS#7 messages among the blocks, where each begins.
  let messages: [Entry]

  package init(
    _ bytes: FileBytes, place: String, format: CertificateFormat, workers: Workers = .sequential
  ) {
    let text = format == .pem ? bytes.decodedFromUTF16 : nil
    let bytes = text ?? bytes
    self.place = place
    self.bytes = bytes
    self.format = format
    isFromUTF16 = text != nil
    let contents =
      format == .pem
      ? CertificateFileContents(blocksOf: bytes, place: place, workers: workers)
      : CertificateFileContents(binary: bytes, place: place)
    entries = contents.entries
    messages = contents.messages
    let isWide = text != nil && !(entries.isEmpty && messages.isEmpty)
    let notice = Notice(
      kind: PEMFault.Reason.wideCharacters.sentence, first: SourceLocation(wholeFile: place))
    notices = (isWide ? [notice] : []) + contents.notices
  }

  /// The same records under other references: threads that share one wait for each other.
  private init(sharing file: CertificateFile) {
    place = file.place
    bytes = FileBytes(sharing: file.bytes)
    format = file.format
    entries = file.entries
    isFromUTF16 = file.isFromUTF16
    messages = []
    notices = []
  }

  package var count: Int { entries.count }

  package var others: OtherRecords {
    OtherRecords(
      requests: entries.count { $0.form == .request },
      privateKeys: entries.count { $0.form == .key })
  }

  package func makeReader() -> any RecordReader { makeReader(reusing: nil) }

  package func makeReader(reusing other: (any RecordReader)?) -> any RecordReader {
    // Few records are all read by one thread.
    let source = count < 512 ? self : CertificateFile(sharing: self)
    return reader(of: source, reusing: other)
  }

  package func location(of index: Int) -> SourceLocation {
    guard entries.indices.contains(index) else {
      return SourceLocation(wholeFile: place)
    }
    return location(of: entries[index])
  }

  func location(of entry: Entry) -> SourceLocation {
    guard format == .pem else { return SourceLocation(wholeFile: place) }
    let column = bytes.withBytes { Self.column(of: entry.start, in: $0) }
    return SourceLocation(path: place, line: Int(entry.line), column: column)
  }

  func location(ofFault offset: Int, in index: Int) -> SourceLocation {
    let entry = entries[index]
    return bytes.withBytes { bytes in
      var lines = LineCounter(at: entry.start, line: Int(entry.line))
      return SourceLocation(
        path: place, line: lines.line(of: offset, in: bytes),
        column: Self.column(of: offset, in: bytes))
    }
  }

  /// Counted in characters from the start of the line, as far back as a line may reasonably begin.
  private static func column(of offset: Int, in bytes: Span<UInt8>) -> Int {
    var column = 1
    var index = offset
    while index > 0, offset - index < 1 << 20, bytes[index - 1] != 0x0A, bytes[index - 1] != 0x0D {
      index -= 1
      if bytes[index] & 0xC0 != 0x80 { column += 1 }
    }
    // A byte order mark takes no column.
    let isMarked = index == 0 && bytes.count > 2 && bytes[0] == 0xEF && bytes[1] == 0xBB
    return isMarked ? max(1, column - 1) : column
  }
}

// MARK: Records

extension CertificateFile {
  func isKey(_ index: Int) -> Bool { entries[index].form == .key }

  func read(_ index: Int, by facts: CertificateFacts) {
    let entry = entries[index]
    let kind: CertificateFacts.Kind
    switch entry.form {
    case .certificate: kind = .certificate
    case .trustedCertificate: kind = .trustedCertificate
    case .request: kind = .request
    case .key: return
    }
    bytes.withBytes { bytes in
      guard format == .pem else { return facts.read(bytes, of: kind) }
      let range = entry.start..<entry.start &+ Int(entry.length)
      if kind == .certificate, !isFromUTF16,
        let block = PEMScanner.plainCertificate(at: range, in: bytes)
      {
        return facts.read(block, of: kind, in: bytes)
      }
      var scanner = PEMScanner(from: entry.start)
      guard let block = scanner.next(in: bytes) else { return }
      facts.read(isFromUTF16 ? block.marked(.wideCharacters) : block, of: kind, in: bytes)
    }
  }

  func surroundings(of index: Int) -> CertificateSurroundings { CertificateSurroundings() }

  /// The authorities that follow a certificate in the same file, until the next that is none.
  func chain(
    of index: Int, _ facts: CertificateFacts, next: CertificateFacts
  ) -> Reading<[Certificate]> {
    // What issued itself, as roots from before there were authorities did, has none.
    guard facts.flag(.isCA).value == false, facts.flag(.selfIssued).value == false else {
      return .unspoken
    }
    var chain: [Certificate] = []
    for following in certificates(behind: index) {
      read(following, by: next)
      guard next.flag(.isCA).value == true, let certificate = next.der.value else { break }
      chain.append(certificate)
    }
    return chain.isEmpty ? .unspoken : .stated(chain)
  }

  func location(ofLink element: Int, above index: Int) -> SourceLocation {
    location(of: certificates(behind: index).dropFirst(element).first { _ in true } ?? index)
  }

  private func certificates(behind index: Int) -> some Sequence<Int> {
    entries.indices[(index + 1)...].lazy.filter { [entries] following in
      entries[following].form == .certificate || entries[following].form == .trustedCertificate
    }
  }

  /// The line that begins the key, which is all that may be shown of it.
  func excerpt(ofKey index: Int) -> String {
    guard format == .pem else { return "(a private key, not shown)" }
    return bytes.withBytes { bytes in
      var scanner = PEMScanner(from: entries[index].start)
      return scanner.next(in: bytes).map { $0.excerptOfKey(in: bytes) } ?? "(not shown)"
    }
  }
}

extension PEMBlock {
  /// The line that begins a private key, which is all that may be shown of it.
  func excerptOfKey(in bytes: Span<UInt8>) -> String {
    "BEGIN \(DERText.utf8(bytes, labelRange)) (not shown)"
  }
}
