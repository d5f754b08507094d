import SourceText

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
        return .string(Base64.encoded(bytes))
      }),
    .global(
      "base64.decode", Overload([.string], .bytes),
      body: .unary { (context, value) throws(Failure) in
        guard case .string(let text) = value else { throw .noMatchingOverload }
        try check(text.utf8.count, &context)
        guard let bytes = Base64.decoded(text) else { throw .other("the text is no base64") }
        return .bytes(bytes)
      }),
  ]

  private static func check(_ count: Int, _ context: inout Context) throws(Failure) {
    try ArithmeticOperator.checkLength(count)
    try context.effort.spend(count >> 2)
  }
}
