/// The elements inside another one, taken one after the other.
struct BERElements {
  private(set) var rest: Range<Int>

  init(rest: Range<Int>) {
    self.rest = rest
  }

  var isEmpty: Bool { rest.isEmpty }

  mutating func next(in bytes: Span<UInt8>) throws(BERError) -> BERElement {
    let element = try BERElement(in: bytes, within: rest)
    rest = element.range.upperBound..<rest.upperBound
    return element
  }

  mutating func next(_ tag: BERTag, in bytes: Span<UInt8>) throws(BERError) -> BERElement {
    let start = rest.lowerBound
    let element = try next(in: bytes)
    guard element.tag == tag.rawValue else { throw BERError(offset: start) }
    return element
  }

  /// Takes the next element only if it has the tag, for optional fields.
  mutating func nextIf(_ tag: BERTag, in bytes: Span<UInt8>) throws(BERError) -> BERElement? {
    guard !isEmpty, bytes[rest.lowerBound] == tag.rawValue else { return nil }
    return try next(in: bytes)
  }

  mutating func nextIfAny(in bytes: Span<UInt8>) throws(BERError) -> BERElement? {
    isEmpty ? nil : try next(in: bytes)
  }

  /// Takes the octet string that is next, in one piece or several.
  mutating func nextOctets(in bytes: Span<UInt8>) throws(BERError) -> BERElement {
    let start = rest.lowerBound
    let element = try next(in: bytes)
    guard element.tag & ~0x20 == BERTag.octetString.rawValue else { throw BERError(offset: start) }
    return element
  }

  /// Takes the integer that is next, which is no less than zero; a larger one is `Int.max`.
  mutating func nextCount(in bytes: Span<UInt8>) throws(BERError) -> Int {
    let element = try next(.integer, in: bytes)
    guard !element.content.isEmpty, bytes[element.content.lowerBound] < 0x80 else {
      throw BERError(offset: element.range.lowerBound)
    }
    return element.content.reduce(0) { value, index in
      value < 1 << 48 ? value << 8 | Int(bytes[index]) : .max
    }
  }

  mutating func nextObjectIdentifier(in bytes: Span<UInt8>) throws(BERError) -> String {
    try next(.objectIdentifier, in: bytes).objectIdentifier(in: bytes)
  }
}

/// The identifier octets that occur in the containers of certificates.
enum BERTag: UInt8 {
  case integer = 0x02
  case octetString = 0x04
  case objectIdentifier = 0x06
  case bmpString = 0x1e
  case sequence = 0x30
  case set = 0x31
  case context0 = 0xa0
  case context1 = 0xa1
}
