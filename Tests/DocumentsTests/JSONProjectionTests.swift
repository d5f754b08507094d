import Documents
import Testing

struct JSONProjectionTests {
  /// The slots for `id`, `name`, `owner`, `owner.name`, `owner.address.city`.
  private static let paths = [
    ["id"], ["name"], ["owner"], ["owner", "name"], ["owner", "address", "city"],
  ]

  static let records: [(record: String, slots: [String])] = [
    ("{}", ["-", "-", "-", "-", "-"]),
    (#"{"id":1,"name":"n"}"#, ["1", "\"n\"", "-", "-", "-"]),
    (#"{ "name" : "n" , "id" : null }"#, ["null", "\"n\"", "-", "-", "-"]),
    (#"{"id":true,"name":false}"#, ["true", "false", "-", "-", "-"]),
    (#"{"id":[1,{"id":2}],"other":{"id":3,"name":4}}"#, [#"[1,{"id":2}]"#, "-", "-", "-", "-"]),
    (
      #"{"owner":{"name":"o","address":{"city":"c"}}}"#,
      ["-", "-", #"{"name":"o","address":{"city":"c"}}"#, "\"o\"", "\"c\""]
    ),
    (#"{"owner":"text"}"#, ["-", "-", "\"text\"", "-", "-"]),
    (#"{"owner":null,"id":0}"#, ["0", "-", "null", "-", "-"]),
    (#"{"owner":[{"name":"o"}]}"#, ["-", "-", #"[{"name":"o"}]"#, "-", "-"]),
    (#"{"owner":{"address":[]}}"#, ["-", "-", #"{"address":[]}"#, "-", "-"]),
    // Keys in escapes are the same keys; longer and shorter ones are not.
    (#"{"\u0069d":1,"n\u0061me":"n"}"#, ["1", "\"n\"", "-", "-", "-"]),
    (#"{"\u0069\u0064x":1,"i":2,"idd":3,"ID":4,"":5}"#, ["-", "-", "-", "-", "-"]),
    (#"{"id\u0000":1,"name\u0000\u0000\u0000\u0000":2}"#, ["-", "-", "-", "-", "-"]),
    // A key that stands there twice.
    (#"{"id":1,"id":2}"#, ["twice 2", "-", "-", "-", "-"]),
    (#"{"id":1,"\u0069d":2,"id":"3"}"#, ["twice \"3\"", "-", "-", "-", "-"]),
    (#"{"id":null,"id":null}"#, ["twice null", "-", "-", "-", "-"]),
    (
      #"{"owner":{"name":1},"owner":{"name":2}}"#,
      ["-", "-", #"twice {"name":2}"#, "twice 2", "-"]
    ),
    (#"{"owner":{"name":1,"name":2}}"#, ["-", "-", #"{"name":1,"name":2}"#, "twice 2", "-"]),
    // Records that are no objects.
    ("[1]", ["-", "-", "-", "-", "-"]),
    ("\"id\"", ["-", "-", "-", "-", "-"]),
    ("null", ["-", "-", "-", "-", "-"]),
  ]

  @Test(arguments: records)
  func fillsSlots(_ record: String, expected: [String]) throws {
    let projection = JSONProjection(Self.paths)
    var order = projection.unknownOrder
    #expect(projection.slotCount == 5)
    // What an earlier record left behind is gone.
    var old = JSONValue.absent
    (old.kind, old.start, old.end) = (.true, 1, 2)
    var slots = Array(repeating: old, count: 5)
    let sample = JSONSample("[ 0,\n " + record + " ]")
    let anchor = JSONAnchor(offset: 6, line: 2, column: 2)
    // The second time each key is where it is expected.
    for _ in 0..<2 {
      #expect(projection.read(sample.bytes.span, at: anchor, into: &slots, order: &order))
      let found = slots.map { slot in
        switch slot.kind {
        case .absent: "-"
        case .duplicate: "twice " + sample.raw(slot)
        default: sample.raw(slot)
        }
      }
      #expect(found == expected)
    }
  }

  @Test func valuesKnowTheirKeys() throws {
    let sample = JSONSample(#"{ "a" : 1, "b":{"c" :"x"}, "a": 2 }"#)
    let projection = JSONProjection([["a"], ["b", "c"]])
    var order = projection.unknownOrder
    var slots = Array(repeating: JSONValue.absent, count: 2)
    #expect(projection.read(sample.bytes.span, at: .start, into: &slots, order: &order))
    // Of a key that stands there twice, the first key and the second value.
    #expect((slots[0].keyStart, slots[0].start) == (2, 32))
    #expect((slots[1].keyStart, slots[1].start) == (16, 21))
  }

  @Test func anotherOrderIsNotExpected() throws {
    let projection = JSONProjection([["a"], ["b", "c"], ["b", "d"], [#"a\nb"#]])
    var order = projection.unknownOrder
    var slots = Array(repeating: JSONValue.absent, count: 4)
    let records: [(String, [String?])] = [
      (#"{"a":1,"b":{"c":2,"d":3}}"#, ["1", "2", "3", nil]),
      (#"{"b":{"d":3,"c":2},"a":1}"#, ["1", "2", "3", nil]),
      (#"{"x":0,"b":{"x":0,"d":3},"x":0}"#, [nil, nil, "3", nil]),
      (#"{"a\\nb":4,"a":1}"#, ["1", nil, nil, "4"]),
      // A line break, which the member's key does not have.
      (#"{"a\nb":5,"a":1,"b" : {"c" :2}}"#, ["1", "2", nil, nil]),
      (#"{"a":1,"b":{"c":2,"d":3}}"#, ["1", "2", "3", nil]),
      (#"{"a":1,"bb":{"c":2,"d":3}}"#, ["1", nil, nil, nil]),
    ]
    for (record, expected) in records {
      let sample = JSONSample(record)
      #expect(projection.read(sample.bytes.span, at: .start, into: &slots, order: &order))
      #expect(slots.map { $0.kind == .absent ? nil : sample.raw($0) } == expected)
    }
  }

  /// Keys are told apart by more than their beginning.
  @Test func longKeysAreComparedWhole() throws {
    let keys = ["certific", "certificate", "certificateData", "certificateDatum", "é", "日本語日本語"]
    let projection = JSONProjection(keys.map { [$0] })
    var order = projection.unknownOrder
    var slots = Array(repeating: JSONValue.absent, count: keys.count)
    let members = keys.enumerated().map { "\"\($1)\":\($0)" }.joined(separator: ",")
    let sample = JSONSample("{\(members)}")
    #expect(projection.read(sample.bytes.span, at: .start, into: &slots, order: &order))
    #expect(slots.map { sample.text($0) } == keys.indices.map { String($0) })
    let others = JSONSample(
      #"{"certificateDat":0,"certificateDatb":0,"certifib":0,"certificate ":0}"#)
    #expect(projection.read(others.bytes.span, at: .start, into: &slots, order: &order))
    #expect(slots.allSatisfy { $0.kind == .absent })
  }

  @Test(arguments: [#"{"a":1}"#, "[1,2]", "\"x\"", "null", "12"])
  func aPathOfNoKeysIsTheRecordItself(_ record: String) throws {
    let projection = JSONProjection([[], ["a"]])
    var order = projection.unknownOrder
    var slots = Array(repeating: JSONValue.absent, count: 2)
    let sample = JSONSample("[\(record)]")
    let anchor = JSONAnchor(offset: 1, line: 1, column: 2)
    #expect(projection.read(sample.bytes.span, at: anchor, into: &slots, order: &order))
    #expect(sample.raw(slots[0]) == record)
    #expect(slots[1].kind == (record.hasPrefix("{") ? .number : .absent))
  }

  @Test(arguments: [
    "", "{", #"{"a""#, #"{"a":"#, #"{"a":1,"#, #"{"a":1]"#, "{a}", "]", #"{"b":[1}"#,
  ])
  func bytesThatChangedAreNoted(_ bytes: String) {
    let projection = JSONProjection([["a"]])
    var order = projection.unknownOrder
    var slots = [JSONValue.absent]
    #expect(!projection.read(Array(bytes.utf8).span, at: .start, into: &slots, order: &order))
    let outside = JSONAnchor(offset: 99, line: 1, column: 100)
    #expect(!projection.read(Array(bytes.utf8).span, at: outside, into: &slots, order: &order))
  }
}
