import Certificates
import RuleEngine
import SourceText
import X509

/// The certificate that an endpoint showed, with the rest of what it sent as the chain.
final class PresentedCertificate: RecordCollection {
  let place: String
  /// The DER, the endpoint's own first.
  let certificates: [[UInt8]]
  /// The name or address that was asked for.
  let expectedName: String

  init(certificates: [[UInt8]], place: String, expectedName: String) {
    self.certificates = certificates
    self.place = place
    self.expectedName = expectedName
  }

  var count: Int { 1 }

  func speaks(of fact: Fact) -> Bool {
    switch fact {
    case .kind, .name, .dnsNames, .usedBy, .notBefore, .notAfter, .issuer, .serial, .keyAlgorithm,
      .signatureAlgorithm, .fingerprints, .certificate, .chain:
      true
    default: fact.isOfCertificate
    }
  }

  func makeReader() -> any RecordReader { PresentedCertificateReader(self) }

  func location(of index: Int) -> SourceLocation {
    SourceLocation(wholeFile: place)
  }
}

/// Reads the facts of what an endpoint showed.
private final class PresentedCertificateReader: RecordReader {
  private let presented: PresentedCertificate
  private let facts = CertificateFacts()

  init(_ presented: PresentedCertificate) {
    self.presented = presented
  }

  func move(to index: Int) {
    let der = presented.certificates.first ?? []
    facts.read(der.span, of: .certificate)
  }

  var isDeleted: Bool { false }
  var location: SourceLocation { presented.location(of: 0) }

  func takeNotices() -> [Notice] { [] }

  func text(_ fact: Fact) -> Reading<String> { facts.text(fact) }

  func texts(_ fact: Fact) -> Reading<[String]> {
    fact == .usedBy ? .stated([presented.expectedName]) : facts.texts(fact)
  }

  func time(_ fact: Fact) -> Reading<Timestamp> { facts.time(fact) }
  func count(_ fact: Fact) -> Reading<Int> { facts.count(fact) }
  func flag(_ fact: Fact) -> Reading<Bool> { facts.flag(fact) }
  func status() -> Reading<Status> { .unspoken }
  func fingerprints() -> Reading<[Fingerprint]> { facts.fingerprints() }
  func certificate() -> Reading<Certificate> { facts.der }

  /// What was sent behind the endpoint's own certificate, in the order sent.
  func chain() -> Reading<[Certificate]> {
    var chain: [Certificate] = []
    for (index, der) in presented.certificates.enumerated().dropFirst() {
      guard let certificate = try? Certificate(der) else {
        return .unreadable("number \(index + 1) of what was sent is no certificate")
      }
      chain.append(certificate)
    }
    return .stated(chain)
  }

  func place(of fact: Fact) -> FactPlace {
    if fact == .chain, let links = chain().value { return FactPlace(ofChain: links, at: location) }
    return fact == .usedBy
      ? nameAskedFor : facts.place(of: fact, in: CertificateFacts.Text(at: location))
  }

  func place(of fact: Fact, element: Int) -> FactPlace {
    if fact == .chain, let links = chain().value, links.indices.contains(element) {
      return FactPlace(ofLink: links[element], at: location)
    }
    return fact == .usedBy
      ? nameAskedFor
      : facts.place(of: fact, element: element, in: CertificateFacts.Text(at: location))
  }

  private var nameAskedFor: FactPlace {
    FactPlace(location: location, pointer: "", found: presented.expectedName)
  }
}
