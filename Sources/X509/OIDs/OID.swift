/// An object identifier of at most 63 encoded bytes, as a value of fixed size.
package struct OID: Hashable, Sendable {
  /// How many encoded bytes fit; the longest in use are those of Microsoft's templates, about 45.
  package static let byteLimit = 63

  // The bytes from the first word's most significant on; the last byte of all is their count.
  private var words: Words

  private struct Words: Hashable, Sendable {
    var head: UInt64 = 0
    var neck: UInt64 = 0
    var rest = SIMD4<UInt64>.zero
    var tail: UInt64 = 0
    var count: UInt64 = 0
  }

  /// The content of an OBJECT IDENTIFIER. Nil if it is empty, too long or ends within a number.
  package init?(content: Range<Int>, in bytes: Span<UInt8>) {
    let count = content.count
    guard count > 0, count <= OID.byteLimit, content.lowerBound >= 0,
      content.upperBound <= bytes.count, bytes[content.upperBound &- 1] & 0x80 == 0
    else { return nil }
    let slice = bytes.extracting(content)
    words = Words()
    words.head = OID.word(slice, 0)
    if count > 8 { words.neck = OID.word(slice, 8) }
    if count > 16 {
      for index in 0..<4 { words.rest[index] = OID.word(slice, 16 &+ index &* 8) }
      words.tail = OID.word(slice, 48)
      words.count = OID.word(slice, 56)
    }
    words.count |= UInt64(count)
  }

  /// The identifier of these numbers; those past ``byteLimit`` are left out.
  package init(_ arcs: UInt64...) {
    var content: [UInt8] = []
    let first = (arcs.first ?? 0).multipliedReportingOverflow(by: 40).partialValue
    let joined = first.addingReportingOverflow(arcs.count > 1 ? arcs[1] : 0).partialValue
    for arc in [joined] + arcs.dropFirst(2) {
      var encoded: [UInt8] = [UInt8(arc & 0x7F)]
      var rest = arc >> 7
      while rest > 0 {
        encoded.append(UInt8(rest & 0x7F) | 0x80)
        rest >>= 7
      }
      if content.count + encoded.count <= OID.byteLimit { content += encoded.reversed() }
    }
    self = OID(content: content.indices, in: content.span) ?? OID(words: Words(count: 1))
  }

  private init(words: Words) { self.words = words }

  private static func word(_ bytes: Span<UInt8>, _ start: Int) -> UInt64 {
    var word: UInt64 = 0
    if start &+ 8 <= bytes.count {
      let eight = bytes.extracting(start..<start &+ 8)
      for index in 0..<8 { word = word << 8 | UInt64(eight[index]) }
      return word
    }
    guard start < bytes.count else { return 0 }
    for index in start..<bytes.count {
      word |= UInt64(bytes[index]) << UInt64(56 &- (index &- start) &* 8)
    }
    return word
  }

  /// The encoded bytes.
  package var content: [UInt8] {
    let all: InlineArray<8, UInt64> = [
      words.head, words.neck, words.rest[0], words.rest[1], words.rest[2], words.rest[3],
      words.tail, words.count,
    ]
    let count = Int(words.count & 0xFF)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    for index in 0..<count {
      bytes.append(UInt8(truncatingIfNeeded: all[index >> 3] >> UInt64(56 &- (index & 7) &* 8)))
    }
    return bytes
  }

  /// Whether this identifier lies under another: `1.2.3` under `1.2`.
  package func hasPrefix(_ other: OID) -> Bool { content.starts(with: other.content) }
}

extension OID: DERReadable {
  package init?(_ element: DERElement, in bytes: Span<UInt8>) {
    guard element.identifier == DERTag.objectIdentifier else { return nil }
    self.init(content: element.content, in: bytes)
  }
}

extension OID: CustomStringConvertible {
  /// Numbers with dots between.
  package var description: String {
    let content = content
    return OID.dotted(content.span, content.indices)
  }

  /// The dotted text of an OBJECT IDENTIFIER's content of any length; past 256 bytes, `...`.
  package static func dotted(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
    var arcs: [String] = []
    var arc = Decimal()
    let range = bytes.clamped(range)
    for index in range.prefix(256) {
      arc.append(septet: bytes[index] & 0x7F)
      guard bytes[index] & 0x80 == 0 else { continue }
      if arcs.isEmpty {
        let root = arc.isLess(than: 40) ? 0 : arc.isLess(than: 80) ? 1 : 2
        arcs.append(String(root))
        arc.subtract(root * 40)
      }
      arcs.append(arc.text)
      arc = Decimal()
    }
    if range.count > 256 { arcs.append("..") }
    return arcs.joined(separator: ".")
  }

  /// A number without bound, for a UUID as an arc needs 128 bits and strangers may write more.
  private struct Decimal {
    // In base 10⁹, the least significant first.
    private var digits: [UInt64] = [0]

    mutating func append(septet: UInt8) {
      var carry = UInt64(septet)
      for index in digits.indices {
        let value = digits[index] * 128 + carry
        digits[index] = value % 1_000_000_000
        carry = value / 1_000_000_000
      }
      if carry > 0 { digits.append(carry) }
    }

    func isLess(than bound: UInt64) -> Bool { digits.count == 1 && digits[0] < bound }

    /// Takes away a number that is not greater than this.
    mutating func subtract(_ number: Int) {
      var borrow = UInt64(number)
      for index in digits.indices where borrow > 0 {
        if digits[index] >= borrow {
          digits[index] -= borrow
          borrow = 0
        } else {
          digits[index] += 1_000_000_000 - borrow
          borrow = 1
        }
      }
    }

    var text: String {
      var digits = digits
      while digits.count > 1, digits.last == 0 { digits.removeLast() }
      return digits.reversed().enumerated().map { place, digit in
        let text = String(digit)
        return place == 0 ? text : String(repeating: "0", count: 9 - text.utf8.count) + text
      }.joined()
    }
  }
}
