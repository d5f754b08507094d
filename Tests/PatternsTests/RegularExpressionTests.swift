import Testing

@testable import Patterns

@Suite struct RegularExpressionTests {
  /// Every example is tried both as a table and as a simulation: they must agree.
  private func check(_ example: MatchingExample) throws {
    let expression = try RegularExpression(example.pattern)
    var parser = try ExpressionParser(
      Array(example.pattern.unicodeScalars), flags: ExpressionFlags())
    let simulation = Matcher.simulation(try #require(Program(try parser.parse())))
    for text in example.matching {
      #expect(expression.matches(text), "\(example.pattern) should match \(text.debugDescription)")
      #expect(simulation.matches(text), "simulated, for \(text.debugDescription)")
    }
    for text in example.other {
      #expect(!expression.matches(text), "\(example.pattern) should not: \(text.debugDescription)")
      #expect(!simulation.matches(text), "simulated, for \(text.debugDescription)")
    }
  }

  @Test(arguments: [
    MatchingExample("", matches: ["", "a"], notThe: []),
    MatchingExample("abc", matches: ["abc", "xabcx"], notThe: ["ab", "ABC", "abxc", ""]),
    MatchingExample("a.c", matches: ["abc", "a😀c"], notThe: ["ac", "a\nc"]),
    MatchingExample("a|bc|", matches: ["", "a", "x"], notThe: []),
    MatchingExample("^(a|bc)$", matches: ["a", "bc"], notThe: ["abc", "b", ""]),
    MatchingExample("^(|a)b$", matches: ["b", "ab"], notThe: ["aab"]),
    MatchingExample("^ab*c$", matches: ["ac", "abc", "abbbc"], notThe: ["abb"]),
    MatchingExample("^ab+c$", matches: ["abc", "abbc"], notThe: ["ac"]),
    MatchingExample("^ab?c$", matches: ["ac", "abc"], notThe: ["abbc"]),
    MatchingExample("^a{2}$", matches: ["aa"], notThe: ["a", "aaa"]),
    MatchingExample("^a{2,}$", matches: ["aa", "aaaa"], notThe: ["a"]),
    MatchingExample("^a{1,3}$", matches: ["a", "aaa"], notThe: ["", "aaaa"]),
    MatchingExample("^a{0}$", matches: [""], notThe: ["a"]),
    MatchingExample("^a{0,1}b{,2}$", matches: ["ab{,2}", "b{,2}"], notThe: ["abb"]),
    MatchingExample("^{x}{$", matches: ["{x}{"], notThe: ["x"]),
    MatchingExample("^a*?b+?c??d{1,2}?$", matches: ["bd", "aabbcdd"], notThe: ["ad"]),
    MatchingExample("^(a*)*b$", matches: ["b", "aaab"], notThe: ["a", "ac"]),
    MatchingExample("^(a|(b|c)d)*$", matches: ["", "abdcda"], notThe: ["ab"]),
    MatchingExample("^(?:a)(?P<one>b)(?<two>c)$", matches: ["abc"], notThe: ["ab"]),
    MatchingExample("(^a)|(b$)", matches: ["ax", "xb"], notThe: ["xa", "bx"]),
    MatchingExample("a^b|c$d", matches: [], notThe: ["ab", "cd", "a\nb"]),
    MatchingExample(#"^\Qa.b*\E+$"#, matches: ["a.b*", "a.b***"], notThe: ["axb", "a.b"]),
    MatchingExample(#"^\Q(["#, matches: ["([", "([x"], notThe: ["("]),
  ])
  func structure(_ example: MatchingExample) throws {
    try check(example)
  }

  @Test(arguments: [
    MatchingExample("^[a-c_]$", matches: ["a", "c", "_"], notThe: ["d", "B", ""]),
    MatchingExample("^[^a-c]$", matches: ["d", "\n", "é", "😀"], notThe: ["a", "c", "dd"]),
    MatchingExample("^[]a]$", matches: ["]", "a"], notThe: ["["]),
    MatchingExample("^[^]a]$", matches: ["["], notThe: ["]", "a"]),
    MatchingExample("^[-a]$|^[b-]$|^[c-d-f]$", matches: ["-", "a", "b", "c", "f"], notThe: ["e"]),
    MatchingExample(#"^[\d\-\]x-z]$"#, matches: ["5", "-", "]", "y"], notThe: ["d", "\\"]),
    MatchingExample(#"^[^\D5]$"#, matches: ["4"], notThe: ["5", "x"]),
    MatchingExample("^[[:alpha:]_[:digit:]]+$", matches: ["aZ_9"], notThe: ["-", "é", ":"]),
    MatchingExample("^[[:^space:]]$", matches: ["a", "é"], notThe: [" ", "\u{B}"]),
    MatchingExample("^[[:a]$", matches: ["[", ":", "a"], notThe: ["b"]),
    MatchingExample("^[α-ω😀-😎]$", matches: ["λ", "😃"], notThe: ["Λ", "😐"]),
    MatchingExample("^[.*+?(){}|^$]+$", matches: [".*+?(){}|^$"], notThe: ["a"]),
  ])
  func classes(_ example: MatchingExample) throws {
    try check(example)
  }

  @Test(arguments: [
    MatchingExample(#"^\d\D$"#, matches: ["1a", "1é"], notThe: ["11", "٣a"]),
    MatchingExample(#"^\w\W$"#, matches: ["_-", "aé"], notThe: ["é-", "ab"]),
    MatchingExample(#"^\s\S$"#, matches: [" a", "\u{C}a"], notThe: ["\u{B}a", "  "]),
    MatchingExample(#"^\a\f\t\n\r\v$"#, matches: ["\u{7}\u{C}\t\n\r\u{B}"], notThe: ["aftnrv"]),
    MatchingExample(#"^\x41\x{1F600}\101\0$"#, matches: ["A😀A\0"], notThe: ["A"]),
    MatchingExample(#"^\.\*\/\-\"\@$"#, matches: [".*/-\"@"], notThe: ["a"]),
    MatchingExample(#"^\pL\p{Lu}\p{^Lu}\PL$"#, matches: ["éÉé1"], notThe: ["ééé1", "éÉÉ1"]),
    MatchingExample(#"^\p{Nd}\p{Sc}\p{Any}$"#, matches: ["٣€\n"], notThe: ["x€\n"]),
    MatchingExample(#"^[\p{Ll}\p{Zs}]+$"#, matches: ["a é\u{A0}"], notThe: ["A"]),
    MatchingExample(#"\bcat\b"#, matches: ["cat", "a cat.", "écat"], notThe: ["cats", "_cat"]),
    MatchingExample(#"\Bcat"#, matches: ["1cat"], notThe: ["cat", " cat"]),
    MatchingExample(#"\Aab\z"#, matches: ["ab"], notThe: ["ab\n", "\nab"]),
    MatchingExample("^ab$", matches: ["ab"], notThe: ["ab\n", "x\nab"]),
    MatchingExample(#"^\B$"#, matches: [""], notThe: ["a"]),
  ])
  func escapesAndAnchors(_ example: MatchingExample) throws {
    try check(example)
  }

  @Test(arguments: [
    MatchingExample("(?i)ab", matches: ["AB", "aB"], notThe: ["a"]),
    MatchingExample("a(?i)b|c", matches: ["aB", "C"], notThe: ["AB"]),
    MatchingExample("^(?i:a)b$", matches: ["Ab"], notThe: ["AB"]),
    MatchingExample("^((?i)a)b$", matches: ["Ab"], notThe: ["aB"]),
    MatchingExample("(?i)^a(?-i)b$", matches: ["Ab"], notThe: ["AB"]),
    MatchingExample("(?i)^[^k]$", matches: ["j"], notThe: ["k", "K", "\u{212A}"]),
    MatchingExample("(?i)^[i-k]s$", matches: ["Ks", "\u{212A}ſ"], notThe: ["ıs", "İs"]),
    MatchingExample("(?i)^éςß$", matches: ["ÉΣẞ", "éσß"], notThe: ["eσß"]),
    MatchingExample(#"(?i)^\p{Lu}\PL$"#, matches: ["a1", "É-"], notThe: ["1a", "aa"]),
    MatchingExample("(?s)a.b", matches: ["a\nb"], notThe: ["ab"]),
    MatchingExample("(?s-s:a.b)", matches: ["axb"], notThe: ["a\nb"]),
    MatchingExample("(?m)^b$", matches: ["a\nb\nc", "b", "b\n"], notThe: ["ab", "b\r\nc"]),
    MatchingExample("(?m)^$", matches: ["", "a\n", "\n\na"], notThe: ["a"]),
    MatchingExample("(?U)^a+?$", matches: ["a", "aa"], notThe: ["b"]),
    MatchingExample("(?is)A.(?-s).", matches: ["a\nb"], notThe: ["a\n\n"]),
  ])
  func flags(_ example: MatchingExample) throws {
    try check(example)
  }

  @Test func caseSensitivityIsTheCallersToChoose() throws {
    #expect(try RegularExpression("^É[a-c]$", caseSensitive: false).matches("éB"))
    #expect(try !RegularExpression("^É[a-c]$").matches("éB"))
    #expect(try !RegularExpression("(?-i)a", caseSensitive: false).matches("A"))
  }
}

extension Matcher {
  fileprivate func matches(_ text: String) -> Bool { matches(text.utf8.span) }
}
