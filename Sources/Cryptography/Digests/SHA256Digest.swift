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
    unsafe withUnsafeMutableBytes(of: &digits) { digits in
      var place = 0
      func write(_ word: UInt64) {
        let halves = (UInt32(truncatingIfNeeded: word >> 32), UInt32(truncatingIfNeeded: word))
        unsafe digits.storeBytes(
          of: Self.hexDigits(of: halves.0).bigEndian, toByteOffset: place, as: UInt64.self)
        unsafe digits.storeBytes(
          of: Self.hexDigits(of: halves.1).bigEndian, toByteOffset: place + 8, as: UInt64.self)
        place += 16
      }
      write(first)
      write(second)
      write(third)
      write(fourth)
    }
    return digits
  }

  /// Eight digits at once, the first in the most significant byte.
  private static func hexDigits(of half: UInt32) -> UInt64 {
    var values = UInt64(half)
    values = (values | values << 16) & 0x0000_FFFF_0000_FFFF
    values = (values | values << 8) & 0x00FF_00FF_00FF_00FF
    values = (values | values << 4) & 0x0F0F_0F0F_0F0F_0F0F
    // One for each digit of ten and more, which six added carry over into the next four bits.
    let letters = ((values + 0x0606_0606_0606_0606) >> 4) & 0x0101_0101_0101_0101
    let afterNine = UInt64(UInt8(ascii: "a") - 10 - UInt8(ascii: "0"))
    return values + 0x3030_3030_3030_3030 + letters * afterNine
  }
}
