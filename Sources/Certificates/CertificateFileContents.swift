import RuleEngine
import SourceText
import X509

/// Finds what a file holds: where its records begin, and what is passed over.
struct CertificateFileContents {
  private let place: String
  private(set) var entries: [CertificateFile.Entry] = []
  private(set) var messages: [CertificateFile.Entry] = []
  private var passedOver: [Notice] = []

  init(place: String) {
    self.place = place
  }

  var notices: [Notice] { Notice.merged(passedOver) }

  mutating func addBlocks(of bytes: Span<UInt8>) {
    var scanner = PEMScanner()
    var lines = LineCounter()
    while let block = scanner.next(in: bytes) {
      let start = block.range.lowerBound
      let line = lines.line(of: start, in: bytes)
      switch block.label {
      case .certificate: add(.certificate, start, line)
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
  }

  mutating func addBinary(_ bytes: Span<UInt8>) {
    switch DERDocumentKind(bytes) {
    case .certificate: add(.certificate, 0, 1)
    case .certificateRequest: add(.request, 0, 1)
    case .privateKey, .encryptedPrivateKey: add(.key, 0, 1)
    case .revocationList: passOver("a revocation list (CRL) is not read", 1)
    case .publicKey: passOver("a public key is not read", 1)
    case .pkcs7, .pkcs12, nil: break
    }
  }

  private mutating func add(_ form: CertificateFile.Form, _ start: Int, _ line: Int) {
    entries.append(entry(form, start, line))
  }

  private func entry(
    _ form: CertificateFile.Form, _ start: Int, _ line: Int
  ) -> CertificateFile.Entry {
    CertificateFile.Entry(start: start, line: Int32(truncatingIfNeeded: line), form: form)
  }

  private mutating func passOver(_ kind: String, _ line: Int) {
    passedOver.append(
      Notice(kind: kind, first: SourceLocation(path: place, line: line, column: 1)))
  }
}
