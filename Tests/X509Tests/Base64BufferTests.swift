import Testing
import X509

@Suite struct Base64BufferTests {
  private func decoded(_ text: String) throws -> String {
    let bytes = Array(text.utf8)
    var buffer = Base64Buffer()
    try buffer.decode(bytes.span, in: bytes.indices)
    return String(decoding: buffer.bytes, as: UTF8.self)
  }

  /// RFC 4648, 10, and lax forms of the same.
  @Test(arguments: [
    ("", ""), ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9vYg==", "foob"),
    ("Zm9vYmE=", "fooba"), ("Zm9vYmFy", "foobar"), ("Zm9vYg", "foob"), ("Zm9vYmE", "fooba"),
    ("Z m\n9\r\nv", "foo"), (" \t", ""), ("Zm9v\\nYmFy\\r\\n", "foobar"), ("'Zm9v'", "foo"),
    ("Zg=\n=", "f"), (#"\u005am\u0039v\u000A"#, "foo"), (#"fn5\u002B"#, "~~~"),
    (#"Pz8\\u002f"#, "???"),
    (#"Pz8\/"#, "???"),
  ])
  func vectors(text: String, expected: String) throws {
    #expect(try decoded(text) == expected)
  }

  @Test(arguments: [1, 3, 5, 63, 64, 76, 1000])
  func anyLineLength(columns: Int) throws {
    let bytes = (0..<999).map { UInt8(truncatingIfNeeded: $0 &* 37) }
    let alphabet = Array(
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = Int(bytes[start]) << 16 | Int(bytes[start + 1]) << 8 | Int(bytes[start + 2])
      for shift in [18, 12, 6, 0] {
        text.append(alphabet[group >> shift & 63])
        if text.split(separator: 10).last?.count == columns { text.append(10) }
      }
    }
    var buffer = Base64Buffer()
    try buffer.decode(text.span, in: text.indices)
    #expect(buffer.bytes == bytes)
  }

  @Test(
    arguments: [
      ("Zm9v*", .unexpectedByte(0x2A), 4), ("Zm9vYmFyZm9v_", .unexpectedByte(0x5F), 12),
      ("Z", .incompleteGroup, 1), ("Zm9vY", .incompleteGroup, 5), ("Zm9v=", .incompleteGroup, 4),
      ("Z===", .incompleteGroup, 1), ("Zg=", .incompleteGroup, 3),
      ("Zg==Zg==", .dataAfterPadding, 4),
      ("Zm8==", .incompleteGroup, 4), (#"Zm9v\u002a"#, .unexpectedByte(0x2A), 4),
      ("Zm9v\u{0}", .unexpectedByte(0), 4),
    ] as [(String, Base64Error.Reason, Int)])
  func garbage(text: String, reason: Base64Error.Reason, offset: Int) {
    let error = #expect(throws: Base64Error.self) { _ = try decoded(text) }
    #expect(error?.reason == reason)
    #expect(error?.offset == offset)
  }

  @Test func reuse() throws {
    let text = Array("Zm9vYmFyZm9vYmFyZm9vYmFy|Zg==".utf8)
    var buffer = Base64Buffer()
    try buffer.decode(text.span, in: 0..<24)
    #expect(buffer.count == 18)
    try buffer.decode(text.span, in: 25..<29)
    #expect(buffer.bytes == [0x66])
    #expect(buffer.withBytes { $0.count } == 1)
    try buffer.decode(text.span, in: 100..<200)
    #expect(buffer.count == 0)
  }

  @Test(arguments: [
    ("a\nb\nc", [1, 1, 2, 2, 3]), ("a\r\nb", [1, 1, 1, 2]), ("a\rb", [1, 1, 2]),
    ("\n\n\n\n\n\n\n\n\n\nx", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]),
    ("abcdefg\r\nabcdefgh\n\r", [1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3]),
  ])
  func lines(text: String, expected: [Int]) {
    let bytes = Array(text.utf8)
    var counter = LineCounter()
    #expect(bytes.indices.map { counter.line(of: $0, in: bytes.span) } == expected)
    for index in bytes.indices.reversed() {
      #expect(counter.line(of: index, in: bytes.span) == expected[index])
    }
  }
}
