import SourceText
import Testing

struct SourceLocationTests {
  @Test func isDescribedAsCompilersDo() {
    #expect(SourceLocation(path: "a/b.yaml", line: 7, column: 5).description == "a/b.yaml:7:5")
  }

  @Test func isOrderedByPathThenLineThenColumn() {
    let ordered = [("a", 9, 9), ("b", 1, 2), ("b", 1, 10), ("b", 2, 1)].map {
      SourceLocation(path: $0.0, line: $0.1, column: $0.2)
    }
    #expect(ordered.reversed().sorted() == ordered)
  }
}
