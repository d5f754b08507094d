import SourceText
import Testing

struct EscapingTests {
  static let awkward: [(text: String, terminal: String, ascii: String)] = [
    ("", "", ""),
    ("api.example.com", "api.example.com", "api.example.com"),
    ("Müller 日本 😀", "Müller 日本 😀", #"M\u{FC}ller \u{65E5}\u{672C} \u{1F600}"#),
    (#"C:\x41"#, #"C:\\x41"#, #"C:\\x41"#),
    ("a\nb\r\tc", #"a\nb\r\tc"#, #"a\x0Ab\x0D\x09c"#),
    ("\u{0}\u{1B}[31m\u{7F}", #"\x00\x1B[31m\x7F"#, #"\x00\x1B[31m\x7F"#),
    ("\u{85}\u{9B}31m", #"\u{85}\u{9B}31m"#, #"\u{85}\u{9B}31m"#),
    ("evil\u{202E}moc", #"evil\u{202E}moc"#, #"evil\u{202E}moc"#),
    ("a\u{2066}b\u{200B}\u{FEFF}", #"a\u{2066}b\u{200B}\u{FEFF}"#, #"a\u{2066}b\u{200B}\u{FEFF}"#),
    ("a\u{2028}\u{2029}", #"a\u{2028}\u{2029}"#, #"a\u{2028}\u{2029}"#),
    ("\u{E000}\u{FFFF}\u{10FFFF}", #"\u{E000}\u{FFFF}\u{10FFFF}"#, #"\u{E000}\u{FFFF}\u{10FFFF}"#),
    ("\u{3164}\u{FE0F}\u{E0041}", #"\u{3164}\u{FE0F}\u{E0041}"#, #"\u{3164}\u{FE0F}\u{E0041}"#),
    ("e\u{301}", "e\u{301}", #"e\u{301}"#),
    ("::error::x ]]>", "::error::x ]]>", "::error::x ]]>"),
  ]

  @Test(arguments: awkward)
  func escapes(text: String, terminal: String, ascii: String) {
    #expect(Array(Escaping.terminal(text).utf8) == Array(terminal.utf8))
    #expect(Array(Escaping.ascii(text).utf8) == Array(ascii.utf8))
  }

  @Test func asciiIsPrintableForEveryScalarBelow3000() {
    for value in UInt32(0)..<0x3000 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let printable = Escaping.ascii(String(scalar)).utf8.allSatisfy { 0x20 <= $0 && $0 < 0x7F }
      #expect(printable, "U+\(String(value, radix: 16))")
    }
  }
}
