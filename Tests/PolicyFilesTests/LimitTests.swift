import SourceText
import Testing

/// What hostile files can not do.
struct LimitTests {
  /// A chain of policies, of which the last has a check.
  private func chain(_ length: Int) -> [String: String] {
    var files = ["policy.yaml": "certgate: 1\npolicy: p\nextends: p1.yaml\n"]
    for number in 1..<length {
      files["p\(number).yaml"] = "certgate: 1\npolicy: p\nextends: p\(number + 1).yaml\n"
    }
    files["p\(length - 1).yaml"] = "certgate: 1\npolicy: p\nrules: { private-key: }\n"
    return files
  }

  @Test func aChainMayBeAsLongAsAnyoneNeeds() {
    #expect(checks(of: chain(32)) == ["private-key private-key error: no key"])
  }

  @Test(arguments: [33, 1000])
  func aLongerChainIsAnError(length: Int) {
    expect(
      chain(length),
      says: """
        p31.yaml:3:10: error: more than 32 policies extend one another here
            3 | extends: p32.yaml
              |          ^~~~~~~~
        """)
  }

  @Test func aWideDiamondIsReadOnce() {
    var files: [String: String] = [:]
    for level in 0..<30 {
      let below = level == 29 ? "" : "extends: [a\(level + 1).yaml, b\(level + 1).yaml]\n"
      for side in ["a", "b"] {
        files["\(side)\(level).yaml"] =
          "certgate: 1\npolicy: p\n\(below)rules: { private-key: }\n"
      }
    }
    #expect(checks(of: files, "a0.yaml") == ["private-key private-key error: no key"])
  }

  @Test func deepNestingIsAnError() {
    let nested = String(repeating: "[", count: 100_000)
    let (policy, diagnostics) = load(["policy.yaml": "certgate: 1\nrules: \(nested)\n"])
    #expect(policy == nil)
    #expect(
      diagnostics.map(\.message) == ["lists and mappings are nested deeper than 64 levels"])
  }

  @Test func anAliasBombIsAnError() {
    let (policy, diagnostics) = load([
      "policy.yaml": "a: &a [x, x]\nb: &b [*a, *a]\nrules: [*b, *b]\n"
    ])
    #expect(policy == nil)
    #expect(diagnostics.first?.message == "anchor '&a' is not supported")
  }

  @Test func moreErrorsThanAnyoneReadsAreCounted() {
    let rules = (1...1000).map { "  stranger-\($0): {}" }.joined(separator: "\n")
    let diagnostics = load(["policy.yaml": policy(rules)]).diagnostics
    #expect(diagnostics.count == 101)
    #expect(diagnostics.first?.message == "unknown rule 'stranger-1'")
    #expect(diagnostics.last?.rendered() == "error: 900 more errors are not shown")
  }

  @Test func longNamesAreCut() {
    let name = String(repeating: "x", count: 900)
    let message = load(["policy.yaml": policy("  \(name): {}")]).diagnostics.first?.message
    #expect(message == "unknown rule '\(name.prefix(60))…'")
  }

  @Test(arguments: [
    "\u{FEFF}", "\u{0}", "\u{85}", "\u{FFFE}", "%", "\t", "---\n---\n", "? [a]\n: b",
  ])
  func oddBytesAreNoTrap(text: String) {
    for policy in [text, "certgate: 1\n\(text)", "certgate: 1\npolicy: \(text)\n"] {
      #expect(load(["policy.yaml": policy]).policy == nil)
    }
  }

  @Test func everyPrefixOfAPolicyIsReadOrRefused() {
    let whole = policy("  names:\n    allow: [\"a\\x41\", 'b''', /c/]\n    match: { name: d }")
    for length in 0...whole.count {
      _ = problems(in: ["policy.yaml": String(whole.prefix(length))])
    }
    #expect(problems(in: ["policy.yaml": whole]) == "")
  }
}
