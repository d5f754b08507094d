import Certificates
import Network
import OperatingSystem
import RuleEngine
import SourceText
import X509

/// The certificate that an endpoint showed, with the rest of what it sent as the chain, and how it
/// was shown.
final class PresentedCertificate: RecordCollection {
  let place: String
  let answer: EndpointAnswer
  /// The address that answered.
  let address: SocketAddress?
  /// The name or address that was asked for.
  let expectedName: String

  init(
    _ answer: EndpointAnswer, from address: SocketAddress? = nil, place: String,
    expectedName: String
  ) {
    self.answer = answer
    self.address = address
    self.place = place
    self.expectedName = expectedName
  }

  /// The DER, the endpoint's own first.
  var certificates: [[UInt8]] { answer.chain.certificates }

  var count: Int { 1 }

  var isListing: Bool { false }

  func speaks(of fact: Fact) -> Bool { EndpointReader.facts.contains(fact) }

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

  let spokenFacts = FactSet(EndpointReader.facts)

  func text(_ fact: Fact) -> Reading<String> {
    switch fact {
    case .address: stated(presented.address.map { "\($0)" })
    case .tlsVersion: .stated(presented.answer.version.name)
    case .cipherSuite: stated(presented.answer.cipherSuite)
    case .applicationProtocol: stated(presented.answer.applicationProtocol)
    case .stapledResponse: stated(presented.answer.chain.stapledResponse.map(Base64.encoded))
    default: facts.text(fact)
    }
  }

  private func stated(_ text: String?) -> Reading<String> {
    text.map { .stated($0) } ?? .missing
  }

  func texts(_ fact: Fact) -> Reading<[String]> {
    fact == .usedBy ? .stated([presented.expectedName]) : facts.texts(fact)
  }

  func time(_ fact: Fact) -> Reading<Timestamp> { facts.time(fact) }
  func count(_ fact: Fact) -> Reading<Int> { facts.count(fact) }

  func flag(_ fact: Fact) -> Reading<Bool> {
    fact == .requestsClientAuth
      ? .stated(presented.answer.asksForClientCertificate) : facts.flag(fact)
  }

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
    switch fact {
    case .chain:
      if let links = chain().value { return FactPlace(ofChain: links, at: location) }
    case .usedBy: return nameAskedFor
    case .stapledResponse:
      let bytes = presented.answer.chain.stapledResponse
      return place(fact, bytes.map { "\($0.count) bytes of DER" }, isValue: false)
    case .address, .tlsVersion, .cipherSuite, .applicationProtocol:
      return place(fact, text(fact).value)
    case .requestsClientAuth: return place(fact, flag(fact).value.map { "\($0)" })
    default: break
    }
    return facts.place(of: fact, in: CertificateFacts.Text(at: location))
  }

  /// The place of something that the connection told, and not the certificate.
  private func place(_ fact: Fact, _ text: String?, isValue: Bool = true) -> FactPlace {
    let excerpt = isValue ? text.map { (key: "\(fact.memberName): ", value: $0) } : nil
    return FactPlace(location: location, pointer: "", excerpt: excerpt, found: text ?? "nothing")
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
