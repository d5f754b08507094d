import SourceText
import Testing

struct EncodingTests {
  /// RFC 4648, section 10.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ])
  func base64(text: String, encoded: String) {
    #expect(Base64.encoded(Array(text.utf8)) == encoded)
    #expect(Base64.decoded(encoded) == Array(text.utf8))
    #expect(Base64.decoded(encoded.filter { $0 != "=" }) == Array(text.utf8))
  }

  @Test func base64OfEveryByte() {
    for count in 0..<5 {
      let bytes = (0..<256).flatMap { byte in Array(repeating: UInt8(byte), count: count) }
      #expect(Base64.decoded(Base64.encoded(bytes)) == bytes)
    }
  }

  @Test(
    arguments: [
      ("+/+/", [0xFB, 0xFF, 0xBF], true), ("-_-_", [0xFB, 0xFF, 0xBF], false),
      ("Z m9\nv", [0x66, 0x6F, 0x6F], false), ("Zm9v==", [0x66, 0x6F, 0x6F], false),
      ("Zg=", [0x66], false),
    ] as [(String, [UInt8], Bool)])
  func base64OfSourcesThatTakeLiberties(text: String, bytes: [UInt8], isStrict: Bool) {
    #expect(Base64.decoded(text, .lenient) == bytes)
    #expect(Base64.decoded(text) == (isStrict ? bytes : nil))
  }

  @Test(arguments: ["A", "Zm9vY", "Zm=9", "Zm9v!", "Zé"])
  func whatIsNoBase64(text: String) {
    #expect(Base64.decoded(text) == nil)
    #expect(Base64.decoded(text, .lenient) == nil)
  }

  @Test(arguments: [("a b/é", "a%20b%2F%C3%A9"), ("A-z.0_~", "A-z.0_~"), ("\n", "%0A"), ("", "")])
  func percentEncoding(text: String, encoded: String) {
    #expect(PercentEncoding.encoded(text) == encoded)
    #expect(PercentEncoding.decoded(encoded) == Array(text.utf8))
  }

  @Test(arguments: ["%", "%4", "a%4", "%zz", "%+4", "% 4", "%4%41"])
  func whatIsNoPercentEncoding(text: String) {
    #expect(PercentEncoding.decoded(text) == nil)
  }

  @Test func percentEncodingInEitherCase() {
    #expect(PercentEncoding.decoded("%c3%A9%00") == [0xC3, 0xA9, 0])
  }
}
