import Documents
import Testing

/// Documents that are made to break a reader.
struct JSONHostileTests {
  private static let sample = #"""
    {"success":true,"résult":[{"id":"a\u00e9\ud83d\ude00","n":-12.50e+3,"x":[[],{},null,false]},
      {"id":"\"\\\/\b\f\n\r\t","n":0}],
      "info": { "total" : 2, "näme": "😀" } }
    """#

  private static let paths = [
    "$", "résult", "résult[]", "résult[].id", "résult[1].n", "*", "*.*", "info.total",
  ].compactMap { try? JSONPath($0) }
  private static let requests = paths.flatMap { path -> [JSONIndex.Request] in
    [.elements(path), .values(path)]
  }

  @Test func everyTruncationIsAnError() throws {
    let bytes = Array(Self.sample.utf8)
    _ = try JSONIndex(bytes.span, requests: Self.requests)
    for length in 0..<bytes.count {
      #expect(throws: JSONError.self) {
        try JSONIndex(Array(bytes.prefix(length)).span, requests: Self.requests)
      }
    }
  }

  /// A flipped bit gives another document or an error within it, and never a trap.
  @Test func everyFlippedBitIsReadOrRefused() throws {
    let bytes = Array(Self.sample.utf8)
    let projection = JSONProjection([["id"], ["n"], ["x"], ["info", "total"]])
    var order = projection.unknownOrder
    var slots = Array(repeating: JSONValue.absent, count: projection.slotCount)
    var refused = 0
    for position in bytes.indices {
      for bit in 0..<8 {
        var flipped = bytes
        flipped[position] ^= 1 << UInt8(bit)
        // A document that changes after it was indexed is still read without a trap.
        _ = projection.read(flipped.span, at: .start, into: &slots, order: &order)
        for slot in slots { _ = JSONReading.text(of: slot, in: flipped.span) }
        do throws(JSONError) {
          let index = try JSONIndex(flipped.span, requests: Self.requests)
          for found in Self.paths.flatMap({ index.values(at: $0) }) {
            #expect(found.value.start >= 0 && found.value.end <= flipped.count)
          }
        } catch {
          refused += 1
          #expect((0...flipped.count).contains(error.offset))
          #expect(error.line >= 1 && error.column >= 1)
        }
      }
    }
    #expect(refused > bytes.count)
  }

  @Test(arguments: [("[", "]"), (#"{"a":"#, "}"), (#"[{"a":"#, "}]")])
  func nestingIsLimited(_ open: String, _ close: String) {
    let width = open.utf8.count(where: { $0 == 0x5B || $0 == 0x7B })
    func nested(_ levels: Int) -> JSONSample {
      JSONSample(
        String(repeating: open, count: levels / width) + (open.hasSuffix(":") ? "1" : "")
          + String(repeating: close, count: levels / width))
    }
    #expect(nested(512).fault == nil)
    for levels in [512 + width, 100_000] {
      let column = 512 / width * open.utf8.count + 1
      #expect(nested(levels).fault == "1:\(column): nested deeper than 512 levels")
    }
    let unclosed = JSONSample(String(repeating: open, count: 100_000))
    #expect(unclosed.fault?.hasSuffix("nested deeper than 512 levels") == true)
  }

  /// A path may be as deep as it likes: the limit holds where it leads, too.
  @Test(arguments: [JSONPath.Step.elements, .values, .element(0), .key("a")])
  func nestingIsLimitedAlongPaths(_ step: JSONPath.Step) throws {
    let path = JSONPath(steps: Array(repeating: step, count: 5000), description: "deep")
    let (open, close) = step == .key("a") ? (#"{"a":"#, "}") : ("[", "]")
    func document(_ levels: Int) -> [UInt8] {
      Array(
        (String(repeating: open, count: levels) + "1" + String(repeating: close, count: levels))
          .utf8)
    }
    let requests: [JSONIndex.Request] = [.values(path), .elements(path)]
    _ = try JSONIndex(document(512).span, requests: requests)
    #expect(throws: JSONError.self) {
      try JSONIndex(document(5000).span, requests: requests)
    }
  }

  @Test func aStringOfManyMegabytesIsReadAtOnce() throws {
    let long = [UInt8](repeating: 0x61, count: 8 << 20)
    let path = try JSONPath("a")
    let sample = JSONSample(Array(#"{"a":""#.utf8) + long + Array(#"","b":1}"#.utf8))
    let found = try sample.index(.values(path)).values(at: path)
    #expect(found.map { $0.value.end - $0.value.start } == [long.count + 2])
    #expect(JSONSample(Array("[\"".utf8) + long).fault?.hasPrefix("1:8388611: ") == true)
  }

  @Test func longNumbersKeepTheirText() throws {
    let digits = "-" + String(repeating: "1234567890", count: 40) + ".50E+007"
    #expect(try JSONSample("{\"a\":\(digits)}").texts("a") == [digits])
    #expect(
      try JSONSample("[18446744073709551616,1.10,1e999]").texts("[]") == [
        "18446744073709551616", "1.10", "1e999",
      ])
  }
}
