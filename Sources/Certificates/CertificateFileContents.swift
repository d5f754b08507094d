import OperatingSystem
import RuleEngine
import SourceText
import X509

/// Finds what a file holds: where its records begin, and what is passed over.
struct CertificateFileContents {
  private let place: String
  private(set) var entries: [CertificateFile.Entry] = []
  private(set) var messages: [CertificateFile.Entry] = []
  private var passedOver: [Notice] = []

  private init(place: String) {
    self.place = place
  }

  var notices: [Notice] { Notice.merged(passedOver) }

  /// Finds the blocks of PEM, in a large file with all workers at once.
  init(blocksOf bytes: FileBytes, place: String, workers: Workers) {
    self.init(place: place)
    let parts = Self.parts(of: bytes, count: workers.count)
    guard parts.count > 1 else {
      _ = bytes.withBytes { addBlocks(of: $0, in: 0..<$0.count) }
      return
    }
    let found = workers.map(parts) { range in
      var part = CertificateFileContents(place: place)
      let lineBreaks = bytes.withBytes { part.addBlocks(of: $0, in: range) }
      return (contents: part, lineBreaks: lineBreaks)
    }
    var lines = 0
    for (part, lineBreaks) in found {
      entries += part.entries.map { $0.moved(by: lines) }
      messages += part.messages.map { $0.moved(by: lines) }
      passedOver += part.passedOver.map { $0.moved(by: lines) }
      lines += lineBreaks
    }
  }

  /// Where to begin looking, so that each part is about as long and begins with a block.
  private static func parts(of bytes: FileBytes, count: Int) -> [Range<Int>] {
    // A thread costs more than looking through fewer bytes.
    let count = min(count, bytes.count >> 20)
    var starts = [0]
    bytes.withBytes { bytes in
      for part in 1..<max(1, count) {
        let start = PEMScanner.nextCertificate(
          from: bytes.count / count * part, before: bytes.count / count * (part + 1), in: bytes)
        if let start { starts.append(start) }
      }
    }
    return zip(starts, starts.dropFirst() + [bytes.count]).map { $0..<$1 }
  }

  /// - Returns: how many line breaks there are in the range.
  private mutating func addBlocks(of bytes: Span<UInt8>, in range: Range<Int>) -> Int {
    let bytes = bytes.extracting(first: range.upperBound)
    var scanner = PEMScanner(from: range.lowerBound)
    var lines = LineCounter(at: range.lowerBound, line: 1)
    while let block = scanner.next(in: bytes) {
      let start = block.range.lowerBound
      let line = lines.line(of: start, in: bytes)
      switch block.label {
      case .certificate:
        let length = block.fault == nil ? block.range.count : 0
        add(.certificate, start, line, Int32(exactly: length) ?? 0)
      case .trustedCertificate: add(.trustedCertificate, start, line)
      case .certificateRequest: add(.request, start, line)
      case .privateKey: add(.key, start, line)
      case .revocationList: passOver("a revocation list (CRL) is not read", line)
      case .pkcs7: messages.append(entry(.certificate, start, line))
      case .publicKey: passOver("a public key is not read", line)
      case .parameters: passOver("the parameters of a key are not read", line)
      case .other: passOver("a PEM block of another kind is not read", line)
      }
    }
    return lines.line(of: range.upperBound, in: bytes) - 1
  }

  init(binary bytes: FileBytes, place: String) {
    self.init(place: place)
    switch bytes.withBytes({ DERDocumentKind($0) }) {
    case .certificate: add(.certificate, 0, 1)
    case .certificateRequest: add(.request, 0, 1)
    case .privateKey, .encryptedPrivateKey: add(.key, 0, 1)
    case .revocationList: passOver("a revocation list (CRL) is not read", 1)
    case .publicKey: passOver("a public key is not read", 1)
    case .pkcs7, .pkcs12, nil: break
    }
  }

  private mutating func add(
    _ form: CertificateFile.Form, _ start: Int, _ line: Int, _ length: Int32 = 0
  ) {
    entries.append(entry(form, start, line, length))
  }

  private func entry(
    _ form: CertificateFile.Form, _ start: Int, _ line: Int, _ length: Int32 = 0
  ) -> CertificateFile.Entry {
    CertificateFile.Entry(
      start: start, length: length, line: Int32(truncatingIfNeeded: line), form: form)
  }

  private mutating func passOver(_ kind: String, _ line: Int) {
    passedOver.append(
      Notice(kind: kind, first: SourceLocation(path: place, line: line, column: 1)))
  }
}

extension CertificateFile.Entry {
  fileprivate func moved(by lines: Int) -> CertificateFile.Entry {
    CertificateFile.Entry(
      start: start, length: length, line: line &+ Int32(truncatingIfNeeded: lines), form: form)
  }
}

extension Notice {
  fileprivate func moved(by lines: Int) -> Notice {
    let first = SourceLocation(path: first.path, line: first.line + lines, column: first.column)
    return Notice(kind: kind, count: count, first: first)
  }
}
