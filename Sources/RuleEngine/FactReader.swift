import SourceText
import X509

/// Reads the facts of one record at a time out of an input.
///
/// Facts are decoded when they are asked for. A reader belongs to one thread.
package protocol FactReader: AnyObject {
  /// Turns to another record; facts are then those of that record.
  func move(to index: Int)

  func text(_ fact: Fact) -> Reading<String>
  /// A hash of the fact's text, or of the text in lower case, for finding repeats.
  func textHash(_ fact: Fact, foldingCase: Bool) -> Reading<UInt64>
  func texts(_ fact: Fact) -> Reading<[String]>
  func time(_ fact: Fact) -> Reading<Timestamp>
  func count(_ fact: Fact) -> Reading<Int>
  func flag(_ fact: Fact) -> Reading<Bool>
  func status() -> Reading<Status>
  func fingerprints() -> Reading<[Fingerprint]>
  /// The certificate itself.
  func certificate() -> Reading<Certificate>
  /// The certificates above it, in the order of the source.
  func chain() -> Reading<[Certificate]>

  /// What the source's own words say of the same record, where a certificate overrules them; nil
  /// where there is nothing to compare.
  var listing: (any FactReader)? { get }

  /// Where the fact was read; the record's own place if the document has nothing there.
  func place(of fact: Fact) -> FactPlace
  /// Where one element of a list fact was read.
  func place(of fact: Fact, element: Int) -> FactPlace
  /// Where the record begins.
  var location: SourceLocation { get }
}

extension FactReader {
  package func certificate() -> Reading<Certificate> { .unspoken }
  package func chain() -> Reading<[Certificate]> { .unspoken }
  package var listing: (any FactReader)? { nil }

  package func textHash(_ fact: Fact, foldingCase: Bool) -> Reading<UInt64> {
    text(fact).map { text in
      StableHash.of((foldingCase ? text.lowercased() : text).utf8.span)
    }
  }
}

/// Where a fact was read, and what stands there.
package struct FactPlace: Hashable, Sendable {
  package var location: SourceLocation
  /// The JSON Pointer (RFC 6901) of the value in its document.
  package var pointer: String
  /// The key and value as written, and nothing beside them; nil where it may not be shown.
  package var excerpt: String?
  /// Where in the excerpt the value begins, and how long it is, in columns.
  package var value: Range<Int>
  /// The value in words: the text itself, or `null`, or that there is none.
  package var found: String
  /// The source's own name of the field, `expirationDate`; empty if the source has none.
  package var field: String
  /// The byte of the certificate at which the fact stands, counted from 0; nil for what was not
  /// read in a certificate.
  package var byteOffset: Int?

  package init(
    location: SourceLocation, pointer: String, excerpt: String? = nil, value: Range<Int> = 0..<0,
    found: String, field: String = "", byteOffset: Int? = nil
  ) {
    self.location = location
    self.pointer = pointer
    self.excerpt = excerpt
    self.value = value
    self.found = found
    self.field = field
    self.byteOffset = byteOffset
  }
}
