import PolicyFiles
import RuleEngine
import Synchronization
import Testing

/// What policies say of plugins, and what becomes of checks of their rules.
struct PluginTests {
  /// A rule that a plugin brings.
  private static func rule(_ id: String) throws -> RuleDefinition {
    let pattern = try DescribedOption("pattern", .text, isRequired: true, "A pattern.")
    let documentation = RuleDocumentation(
      id: id, summary: "", rationale: "", citation: "", options: [pattern.declaration],
      passing: [], flagged: [])
    return RuleDefinition(documentation) { (options) throws(OptionError) in
      guard case .text(let text) = try pattern.value(in: options) else {
        throw OptionError("no pattern", option: "pattern")
      }
      return AnsweredRule(
        documentation, needs: [.owner], requirement: "an owner like \(text)",
        options: ["pattern": .text(text)])
    }
  }

  private struct Loaded {
    let policy: Policy?
    let problems: String
    /// The plugins that were asked for their rules.
    let asked: [PluginDeclaration]
  }

  private func load(
    _ files: [String: String], _ reference: String = "policy.yaml", answer: PluginRules? = nil
  ) throws -> Loaded {
    let known = PluginRules.known([try Self.rule("acme/owner-tag"), try Self.rule("acme/other")])
    let asked = Mutex<[PluginDeclaration]>([])
    let loader = PolicyLoader(
      rules: [PrivateKey.self], packs: [],
      plugins: { plugin in
        asked.withLock { $0.append(plugin) }
        return answer ?? known
      },
      readFile: { path in
        guard let text = files[path] else { throw NoSuchFile(path: path) }
        return Array(text.utf8)
      })
    let (policy, diagnostics) = loader.load(reference)
    return Loaded(
      policy: policy, problems: diagnostics.map { $0.rendered() }.joined(separator: "\n"),
      asked: asked.withLock { $0 })
  }

  private let policy = """
    certgate: 1
    policy: p
    plugins:
      acme:
        command: [./plugins/acme, --fast]
        sha256: 3F2A3F2A3F2A3F2A3F2A3F2A3F2A3F2A3F2A3F2A3F2A3F2A3F2A3F2A3F2A3F2A
        timeout: 10s
    rules:
      private-key: {}
      acme/owner-tag: { pattern: "^team-", severity: warning }
      strict-tag: { rule: acme/owner-tag, pattern: "^ops-" }
    """

  @Test func theirRulesAreUsedLikeAllOthers() throws {
    let loaded = try load(["policy.yaml": policy])
    #expect(loaded.problems == "")
    let checks = try #require(loaded.policy).checks
    #expect(
      checks.map { "\($0.id) \($0.documentation.id) \($0.severity): \($0.rule.requirement)" } == [
        "private-key private-key error: no key",
        "acme/owner-tag acme/owner-tag warning: an owner like ^team-",
        "strict-tag acme/owner-tag error: an owner like ^ops-",
      ])
    #expect(loaded.policy?.plugins == loaded.asked)
  }

  @Test func aDeclarationSaysWhatIsRunAndWhere() throws {
    let files = [
      "base/policy.yaml": policy,
      "policy.yaml": """
      certgate: 1
      policy: q
      extends: base/policy.yaml
      plugins: { acme: { timeout: 2m, sha256: } }
      """,
    ]
    let plugin = try #require(load(files, "base/policy.yaml").asked.first)
    #expect(plugin.name == "acme")
    #expect(plugin.command == ["./plugins/acme", "--fast"])
    #expect(plugin.folder == "base")
    #expect(plugin.sha256 == String(repeating: "3f2a", count: 16))
    #expect(plugin.timeout == Duration(seconds: 10))
    #expect("\(plugin.location)" == "base/policy.yaml:4:3")
    let changed = try #require(load(files).asked.first)
    #expect(changed.command == plugin.command)
    #expect(changed.folder == "base")
    #expect(changed.sha256 == nil)
    #expect(changed.timeout == Duration(seconds: 120))
  }

  @Test func onlyPluginsThatAreUsedAreAsked() throws {
    let unused = """
      certgate: 1
      policy: p
      plugins: { acme: { command: [./acme] }, other: { command: [./other] } }
      rules: { private-key: , strict: { rule: acme/owner-tag, pattern: a } }
      """
    #expect(try load(["policy.yaml": unused]).asked.map(\.name) == ["acme"])
    let child = "certgate: 1\npolicy: q\nextends: base.yaml\nrules: { strict: disabled }\n"
    let disabled = try load(["policy.yaml": child, "base.yaml": unused])
    #expect(disabled.asked.isEmpty)
    #expect(disabled.problems == "")
    let grandchild = "certgate: 1\npolicy: r\nextends: child.yaml\nrules: { strict: {} }\n"
    let enabled = try load([
      "policy.yaml": grandchild, "child.yaml": child, "base.yaml": unused,
    ])
    #expect(enabled.asked.map(\.name) == ["acme"])
    #expect(enabled.policy?.checks.count == 2)
  }

  @Test func mistakesInDeclarationsAreAllReportedAndNothingIsAsked() throws {
    let loaded = try load([
      "policy.yaml": """
      certgate: 1
      policy: p
      plugins:
        acme: { comand: [./acme], timeout: 10 }
        shell: { command: "./checks --fast" }
        digest: { command: ./checks, sha256: 3f2a }
        empty: { command: [] }
        mapped: { command: { a: b } }
        listed: [./checks]
        Upper: { command: ./checks }
        bare: { timeout: 5s }
      rules:
        acme/owner-tag: {}
        nobody/rule: {}
      """
    ])
    #expect(loaded.asked.isEmpty)
    #expect(
      loaded.problems == """
        policy.yaml:4:11: error: unknown key 'comand' for a plugin; did you mean 'command'?
            4 |   acme: { comand: [./acme], timeout: 10 }
              |           ^~~~~~
        policy.yaml:4:38: error: '10' is not a duration: write a whole number and a unit, such as 30d, 720h or 4w
            4 |   acme: { comand: [./acme], timeout: 10 }
              |                                      ^~
        policy.yaml:5:21: error: a command is not split into words
            5 |   shell: { command: "./checks --fast" }
              |                     ^~~~~~~~~~~~~~~~~
            = help: write a list, such as [./plugins/checks, --fast]: no shell reads it
        policy.yaml:6:40: error: '3f2a' is not a SHA-256 digest: 64 hexadecimal digits
            6 |   digest: { command: ./checks, sha256: 3f2a }
              |                                        ^~~~
        policy.yaml:7:21: error: expected a program and its arguments, found nothing
            7 |   empty: { command: [] }
              |                     ^~
            = help: write a list, such as [./plugins/checks, --fast]: no shell reads it
        policy.yaml:8:22: error: expected a program and its arguments, found a mapping
            8 |   mapped: { command: { a: b } }
              |                      ^~~~~~~~
            = help: write a list, such as [./plugins/checks, --fast]: no shell reads it
        policy.yaml:9:11: error: expected a mapping, found a list
            9 |   listed: [./checks]
              |           ^~~~~~~~~~
            = help: a plugin takes command, sha256, timeout
        policy.yaml:10:3: error: 'Upper' is not an id: ids are made of a-z, 0-9 and '-'
           10 |   Upper: { command: ./checks }
              |   ^~~~~
        policy.yaml:11:3: error: plugin 'bare' has no command
           11 |   bare: { timeout: 5s }
              |   ^~~~
            = help: name what is run, such as 'command: [./plugins/bare]'
        policy.yaml:14:3: error: unknown rule 'nobody/rule'
           14 |   nobody/rule: {}
              |   ^~~~~~~~~~~
            = help: no plugin 'nobody' is declared under 'plugins:'
        """)
  }

  @Test func aRuleOfAPluginIsSuggested() throws {
    let loaded = try load([
      "policy.yaml": policy.replacing("acme/owner-tag: { pattern", with: "acme/owner-tg: { patern")
    ])
    #expect(
      loaded.problems == """
        policy.yaml:10:3: error: unknown rule 'acme/owner-tg'; did you mean 'acme/owner-tag'?
           10 |   acme/owner-tg: { patern: "^team-", severity: warning }
              |   ^~~~~~~~~~~~~
        """)
    let options = try load([
      "policy.yaml": policy.replacing("{ pattern: \"^team-\"", with: "{ patern: \"^team-\"")
    ])
    #expect(
      options.problems == """
        policy.yaml:10:21: error: unknown option 'patern' for rule 'acme/owner-tag'; did you mean 'pattern'?
           10 |   acme/owner-tag: { patern: "^team-", severity: warning }
              |                     ^~~~~~
        """)
  }

  @Test func aPluginThatMustNotRunIsAnError() throws {
    let loaded = try load(
      ["policy.yaml": policy], answer: .refused("it must not", help: "allow it"))
    #expect(loaded.policy == nil)
    #expect(
      loaded.problems == """
        policy.yaml:4:3: error: it must not
            4 |   acme:
              |   ^~~~
            = help: allow it
        """)
  }

  @Test func aPluginThatFailsLeavesTheOtherChecks() throws {
    let loaded = try load(
      ["policy.yaml": policy], answer: .failed("ended by signal 9", notes: ["it said: no"]))
    #expect(loaded.problems == "")
    let policy = try #require(loaded.policy)
    #expect(policy.checks.map(\.id) == ["private-key"])
    #expect(policy.plugins.isEmpty)
    #expect(policy.failures.map(\.message) == ["plugin acme ended by signal 9"])
    #expect(policy.failures.map(\.name) == ["p.acme"])
    let notes = ["it said: no", "note: not run: acme/owner-tag, strict-tag"]
    #expect(policy.failures.map(\.notes) == [notes])
    #expect(policy.failures.first?.location?.description == "policy.yaml:4:3")
  }

  @Test func aPluginThatNobodyAsksIsPassedOver() throws {
    let only = self.policy.replacing("  private-key: {}\n", with: "")
    let loaded = try load(["policy.yaml": only], answer: .notAsked)
    #expect(loaded.problems == "")
    #expect(loaded.policy?.checks.isEmpty == true)
    #expect(loaded.policy?.failures.isEmpty == true)
  }
}
