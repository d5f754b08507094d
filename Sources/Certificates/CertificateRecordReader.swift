import RuleEngine
import SourceText
import X509

/// Reads the facts of one certificate, request or private key.
final class CertificateRecordReader<Source: CertificateSource>: RecordReader {
  private var source: Source
  private let facts = CertificateFacts()
  private var index = 0
  private var isKey = false
  // Reads the certificates that follow, for the chain.
  private lazy var next = CertificateFacts()

  init(_ source: Source) {
    self.source = source
  }

  /// Reads another source from now on.
  func turn(to source: Source) { self.source = source }

  func move(to index: Int) {
    guard (0..<source.count).contains(index) else { return }
    self.index = index
    isKey = source.isKey(index)
    if !isKey { source.read(index, by: facts) }
  }

  var isDeleted: Bool { false }

  func takeNotices() -> [Notice] { [] }

  var unreadableReason: String? { isKey ? nil : facts.unreadableReason }

  var location: SourceLocation { source.location(of: index) }

  // MARK: Facts

  func text(_ fact: Fact) -> Reading<String> {
    switch fact {
    case .kind where isKey: return .stated("key")
    case .name:
      if let name = source.surroundings(of: index).name { return .stated(name) }
    case .owner:
      return source.surroundings(of: index).owner.map { .stated($0) } ?? .unspoken
    default: break
    }
    return isKey ? .unspoken : facts.text(fact)
  }

  func withText(_ fact: Fact, _ body: (Span<UInt8>) -> Void) -> Reading<Void> {
    if fact == .name, !isKey, source.surroundings(of: index).name == nil,
      let reading = facts.withName(body)
    {
      return reading
    }
    return text(fact).map { body($0.utf8.span) }
  }

  func texts(_ fact: Fact) -> Reading<[String]> { isKey ? .unspoken : facts.texts(fact) }

  func time(_ fact: Fact) -> Reading<Timestamp> { isKey ? .unspoken : facts.time(fact) }

  func count(_ fact: Fact) -> Reading<Int> { isKey ? .unspoken : facts.count(fact) }

  func flag(_ fact: Fact) -> Reading<Bool> {
    if fact == .exposesPrivateKey { return .stated(isKey) }
    return isKey ? .unspoken : facts.flag(fact)
  }

  func status() -> Reading<Status> { .unspoken }

  func fingerprints() -> Reading<[Fingerprint]> { isKey ? .unspoken : facts.fingerprints() }

  func certificate() -> Reading<Certificate> { isKey ? .unspoken : facts.der }

  func chain() -> Reading<[Certificate]> {
    isKey || facts.certificate == nil ? .unspoken : source.chain(of: index, facts, next: next)
  }

  // MARK: Places

  func place(of fact: Fact) -> FactPlace {
    if fact == .chain, let links = chain().value {
      return FactPlace(ofChain: links, at: location, pointer: text.pointer)
    }
    guard isKey else { return facts.place(of: fact, in: text) }
    return FactPlace(
      location: location, pointer: text.pointer,
      excerpt: (key: "", value: source.excerpt(ofKey: index)), found: "a private key (not shown)")
  }

  func place(of fact: Fact, element: Int) -> FactPlace {
    if fact == .chain, let links = chain().value, links.indices.contains(element) {
      return FactPlace(
        ofLink: links[element], at: source.location(ofLink: element, above: index),
        pointer: text.pointer)
    }
    return isKey ? place(of: fact) : facts.place(of: fact, element: element, in: text)
  }

  /// Where the record begins, or where its text is broken, if that is why nothing can be read.
  private var text: CertificateFacts.Text {
    let location = facts.faultOffset.map { source.location(ofFault: $0, in: index) } ?? location
    return CertificateFacts.Text(
      at: location, pointer: source.surroundings(of: index).pointer)
  }
}
