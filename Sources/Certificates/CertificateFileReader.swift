import OperatingSystem
import RuleEngine
import SourceText
import X509

/// Reads the facts of one record of a certificate file.
final class CertificateFileReader: RecordReader {
  private let file: CertificateFile
  private let bytes: FileBytes
  private let facts = CertificateFacts()
  private var index = 0
  private var form = CertificateFile.Form.certificate
  /// Reads the certificates that follow, for the chain.
  private lazy var next = CertificateFacts()

  init(_ file: CertificateFile) {
    self.file = file
    bytes = FileBytes(sharing: file.bytes)
  }

  func move(to index: Int) {
    guard file.entries.indices.contains(index) else { return }
    self.index = index
    form = file.entries[index].form
    read(index, by: facts)
  }

  private func read(_ index: Int, by facts: CertificateFacts) {
    let entry = file.entries[index]
    let kind: CertificateFacts.Kind
    switch entry.form {
    case .certificate: kind = .certificate
    case .trustedCertificate: kind = .trustedCertificate
    case .request: kind = .request
    case .key: return
    }
    bytes.withBytes { bytes in
      switch file.format {
      case .pem:
        var scanner = PEMScanner(from: entry.start)
        if let block = scanner.next(in: bytes) { facts.read(block, of: kind, in: bytes) }
      case .der: facts.read(bytes, of: kind)
      }
    }
  }

  var isDeleted: Bool { false }

  func takeNotices() -> [Notice] { [] }

  var location: SourceLocation { file.location(of: index) }

  // MARK: Facts

  func text(_ fact: Fact) -> Reading<String> {
    if form == .key { return fact == .kind ? .stated("key") : .unspoken }
    return facts.text(fact)
  }

  func texts(_ fact: Fact) -> Reading<[String]> { form == .key ? .unspoken : facts.texts(fact) }

  func time(_ fact: Fact) -> Reading<Timestamp> { form == .key ? .unspoken : facts.time(fact) }

  func count(_ fact: Fact) -> Reading<Int> { form == .key ? .unspoken : facts.count(fact) }

  func flag(_ fact: Fact) -> Reading<Bool> {
    if fact == .exposesPrivateKey { return .stated(form == .key) }
    return form == .key ? .unspoken : facts.flag(fact)
  }

  func status() -> Reading<Status> { .unspoken }

  func fingerprints() -> Reading<[Fingerprint]> {
    form == .key ? .unspoken : facts.fingerprints()
  }

  func certificate() -> Reading<Certificate> { form == .key ? .unspoken : facts.der }

  /// The authorities that follow a certificate in the same file, until the next that is none.
  func chain() -> Reading<[Certificate]> {
    guard form == .certificate || form == .trustedCertificate, facts.flag(.isCA).value == false
    else { return .unspoken }
    var chain: [Certificate] = []
    for index in file.entries.indices.dropFirst(self.index + 1) {
      let form = file.entries[index].form
      guard form == .certificate || form == .trustedCertificate else { continue }
      read(index, by: next)
      guard next.flag(.isCA).value == true, let certificate = next.der.value else { break }
      chain.append(certificate)
    }
    return chain.isEmpty ? .unspoken : .stated(chain)
  }

  // MARK: Places

  func place(of fact: Fact) -> FactPlace {
    guard form == .key else { return facts.place(of: fact, at: locationOfFault ?? location) }
    return FactPlace(
      location: location, pointer: "", excerpt: (key: "", value: keyExcerpt),
      found: "a private key (not shown)")
  }

  func place(of fact: Fact, element: Int) -> FactPlace {
    form == .key
      ? place(of: fact)
      : facts.place(of: fact, element: element, at: locationOfFault ?? location)
  }

  /// Where the text is broken, if that is why nothing can be read.
  private var locationOfFault: SourceLocation? {
    facts.faultOffset.map { file.location(ofOffset: $0, after: index) }
  }

  /// The line that begins the key, which is all that may be shown of it.
  private var keyExcerpt: String {
    guard file.format == .pem else { return "(a private key, not shown)" }
    return bytes.withBytes { bytes in
      var scanner = PEMScanner(from: file.entries[index].start)
      guard let block = scanner.next(in: bytes) else { return "(not shown)" }
      return "-----BEGIN \(DERText.utf8(bytes, block.labelRange))----- (not shown)"
    }
  }
}
