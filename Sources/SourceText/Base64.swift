/// Base64 (RFC 4648) of texts that are small; certificates are read by `X509`, without a copy.
package enum Base64 {
  /// What besides the alphabet of section 4 is taken.
  package enum Strictness: Sendable {
    /// Nothing; padding may be missing, but not be wrong.
    case strict
    /// The alphabet for URLs as well (section 5), white space, and padding of any length.
    case lenient
  }

  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  package static func encoded(_ bytes: [UInt8]) -> String {
    var digits: [UInt8] = []
    digits.reserveCapacity((bytes.count + 2) / 3 * 4)
    append(bytes, to: &digits)
    return String(decoding: digits, as: UTF8.self)
  }

  /// Appends the digits, with padding.
  private static func append(_ bytes: [UInt8], to text: inout [UInt8]) {
    let alphabet = alphabet
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
      for place in 0..<4 {
        let value = Int(bits >> UInt32(18 - 6 * place) & 63)
        text.append(place <= group.count ? alphabet[value] : UInt8(ascii: "="))
      }
    }
  }

  /// Nil if the text has anything else in it.
  package static func decoded(_ text: String, _ strictness: Strictness = .strict) -> [UInt8]? {
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    var digits = 0
    var padding = 0
    for character in text.utf8 {
      if let value = value(of: character, strictness) {
        if padding > 0 { return nil }
        bits = bits << 6 | value
        digits += 1
        if digits.isMultiple(of: 4) { append(3, of: bits, to: &bytes) }
      } else if character == UInt8(ascii: "=") {
        padding += 1
      } else if strictness == .strict || ![0x20, 0x09, 0x0A, 0x0D].contains(character) {
        return nil
      }
    }
    let isPadded = padding == 0 || padding < 3 && (digits + padding).isMultiple(of: 4)
    let rest = digits % 4
    guard rest != 1, isPadded || strictness == .lenient else { return nil }
    if rest > 1 { append(rest - 1, of: bits << UInt32(6 * (4 - rest)), to: &bytes) }
    return bytes
  }

  private static func append(_ count: Int, of group: UInt32, to bytes: inout [UInt8]) {
    for place in 0..<count {
      bytes.append(UInt8(truncatingIfNeeded: group >> UInt32(16 - 8 * place)))
    }
  }

  private static func value(of character: UInt8, _ strictness: Strictness) -> UInt32? {
    switch character {
    case 0x41...0x5A: UInt32(character - 0x41)
    case 0x61...0x7A: UInt32(character - 0x61 + 26)
    case 0x30...0x39: UInt32(character - 0x30 + 52)
    case 0x2B: 62
    case 0x2F: 63
    case 0x2D where strictness == .lenient: 62
    case 0x5F where strictness == .lenient: 63
    default: nil
    }
  }
}
