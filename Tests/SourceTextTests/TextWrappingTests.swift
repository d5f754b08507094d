import SourceText
import Testing

struct TextWrappingTests {
  @Test func linesHoldAsManyWordsAsFit() {
    #expect("one two  three".wrapped(to: 7) == ["one two", "three"])
    #expect("one two".wrapped(to: 6) == ["one", "two"])
    #expect("".wrapped(to: 10) == [])
  }

  @Test func aLongerWordHasALineToItself() {
    #expect("a verylongword b".wrapped(to: 4) == ["a", "verylongword", "b"])
  }

  @Test func theMarginCounts() {
    #expect("-> one two".wrapped(to: 6, margin: 3) == ["-> one", "   two"])
    #expect("-> a b c d".wrapped(to: 6, margin: 3) == ["-> a b", "   c d"])
    #expect("-> a b c d".wrapped(to: 5, margin: 3) == ["-> a", "   b", "   c", "   d"])
  }
}
