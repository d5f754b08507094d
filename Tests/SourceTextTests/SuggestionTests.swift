import SourceText
import Testing

struct SuggestionTests {
  static let options = ["min-remaining", "max-remaining", "severity", "match", "final", "id"]

  @Test(arguments: [
    ("min-remainig", "min-remaining"), ("max-remainign", "max-remaining"),
    ("Severity", "severity"), ("SEVERITIES", "severity"), ("mathc", "match"), ("fnal", "final"),
    ("ip", "id"), ("min_remaining", "min-remaining"),
  ])
  func findsTheMeantWord(word: String, meant: String) {
    #expect(Suggestion.closest(to: word, in: Self.options) == meant)
    #expect(Suggestion.closest(to: word, in: Self.options.reversed()) == meant)
  }

  @Test(arguments: ["", "x", "zz", "owner", "remain", "completely-different"])
  func findsNothingForAStranger(word: String) {
    #expect(Suggestion.closest(to: word, in: Self.options) == nil)
  }

  @Test func breaksTiesAlphabetically() {
    #expect(Suggestion.closest(to: "cat", in: ["hat", "bat", "rat"]) == "bat")
  }

  @Test func isBoundedOnLongWords() {
    let long = String(repeating: "a", count: 10_000)
    #expect(Suggestion.closest(to: long, in: Array(repeating: long + "b", count: 1_000)) == nil)
    #expect(Suggestion.closest(to: "match", in: [long, "matsh"]) == "matsh")
  }

  @Test func readsNothingOfNoCandidates() {
    #expect(Suggestion.closest(to: "match", in: []) == nil)
  }
}
