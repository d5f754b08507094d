import SourceText
import X509

/// Reads the facts of one record at a time out of an input.
///
/// Facts are decoded when they are asked for. A reader belongs to one thread.
package protocol FactReader: AnyObject {
  /// Turns to another record; facts are then those of that record.
  func move(to index: Int)

  /// All facts but those of which the record certainly does not speak, which is cheap to tell.
  var spokenFacts: FactSet { get }
  func text(_ fact: Fact) -> Reading<String>
  /// Lends the fact's text as UTF-8, and makes none where it can be read as it lies.
  func withText(_ fact: Fact, _ body: (Span<UInt8>) -> Void) -> Reading<Void>
  func texts(_ fact: Fact) -> Reading<[String]>
  /// Lends the fact's texts as UTF-8, one by one, and makes none where they can be read as they lie;
  /// some may have been lent before it turns out that not all can be read.
  func withTexts(_ fact: Fact, _ body: (Span<UInt8>) -> Void) -> Reading<Void>
  func time(_ fact: Fact) -> Reading<Timestamp>
  func count(_ fact: Fact) -> Reading<Int>
  func flag(_ fact: Fact) -> Reading<Bool>
  func status() -> Reading<Status>
  func fingerprints() -> Reading<[Fingerprint]>
  /// Lends the fingerprints one by one, and makes no list of the one that most records have.
  func forEachFingerprint(_ visit: (Fingerprint) -> Void) -> Reading<Void>
  /// The certificate itself.
  func certificate() -> Reading<Certificate>
  /// The certificates above it, in the order of the source.
  func chain() -> Reading<[Certificate]>

  /// What the source's own words say of the same record, where a certificate overrules them; nil
  /// where there is nothing to compare.
  var listing: (any FactReader)? { get }

  /// Why nothing of the certificate can be read, as it is said of each of its facts; nil if anything
  /// can.
  var unreadableReason: String? { get }

  /// Where the fact was read; the record's own place if the document has nothing there.
  func place(of fact: Fact) -> FactPlace
  /// Where one element of a list fact was read.
  func place(of fact: Fact, element: Int) -> FactPlace
  /// Lends where the fact, or one element of it, was read; its texts as they lie, where they can be.
  func lendPlace(of fact: Fact, element: Int?, to visit: FactPlace.Visitor)
  /// Where the record begins.
  var location: SourceLocation { get }
}

extension FactReader {
  package var spokenFacts: FactSet { .all }
  package func certificate() -> Reading<Certificate> { .unspoken }
  package func chain() -> Reading<[Certificate]> { .unspoken }
  package var listing: (any FactReader)? { nil }
  package var unreadableReason: String? { nil }

  /// Where the fact, or one element of it, was read.
  package func place(of fact: Fact, at element: Int?) -> FactPlace {
    element.map { place(of: fact, element: $0) } ?? place(of: fact)
  }

  package func lendPlace(of fact: Fact, element: Int?, to visit: FactPlace.Visitor) {
    place(of: fact, at: element).lend(to: visit)
  }

  package func forEachFingerprint(_ visit: (Fingerprint) -> Void) -> Reading<Void> {
    fingerprints().map { $0.forEach(visit) }
  }

  package func withText(_ fact: Fact, _ body: (Span<UInt8>) -> Void) -> Reading<Void> {
    text(fact).map { body($0.utf8.span) }
  }

  package func withTexts(_ fact: Fact, _ body: (Span<UInt8>) -> Void) -> Reading<Void> {
    withMadeTexts(fact, body)
  }

  /// The same of texts that were made to be lent.
  package func withMadeTexts(_ fact: Fact, _ body: (Span<UInt8>) -> Void) -> Reading<Void> {
    texts(fact).map { for text in $0 { body(text.utf8.span) } }
  }

  /// A hash of the fact's text, or of the text in lower case, for finding repeats.
  package func textHash(_ fact: Fact, foldingCase: Bool) -> Reading<UInt64> {
    var hash: UInt64 = 0
    return withText(fact) { text in
      hash = foldingCase ? StableHash.ofLowercased(text) : StableHash.of(text)
    }.map { hash }
  }
}
