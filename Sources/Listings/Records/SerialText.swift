/// Serial numbers in the one spelling they are compared in: lower-case hexadecimal, no leading
/// zeros.
enum SerialText {
  /// Nil if the text is no number in that radix.
  static func normalised(_ text: String, radix: Int) -> String? {
    radix == 16 ? hexadecimal(text) : decimal(text)
  }

  /// Which bytes of a text are the number in that spelling, if it is hexadecimal and nothing but
  /// leading zeros need be left out; nil if there is more to do.
  static func significantDigits(_ text: Span<UInt8>) -> Range<Int>? {
    var start = 0
    for index in text.indices {
      let byte = text[index]
      guard byte &- 0x30 <= 9 || byte &- 0x61 <= 5 else { return nil }
      if byte == 0x30, start == index { start += 1 }
    }
    return text.isEmpty ? nil : min(start, text.count - 1)..<text.count
  }

  private static func hexadecimal(_ text: String) -> String? {
    // Byte by byte: a listing has one for each record.
    var digits: [UInt8] = []
    digits.reserveCapacity(text.utf8.count)
    for byte in text.utf8 where byte != UInt8(ascii: ":") && byte != UInt8(ascii: " ") {
      digits.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
    }
    if digits.starts(with: "0x".utf8) { digits.removeFirst(2) }
    guard !digits.isEmpty,
      digits.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
    else { return nil }
    let significant = digits.drop { $0 == 0x30 }
    return significant.isEmpty ? "0" : String(decoding: significant, as: UTF8.self)
  }

  /// Serial numbers have up to 20 octets (RFC 5280, 4.1.2.2), too many for a machine word.
  private static func decimal(_ text: String) -> String? {
    guard (1...100).contains(text.utf8.count),
      text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    var bytes: [UInt8] = [0]
    for digit in text.utf8 {
      var carry = Int(digit - 0x30)
      for index in bytes.indices {
        carry += Int(bytes[index]) * 10
        bytes[index] = UInt8(carry & 0xFF)
        carry >>= 8
      }
      if carry > 0 { bytes.append(UInt8(carry)) }
    }
    let digits = bytes.reversed().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    return withoutLeadingZeros(digits)
  }

  private static func withoutLeadingZeros(_ digits: String) -> String {
    let significant = digits.drop { $0 == "0" }
    return significant.isEmpty ? "0" : String(significant)
  }
}
