import RuleEngine
import SourceText
import Testing

/// What becomes of checks that several files speak of.
struct InheritanceTests {
  static let base = policy(
    """
      expiry-window: { min-remaining: 30d, max-remaining: 90d, base: start, severity: warning }
      names: { allow: [a, b], match: { name: x, owner: y }, cite: one, docs: two }
    """)

  /// The checks of a policy that extends `base.yaml` with some rules.
  private func extended(by rules: String) -> [String] {
    checks(of: [
      "policy.yaml": "certgate: 1\npolicy: p\nextends: base.yaml\nrules:\n\(rules)\n",
      "base.yaml": Self.base,
    ])
  }

  private static let window = "expiry-window expiry-window warning: 30d..90d of start"
  private static let names =
    #"names names error: allow ["a", "b"], deny []"#
    + #" match name ["x"] match owner ["y"] cite one docs two"#

  @Test(arguments: [
    ("  expiry-window:", [window, names]),
    ("  expiry-window: {}", [window, names]),
    ("  expiry-window: ~", [window, names]),
    ("  expiry-window: disabled", [names]),
    ("  expiry-window: { rule: expiry-window }", [window, names]),
    (
      "  expiry-window: { min-remaining: 7d }",
      ["expiry-window expiry-window warning: 7d..90d of start", names]
    ),
    (
      "  expiry-window: { max-remaining: , severity: , attempts: 3 }",
      ["expiry-window expiry-window error: 30d.. of start, 3 times", names]
    ),
    (
      "  names: { allow: c, deny: [d], match: { name: , format: [f, g] }, except: { input: a/** } }",
      [
        window,
        #"names names error: allow ["c"], deny ["d"] match owner ["y"] match format ["f", "g"]"#
          + #" except input ["a/**"] cite one docs two"#,
      ]
    ),
    (
      "  names: { match: , cite: , docs: three, on-unknown: ignore }",
      [window, #"names names error: allow ["a", "b"], deny [] on-unknown ignore docs three"#]
    ),
    (
      "  names: { match: {}, severity: note }",
      [window, names.replacing("error", with: "note")]
    ),
    (
      "  early: { rule: expiry-window, match: { status: expired } }\n  private-key:",
      [
        window, names,
        #"early expiry-window error: 30d.. of end match status ["expired"]"#,
        "private-key private-key error: no key",
      ]
    ),
  ])
  func mergesKeyByKey(rules: String, expected: [String]) {
    #expect(extended(by: rules) == expected)
  }

  @Test func aMappingEnablesAgainWithWhatWasMerged() {
    let files = [
      "policy.yaml": "certgate: 1\npolicy: p\nextends: off.yaml\nrules: { expiry-window: {} }\n",
      "off.yaml":
        "certgate: 1\npolicy: off\nextends: base.yaml\nrules: { expiry-window: disabled }\n",
      "base.yaml": Self.base,
    ]
    #expect(checks(of: files) == [Self.window, Self.names])
    #expect(checks(of: files, "off.yaml") == [Self.names])
  }

  /// Files that extend one another, each giving its own name as the citation.
  private func files(_ parents: KeyValuePairs<String, String>) -> [String: String] {
    var files: [String: String] = [:]
    for (name, extends) in parents {
      files["\(name).yaml"] =
        "certgate: 1\npolicy: \(name)\nextends: [\(extends)]\nrules:\n"
        + "  private-key: { cite: \(name) }\n  \(name): { rule: private-key }\n"
    }
    return files
  }

  @Test func laterParentsWinAndTheFileItselfOverAll() {
    var files = files(["one": "", "two": ""])
    files["policy.yaml"] = "certgate: 1\npolicy: p\nextends: [one.yaml, two.yaml]\n"
    #expect(checks(of: files).first == "private-key private-key error: no key cite two")
    files["policy.yaml"] = "certgate: 1\npolicy: p\nextends: [two.yaml, one.yaml]\n"
    #expect(checks(of: files).first == "private-key private-key error: no key cite one")
    files["policy.yaml"]? += "rules: { private-key: { cite: p } }\n"
    #expect(checks(of: files).first == "private-key private-key error: no key cite p")
  }

  @Test func ordersChecksAsTheyAreFirstNamedParentsFirst() {
    let files = files([
      "policy": "left.yaml, right.yaml", "left": "top.yaml", "right": "top.yaml", "top": "",
    ])
    let ids = load(files).policy?.checks.map(\.id)
    #expect(ids == ["private-key", "top", "left", "right", "policy"])
  }

  @Test func inADiamondAnInheritedValueUndoesNothing() {
    var files = files(["left": "top.yaml", "top": ""])
    files["right.yaml"] = "certgate: 1\npolicy: right\nextends: top.yaml\n"
    files["policy.yaml"] = "certgate: 1\npolicy: p\nextends: [left.yaml, right.yaml]\n"
    #expect(checks(of: files).first == "private-key private-key error: no key cite left")
  }

  @Test func readsOnlyWhatIsExtended() {
    #expect(checks(of: [:], "certgate:mtls").count == 2)
    #expect(checks(of: [:], "certgate:baseline") == ["private-key private-key error: no key"])
  }

  @Test func tellsWhereItAndItsChecksStand() throws {
    let policy = try #require(
      load(
        [
          "a/policy.yaml":
            "certgate: 1\npolicy: p-1\nversion: 2026.30\nextends: ../base.yaml\nrules:\n"
            + "  names:\n    severity: note\n",
          "base.yaml": Self.base,
        ], "./a//policy.yaml"
      ).policy)
    #expect(policy.id == "p-1")
    #expect(policy.version == "2026.30")
    #expect(policy.path == "a/policy.yaml")
    #expect(
      policy.checks.map(\.location?.description) == ["base.yaml:4:3", "a/policy.yaml:6:3"])
    #expect(load([:], "certgate:mtls").policy?.path == "certgate:mtls")
  }
}
