import Testing

@testable import Patterns

/// Patterns on which backtracking engines take for ever.
@Suite struct HostilePatternTests {
  private let manyAs = String(repeating: "a", count: 30_000)

  @Test(arguments: ["^(a+)+$", "^(a|aa)+$", "^(a|a?)+$", "^(a*)*$", "^((a*)*)*$", "^(.*a){20}$"])
  func nestedRepetition(_ pattern: String) throws {
    let expression = try RegularExpression(pattern)
    #expect(expression.matches(manyAs))
    #expect(!expression.matches(manyAs + "b"))
  }

  @Test func countedRepetitionOfCountedRepetition() throws {
    let expression = try RegularExpression("^(x{100}){100}$")
    #expect(expression.matches(String(repeating: "x", count: 10_000)))
    #expect(!expression.matches(String(repeating: "x", count: 9_999)))
    #expect(try !RegularExpression("(x{100}){100}").matches(String(repeating: "x", count: 300)))
  }

  /// A deterministic automaton of this would have 2^30 states.
  @Test func manyStates() throws {
    let expression = try RegularExpression("a[ab]{29}$")
    #expect(expression.matches("b" + String(repeating: "a", count: 30)))
    #expect(!expression.matches(manyAs + "b" + String(repeating: "ab", count: 14) + "b"))
  }

  @Test func emptyAlternatives() throws {
    let expression = try RegularExpression("^(|||a||)*(|b|)+$")
    #expect(expression.matches("aaab"))
    #expect(!expression.matches("abc"))
  }

  @Test func manyAlternatives() throws {
    let words = (0..<500).map { "w\($0)" }.joined(separator: "|")
    let expression = try RegularExpression("^(\(words))$")
    #expect(expression.matches("w499"))
    #expect(!expression.matches("w500"))
  }

  @Test func manySets() throws {
    let sets = (0..<300).map { #"[\x{\#(String(0x4E00 + $0, radix: 16))}-\x{9FFF}]?"# }
    let expression = try RegularExpression("^" + sets.joined() + "$")
    #expect(expression.matches("\u{4E00}\u{4E01}"))
    #expect(!expression.matches("\u{4E00}\u{4E00}"))
  }
}
