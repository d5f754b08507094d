import SourceText
import Testing

@testable import Documents

/// A document of which parts are passed over ahead is read as if none were.
struct JSONRunTests {
  private static let requests: [JSONIndex.Request] = [
    .elements(path("items")), .values(path("items")), .values(path("total")),
    .values(path("items[0].id")),
  ]

  private static func path(_ text: String) -> JSONPath {
    JSONPath(
      steps: text == "items[0].id"
        ? [.key("items"), .element(0), .key("id")] : [.key(text)], description: text)
  }

  /// What came of a document: all that was asked for, or the fault.
  private func outcome(_ bytes: [UInt8], _ runs: [JSONRun]) -> String {
    do throws(JSONError) {
      let index = try JSONIndex(bytes.span, requests: Self.requests, passedOver: runs)
      let lists = index.lists(at: Self.path("items")).map { "\($0.pointer): \($0.elements)" }
      let values = ["items", "total", "items[0].id"].flatMap { index.values(at: Self.path($0)) }
      return "\(lists) \(values) \(index.hasEscapes) \(index.rootKeys) \(index.shape)"
        + " \(index.roots.elements)"
    } catch {
      return "\(error.line):\(error.column): \(error.message)"
    }
  }

  private func runs(_ bytes: [UInt8], smallestPart: Int) -> [JSONRun] {
    JSONRun.ahead(in: bytes.span, workers: 3, smallestPart: smallestPart) { count, body in
      for shard in (0..<count).reversed() { body(shard) }
    }
  }

  private static func listing(
    _ count: Int, separator: String = ",", _ element: (Int) -> String
  ) -> String {
    let elements = (0..<count).map(element).joined(separator: separator)
    return "{\"total\":\(count),\"items\":[\(elements)],\"end\":{\"a\":[{\"b\":1},{\"b\":2}]}}"
  }

  private static func sequence(_ count: Int, _ value: (Int) -> String) -> String {
    (0..<count).map(value).joined()
  }

  static let documents: [String] = [
    listing(200) { "{\"id\":\($0),\"name\":\"n\($0)\"}" },
    listing(200, separator: "\n , \r\n\t") { "{\"id\":\($0),\n\"name\":\"é日\($0)\"}" },
    // Lists of objects within the elements.
    listing(200) { "{\"id\":\($0),\"in\":[{\"a\":1},{\"a\":[{\"b\":2},{\"b\":3}]}]}" },
    // What looks like the end of an element, in text.
    listing(200) { "{\"id\":\($0),\"name\":\"},{\\\"a\\\":[{,{\"}" },
    listing(200) { $0 % 3 == 0 ? "[{\"id\":1},{}]" : "{\"id\":\($0)}" },
    listing(100) { "{\"id\":\($0),\"name\":\"a\\u0041\"}" },
    listing(50) { _ in "{}" },
    "[" + (0..<300).map { "{\"id\":\($0)}" }.joined(separator: ",") + "]",
    sequence(300) { "{\"id\":\($0)}\n" },
    sequence(200) { "{\"id\":\($0),\"in\":[{\"a\":\"é}\\n{\"},{}]}\r\n \n" },
    sequence(200) { $0 == 0 ? "{\"id\":0}\n" : "{\n\"id\":\($0)\n}\n" },
    // What no line ends between.
    sequence(200) { $0 == 150 ? "{} {}\n" : "{\"id\":\($0)}\n" },
    sequence(200) { $0 == 150 ? "[{}]\n" : "{\"id\":\($0)}\n" },
    sequence(200) { $0 == 150 ? "{\"a\":[{}\n{}]}\n" : "{\"id\":\($0)}\n" },
    String(sequence(200) { "{\"id\":\($0)}\n" }.dropLast(3)),
    // Faults.
    listing(200) { $0 == 150 ? "{\"id\":\($0),}" : "{\"id\":\($0)}" },
    listing(200) { "{\"id\":\($0)}" } + "x",
    String(listing(200) { "{\"id\":\($0),\n\"name\":\"n\"}" }.dropLast(70)),
    listing(40) {
      String(repeating: "[", count: 4 + $0 * 13) + "{},{}"
        + String(repeating: "]", count: 4 + $0 * 13)
    },
    listing(40) {
      String(repeating: "{\"a\":[", count: $0 * 8) + "{},{}"
        + String(repeating: "]}", count: $0 * 8)
    },
  ]

  @Test(arguments: documents, [16, 100, 1000])
  func isReadAlike(_ document: String, smallestPart: Int) {
    let bytes = Array(document.utf8)
    #expect(outcome(bytes, runs(bytes, smallestPart: smallestPart)) == outcome(bytes, []))
  }

  @Test func partsAreFoundAndCount() throws {
    let bytes = Array(Self.documents[0].utf8)
    let runs = runs(bytes, smallestPart: 100)
    // From the first guess on, one run begins where the one before it ends.
    #expect(runs.count == 24)
    for (run, next) in zip(runs, runs.dropFirst()) { #expect(next.start == run.end.position + 1) }
    #expect(runs.map(\.elements.count).reduce(0, +) == 199)
  }

  @Test func partsOfASequenceAreFoundAndCount() throws {
    let bytes = Array(Self.sequence(300) { "{\"id\":\($0)}\n" }.utf8)
    let runs = runs(bytes, smallestPart: 100)
    #expect(runs.count == 24)
    for (run, next) in zip(runs, runs.dropFirst()) { #expect(next.start == run.end.position + 1) }
    #expect(runs.map(\.elements.count).reduce(0, +) == 299)
  }

  @Test func smallDocumentsAndLoneWorkersHaveNone() {
    let bytes = Array(Self.documents[0].utf8)
    let none = JSONRun.ahead(in: bytes.span, workers: 2) { _, _ in Issue.record("not worth it") }
    #expect(none.isEmpty)
    let alone = JSONRun.ahead(in: bytes.span, workers: 1, smallestPart: 10) { _, _ in
      Issue.record("there is nobody to share with")
    }
    #expect(alone.isEmpty)
  }
}
