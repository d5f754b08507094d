import OperatingSystem
import RuleEngine
import SourceText
import X509

/// The certificates, requests and private keys of one file of PEM or DER, where they lie.
///
/// Only where each begins is kept, so that a bundle needs little more than its own bytes; nothing of
/// a private key is ever decoded.
package final class CertificateFile: RecordCollection {
  /// What a record is read from.
  enum Form: UInt8, Sendable {
    case certificate, trustedCertificate, request, key
  }

  /// Where a record begins.
  struct Entry: Sendable {
    /// The offset of its first byte.
    let start: Int
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

  package init(_ bytes: FileBytes, place: String, format: CertificateFormat) {
    self.place = place
    self.bytes = bytes
    self.format = format
    var contents = CertificateFileContents(place: place)
    bytes.withBytes { bytes in
      switch format {
      case .pem: contents.addBlocks(of: bytes)
      case .der: contents.addBinary(bytes)
      }
    }
    entries = contents.entries
    notices = contents.notices
  }

  package var count: Int { entries.count }

  package func speaks(of fact: Fact) -> Bool {
    switch fact {
    case .kind, .name, .dnsNames, .notBefore, .notAfter, .issuer, .serial, .keyAlgorithm,
      .signatureAlgorithm, .fingerprints, .certificate, .chain, .exposesPrivateKey:
      true
    default: fact.isOfCertificate
    }
  }

  package func makeReader() -> any RecordReader { CertificateFileReader(self) }

  package func location(of index: Int) -> SourceLocation {
    guard entries.indices.contains(index) else {
      return SourceLocation(path: place, line: 1, column: 1)
    }
    let entry = entries[index]
    let column = format == .der ? 1 : bytes.withBytes { Self.column(of: entry.start, in: $0) }
    return SourceLocation(path: place, line: Int(entry.line), column: column)
  }

  /// The place of a byte that stands behind where a record begins.
  func location(ofOffset offset: Int, after index: Int) -> SourceLocation {
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
