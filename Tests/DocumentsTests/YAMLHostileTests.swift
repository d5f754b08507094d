import Documents
import SourceText
import Testing

/// Texts that are made to exhaust a reader.
struct YAMLHostileTests {
  private func errors(in text: String) -> [Diagnostic] {
    do {
      return try YAMLDocument.read(Array(text.utf8), path: "p.yaml").faults
    } catch {
      return error.diagnostics
    }
  }

  @Test(arguments: [
    ("[", 65), ("{a: ", 257), ("- ", 129), ("? ", 129), ("[{a: ", 161),
  ])
  func stopsAtADeepNest(piece: String, column: Int) {
    let found = errors(in: String(repeating: piece, count: 100_000))
    #expect(found.map(\.message) == ["lists and mappings are nested deeper than 64 levels"])
    #expect(found.first?.location == SourceLocation(path: "p.yaml", line: 1, column: column))
  }

  @Test func stopsAtADeepBlock() {
    let text = (0..<1_000).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n")
    let found = errors(in: text)
    #expect(found.map(\.message) == ["lists and mappings are nested deeper than 64 levels"])
    #expect(found.first?.location == SourceLocation(path: "p.yaml", line: 65, column: 65))
  }

  @Test func readsWhatIsJustNotTooDeep() {
    let open = String(repeating: "[", count: YAMLDocument.depthLimit)
    let close = String(repeating: "]", count: YAMLDocument.depthLimit)
    #expect(errors(in: open + close) == [])
    #expect(errors(in: "[" + open + close + "]").count == 1)
  }

  @Test func expandsNoAlias() {
    let bomb = (1...9).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]\n" }.joined()
    let found = errors(in: "a0: &a0 [x, x]\n" + bomb)
    #expect(found.count == 10 + 18)
    #expect(found.allSatisfy { $0.message.hasSuffix("is not supported") })
  }

  @Test func stopsAfterAHundredErrors() {
    let found = errors(in: "[" + String(repeating: "*a,", count: 100_000) + "]")
    #expect(found.count == 101)
    #expect(found.last?.message == "too many errors; the rest is not shown")
    #expect(found.last?.location?.column == 302)
  }

  @Test func shortensAHugeKey() {
    let key = String(repeating: "k", count: 100_000)
    let found = errors(in: "? \(key)\n: 1\n? \(key)\n: 2\n")
    let shown = String(repeating: "k", count: 60)
    #expect(found.map(\.message) == ["duplicate key '\(shown)…'"])
    #expect(found.first?.location == SourceLocation(path: "p.yaml", line: 3, column: 3))
    #expect(found.first?.length == 100_000)
    let lines = found.first?.rendered().split(separator: "\n") ?? []
    #expect(lines.count == 4)
    #expect(lines.allSatisfy { $0.unicodeScalars.count <= 128 })
  }

  @Test func refusesAHugeSimpleKey() {
    let found = errors(in: String(repeating: "k", count: 100_000) + ": 1\n")
    #expect(found.map(\.message) == ["mapping values are not allowed in this context"])
  }

  @Test func refusesAFileOverTheLimit() {
    let bytes = [UInt8](repeating: UInt8(ascii: "#"), count: YAMLDocument.sizeLimit + 1)
    #expect(YAMLDocument.problems(in: bytes) == "p.yaml:1:1: error: file is larger than 8 MiB")
  }

  @Test func isTotalOnEveryPrefixAndEveryFlippedByte() {
    let sample = Array("a: &x [1, {b: 'c'}]\n? \"\\u00e9\"\n: |\n  é\n<<: *x\n".utf8)
    func isTotal(_ bytes: [UInt8]) -> Bool {
      let found = YAMLDocument.problems(in: bytes)
      return found == "nothing" || found.hasPrefix("p.yaml:")
    }
    for count in 0...sample.count { #expect(isTotal(Array(sample.prefix(count)))) }
    for index in sample.indices {
      for byte in [0x00, 0x09, 0x0A, 0x22, 0x2D, 0x3A, 0x5B, 0x7D, 0x80, 0xFF] as [UInt8] {
        var changed = sample
        changed[index] = byte
        #expect(isTotal(changed))
      }
    }
  }
}
