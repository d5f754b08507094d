import Documents
import Testing

struct JSONIndexTests {
  /// What a path leads to in `document`: pointers and texts.
  static let values: [(path: String, found: [String])] = [
    ("$", ["="]),
    ("name", ["/name=é"]),
    ("nothing", []),
    ("list[]", ["/list/0=1", "/list/1=2", "/list/2=[3,[4]]"]),
    ("list[0]", ["/list/0=1"]),
    ("list[2][1][0]", ["/list/2/1/0=4"]),
    ("list[3]", []),
    ("list[].a", []),
    ("list.a", []),
    ("name[]", []),
    ("empty[]", []),
    ("empty", ["/empty=[]"]),
    (
      "packs[].certificates[].id", ["/packs/0/certificates/0/id=x", "/packs/2/certificates/0/id=y"]
    ),
    ("packs[2].certificates", [#"/packs/2/certificates=[{"id":"y"}]"#]),
    ("packs.*.none", ["/packs/1/none=null"]),
    ("map.*.v", ["/map/a~1b/v=1", "/map/c~0d/v=2", "/map//v=3", "/map/e\"f/v=4"]),
    (#"map."a/b".v"#, ["/map/a~1b/v=1"]),
    (#"map."e\"f".v"#, ["/map/e\"f/v=4"]),
    (#"map."".v"#, ["/map//v=3"]),
    ("twice", ["/twice=1", "/twice=2"]),
    ("flag", ["/flag=true"]),
    ("escaped", [#"/escaped=a"b"#]),
  ]

  private static let document = JSONSample(
    #"""
    {"name":"é","list":[1,2,[3,[4]]],"empty":[],
     "packs":[{"certificates":[{"id":"x"}]},{"none":null},{"certificates":[{"id":"y"}]}],
     "map":{"a/b":{"v":1},"c~d":{"v":2},"":{"v":3},"e\"f":{"v":4}},
     "twice":1,"twice":2,"flag":true,"esc\u0061ped":"a\"b"}
    """#)

  @Test(arguments: values)
  func findsValues(_ path: String, found: [String]) throws {
    let path = try JSONPath(path)
    let values = try Self.document.index(.values(path)).values(at: path)
    if path.steps.isEmpty {
      #expect(values.map(\.pointer) == [""])
    } else {
      #expect(values.map { "\($0.pointer)=\(Self.document.text($0.value))" } == found)
    }
  }

  @Test func everyRequestIsServedInOnePass() throws {
    let paths = try Self.values.map { try JSONPath($0.path) }
    let requests = paths.flatMap { [JSONIndex.Request.values($0), .elements($0)] }
    let bytes = Self.document.bytes
    let index = try JSONIndex(bytes.span, requests: requests)
    for (path, expected) in zip(paths, Self.values) where !path.steps.isEmpty {
      let found = index.values(at: path).map { "\($0.pointer)=\(Self.document.text($0.value))" }
      #expect(found == expected.found)
    }
  }

  /// Lists, by their pointers and the first bytes of their elements; `[]` at the end is optional.
  static let lists: [(path: String, lists: [String])] = [
    ("$", []),
    ("list", ["/list: 1 2 ["]),
    ("list[]", ["/list: 1 2 ["]),
    ("list[2]", ["/list/2: 3 ["]),
    ("list[][]", ["/list/2: 3 ["]),
    ("empty", ["/empty:"]),
    ("name", []),
    ("map", []),
    ("packs[].certificates[]", ["/packs/0/certificates: {", "/packs/2/certificates: {"]),
    ("packs.*.certificates", ["/packs/0/certificates: {", "/packs/2/certificates: {"]),
    ("*", ["/list: 1 2 [", "/empty:", "/packs: { { {"]),
  ]

  @Test(arguments: lists)
  func findsLists(_ path: String, expected: [String]) throws {
    let path = try JSONPath(path)
    let lists = try Self.document.index(.elements(path)).lists(at: path).map { list in
      "\(list.pointer):"
        + list.elements.map { anchor in
          " " + String(decoding: [Self.document.bytes[anchor.offset]], as: UTF8.self)
        }.joined()
    }
    #expect(lists == expected)
  }

  @Test func elementsKnowTheirLinesAndColumns() throws {
    let sample = JSONSample("\u{FEFF}[\"é\", {},\r\n\t[],\n\n  \"日本\", 5]")
    let path = try JSONPath("$")
    let places = try sample.index(.elements(path)).lists(at: path)[0].elements.map {
      "\($0.line):\($0.column)"
    }
    #expect(places == ["1:2", "1:7", "2:2", "4:3", "4:9"])
  }

  @Test func valuesKnowTheirPlaces() throws {
    let sample = JSONSample("{\"é\": {\n  \"a\": [1,\n 22]}}")
    let path = try JSONPath("é.a[]")
    let found = try sample.index(.values(path)).values(at: path)
    #expect(found.map { "\($0.anchor.line):\($0.anchor.column)" } == ["2:9", "3:2"])
    #expect(found.map { sample.raw($0.value) } == ["1", "22"])
  }

  static let shapes: [(text: String, shape: JSONIndex.Shape, roots: Int, keys: [String])] = [
    ("{}", .object, 1, []),
    (#"{"a":1,"b\n":{"c":2}}"#, .object, 1, ["a", "b\n"]),
    ("[]", .array, 1, []),
    ("[1,2]", .array, 1, []),
    (#" "text" "#, .scalar, 1, []),
    ("null", .scalar, 1, []),
    ("{\"a\":1}\n{\"b\":2}\n\n{\n}\n", .sequence, 3, ["a"]),
  ]

  @Test(arguments: shapes)
  func knowsTheShape(
    _ text: String, shape: JSONIndex.Shape, roots: Int, keys: [String]
  ) throws {
    let index = try JSONSample(text).index()
    #expect(index.shape == shape)
    #expect(index.roots.elements.count == roots)
    #expect(index.rootKeys == keys)
  }

  /// For messages: what the items of a list look like.
  @Test func firstObjectOfAListGivesTheKeys() throws {
    let path = try JSONPath("[0].a")
    let index = try JSONSample(#"[{"x":{"y":1},"z":2},{"w":3}]"#).index(.values(path))
    #expect(index.rootKeys == ["x", "z"])
    let object = try JSONSample(#"{"0":{"y":1}}"#).index(.values(try JSONPath("*.y")))
    #expect(object.rootKeys == ["0"])
  }

  @Test func linesOfASequenceAreFound() throws {
    let sample = JSONSample("\n{\"a\":1}\r\n  {\"a\":\n2}\n{\"a\":3}")
    let index = try sample.index(.values(try JSONPath("a")))
    #expect(index.roots.elements.map { "\($0.line):\($0.column)" } == ["2:1", "3:3", "5:1"])
    #expect(index.values(at: try JSONPath("a")).map { sample.text($0.value) } == ["1"])
  }
}
