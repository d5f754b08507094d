import Testing

@testable import Patterns

/// A pattern and what it does and does not match.
struct MatchingExample: CustomTestStringConvertible, Sendable {
  let pattern: String
  let matching: [String]
  let other: [String]

  init(_ pattern: String, matches matching: [String], notThe other: [String]) {
    self.pattern = pattern
    self.matching = matching
    self.other = other
  }

  var testDescription: String { pattern.debugDescription }
}

@Suite struct GlobTests {
  private func check(
    _ example: MatchingExample, _ kind: Glob.Kind, caseSensitive: Bool = false
  ) throws {
    let glob = try Glob(example.pattern, kind: kind, caseSensitive: caseSensitive)
    #expect(glob.source == example.pattern)
    for text in example.matching {
      #expect(glob.matches(text), "\(example.pattern) should match \(text)")
    }
    for text in example.other {
      #expect(!glob.matches(text), "\(example.pattern) should not match \(text)")
    }
  }

  @Test(arguments: [
    MatchingExample("", matches: [""], notThe: ["a", "\n"]),
    MatchingExample("edge", matches: ["edge", "EDGE"], notThe: ["edge1", "my-edge", ""]),
    MatchingExample(
      "edge-*", matches: ["edge-", "edge-1", "edge-a/b.c\n"], notThe: ["edge", "x"]),
    MatchingExample("*", matches: ["", "a", "a\nb", "😀"], notThe: []),
    MatchingExample("*a*b", matches: ["ab", "xaxxb", "abab"], notThe: ["ba", "a", "abx"]),
    MatchingExample("a**b", matches: ["ab", "axxb"], notThe: ["a"]),
    MatchingExample("a?c", matches: ["abc", "a😀c", "a\nc"], notThe: ["ac", "abbc"]),
    MatchingExample("a\\*b", matches: ["a*b"], notThe: ["ab", "axb"]),
    MatchingExample("\\?\\\\\\n", matches: ["?\\n"], notThe: ["x\\n", "?\n"]),
    MatchingExample("[ab]{c}", matches: ["[ab]{c}"], notThe: ["a", "ac"]),
    MatchingExample("a.c+$", matches: ["a.c+$"], notThe: ["abc+$", "a.cc"]),
    MatchingExample("Straße", matches: ["STRAßE", "STRAẞE"], notThe: ["strasse"]),
    MatchingExample("ΟΔΟΣ", matches: ["οδος", "οδοσ"], notThe: ["οδο"]),
  ])
  func text(_ example: MatchingExample) throws {
    try check(example, .text)
  }

  @Test(arguments: [
    MatchingExample("Edge-*", matches: ["Edge-1"], notThe: ["edge-1", "EDGE-1"]),
    MatchingExample("é?", matches: ["éa"], notThe: ["Éa", "e\u{301}a"]),
  ])
  func textWithCase(_ example: MatchingExample) throws {
    try check(example, .text, caseSensitive: true)
  }

  @Test(arguments: [
    MatchingExample(
      "api.example.com", matches: ["api.example.com", "API.Example.COM", "api.example.com."],
      notThe: ["api-example.com", "x.api.example.com", "api.example.com..", "apiexample.com"]),
    MatchingExample("example.com.", matches: ["example.com", "example.com."], notThe: ["com"]),
    MatchingExample(
      "*.example.com", matches: ["a.example.com", "*.example.com", "A.EXAMPLE.com."],
      notThe: ["example.com", ".example.com", "a.b.example.com"]),
    MatchingExample(
      "api*.example.com", matches: ["api.example.com", "api-2.example.com"],
      notThe: ["a.example.com", "api.x.example.com"]),
    MatchingExample("*-eu.*.com", matches: ["-eu.a.com", "x-eu.b.com"], notThe: ["x-eu.com"]),
    MatchingExample(
      "**.example.com", matches: ["a.example.com", "a.b.c.example.com"],
      notThe: ["example.com", ".example.com", "a..example.com", "aexample.com"]),
    MatchingExample("a.**.z", matches: ["a.b.z", "a.b.c.z."], notThe: ["a.z", "a..z"]),
    MatchingExample("**", matches: ["com", "a.b.com", "com."], notThe: ["", ".", "a..b"]),
    MatchingExample("h?st", matches: ["host", "h-st"], notThe: ["h.st", "hst"]),
    MatchingExample("\\*.example.com", matches: ["*.example.com"], notThe: ["a.example.com"]),
    MatchingExample("k.example", matches: ["K.example"], notThe: ["\u{212A}.example"]),
  ])
  func dnsName(_ example: MatchingExample) throws {
    try check(example, .dnsName)
    try check(example, .dnsName, caseSensitive: true)
  }

  @Test(arguments: [
    MatchingExample("*.pem", matches: ["a.pem", ".pem", "A.PEM"], notThe: ["d/a.pem", "a.pem/b"]),
    MatchingExample("d/?.pem", matches: ["d/a.pem"], notThe: ["d//.pem", "d/.pem", "d/ab.pem"]),
    MatchingExample("a/**/b", matches: ["a/b", "a/x/b", "a/x/y/b"], notThe: ["ab", "a/xb", "b"]),
    MatchingExample("a/**/**/b", matches: ["a/b", "a/x/b"], notThe: ["a"]),
    MatchingExample("a/**", matches: ["a/b", "a/b/c"], notThe: ["a", "a/", "b/c", "ab"]),
    MatchingExample("**/b", matches: ["b", "a/b", "/b", "x/y/b"], notThe: ["ab", "b/a"]),
    MatchingExample("**", matches: ["", "a", "a/b"], notThe: []),
    MatchingExample("/**", matches: ["/a", "/a/b"], notThe: ["/", "a"]),
    MatchingExample("**.pem", matches: ["a.pem", "d/e/a.pem"], notThe: ["a.pe"]),
    MatchingExample("in/\\**", matches: ["in/*", "in/*x"], notThe: ["in/x", "in/*/x"]),
  ])
  func path(_ example: MatchingExample) throws {
    try check(example, .path)
  }

  @Test(arguments: [
    (
      "abc\\", Glob.Kind.text, 3, 1,
      #"nothing follows the backslash; write '\\' for a backslash itself"#
    ),
    ("a\\", .path, 1, 1, #"nothing follows the backslash; write '\\' for a backslash itself"#),
    ("", .dnsName, 0, 0, "a DNS name has no empty labels"),
    ("a..b", .dnsName, 2, 1, "a DNS name has no empty labels"),
    (".example.com", .dnsName, 0, 1, "a DNS name has no empty labels"),
    ("é**.com", .dnsName, 1, 2, "'**' stands for whole labels; within a label write '*'"),
    ("***.com", .dnsName, 0, 3, "'**' stands for whole labels; within a label write '*'"),
  ])
  func errors(
    _ pattern: String, _ kind: Glob.Kind, _ offset: Int, _ length: Int, _ message: String
  ) {
    #expect(throws: PatternError(message: message, offset: offset, length: length)) {
      try Glob(pattern, kind: kind)
    }
  }

  @Test func manyStarsTakeLinearTime() throws {
    let glob = try Glob(String(repeating: "*a", count: 100) + "*b", kind: .text)
    #expect(!glob.matches(String(repeating: "a", count: 2_000)))
    #expect(glob.matches(String(repeating: "a", count: 2_000) + "b"))
  }
}
