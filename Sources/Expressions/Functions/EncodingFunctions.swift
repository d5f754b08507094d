/// Bytes as text: the encoders extension, and hexadecimal digits.
enum EncodingFunctions {
  static let all: [Function] = [
    .global(
      "hex", Overload([.bytes], .string),
      body: .unary { (context, value) throws(Failure) in
        guard case .bytes(let bytes) = value else { throw .noMatchingOverload }
        try check(bytes.count * 2, &context)
        return .string(HexadecimalText.of(bytes))
      }),
    .global(
      "base64.encode", Overload([.bytes], .string),
      body: .unary { (context, value) throws(Failure) in
        guard case .bytes(let bytes) = value else { throw .noMatchingOverload }
        try check(bytes.count * 4 / 3 + 4, &context)
        return .string(Base64Text.encoded(bytes))
      }),
    .global(
      "base64.decode", Overload([.string], .bytes),
      body: .unary { (context, value) throws(Failure) in
        guard case .string(let text) = value else { throw .noMatchingOverload }
        try check(text.utf8.count, &context)
        guard let bytes = Base64Text.decoded(text) else { throw .other("the text is no base64") }
        return .bytes(bytes)
      }),
  ]

  private static func check(_ count: Int, _ context: inout Context) throws(Failure) {
    try ArithmeticOperator.checkLength(count)
    try context.effort.spend(count >> 2)
  }
}

/// Base64 (RFC 4648, section 4); padding may be missing.
private enum Base64Text {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let values = Dictionary(
    uniqueKeysWithValues: alphabet.enumerated().map { ($1, UInt32($0)) })

  static func encoded(_ bytes: [UInt8]) -> String {
    var digits: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits: UInt32 = 0
      for byte in group { bits = bits << 8 | UInt32(byte) }
      bits <<= UInt32(3 - group.count) * 8
      for place in 0..<4 {
        let isPadding = place > group.count
        digits.append(
          isPadding ? UInt8(ascii: "=") : alphabet[Int(bits >> UInt32(18 - place * 6) & 63)])
      }
    }
    return String(decoding: digits, as: UTF8.self)
  }

  static func decoded(_ text: String) -> [UInt8]? {
    var digits = Array(text.utf8)
    if digits.count.isMultiple(of: 4) {
      for _ in 0..<2 where digits.last == UInt8(ascii: "=") { digits.removeLast() }
    }
    guard digits.count % 4 != 1 else { return nil }
    var bytes: [UInt8] = []
    for start in stride(from: 0, to: digits.count, by: 4) {
      let group = digits[start..<min(start + 4, digits.count)]
      var bits: UInt32 = 0
      for digit in group {
        guard let value = values[digit] else { return nil }
        bits = bits << 6 | value
      }
      bits <<= UInt32(4 - group.count) * 6
      let triple = [UInt8(bits >> 16), UInt8(bits >> 8 & 0xFF), UInt8(bits & 0xFF)]
      bytes += triple.prefix(group.count - 1)
    }
    return bytes
  }
}
