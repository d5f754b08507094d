import Documents
import SourceText
import Testing

struct YAMLDocumentTests {
  private func read(_ text: String) throws -> YAMLDocument {
    try YAMLDocument.read(Array(text.utf8), path: "p.yaml")
  }

  /// Every node in the order of the text, one a line: indented, its text or kind, and its place.
  private func outline(_ node: YAMLNode, depth: Int = 0) -> [String] {
    let place = "\(node.line):\(node.column)-\(node.endLine):\(node.endColumn)"
    let indent = String(repeating: "  ", count: depth)
    let children =
      node.items ?? node.entries?.flatMap { [$0.key, $0.value] } ?? []
    let name = node.scalar.map(Escaping.terminal) ?? node.kindName
    return ["\(indent)\(name) \(place)"] + children.flatMap { outline($0, depth: depth + 1) }
  }

  @Test func placesEveryNode() throws {
    let text = """
      # comment
      policy: "pay"
      empty:
      rules:
        - a
        - b: [1, {c: d}, 'x y']   # tail

        -
          - deep
      same:
      - x

      block: |
        one
        two

      multi: first
        second
      é: ü\u{20}
      last: {}

      """
    // The places are those that PyYAML gives, but for the ends of block collections.
    #expect(
      outline(try read(text).root) == [
        "a mapping 2:1-20:9",
        "  policy 2:1-2:7", "  pay 2:9-2:14",
        "  empty 3:1-3:6", "   3:7-3:7",
        "  rules 4:1-4:6", "  a list 5:3-9:11",
        "    a 5:5-5:6",
        "    a mapping 6:5-6:26",
        "      b 6:5-6:6", "      a list 6:8-6:26",
        "        1 6:9-6:10",
        "        a mapping 6:12-6:18", "          c 6:13-6:14", "          d 6:16-6:17",
        "        x y 6:20-6:25",
        "    a list 9:5-9:11", "      deep 9:7-9:11",
        "  same 10:1-10:5", "  a list 11:1-11:4", "    x 11:3-11:4",
        "  block 13:1-13:6", #"  one\ntwo\n 13:8-17:1"#,
        "  multi 17:1-17:6", "  first second 17:8-18:9",
        "  é 19:1-19:2", "  ü 19:4-19:5",
        "  last 20:1-20:5", "  a mapping 20:7-20:9",
      ])
  }

  @Test(arguments: ["\n", "\r\n", "\r"], ["", "\u{FEFF}"])
  func countsTheSameForEveryLineEnd(end: String, mark: String) throws {
    let text = mark + ["a: 1", "b:", "  - \"x\"", ""].joined(separator: end)
    #expect(
      outline(try read(text).root) == [
        "a mapping 1:1-3:8", "  a 1:1-1:2", "  1 1:4-1:5", "  b 2:1-2:2", "  a list 3:3-3:8",
        "    x 3:5-3:8",
      ])
  }

  @Test(arguments: ["no", "off", "1/3", "2026.3", "0x1F", "1e3", "12:30:45", "2027-01-01", "TRUE"])
  func leavesScalarsAsTheyAreWritten(text: String) throws {
    let value = try #require(read("a: \(text)").root["a"])
    #expect(value.scalar == text)
    #expect(!value.isNull)
  }

  @Test(arguments: [
    ("", true), ("# only a comment\n", true), ("---\n", true), ("~", true), ("null", true),
    ("\u{FEFF}", true), ("''", false), ("\"null\"", false), ("'~'", false), ("nothing", false),
    ("[]", false), ("{}", false), ("|\n", false),
  ])
  func tellsNothingFromAnEmptyText(text: String, isNull: Bool) throws {
    #expect(try read(text).root.isNull == isNull)
  }

  @Test func findsValuesByKey() throws {
    let root = try read("a: {b: [x, y]}\nc:\n").root
    #expect(root["a"]?["b"]?.items?.map(\.scalar) == ["x", "y"])
    #expect(root["c"]?.isNull == true)
    #expect(root["d"] == nil)
    #expect(root["a"]?["b"]?["x"] == nil)
    #expect(root.entries?.map(\.key.scalar) == ["a", "c"])
    #expect(
      [root, root["a"]?["b"], root["c"]].map { $0?.kindName } == ["a mapping", "a list", "text"])
  }

  @Test func underlinesANode() throws {
    let document = try read("rules:\n  a: 30 days  # x\n  b: {c: d,\n    e: f}  \n")
    let rules = try #require(document.root["rules"])
    let value = try #require(rules["a"])
    #expect(
      document.diagnostic("not a duration", at: value, notes: ["help: 30d"]).rendered() == """
        p.yaml:2:6: error: not a duration
            2 |   a: 30 days  # x
              |      ^~~~~~~
            = help: 30d
        """)
    let flow = try #require(rules["b"])
    #expect(
      document.diagnostic(.warning, "odd", at: flow).rendered() == """
        p.yaml:3:6: warning: odd
            3 |   b: {c: d,
              |      ^~~~~~
        """)
    #expect(
      document.diagnostic(.note, "here", at: rules).rendered() == """
        p.yaml:2:3: note: here
            2 |   a: 30 days  # x
              |   ^~~~~~~~~~~~~~~
        """)
  }

  @Test func underlinesWhereNothingIsWritten() throws {
    let document = try read("rules:\n")
    let value = try #require(document.root["rules"])
    #expect(
      document.diagnostic("a mapping is expected", at: value).rendered() == """
        p.yaml:1:7: error: a mapping is expected
            1 | rules:
              |       ^
        """)
    let empty = try read("")
    #expect(
      empty.diagnostic("empty policy", at: empty.root).rendered() == """
        p.yaml:1:1: error: empty policy
            1 |
              | ^
        """)
  }

  @Test func keepsItsPath() throws {
    #expect(try read("a").path == "p.yaml")
  }
}
