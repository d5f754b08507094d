import Testing

@testable import Expressions

@Suite struct HostileExpressionTests {
  /// What is told of an expression; where does not matter here.
  private static func outcome(_ text: String) -> String {
    String(Sample(text, "").outcome().drop { $0 == " " || $0 == "^" || $0 == "~" })
  }

  private static func repeated(_ text: String, _ count: Int) -> String {
    String(repeating: text, count: count)
  }

  private static let tooDeep = "the expression is nested more than 200 deep"
  private static let tooLong = "the expression is longer than 100000 characters"
  private static let tooLongText = "a string or bytes of more than 1048576 bytes is too long"
  private static let tooMuch = "this takes more work than an evaluation may do"

  @Test(arguments: [
    (repeated("(", 199) + "1" + repeated(")", 199), "1"),
    (repeated("(", 30_000), tooDeep),
    (repeated("[", 30_000), tooDeep),
    (repeated("{1:", 30_000), tooDeep),
    (repeated("-(", 20_000), tooDeep),
    (repeated("size(", 13_000), tooDeep),
    ("1" + repeated("+1", 199), "200"),
    ("1" + repeated("+1", 20_000), tooDeep),
    ("name" + repeated("[0]", 30_000), tooDeep),
    ("anything" + repeated(".a", 20_000), tooDeep),
    (repeated("true?1:", 9_000) + "1", tooDeep),
    (repeated("!", 30_000) + "true", "true"),
    (repeated("-", 30_001) + "1", "-1"),
    ("true" + repeated("&&true", 5_000), "true"),
    ("false" + repeated("||name=='x'", 3_000), "false"),
  ])
  func depth(text: String, outcome: String) {
    #expect(Self.outcome(text) == outcome)
  }

  @Test func length() {
    #expect(Self.outcome("'" + Self.repeated("x", 1_000_000) + "'") == Self.tooLong)
    #expect(Self.outcome(Self.repeated(" ", 1_000_000)) == Self.tooLong)
    #expect(Self.outcome(Self.repeated(" ", 99_999) + "1") == "1")
  }

  @Test func manyProblemsAreCutOff() {
    let problems = Sample(Self.repeated("nam+", 100) + "nam", "").outcome().split(separator: "\n")
    #expect(problems.count == 20)
  }

  @Test func comprehensionBombs() {
    var loops = "true"
    var pairs = "'foo'"
    var texts = "'aaaaaaaaaaaaaaaa'"
    var lists = "['a']"
    for level in 0..<40 {
      loops = "[0, 1, 2].all(x\(level), \(loops))"
      pairs = "[\(pairs)].map(x, [x, x])"
      texts = "cel.bind(x\(level), \(texts), x\(level) + x\(level))"
      lists = "cel.bind(x\(level), \(lists), [x\(level), x\(level)])"
    }
    #expect(Self.outcome(loops) == Self.tooMuch)
    #expect(Self.outcome("\(lists) == \(lists)") == Self.tooMuch)
    #expect(Self.outcome("'%s'.format([\(lists)])") == Self.tooLongText)
    #expect(Self.outcome(texts) == Self.tooMuch)
    // No operator absorbs it.
    #expect(Self.outcome("\(loops) || true") == Self.tooMuch)
  }

  @Test func longTexts() {
    let long = "'" + Self.repeated("a", 20_000) + "'"
    #expect(Self.outcome("\(long).replace('a', \(long))") == Self.tooLongText)
    #expect(
      Self.outcome("[1, 2, 3, 4, 5, 6, 7, 8].map(x, \(long)).map(y, y.split('')).size()") == "8")
    #expect(Self.outcome("\(long).contains('b')") == "false")
    let half = "'" + Self.repeated("a", 10_000) + "b'"
    #expect(Self.outcome("\(long).contains(\(half))") == Self.tooMuch)
    #expect(
      Self.outcome("[\(long), \(long)].map(x, [x, x, x, x].join()).join().size()") == "160000")
  }

  @Test func hostilePatterns() {
    let text = "'" + Self.repeated("a", 10_000) + "!'"
    #expect(Self.outcome("\(text).matches('^(a+)+$')") == "false")
    #expect(Self.outcome("\(text).matches('(a|aa)+$')") == "false")
    #expect(Self.outcome("\(text).matches('(a?){500}a{500}')") == "true")
    #expect(
      Self.outcome("name.matches('((a{1,1000}){1,1000})')")
        == #""((a{1,1000}){1,1000})" is no regular expression: pattern is too large"#)
    // A pattern that is made at run time costs what compiling it takes.
    let numbers = (0..<1000).map(String.init).joined(separator: ",")
    #expect(Self.outcome("[\(numbers)].map(x, name.matches(string(x) + name))") == Self.tooMuch)
  }

  @Test func manyFacts() {
    let facts = (0..<65).map { ExpressionSchema.Fact("f\($0)", .bool) }
    let schema = ExpressionSchema(facts: facts)
    let text = facts.map(\.name).joined(separator: "||")
    #expect(throws: InvalidExpression.self) { try Expressions.Expression(text, schema: schema) }
    #expect(throws: Never.self) {
      try Expressions.Expression(String(text.dropLast(5)), schema: schema)
    }
  }
}
