import Documents
import Testing

struct JSONReadingTests {
  static let texts: [(json: String, text: String)] = [
    ("\"\"", ""),
    ("\"plain é 😀\"", "plain é 😀"),
    (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
    (#""\u0041\u00e9\u20AC""#, "Aé€"),
    (#""\ud83d\ude00""#, "😀"),
    (#""\uD834\uDD1E!""#, "\u{1D11E}!"),
    (#""\udbff\udfff""#, "\u{10FFFF}"),
    (#""a\u0000b""#, "a\0b"),
    // Half a surrogate pair is no character.
    (#""\ud83d""#, "\u{FFFD}"),
    (#""\ud83d!""#, "\u{FFFD}!"),
    (#""\ude00\ud83d""#, "\u{FFFD}\u{FFFD}"),
    (#""\ud83d\ud83d\ude00""#, "\u{FFFD}😀"),
    (#""\ud83d\n""#, "\u{FFFD}\n"),
    (#""\ud83d\u0041""#, "\u{FFFD}A"),
    (#""\\u0041""#, #"\u0041"#),
    ("-12.50e+3", "-12.50e+3"),
    ("true", "true"), ("false", "false"), ("null", "null"),
    ("[1, 2]", "[1, 2]"), (#"{"a": "b"}"#, #"{"a": "b"}"#),
  ]

  @Test(arguments: texts)
  func readsText(_ json: String, text: String) throws {
    let sample = JSONSample(json)
    let root = try sample.root()
    #expect(sample.text(root) == text)
    let copy = JSONReading.withBytes(of: root, in: sample.bytes.span) { bytes in
      bytes.indices.map { bytes[$0] }
    }
    #expect(copy == Array(text.utf8))
  }

  static let pointers: [(needle: String, pointer: String)] = [
    ("{\"a/b", ""), ("[1,2", "/a~1b"), ("2,", "/a~1b/1"), ("{\"c~d", "/a~1b/2"),
    ("null", "/a~1b/2/c~0d"), ("\"x\"", "/"), ("\"deep\"", "/e/f/0/0"),
  ]

  @Test(arguments: pointers)
  func pointsAtValues(_ needle: String, pointer: String) throws {
    let text = #"{"a/b":[1,2,{"c~d":null}],"":"x","e":{"f":[["deep"]]}}"#
    let sample = JSONSample("[[" + text + "]]")
    let offset = try #require(sample.bytes.firstRange(of: Array(needle.utf8))).lowerBound
    let anchor = JSONAnchor(offset: 2, line: 1, column: 3)
    #expect(JSONReading.pointer(to: offset, inValueAt: anchor, sample.bytes.span) == pointer)
  }

  @Test func pointsNoFurtherThanItCan() throws {
    let sample = JSONSample(#"{"a":{"b":"text"}}"#)
    let bytes = sample.bytes.span
    #expect(JSONReading.pointer(to: 14, inValueAt: .start, bytes) == "/a/b")
    #expect(JSONReading.pointer(to: 6, inValueAt: .start, bytes) == "/a")
    #expect(JSONReading.pointer(to: 999, inValueAt: .start, bytes) == "")
  }

  static let positions: [(offset: Int, place: String)] = [
    (0, "1:1"), (2, "1:3"), (4, "1:4"), (8, "1:5"), (9, "1:6"), (10, "1:7"), (11, "2:1"),
    (13, "2:3"), (99, "2:5"),
  ]

  @Test(arguments: positions)
  func countsFromTheStart(_ offset: Int, place: String) {
    let bytes = Array("ab\u{E9}\u{1F600}c\r\nlast".utf8)
    let (line, column) = JSONReading.position(of: offset, from: .start, in: bytes.span)
    #expect("\(line):\(column)" == place)
  }

  @Test func countsFromAnAnchor() {
    let bytes = Array("x\n  {\"é\":\n1}".utf8)
    let anchor = JSONAnchor(offset: 4, line: 2, column: 3)
    for (offset, place) in [(4, "2:3"), (6, "2:5"), (8, "2:6"), (11, "3:1"), (12, "3:2")] {
      let (line, column) = JSONReading.position(of: offset, from: anchor, in: bytes.span)
      #expect("\(line):\(column)" == place)
    }
  }

  static let steps: [(path: String, found: [String])] = [
    ("$", [#"{"a":[{"b":1},{"b":[2,3]},4],"c":{"x":5,"y":null},"d":6}"#]),
    ("a[].b", ["1", "[2,3]"]),
    ("a[].b[]", ["2", "3"]),
    ("a[1].b[1]", ["3"]),
    ("a[9]", []), ("a.b", []), ("d[]", []), ("d.x", []), ("d[0]", []), ("d.*", []),
    ("c.*", ["5", "null"]),
    ("a.*", [#"{"b":1}"#, #"{"b":[2,3]}"#, "4"]),
    ("none", []),
  ]

  @Test(arguments: steps)
  func followsSteps(_ path: String, found: [String]) throws {
    let sample = JSONSample(Self.steps[0].found[0])
    let values = JSONReading.values(
      of: try sample.root(), along: try JSONPath(path).steps[...], in: sample.bytes.span)
    #expect(values.map { sample.raw($0) } == found)
  }

  @Test func aKeyThatStandsThereTwiceIsSaidToBe() throws {
    let sample = JSONSample(#"{"d":6,"d":7}"#)
    let values = JSONReading.values(
      of: try sample.root(), along: [.key("d")], in: sample.bytes.span)
    #expect(values.map(\.kind) == [.duplicate])
    #expect(values.map(\.keyStart) == [1])
    #expect(values.map { sample.raw($0) } == ["7"])
  }

  @Test func membersKeepOrderAndDuplicates() throws {
    let sample = JSONSample(#"{"b" : 1, "\u0061":"x", "b":[]}"#)
    let members = JSONReading.members(of: try sample.root(), in: sample.bytes.span)
    #expect(members.map { "\($0.key)=\(sample.text($0.value))" } == ["b=1", "a=x", "b=[]"])
    #expect(members.map { $0.value.keyStart } == [1, 10, 24])
    #expect(JSONReading.members(of: .absent, in: sample.bytes.span).isEmpty)
    #expect(JSONReading.elements(of: try sample.root(), in: sample.bytes.span).isEmpty)
  }

  @Test func findsStringsByTheirText() throws {
    let sample = JSONSample(#"[{"k":"a"},{"n":["x","n\u0065edle in \"it\""],"needle":1}]"#)
    let isNeedle: (Span<UInt8>) -> Bool = { bytes in
      String(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self).hasPrefix("needle")
    }
    let found = JSONReading.firstString(inValueAt: .start, sample.bytes.span, where: isNeedle)
    #expect(found.map { sample.text($0) } == #"needle in "it""#)
    let first = JSONAnchor(offset: 1, line: 1, column: 2)
    #expect(JSONReading.firstString(inValueAt: first, sample.bytes.span, where: isNeedle) == nil)
    let key = JSONReading.firstString(inValueAt: .start, sample.bytes.span) { $0.count == 6 }
    #expect(key.map { sample.text($0) } == "needle")
  }

  /// Values are looked up in bytes that were indexed; others give something, and never a trap.
  @Test func valuesOfOtherBytesAreHarmless() {
    let bytes = Array(#""\u00"#.utf8)
    for kind in [JSONValue.Kind.string, .array, .object, .number, .duplicate, .absent] {
      for end in [0, 3, 5, 50] {
        var value = JSONValue.absent
        (value.kind, value.isEscaped, value.end) = (kind, true, end)
        #expect(JSONReading.text(of: value, in: bytes.span).utf8.count <= 12)
        #expect(JSONReading.members(of: value, in: bytes.span).isEmpty)
      }
    }
  }
}
