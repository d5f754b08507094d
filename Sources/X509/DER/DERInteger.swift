/// An INTEGER or ENUMERATED of any size: where its two's-complement bytes lie.
package struct DERInteger: DERReadable, Hashable {
  /// The bytes as encoded, the most significant first; never empty.
  package let content: Range<Int>
  package let isNegative: Bool
  /// Whether there is no byte that DER would leave out.
  package let isMinimal: Bool

  package init?(_ element: DERElement, in bytes: Span<UInt8>) {
    guard element.identifier == DERTag.integer || element.identifier == DERTag.enumerated else {
      return nil
    }
    self.init(content: element.content, in: bytes)
  }

  /// The integer of an element whose tag was replaced by an implicit one.
  init?(content: Range<Int>, in bytes: Span<UInt8>) {
    guard !content.isEmpty, content.upperBound <= bytes.count else { return nil }
    let first = bytes[content.lowerBound]
    self.content = content
    isNegative = first & 0x80 != 0
    isMinimal =
      content.count == 1
      || !(first == 0 && bytes[content.lowerBound &+ 1] & 0x80 == 0)
        && !(first == 0xFF && bytes[content.lowerBound &+ 1] & 0x80 != 0)
  }

  /// The offset of the first byte.
  package var offset: Int { content.lowerBound }

  /// The bytes without leading zeros: empty for zero. Of no use for negative numbers.
  package func magnitude(in bytes: Span<UInt8>) -> Range<Int> {
    let content = bytes.clamped(content)
    var start = content.lowerBound
    while start < content.upperBound, bytes[start] == 0 { start &+= 1 }
    return start..<content.upperBound
  }

  /// How many bits a number that is not negative needs; 0 for zero.
  package func bitCount(in bytes: Span<UInt8>) -> Int {
    let magnitude = magnitude(in: bytes)
    guard !magnitude.isEmpty else { return 0 }
    return magnitude.count * 8 - bytes[magnitude.lowerBound].leadingZeroBitCount
  }

  /// The number, if it is not negative and fits.
  package func unsigned(in bytes: Span<UInt8>) -> UInt64? {
    guard !isNegative else { return nil }
    let magnitude = magnitude(in: bytes)
    guard magnitude.count <= 8 else { return nil }
    var value: UInt64 = 0
    for index in magnitude { value = value << 8 | UInt64(bytes[index]) }
    return value
  }

  /// The number, if it is not negative and at most 2,147,483,647.
  package func small(in bytes: Span<UInt8>) -> Int? {
    guard let value = unsigned(in: bytes), value <= UInt64(Int32.max) else { return nil }
    return Int(value)
  }

  /// Pairs of upper-case hexadecimal digits without leading zero bytes, after a minus sign if the
  /// number is negative; `00` for zero.
  package func hexadecimal(in bytes: Span<UInt8>) -> String {
    var digits: [UInt8] = []
    if isNegative {
      // Two's complement, from the least significant byte on.
      var carry: UInt16 = 1
      for index in bytes.clamped(content).reversed() {
        carry += UInt16(~bytes[index])
        digits.append(UInt8(truncatingIfNeeded: carry))
        carry >>= 8
      }
      while digits.count > 1, digits.last == 0 { digits.removeLast() }
      digits.reverse()
      return "-" + HexadecimalText.of(digits.span, digits.indices)
    }
    let magnitude = magnitude(in: bytes)
    return magnitude.isEmpty ? "00" : HexadecimalText.of(bytes, magnitude)
  }
}

/// Bytes as pairs of hexadecimal digits.
package enum HexadecimalText {
  /// In upper case.
  package static func of(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
    text(bytes, range, letters: 0x37)
  }

  package static func lowerCase(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
    text(bytes, range, letters: 0x57)
  }

  /// - Parameter letters: what makes 10 the first letter.
  private static func text(
    _ bytes: Span<UInt8>, _ range: Range<Int>, letters: UInt8
  ) -> String {
    let range = bytes.clamped(range)
    var text: [UInt8] = []
    text.reserveCapacity(range.count * 2)
    for index in range {
      let (high, low) = (bytes[index] >> 4, bytes[index] & 15)
      text.append(high < 10 ? high + 0x30 : high + letters)
      text.append(low < 10 ? low + 0x30 : low + letters)
    }
    return String(decoding: text, as: UTF8.self)
  }
}
