/// A SHA-256 digest.
package struct SHA256Digest: Hashable, Sendable {
  // Words, most significant byte first, because an array would be an allocation per digest.
  private let first, second, third, fourth: UInt64

  init(words: (UInt64, UInt64, UInt64, UInt64)) {
    (first, second, third, fourth) = words
  }

  package var bytes: [UInt8] {
    [first, second, third, fourth].flatMap { word in
      (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * $0)) }
    }
  }

  /// The 64 lower-case hexadecimal digits.
  package var hex: String {
    let digits = hexDigits
    return String(decoding: digits.indices.map { digits[$0] }, as: UTF8.self)
  }

  /// The 64 lower-case hexadecimal digits as ASCII.
  package var hexDigits: InlineArray<64, UInt8> {
    var digits = InlineArray<64, UInt8>(repeating: 0)
    Self.write(first, to: &digits, at: 0)
    Self.write(second, to: &digits, at: 16)
    Self.write(third, to: &digits, at: 32)
    Self.write(fourth, to: &digits, at: 48)
    return digits
  }

  private static func write(_ word: UInt64, to digits: inout InlineArray<64, UInt8>, at place: Int)
  {
    write(UInt32(truncatingIfNeeded: word >> 32), to: &digits, at: place)
    write(UInt32(truncatingIfNeeded: word), to: &digits, at: place + 8)
  }

  /// Eight digits at once: each in a byte of its own.
  private static func write(
    _ half: UInt32, to digits: inout InlineArray<64, UInt8>, at place: Int
  ) {
    var values = UInt64(half)
    values = (values | values << 16) & 0x0000_FFFF_0000_FFFF
    values = (values | values << 8) & 0x00FF_00FF_00FF_00FF
    values = (values | values << 4) & 0x0F0F_0F0F_0F0F_0F0F
    // One for each digit of ten and more, which six added carry over into the next four bits.
    let letters = ((values + 0x0606_0606_0606_0606) >> 4) & 0x0101_0101_0101_0101
    let afterNine = UInt64(UInt8(ascii: "a") - 10 - UInt8(ascii: "0"))
    let ascii = values + 0x3030_3030_3030_3030 + letters * afterNine
    for digit in 0..<8 {
      digits[place + digit] = UInt8(truncatingIfNeeded: ascii >> UInt64(56 - 8 * digit))
    }
  }
}
