import Listings
import RuleEngine
import Testing

/// Where facts stand, and what may be shown of them.
struct FactPlaceTests {
  private static let document = #"""
    {"totalItems": 2,
     "member": [
      {"domainName" : "é.example", "expiresAt":null, "sans":[{"name":"a"},
        {"name":"b\u0021"}, {"id": 3}], "lastAttempt": {"status" :"failed"}},
      {"domainName":"two","expiresAt":"2026-01-01", "sans":[], "fingerprint": 12,
       "status": {"a":
         "b"}}
     ]}
    """#

  static let places: [(record: Int, fact: Fact, place: String)] = [
    (
      0, .name, "3:19 /member/0/domainName domainName | \"domainName\": «\"é.example\"» | é.example"
    ),
    (0, .notAfter, "3:44 /member/0/expiresAt expiresAt | \"expiresAt\": «null» | null"),
    (
      0, .renewalStatus,
      "4:63 /member/0/lastAttempt/status lastAttempt.status | \"status\": «\"failed\"» | failed"
    ),
    // What is not there is missed where the record begins.
    (0, .status, "3:3 /member/0 status | - | nothing"),
    (0, .renewalAt, "3:3 /member/0 lastAttempt.finishedAt | - | nothing"),
    // What the format does not speak of has no field.
    (0, .label, "3:3 /member/0 - | - | nothing"),
    (1, .name, "5:17 /member/1/domainName domainName | \"domainName\": «\"two\"» | two"),
    (1, .dnsNames, "5:56 /member/1/sans sans[].name | \"sans\": «[]» | []"),
    (1, .fingerprints, "5:75 /member/1/fingerprint fingerprint | \"fingerprint\": «12» | 12"),
    (
      1, .status,
      "6:14 /member/1/status status | \"status\": «{\"a\":\n     \"b\"}» | {\"a\":\n     \"b\"}"
    ),
  ]

  @Test(arguments: places)
  func factsKnowTheirPlaces(_ record: Int, fact: Fact, place: String) throws {
    let reader = try ListingSample(Self.document).reader(at: record)
    #expect(reader.place(of: fact).words == place)
    #expect(reader.lentPlace(of: fact) == reader.place(of: fact).parts)
  }

  @Test func elementsKnowTheirPlaces() throws {
    let reader = try ListingSample(Self.document).reader()
    #expect(reader.words(.dnsNames) == "[a, b!]")
    #expect(
      reader.place(of: .dnsNames, element: 0).words
        == "3:66 /member/0/sans/0/name sans[].name | \"name\": «\"a\"» | a")
    #expect(
      reader.place(of: .dnsNames, element: 1).words
        == #"4:13 /member/0/sans/1/name sans[].name | "name": «"b\u0021"» | b!"#)
    // There is no third name: the whole list is shown.
    #expect(reader.place(of: .dnsNames, element: 2).pointer == "/member/0/sans")
    #expect(reader.place(of: .dnsNames, element: -1).pointer == "/member/0/sans")
  }

  @Test func elementsOfPlainListsAndTextsKnowTheirPlaces() throws {
    let list = try ListingSample.record(#""usedBy": ["", "x", null, "y"]"#).reader()
    #expect(list.words(.usedBy) == "[x, y]")
    #expect(list.place(of: .usedBy, element: 1).words == "1:28 /usedBy/3 usedBy | «\"y\"» | y")
    let text = try ListingSample.record(#""usedBy": "x""#).reader()
    #expect(
      text.place(of: .usedBy, element: 0).words == "1:12 /usedBy usedBy | \"usedBy\": «\"x\"» | x")
  }

  /// Of several ways to a fact, the place is that of the value that was taken.
  static let ways: [(record: String, words: String, place: String)] = [
    (#"{"a":"x","b":"y"}"#, "x", #"1:7 /0/a a | "a": «"x"» | x"#),
    (#"{"b":"y","a":null}"#, "y", #"1:7 /0/b b | "b": «"y"» | y"#),
    (#"{"b":null}"#, "missing", #"1:7 /0/b b | "b": «null» | null"#),
    (#"{"a":null,"b":null}"#, "missing", #"1:7 /0/a a | "a": «null» | null"#),
    ("{}", "missing", "1:2 /0 a | - | nothing"),
    (#"{"a":[],"b":"y"}"#, "unreadable: it is a list, not text", #"1:7 /0/a a | "a": «[]» | []"#),
  ]

  @Test(arguments: ways)
  func theValueThatWasTakenIsShown(_ record: String, words: String, place: String) throws {
    let sample = try ListingSample(
      "[\(record)]", as: "own", formats: "own: { items: $, fields: { name: [a, b] } }")
    #expect(try sample.reader().words(.name) == words)
    #expect(try sample.reader().place(of: .name).words == place)
    let reader = try sample.reader()
    #expect(reader.lentPlace(of: .name) == reader.place(of: .name).parts)
  }

  @Test func pointersAreEscaped() throws {
    let sample = try ListingSample(
      #"{"a/b":{"~":[{"n/m":"x"}]}}"#, as: "own",
      formats: #"own: { items: "a/b.~", fields: { name: n/m } }"#)
    #expect(
      try sample.reader().place(of: .name).words == #"1:21 /a~1b/~0/0/n~1m n/m | "n/m": «"x"» | x"#)
  }

  /// Only the judged field's own key and value, and of a long value the beginning.
  @Test func excerptsShowNothingElse() throws {
    let long = String(repeating: "é", count: 5000)
    let sample = try ListingSample.record("\"secret\":1,\"name\":\"\(long)\",\"more\":2")
    let place = try sample.reader().place(of: .name)
    let excerpt = try #require(place.excerpt)
    #expect(excerpt.hasPrefix("\"name\": \"éé") && excerpt.utf8.count <= 4096 + 16)
    #expect(!excerpt.contains("secret") && !excerpt.contains("more"))
    #expect(place.found == long)
    #expect(place.value.upperBound == excerpt.unicodeScalars.count)
  }

  @Test func linesOfASequenceHaveTheirOwnPointers() throws {
    let sample = try ListingSample("{\"id\":1,\"notAfter\":null}\n\n  {\"id\":2}\n", as: "certgate")
    let reader = try sample.reader(at: 1)
    #expect(reader.place(of: .id).words == "3:9 /id id | \"id\": «2» | 2")
    #expect(try sample.input.records.location(of: 1).description == "in.json:3:3")
  }

  @Test func recordsOfNestedListsKnowTheirPlaces() throws {
    let formats = "own: { items: \"packs[].certs[]\", fields: { id: id } }"
    let packs = (0..<50).map { pack in
      "{\"certs\":[\((0..<pack % 3).map { "{\"id\":\"\(pack).\($0)\"}" }.joined(separator: ","))]}"
    }
    let sample = try ListingSample(
      "{\"packs\":[\n\(packs.joined(separator: ",\n"))]}", as: "own", formats: formats)
    let input = try sample.input
    let reader = input.records.makeReader()
    #expect(input.records.count == 49)
    // Forwards and backwards.
    for index in Array(0..<49) + (0..<49).reversed() {
      reader.move(to: index)
      let parts = reader.words(.id).split(separator: ".")
      #expect(reader.place(of: .id).pointer == "/packs/\(parts[0])/certs/\(parts[1])/id")
      #expect(reader.location.line == 2 + (Int(parts[0]) ?? 0))
      #expect(input.records.location(of: index) == reader.location)
    }
  }
}
