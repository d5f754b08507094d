import Testing

@testable import Patterns

@Suite struct RegularExpressionErrorTests {
  struct Refusal: Sendable, CustomTestStringConvertible {
    let pattern: String
    let error: PatternError

    init(_ pattern: String, at offset: Int, _ length: Int, _ message: String) {
      self.pattern = pattern
      error = PatternError(message: message, offset: offset, length: length)
    }

    var testDescription: String { pattern.debugDescription }
  }

  @Test(arguments: [
    Refusal("é(a", at: 1, 1, "missing ')'"),
    Refusal("((a)", at: 0, 1, "missing ')'"),
    Refusal("(?i", at: 0, 1, "missing ')'"),
    Refusal("a)b", at: 1, 1, "unmatched ')'"),
    Refusal("x[a-", at: 1, 1, "missing ']'"),
    Refusal("[]", at: 0, 1, "missing ']'"),
    Refusal("a[z-a]", at: 2, 3, "the range 'z-a' is in the wrong order"),
    Refusal(#"[a-\d]"#, at: 1, 4, "a range must end in a single character"),
    Refusal("[[:alfa:]]", at: 1, 8, "unknown character class '[:alfa:]'"),
    Refusal(#"[\b]"#, at: 1, 2, #"'\b' has no meaning in brackets"#),
    Refusal("*a", at: 0, 1, "nothing to repeat before '*'"),
    Refusal("a|+?", at: 2, 2, "nothing to repeat before '+?'"),
    Refusal("({2})", at: 1, 3, "nothing to repeat before '{2}'"),
    Refusal("a(?i)*", at: 5, 1, "nothing to repeat before '*'"),
    Refusal("a**", at: 2, 1, "'*' repeats a repetition; put that in a group"),
    Refusal("a{2}{3}", at: 4, 3, "'{3}' repeats a repetition; put that in a group"),
    Refusal("a{1001}", at: 1, 6, "a repeat count is at most 1000"),
    Refusal("a{2,99999999999999999999}", at: 1, 24, "a repeat count is at most 1000"),
    Refusal("a{3,2}", at: 1, 5, "the repeat counts are in the wrong order"),
    Refusal("a\\", at: 1, 1, "nothing follows the backslash"),
    Refusal(#"\y"#, at: 0, 2, #"unknown escape '\y'"#),
    Refusal(#"\é"#, at: 0, 2, #"unknown escape '\é'"#),
    Refusal(#"a\Z"#, at: 1, 2, #"'\Z' is not supported; the end of the text is '\z'"#),
    Refusal(#"\C"#, at: 0, 2, #"'\C' is not supported: patterns match whole characters"#),
    Refusal(#"\x4"#, at: 0, 3, #"'\x' needs two hexadecimal digits, or a scalar in braces"#),
    Refusal(#"\x{D800}"#, at: 0, 8, #"'\x' needs two hexadecimal digits, or a scalar in braces"#),
    Refusal(#"\x{+41}"#, at: 0, 7, #"'\x' needs two hexadecimal digits, or a scalar in braces"#),
    Refusal(#"\p{L"#, at: 0, 3, #"a general category must follow, such as '\pL' or '\p{Lu}'"#),
    Refusal(
      #"a\p{Greek}"#, at: 1, 9,
      "unknown character category 'Greek'; general categories such as L and Lu are supported,"
        + " scripts are not"),
    Refusal("(?<a-b>x)", at: 0, 4, groupNameMessage),
    Refusal("(?P<>x)", at: 0, 4, groupNameMessage),
    Refusal("(?x)a", at: 0, 3, "unknown group '(?x'"),
    Refusal("(?i-)a", at: 0, 5, "unknown group '(?i-)'"),
  ])
  func syntax(_ refusal: Refusal) {
    #expect(throws: refusal.error) { try RegularExpression(refusal.pattern) }
  }

  private static let groupNameMessage =
    "a group's name is ASCII letters, digits and underscores, and ends in '>'"

  @Test(arguments: [
    ("a(?=b)", 1, 3, "look-ahead is"),
    ("(?!b)", 0, 3, "look-ahead is"),
    ("(?<=b)", 0, 4, "look-behind is"),
    ("(?<!b)", 0, 4, "look-behind is"),
    ("(?>b)", 0, 3, "atomic groups are"),
    ("(a)(?(1)b)", 3, 3, "conditional groups are"),
    ("(?P>n)", 0, 4, "recursion is"),
    ("(?R)", 0, 3, "recursion is"),
    ("(?P<n>a)(?P=n)", 8, 4, "back-references are"),
    (#"(a)\1"#, 3, 2, "back-references are"),
    (#"(?<n>a)\k<n>"#, 7, 2, "back-references are"),
    ("aa*+", 3, 1, "possessive repetition is"),
    ("a{2}+", 4, 1, "possessive repetition is"),
  ])
  func backtracking(_ pattern: String, _ offset: Int, _ length: Int, _ feature: String) {
    let message = "\(feature) not supported: patterns run in linear time"
    #expect(throws: PatternError(message: message, offset: offset, length: length)) {
      try RegularExpression(pattern)
    }
  }

  @Test func nestingIsLimited() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "(", count: depth) + "a" + String(repeating: ")", count: depth)
    }
    #expect(try RegularExpression(nested(250)).matches("a"))
    let error = PatternError(
      message: "groups are nested more than 250 deep", offset: 250, length: 1)
    #expect(throws: error) { try RegularExpression(nested(251)) }
    #expect(throws: error) { try RegularExpression(nested(4_999)) }
  }

  @Test func lengthIsLimited() throws {
    #expect(try !RegularExpression(String(repeating: "a", count: 10_000)).matches("a"))
    let error = PatternError(
      message: "pattern is longer than 10000 characters", offset: 10_000, length: 90_000)
    #expect(throws: error) { try RegularExpression(String(repeating: "(", count: 100_000)) }
    #expect(throws: error) { try Glob(String(repeating: "*", count: 100_000), kind: .text) }
  }

  @Test(arguments: [
    "((x{100}){100}){100}", "((((){1000}){1000}){1000}){1000}", "(((a?){200}){200}){200}",
    "(((|)*){1000}){1000}",
  ])
  func sizeIsLimited(_ pattern: String) {
    let error = PatternError(
      message: "pattern is too large", offset: 0, length: pattern.unicodeScalars.count)
    #expect(throws: error) { try RegularExpression(pattern) }
  }
}
