/// Where one element of a DER encoding lies: its identifier octet and the bounds of its parts.
package struct DERElement: Hashable, Sendable {
  /// What of the encoding is not DER but can be read all the same.
  struct Irregularities: OptionSet, Hashable, Sendable {
    let rawValue: UInt8

    static let indefiniteLength = Irregularities(rawValue: 1)
    static let longLength = Irregularities(rawValue: 2)
    /// The length reaches past what contains the element, which is cut to it.
    static let overrun = Irregularities(rawValue: 4)
  }

  /// The first octet: class, constructed bit and, below 31, the tag number.
  package let identifier: UInt8
  let irregularities: Irregularities
  private let first: Int32
  private let contentFirst: Int32
  private let contentLast: Int32

  init(
    identifier: UInt8, irregularities: Irregularities = Irregularities(rawValue: 0), start: Int,
    content: Range<Int>
  ) {
    self.identifier = identifier
    self.irregularities = irregularities
    first = Int32(truncatingIfNeeded: start)
    contentFirst = Int32(truncatingIfNeeded: content.lowerBound)
    contentLast = Int32(truncatingIfNeeded: content.upperBound)
  }

  /// The offset of the identifier octet.
  package var start: Int { Int(first) }

  package var contentStart: Int { Int(contentFirst) }

  package var contentEnd: Int { Int(contentLast) }

  package var content: Range<Int> { contentStart..<contentEnd }

  package var count: Int { contentEnd &- contentStart }

  /// The offset of the first byte after the element.
  package var end: Int {
    // An indefinite length ends with two zeros, unless they are missing.
    irregularities.contains(.indefiniteLength) && !irregularities.contains(.overrun)
      ? contentEnd &+ 2 : contentEnd
  }

  /// The whole element, header included.
  package var range: Range<Int> { start..<end }

  /// Whether its length reaches past the end of what contains it.
  package var isCutShort: Bool { irregularities.contains(.overrun) }

  var isConstructed: Bool { identifier & 0x20 != 0 }

  /// The number of a context-specific tag below 31.
  var contextNumber: UInt8? {
    identifier & 0xC0 == 0x80 && identifier & 0x1F != 0x1F ? identifier & 0x1F : nil
  }

  /// Where the bytes of a string of any type lie. Nil for a string in several parts, which only BER
  /// has; one in a single part is read as if it were whole.
  func string(in bytes: Span<UInt8>) -> Range<Int>? {
    guard isConstructed else { return content }
    var parts = elements
    guard let part = parts.next(in: bytes), !part.isConstructed, parts.isAtEnd else { return nil }
    return part.content
  }

  /// A cursor over the elements inside.
  var elements: DERCursor { DERCursor(content) }
}

/// The identifier octets of universal types, with the constructed bit where DER sets it.
enum DERTag {
  static let boolean: UInt8 = 0x01
  static let integer: UInt8 = 0x02
  static let bitString: UInt8 = 0x03
  static let octetString: UInt8 = 0x04
  static let constructedOctetString: UInt8 = 0x24
  static let null: UInt8 = 0x05
  static let objectIdentifier: UInt8 = 0x06
  static let enumerated: UInt8 = 0x0A
  static let utcTime: UInt8 = 0x17
  static let generalizedTime: UInt8 = 0x18
  static let sequence: UInt8 = 0x30
  static let set: UInt8 = 0x31
}
