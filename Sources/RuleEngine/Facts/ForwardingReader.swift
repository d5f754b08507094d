import SourceText
import X509

/// A reader that hands every question on to another, but for those that it answers itself.
package protocol ForwardingReader: RecordReader {
  var reader: any RecordReader { get }
}

extension ForwardingReader {
  package func move(to index: Int) { reader.move(to: index) }
  package var isDeleted: Bool { reader.isDeleted }
  package func takeNotices() -> [Notice] { reader.takeNotices() }
  package var location: SourceLocation { reader.location }
  package var listing: (any FactReader)? { reader.listing }
  package var unreadableReason: String? { reader.unreadableReason }

  package var spokenFacts: FactSet { reader.spokenFacts }
  package func text(_ fact: Fact) -> Reading<String> { reader.text(fact) }
  package func withText(_ fact: Fact, _ body: (Span<UInt8>) -> Void) -> Reading<Void> {
    reader.withText(fact, body)
  }
  package func texts(_ fact: Fact) -> Reading<[String]> { reader.texts(fact) }
  package func withTexts(_ fact: Fact, _ body: (Span<UInt8>) -> Void) -> Reading<Void> {
    reader.withTexts(fact, body)
  }
  package func time(_ fact: Fact) -> Reading<Timestamp> { reader.time(fact) }
  package func count(_ fact: Fact) -> Reading<Int> { reader.count(fact) }
  package func flag(_ fact: Fact) -> Reading<Bool> { reader.flag(fact) }
  package func status() -> Reading<Status> { reader.status() }
  package func fingerprints() -> Reading<[Fingerprint]> { reader.fingerprints() }
  package func forEachFingerprint(_ visit: (Fingerprint) -> Void) -> Reading<Void> {
    reader.forEachFingerprint(visit)
  }
  package func certificate() -> Reading<Certificate> { reader.certificate() }
  package func chain() -> Reading<[Certificate]> { reader.chain() }
  package func place(of fact: Fact) -> FactPlace { reader.place(of: fact) }
  package func place(of fact: Fact, element: Int) -> FactPlace {
    reader.place(of: fact, element: element)
  }
  package func lendPlace(of fact: Fact, element: Int?, to visit: FactPlace.Visitor) {
    reader.lendPlace(of: fact, element: element, to: visit)
  }
}
