import Certificates
import Documents
import RuleEngine
import SourceText
import X509

/// Reads a record of a listing that may hold the certificate itself.
///
/// What the certificate states is taken from the certificate; the listing's own words for the same
/// are kept beside, to be compared.
final class CertifiedRecordReader: RecordReader {
  private let words: ListedRecordReader
  private let facts = CertificateFacts()
  /// What stands in the record for its certificate.
  private var source = Source.none

  private enum Source {
    case none
    /// A text that is no certificate.
    case unreadable(String)
    case certificate
  }

  init(_ words: ListedRecordReader) {
    self.words = words
  }

  func move(to index: Int) {
    words.move(to: index)
    source = .none
    guard words.holdsText(for: .certificate) else { return }
    switch words.text(.certificate) {
    case .stated(let text):
      facts.read(text: text.utf8.span)
      source = facts.unreadableReason.map { .unreadable($0) } ?? .certificate
    case .unreadable(let reason):
      facts.read(unreadable: reason)
      source = .unreadable(reason)
    case .missing, .unspoken: break
    }
  }

  /// Whether the certificate says the fact, and not the listing.
  private func isCertified(_ fact: Fact) -> Bool {
    switch source {
    case .none: false
    case .certificate: CertificateFacts.read.contains(fact)
    // The listing's own words stand where there is no certificate to overrule them.
    case .unreadable: fact.isOfCertificate || fact == .certificate
    }
  }

  var isDeleted: Bool { words.isDeleted }

  var location: SourceLocation { words.location }

  func takeNotices() -> [Notice] { words.takeNotices() }

  var unreadableReason: String? {
    if case .unreadable(let reason) = source { reason } else { nil }
  }

  var listing: (any FactReader)? {
    if case .certificate = source { words } else { nil }
  }

  // MARK: Facts

  var spokenFacts: FactSet {
    if case .none = source { words.spokenFacts } else { .all }
  }

  func text(_ fact: Fact) -> Reading<String> {
    if isCertified(fact) { return facts.text(fact) }
    guard case .certificate = source else { return words.text(fact) }
    switch fact {
    case .kind: return facts.text(.kind)
    case .name:
      let name = words.text(.name)
      if case .stated = name { return name }
      return facts.text(.name)
    default: return words.text(fact)
    }
  }

  func withText(_ fact: Fact, _ body: (Span<UInt8>) -> Void) -> Reading<Void> {
    guard case .none = source else { return text(fact).map { body($0.utf8.span) } }
    return words.withText(fact, body)
  }

  func texts(_ fact: Fact) -> Reading<[String]> {
    isCertified(fact) ? facts.texts(fact) : words.texts(fact)
  }

  func withTexts(_ fact: Fact, _ body: (Span<UInt8>) -> Void) -> Reading<Void> {
    if case .none = source { words.withTexts(fact, body) } else { withMadeTexts(fact, body) }
  }

  func time(_ fact: Fact) -> Reading<Timestamp> {
    isCertified(fact) ? facts.time(fact) : words.time(fact)
  }

  func count(_ fact: Fact) -> Reading<Int> {
    isCertified(fact) ? facts.count(fact) : words.count(fact)
  }

  func flag(_ fact: Fact) -> Reading<Bool> {
    isCertified(fact) ? facts.flag(fact) : words.flag(fact)
  }

  func status() -> Reading<Status> { words.status() }

  func fingerprints() -> Reading<[Fingerprint]> {
    isCertified(.fingerprints) ? facts.fingerprints() : words.fingerprints()
  }

  func forEachFingerprint(_ visit: (Fingerprint) -> Void) -> Reading<Void> {
    isCertified(.fingerprints)
      ? facts.fingerprints().map { $0.forEach(visit) } : words.forEachFingerprint(visit)
  }

  func certificate() -> Reading<Certificate> {
    if case .none = source { .unspoken } else { facts.der }
  }

  /// What the listing gives as the chain, else what follows the certificate in its text.
  func chain() -> Reading<[Certificate]> {
    let texts = words.texts(.chain)
    switch texts {
    case .stated(let texts):
      var chain: [Certificate] = []
      for text in texts {
        let certificates = CertificateText.certificates(in: text.utf8.span)
        if certificates.isEmpty { return .unreadable("one of its texts is no certificate") }
        chain += certificates
      }
      return .stated(chain)
    case .unreadable(let reason): return .unreadable(reason)
    case .missing, .unspoken:
      guard case .certificate = source, let text = words.text(.certificate).value else {
        return texts.map { _ in [] }
      }
      let following = CertificateText.certificates(in: text.utf8.span).dropFirst()
      return following.isEmpty ? texts.map { _ in [] } : .stated(Array(following))
    }
  }

  // MARK: Places

  func place(of fact: Fact) -> FactPlace {
    guard isPlacedInCertificate(fact) else { return words.place(of: fact) }
    return facts.place(of: fact, in: textOfCertificate)
  }

  func place(of fact: Fact, element: Int) -> FactPlace {
    if fact == .chain, let links = chain().value, links.indices.contains(element) {
      // One text can hold several certificates.
      let isOneEach = words.texts(.chain).value?.count == links.count
      let text = isOneEach ? words.place(of: .chain, element: element) : words.place(of: .chain)
      return FactPlace(ofLink: links[element], at: text.location, pointer: text.pointer)
    }
    guard isPlacedInCertificate(fact) else { return words.place(of: fact, element: element) }
    return facts.place(of: fact, element: element, in: textOfCertificate)
  }

  func lendPlace(of fact: Fact, element: Int?, to visit: FactPlace.Visitor) {
    if case .none = source { return words.lendPlace(of: fact, element: element, to: visit) }
    place(of: fact, at: element).lend(to: visit)
  }

  private func isPlacedInCertificate(_ fact: Fact) -> Bool {
    if isCertified(fact) { return true }
    guard fact == .name, case .certificate = source else { return false }
    if case .stated = words.text(.name) { return false }
    return true
  }

  private var textOfCertificate: CertificateFacts.Text {
    let place = words.place(of: .certificate)
    return CertificateFacts.Text(at: place.location, pointer: place.pointer)
  }
}
