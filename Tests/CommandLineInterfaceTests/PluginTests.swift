import Glibc
import OperatingSystem
import Testing

@testable import CommandLineInterface

/// Plugins that do what they should, as policies and their users meet them.
struct PluginTests {
  /// Objects to every record, and shows in its findings what it was given.
  private static let echo = #"""
    #!/bin/sh
    if [ "$2" = describe ]; then
      cat <<'END'
    {
      "protocol": 1, "name": "echo", "version": "2.5",
      "rules": [
        {
          "id": "owner-tag", "summary": "The owner is a team.", "rationale": "Teams \u001b[31mrenew.",
          "cite": "House rule 7", "needs": ["owner"], "requires": "an owner that is a team",
          "options": [
            { "name": "pattern", "type": "text", "required": true, "summary": "A pattern." },
            { "name": "limit", "type": "count", "default": 3, "summary": "A count." },
            { "name": "age", "type": "duration", "summary": "An age." },
            { "name": "strict", "type": "flag", "default": true, "summary": "A flag." },
            { "name": "tags", "type": "texts", "summary": "Some texts." },
            { "name": "mode", "type": "choice", "choices": ["a", "b"], "summary": "A choice." }
          ],
          "passing": [
            { "title": "none", "options": { "pattern": "^team-" }, "records": [{ "name": "a" }] }
          ]
        }
      ]
    }
    END
      exit
    fi
    tee wire >/dev/null
    n=$(grep -c '"type":"record"' wire)
    grep '"type":"record"' wire | sed 's/.*"number":\([0-9]*\).*/\1/' | while read -r number; do
      echo "{\"type\":\"finding\",\"number\":$number,\"check\":\"acme/owner-tag\",\"message\":\"no\",\"key\":\"k\",\"gravity\":\"early\",\"required\":\"a team\"}"
    done
    echo "{\"type\":\"done\",\"records\":$n,\"findings\":$n}"
    """#

  private static let policy = """
    certgate: 1
    policy: p
    plugins: { acme: { command: [./plugins/echo, --fast] } }
    rules:
      acme/owner-tag: { pattern: "^team-", age: 2d, tags: a, severity: error, cite: ours }
    """

  private let folder: TemporaryFolder
  private var tool = Tool()

  init() throws {
    folder = try TemporaryFolder()
    tool.workingDirectory = folder.path
    tool.environment = ["PATH": "/usr/bin:/bin", "HOME": folder.path]
    try folder.write("policies/plugins/echo", Self.echo)
    #expect(unsafe chmod(Paths.join(folder.path, "policies/plugins/echo"), 0o755) == 0)
    try folder.write("policies/policy.yaml", Self.policy)
    try folder.write(
      "listing.json",
      #"""
      [{"name":"a","owner":"joe","notAfter":"2030-01-01"},
       {"name":"b","owner":null},
       {"name":"c"},
       {"name":"d","owner":"\u001b]0;x"}]
      """#)
  }

  @Test func getsRecordsOfTheRecordSchemaAndIsReportedLikeAnyRule() throws {
    let outcome = tool.run("lint --allow-plugins -p policies/policy.yaml listing.json")
    #expect(
      outcome.output == #"""
        certgate 0.1.0  policy p  evaluated at 2026-11-21T00:00:00Z

        listing.json  4 certificates, listing complete
          warning  a  acme/owner-tag  no
                   listing.json:1:22
                   | "owner": "joe"
                   |          ^~~~~ required: a team
                   see: ours
          error    b  acme/owner-tag  cannot be judged: owner is null
                   listing.json:2:22
                   | "owner": null
                   |          ^~~~ required: an owner that is a team
                   see: ours
          warning  d  acme/owner-tag  no
                   listing.json:4:22
                   | "owner": "\u001b]0;x"
                   |          ^~~~~~~~~~~~ required: a team
                   see: ours

        not applied: acme/owner-tag to 1 certificate (the format does not speak of owner)
        FAILED  1 error, 2 warnings, 0 notes (1 unknown), 0 passed, 1 not applicable; 4 certificates in 1 input; exit 1

        """#)
    #expect(outcome.status == 1)
    let wire = try folder.read("policies/wire").split(separator: "\n")
    let records = tool.run("inspect -f ndjson listing.json").output.split(separator: "\n").map {
      $0.replacing(#","listing":{"completeness":{"state":"complete"}}"#, with: "")
    }
    #expect(
      wire == [
        #"{"type":"begin","protocol":1,"now":"2026-11-21T00:00:00Z","checks":[{"check":"acme/owner-tag","rule":"owner-tag","options":{"age":172800,"limit":3,"pattern":"^team-","strict":true,"tags":["a"]}}]}"#,
        #"{"type":"record","number":1,"checks":["acme/owner-tag"],"facts":\#(records[0])}"#,
        #"{"type":"record","number":4,"checks":["acme/owner-tag"],"facts":\#(records[3])}"#,
        #"{"type":"end","records":2}"#,
      ])
  }

  @Test func selectorsDecideWhatItGets() throws {
    try folder.write(
      "policies/policy.yaml",
      Self.policy.replacing("cite: ours", with: "match: { name: d }"))
    _ = tool.run("lint --allow-plugins -p policies/policy.yaml listing.json")
    let wire = try folder.read("policies/wire").split(separator: "\n")
    #expect(wire.count == 3)
    #expect(wire[1].hasPrefix(#"{"type":"record","number":4,"#))
  }

  @Test func itsFindingsHaveFingerprintsAndItsRulesAreInTheReport() throws {
    let outcome = tool.run("lint --allow-plugins -p policies/policy.yaml -f json listing.json")
    #expect(
      outcome.output.contains(
        #"{"id":"acme/owner-tag","summary":"The owner is a team.","rationale":"Teams \u001b[31mrenew.","cite":"House rule 7"}"#
      ))
    #expect(
      outcome.output.contains(
        #"{"policy":"p","check":"acme/owner-tag","rule":"acme/owner-tag","cite":"ours","input":"listing.json","subject":{"label":"a","id":null,"name":"a"},"key":"k","outcome":"finding","severity":"warning","fingerprint":""#
      ))
    // The key is a part of the fingerprint.
    let renamed = Self.echo.replacing(#"\"key\":\"k\""#, with: #"\"key\":\"l\""#)
    try folder.write("policies/plugins/echo", renamed)
    #expect(unsafe chmod(Paths.join(folder.path, "policies/plugins/echo"), 0o755) == 0)
    let other = tool.run("lint --allow-plugins -p policies/policy.yaml -f json listing.json")
    #expect(fingerprint(outcome.output) != fingerprint(other.output))
  }

  private func fingerprint(_ report: String) -> String? {
    report.split(separator: "\"fingerprint\":\"").dropFirst().first.map { String($0.prefix(64)) }
  }

  @Test func itsOptionsAreCheckedLikeAllOthers() throws {
    try folder.write(
      "policies/policy.yaml",
      Self.policy.replacing("age: 2d, tags: a", with: "age: 2 days, mode: c, limt: 4"))
    let outcome = tool.run("lint --allow-plugins -p policies/policy.yaml listing.json")
    #expect(outcome.status == 2)
    #expect(
      outcome.errors
        == #"""
        policies/policy.yaml:5:44: error: '2 days' is not a duration: write a whole number and a unit, such as 30d, 720h or 4w; did you mean '2d'?
            5 |   acme/owner-tag: { pattern: "^team-", age: 2 days, mode: c, limt: 4, severity: error, cite: ours }
              |                                             ^~~~~~
        policies/policy.yaml:5:58: error: 'c' is not one of a, b
            5 |   acme/owner-tag: { pattern: "^team-", age: 2 days, mode: c, limt: 4, severity: error, cite: ours }
              |                                                           ^
        policies/policy.yaml:5:61: error: unknown option 'limt' for rule 'acme/owner-tag'; did you mean 'limit'?
            5 |   acme/owner-tag: { pattern: "^team-", age: 2 days, mode: c, limt: 4, severity: error, cite: ours }
              |                                                              ^~~~
        3 errors in 1 policy; nothing was judged

        """#.replacing("5:44:", with: "5:45:").replacing("5:58:", with: "5:59:").replacing(
          "5:61:", with: "5:62:"))
    // It may have been started, and was sent nothing.
    let wasSent = folder.names().contains("policies/wire") ? try folder.read("policies/wire") : ""
    #expect(wasSent == "")
  }

  // MARK: Permission

  private var digest: String {
    get throws {
      let listed = tool.run("plugins policies/policy.yaml").output
      let line = try #require(listed.split(separator: "\n").first { $0.contains("sha256  ") })
      return String(line.split(separator: " ")[1])
    }
  }

  @Test func isNotRunWithoutPermission() throws {
    let outcome = tool.run("lint -p policies/policy.yaml listing.json")
    #expect(outcome.status == 2)
    #expect(
      outcome.errors == """
        policies/policy.yaml:3:12: error: plugin 'acme' is not allowed to run
            3 | plugins: { acme: { command: [./plugins/echo, --fast] } }
              |            ^~~~
            = help: --allow-plugins allows it for one run; for always, add to 'allow-plugins:' in \
        ~/.config/certgate/config.yaml: { program: "sha256:\(try digest)", arguments: ["--fast"] }
        1 error in 1 policy; nothing was judged

        """)
    let checked = tool.run("policy check policies/policy.yaml")
    #expect(checked.status == 0)
    #expect(
      checked.errors
        == "certgate: note: plugin 'acme' was not run, so checks of its rules were not looked at (--allow-plugins runs it)\n"
    )
    #expect(!folder.names().contains("policies/wire"))
  }

  @Test func theUsersOwnConfigurationAllowsItByDigestAndArguments() throws {
    let digest = try digest
    for (entry, isAllowed) in [
      ("{ program: sha256:\(digest), arguments: [--fast] }", true),
      ("{ program: sha256:\(digest.uppercased()), arguments: --fast }", true),
      ("{ program: \(folder.path)/policies/plugins/echo, arguments: [--fast] }", true),
      ("sha256:\(digest)", false),
      ("{ program: sha256:\(digest), arguments: [--fast, --more] }", false),
      ("{ program: \(folder.path)/other/echo, arguments: [--fast] }", false),
    ] {
      try folder.write(
        ".config/certgate/config.yaml",
        "certgate: 1\nallow-plugins: [\(entry.replacing("\n", with: ""))]\n")
      let outcome = tool.run("lint -p policies/policy.yaml listing.json")
      #expect(outcome.status == (isAllowed ? 1 : 2), "\(entry): \(outcome.errors)")
      let listed = tool.run("plugins policies/policy.yaml").output
      #expect(
        listed.contains(isAllowed ? "permission  it may run\n" : "permission  it may not run (--"))
    }
    // A changed program is another program.
    try folder.write(
      ".config/certgate/config.yaml",
      "certgate: 1\nallow-plugins: [{ program: sha256:\(digest), arguments: [--fast] }]\n")
    try folder.write("policies/plugins/echo", Self.echo + "\n# changed")
    #expect(unsafe chmod(Paths.join(folder.path, "policies/plugins/echo"), 0o755) == 0)
    #expect(tool.run("lint -p policies/policy.yaml listing.json").status == 2)
  }

  @Test func theConfigurationIsWhereXDGSays() throws {
    let entry = "{ program: sha256:\(try digest), arguments: [--fast] }"
    try folder.write("xdg/certgate/config.yaml", "certgate: 1\nallow-plugins: [\(entry)]\n")
    var tool = tool
    tool.environment["XDG_CONFIG_HOME"] = Paths.join(folder.path, "xdg")
    #expect(tool.run("lint -p policies/policy.yaml listing.json").status == 1)
    // A relative path could lead into a repository.
    tool.environment["XDG_CONFIG_HOME"] = "xdg"
    #expect(tool.run("lint -p policies/policy.yaml listing.json").status == 2)
    tool.environment = ["PATH": "/usr/bin:/bin"]
    #expect(
      tool.run("lint -p policies/policy.yaml listing.json").errors.contains(
        "in $XDG_CONFIG_HOME/certgate/config.yaml: {"))
  }

  @Test func mistakesInTheConfigurationAreErrors() throws {
    try folder.write(
      ".config/certgate/config.yaml",
      """
      certgate: 1
      allow-plugins:
        - ./plugins/echo
        - sha256:12
        - { progam: /usr/bin/x }
      allow-plugin: x
      """)
    let outcome = tool.run("lint -p policies/policy.yaml listing.json")
    #expect(outcome.status == 2)
    let help =
      "= help: a plugin is 'sha256:' and the digest of its file, or its absolute path; one that takes arguments is written { program: …, arguments: [...] }"
    let place = "\(folder.path)/.config/certgate/config.yaml"
    #expect(
      outcome.errors == """
        \(place):3:5: error: './plugins/echo' is neither 'sha256:' and 64 hexadecimal digits nor an absolute path
            3 |   - ./plugins/echo
              |     ^~~~~~~~~~~~~~
            \(help)
        \(place):4:5: error: 'sha256:12' is neither 'sha256:' and 64 hexadecimal digits nor an absolute path
            4 |   - sha256:12
              |     ^~~~~~~~~
            \(help)
        \(place):5:5: error: the program is missing
            5 |   - { progam: /usr/bin/x }
              |     ^~~~~~~~~~~~~~~~~~~~~~
            \(help)
        \(place):5:7: error: unknown key 'progam'; did you mean 'program'?
            5 |   - { progam: /usr/bin/x }
              |       ^~~~~~
            \(help)
        \(place):6:1: error: unknown key 'allow-plugin'; did you mean 'allow-plugins'?
            6 | allow-plugin: x
              | ^~~~~~~~~~~~
        5 errors in \(place); nothing was judged

        """)
  }

  @Test func aPinnedProgramMustBeTheSame() throws {
    let pinned = Self.policy.replacing("--fast] }", with: "--fast], sha256: \(try digest) }")
    try folder.write("policies/policy.yaml", pinned)
    #expect(tool.run("lint --allow-plugins -p policies/policy.yaml listing.json").status == 1)
    #expect(tool.run("plugins policies/policy.yaml").output.contains(" (as pinned)\n"))
  }

  // MARK: Commands

  @Test func pluginsAreListed() throws {
    let listed = tool.run("plugins policies/policy.yaml")
    #expect(listed.status == 0)
    #expect(
      listed.output.hasPrefix(
        """
        acme  policies/policy.yaml:3:12
          runs        policies/plugins/echo --fast
          in          policies
          sha256      \(try digest) (not pinned)
          timeout     1m
          permission  it may not run (--allow-plugins allows it for one run; for always, add to 'allow
        """))
    try folder.write(
      "policies/policy.yaml", Self.policy.replacing("./plugins/echo", with: "./plugins/gone"))
    let gone = tool.run("plugins policies/policy.yaml")
    #expect(gone.status == 3)
    #expect(gone.output.contains("\n  cannot be run: there is no file "))
    try folder.write("plain.yaml", "certgate: 1\npolicy: p\nrules: { status: }\n")
    #expect(tool.run("plugins plain.yaml").output == "no plugins\n")
    #expect(tool.run("plugins").status == 2)
  }

  @Test func itsRulesAreListedAndExplained() throws {
    let options = "-p policies/policy.yaml"
    let rules = tool.run("rules --allow-plugins \(options)")
    let line = try #require(rules.output.split(separator: "\n").last)
    #expect(line.hasPrefix("acme/owner-tag  ") && line.hasSuffix("  The owner is a team."))
    let page = tool.run("explain acme/owner-tag --allow-plugins \(options)")
    #expect(page.status == 0)
    #expect(page.output.contains("Why\n  Teams \\x1B[31mrenew.\n"))
    #expect(page.output.contains("  limit: whole number (default: 3)\n      A count.\n"))
    #expect(page.output.contains("  mode: one of a, b\n"))
    #expect(page.output.contains("  pattern: text (required)\n      A pattern.\n"))
    #expect(
      page.output.contains("    pattern: \"^team-\"\n  {\"name\":\"a\"}\n\nSource\n  House rule 7"))
    #expect(!page.output.contains("Is flagged"))
    let silent = tool.run("rules \(options)")
    #expect(!silent.output.contains("acme/"))
    #expect(
      silent.errors
        == "certgate: note: plugin 'acme' was not asked for its rules (--allow-plugins asks it)\n")
    #expect(tool.run("explain acme/owner-tag \(options)").status == 2)
    let schema = tool.run("schema policy --allow-plugins \(options)")
    #expect(schema.status == 0 && schema.errors == "")
    #expect(schema.output.contains("    \"rule:acme/owner-tag\": {\n"))
    #expect(schema.output.contains("    \"rule:expiry-window\": {\n"))
    #expect(tool.run("schema policy \(options)").errors == silent.errors)
    #expect(tool.run("explain expiry-window \(options)").errors == "")
  }

  @Test func anAuthorLearnsOfEveryBreach() throws {
    let fine = tool.run("plugins check policies/plugins/echo -- --fast")
    #expect(fine.status == 0)
    #expect(
      fine.output == """
        describe: echo 2.5, protocol 1, 1 rule
        check: answers when there is nothing to judge
        owner-tag: 1 passing and 0 flagged, as its examples say
        owner-tag: has no example that is flagged; an example is documentation and test
        no breach of the protocol

        """)
    try folder.write(
      "bad",
      #"""
      #!/bin/sh
      echo '{"protocol":1,"name":"","rules":[{"id":"X y","needs":["ownr"],"options":[
        {"name":"severity","type":"txt","default":{}},
        {"name":"d","type":"duration","default":"3 dais","summary":"S."}],
        "flagged":[{"title":"t","records":[3]}],"xx":1,"id":"z"}]}'
      """#)
    #expect(unsafe chmod(Paths.join(folder.path, "bad"), 0o755) == 0)
    let bad = tool.run("plugins check bad")
    #expect(bad.status == 3)
    #expect(
      bad.output == """
        breach: describe: the description has an empty 'name'
        breach: describe: the description has no 'version'
        breach: describe: rule 1 has 'xx', which is no part of the protocol
        breach: describe: rule 1 has 'id' twice
        breach: describe: rule 'X y' has an id that is not made of a-z, 0-9 and '-'
        breach: describe: rule 'X y' has no 'summary'
        breach: describe: rule 'X y' has no 'rationale'
        breach: describe: rule 'X y' needs 'ownr', which is no fact; did you mean 'owner'?
        breach: describe: option 'severity' of rule 'X y' has the name of an option of every check
        breach: describe: option 'severity' of rule 'X y' has the type 'txt', which is none of \
        text, texts, count, flag, duration, choice, choices; did you mean 'text'?
        breach: describe: option 'severity' of rule 'X y' has no 'summary'
        breach: describe: option 'severity' of rule 'X y' has a default that is neither text, \
        number, true, false nor a list of those
        breach: describe: option 'd' of rule 'X y' has a default that it does not accept: '3 dais' \
        is not a duration: write a whole number and a unit, such as 30d, 720h or 4w
        breach: describe: an example of rule 'X y' has a record that is a number, not an object
        breach: describe: rule 'X y' has a flagged example 't' without messages
        15 breaches of the protocol

        """)
  }

  @Test func anAuthorLearnsOfExamplesThatDoNotHold() throws {
    try folder.write(
      "wrong",
      Self.echo.replacing(#""$2" = describe"#, with: #""$1" = describe"#).replacing(
        #"[{ "name": "a" }]"#, with: #"[{ "name": "a", "owner": "b" }]"#
      ).replacing("acme/owner-tag", with: "plugin/owner-tag"))
    #expect(unsafe chmod(Paths.join(folder.path, "wrong"), 0o755) == 0)
    let wrong = tool.run("plugins check wrong")
    #expect(wrong.status == 3)
    #expect(
      wrong.output.contains(
        "breach: owner-tag, \"none\": says \"no\", and the example expects nothing\n"))
  }
}
