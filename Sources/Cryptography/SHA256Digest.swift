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
    var digits: [UInt8] = []
    appendHex(to: &digits)
    return String(decoding: digits, as: UTF8.self)
  }

  /// Appends the 64 lower-case hexadecimal digits as ASCII.
  package func appendHex(to text: inout [UInt8]) {
    text.append(addingCapacity: 64) { digits in
      Self.write(first, to: &digits)
      Self.write(second, to: &digits)
      Self.write(third, to: &digits)
      Self.write(fourth, to: &digits)
    }
  }

  private static func write(_ word: UInt64, to digits: inout OutputSpan<UInt8>) {
    write(UInt32(truncatingIfNeeded: word >> 32), to: &digits)
    write(UInt32(truncatingIfNeeded: word), to: &digits)
  }

  /// Eight digits at once: each in a byte of its own.
  private static func write(_ half: UInt32, to digits: inout OutputSpan<UInt8>) {
    var values = UInt64(half)
    values = (values | values << 16) & 0x0000_FFFF_0000_FFFF
    values = (values | values << 8) & 0x00FF_00FF_00FF_00FF
    values = (values | values << 4) & 0x0F0F_0F0F_0F0F_0F0F
    // One for each digit of ten and more, which six added carry over into the next four bits.
    let letters = ((values + 0x0606_0606_0606_0606) >> 4) & 0x0101_0101_0101_0101
    let afterNine = UInt64(UInt8(ascii: "a") - 10 - UInt8(ascii: "0"))
    let ascii = values + 0x3030_3030_3030_3030 + letters * afterNine
    var shift: UInt64 = 64
    while shift > 0 {
      shift &-= 8
      digits.append(UInt8(truncatingIfNeeded: ascii >> shift))
    }
  }
}
