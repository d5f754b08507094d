import SourceText

/// Where a fact was read, and what stands there.
///
/// Its texts lie in one buffer, because a report of a million findings makes a million of these.
package struct FactPlace: Hashable, Sendable {
  /// What is found where there is neither a value nor a word for one.
  package static let nothing = "nothing"

  package let location: SourceLocation
  /// The source's own name of the field, `expirationDate`; empty if the source has none.
  package let field: String
  /// All texts, in UTF-8.
  package let bytes: [UInt8]
  /// Where in the bytes the JSON Pointer (RFC 6901) of the value in its document is.
  package let pointerRange: Range<Int>
  /// Where the key and value are as written, with nothing beside them; nil where they may not be
  /// shown.
  package let excerptRange: Range<Int>?
  /// Where in the excerpt the value is.
  private let valueRange: Range<Int>
  /// Where the value is in words: the text itself, or `null`, or that there is none.
  package let foundRange: Range<Int>
  /// The byte of the certificate at which the fact stands, counted from 0; nil for what was not
  /// read in a certificate.
  package let byteOffset: Int?

  /// - Parameter value: where in the bytes the value of the excerpt is.
  package init(
    location: SourceLocation, bytes: [UInt8], pointer: Range<Int>, excerpt: Range<Int>? = nil,
    value: Range<Int> = 0..<0, found: Range<Int>, field: String = "", byteOffset: Int? = nil
  ) {
    self.location = location
    self.field = field
    self.bytes = bytes
    pointerRange = pointer
    excerptRange = excerpt
    valueRange = value
    foundRange = found
    self.byteOffset = byteOffset
  }

  package var pointer: String { text(pointerRange) }
  package var excerpt: String? { excerptRange.map(text) }
  package var found: String { text(foundRange) }

  /// Where in the excerpt the value begins and ends, in columns.
  package var value: Range<Int> {
    guard let start = excerptRange?.lowerBound else { return 0..<0 }
    let column = text(start..<valueRange.lowerBound).unicodeScalars.count
    return column..<column + text(valueRange).unicodeScalars.count
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }
}

extension FactPlace {
  /// What of a place is no text.
  package struct Position {
    package let location: SourceLocation
    /// Whether the key and value may be shown.
    package let isShown: Bool
    /// As `FactPlace.byteOffset`.
    package let byteOffset: Int?

    package init(location: SourceLocation, isShown: Bool, byteOffset: Int?) {
      self.location = location
      self.isShown = isShown
      self.byteOffset = byteOffset
    }
  }

  /// Takes a place, the JSON Pointer to it, the key as it is written with what follows it, the value
  /// as it is written, and the value in words.
  package typealias Visitor = (
    _ position: Position, _ pointer: Span<UInt8>, _ key: Span<UInt8>, _ value: Span<UInt8>,
    _ found: Span<UInt8>
  ) -> Void

  package func lend(to visit: Visitor) {
    let excerpt = excerptRange ?? 0..<0
    let value = excerptRange == nil ? 0..<0 : valueRange
    let bytes = bytes.span
    visit(
      Position(location: location, isShown: excerptRange != nil, byteOffset: byteOffset),
      bytes.extracting(pointerRange), bytes.extracting(excerpt.lowerBound..<value.lowerBound),
      bytes.extracting(value.lowerBound..<excerpt.upperBound), bytes.extracting(foundRange))
  }

  /// - Parameter excerpt: the key as it is written with what follows it, and the value.
  package init(
    location: SourceLocation, pointer: String, excerpt: (key: String, value: String)? = nil,
    found: String, field: String = "", byteOffset: Int? = nil
  ) {
    var bytes = Array(pointer.utf8)
    let pointerEnd = bytes.count
    bytes += (excerpt?.key ?? "").utf8
    let keyEnd = bytes.count
    bytes += (excerpt?.value ?? "").utf8
    let excerptEnd = bytes.count
    bytes += found.utf8
    self.init(
      location: location, bytes: bytes, pointer: 0..<pointerEnd,
      excerpt: excerpt == nil ? nil : pointerEnd..<excerptEnd, value: keyEnd..<excerptEnd,
      found: excerptEnd..<bytes.count, field: field, byteOffset: byteOffset)
  }
}
