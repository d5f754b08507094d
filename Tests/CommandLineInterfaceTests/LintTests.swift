import BuiltInRules
import OperatingSystem
import RuleEngine
import Testing

@testable import CommandLineInterface

/// `certgate lint` and `certgate inspect` as their users run them.
struct LintTests {
  private let folder: TemporaryFolder
  private var tool = Tool()

  init() throws {
    folder = try TemporaryFolder()
    tool.workingDirectory = folder.path
    try folder.write(
      "policy.yaml",
      "certgate: 1\npolicy: p\nrules: { expiry-window: { min-remaining: 30d, warn-remaining: 60d } }\n"
    )
    try folder.write("late.json", #"[{"name":"late","notAfter":"2026-12-01T00:00:00Z"}]"#)
    try folder.write("soon.json", #"[{"name":"soon","notAfter":"2027-01-10T00:00:00Z"}]"#)
    try folder.write("fine.json", #"[{"name":"fine","notAfter":"2040-01-01T00:00:00Z"}]"#)
  }

  @Test(arguments: [
    ("late.json", "", 1), ("late.json", "--fail-on never", 0), ("soon.json", "", 0),
    ("soon.json", "--fail-on warning", 1), ("soon.json", "--fail-on note", 1),
    ("fine.json", "--fail-on note", 0), ("missing.json late.json", "", 3),
    ("missing.json", "--fail-on never", 3),
  ])
  func exitStatuses(inputs: String, options: String, status: Int32) {
    #expect(tool.run("lint -p policy.yaml \(options) \(inputs)").status == status)
  }

  @Test func theOrderOfArgumentsChangesNothing() throws {
    for (order, name) in [
      ("late.json soon.json fine.json", "a"), ("fine.json late.json ./soon.json late.json", "b"),
    ] {
      #expect(
        tool.run("lint -p policy.yaml -f json:\(name).json -f junit:\(name).xml \(order)").status
          == 1)
    }
    #expect(try folder.read("a.json") == folder.read("b.json"))
    #expect(try folder.read("a.xml") == folder.read("b.xml"))
  }

  @Test func workersChangeNothing() throws {
    let records = (0..<3000).map {
      #"{"name":"n\#($0 % 1000)","id":"\#($0 % 1500)","notAfter":"20\#(20 + $0 % 10)-01-01"}"#
    }
    try folder.write("many.ndjson", records.joined(separator: "\n"))
    var outputs: Set<String> = []
    for count in [1, 2, 7] {
      var tool = tool
      tool.workers = Workers(count: count) { count, body in Shards.run(count, body) }
      let outcome = tool.run("lint -p certgate:mtls -f json many.ndjson")
      #expect(outcome.status == 1)
      outputs.insert(outcome.output)
    }
    #expect(outputs.count == 1)
  }

  @Test func severalReportsInOneRun() throws {
    let outcome = tool.run(
      "lint -p policy.yaml -f text -f json:out/r.json -f junit:out/r.xml late.json")
    #expect(outcome.output.hasPrefix("certgate 0.1.0  policy p"))
    #expect(try folder.read("out/r.json").hasPrefix("{\n  \"schemaVersion\": \"1.0\""))
    #expect(try folder.read("out/r.xml").hasPrefix("<?xml"))
  }

  @Test(arguments: [
    ("-f text -f json", "only one report can go to standard output"),
    ("-f json:a -f junit:./a", "two reports would be written to a"),
    ("-f json:", "-f json: names no file"),
    ("-f jsn", "unknown value 'jsn' for '--format'; did you mean 'json'?"),
    ("--at tomorrow", "'tomorrow' is no time for --at: not a date or time"),
    (
      "--as clodflare-access-mtls",
      "unknown format 'clodflare-access-mtls'; did you mean 'cloudflare-access-mtls'?"
    ),
    ("-p policy.yaml", "the policies policy.yaml and policy.yaml have the same id 'p'"),
    ("--max-findings many", "'many' is no number for --max-findings"),
  ])
  func usageErrors(options: String, message: String) {
    let outcome = tool.run("lint -p policy.yaml \(options) late.json")
    #expect(outcome.status == 2)
    #expect(outcome.output == "")
    #expect(outcome.errors.hasPrefix("certgate: error: \(message)\n"))
  }

  @Test func timeTravelIsMarked() {
    let later = tool.run("lint -p policy.yaml --at 2039-12-31 fine.json")
    #expect(later.status == 1)
    #expect(later.output.contains("evaluated at 2039-12-31T00:00:00Z  SIMULATED\n"))
    #expect(later.output.hasSuffix("exit 1  SIMULATED\n"))
    #expect(
      tool.run("lint -p policy.yaml -f json --at 2039-12-31 fine.json").output.contains(
        "\"simulated\":true"))
    #expect(tool.run("lint -p policy.yaml fine.json").output.contains("SIMULATED") == false)
  }

  // MARK: Configuration

  @Test func theConfigurationIsFoundUpToTheRepositorysRoot() throws {
    try folder.write("repo/.git/HEAD", "")
    try folder.write("repo/.certgate.yaml", "certgate: 1\npolicies: [p.yaml]\nsources: [in]\n")
    try folder.write("repo/p.yaml", "certgate: 1\npolicy: q\nrules: { status: }\n")
    try folder.write("repo/in/a.json", #"[{"kind":"certificate","name":"a","status":"expired"}]"#)
    try folder.write("repo/deep/er/x", "")
    try folder.write("outside/.certgate.yaml", "certgate: 1\npolicies: [nowhere.yaml]\n")
    try folder.write("outside/repo/.git/HEAD", "")
    var tool = tool
    for place in ["repo", "repo/deep/er"] {
      tool.workingDirectory = Paths.join(folder.path, place)
      let outcome = tool.run("lint")
      #expect(outcome.errors == "")
      #expect(outcome.output.contains("status is \"expired\""))
      #expect(outcome.status == 1)
    }
    tool.workingDirectory = Paths.join(folder.path, "outside/repo")
    let outcome = tool.run("lint")
    #expect(outcome.status == 2)
    #expect(
      outcome.errors.hasPrefix(
        "certgate: error: no policy: neither --policy nor a .certgate.yaml names one\nhelp: start with"
      ))
  }

  @Test func selectorsSeePathsFromTheProjectsRoot() throws {
    try folder.write("repo/.git/HEAD", "")
    try folder.write("repo/.certgate.yaml", "certgate: 1\npolicies: [p.yaml]\n")
    try folder.write(
      "repo/p.yaml",
      "certgate: 1\npolicy: q\nrules: { expiry-window: { match: { input: 'lists/**' } } }\n")
    try folder.write("repo/lists/a.json", #"[{"name":"a","notAfter":"2020-01-01"}]"#)
    var tool = tool
    tool.workingDirectory = Paths.join(folder.path, "repo/lists")
    #expect(tool.run("lint a.json").status == 1)
    #expect(tool.run("lint .").status == 1)
    tool.workingDirectory = Paths.join(folder.path, "repo")
    #expect(tool.run("lint lists/a.json").status == 1)
  }

  @Test func nothingToReadIsAUsageError() {
    let outcome = tool.run("lint -p policy.yaml")
    #expect(outcome.status == 2)
    #expect(outcome.errors.hasPrefix("certgate: error: nothing to read: name files, folders"))
  }

  // MARK: Sources

  @Test func globsAreExpanded() throws {
    try folder.write("in/a.json", #"[{"name":"a","notAfter":"2040-01-01"}]"#)
    try folder.write("in/sub/b.json", #"[{"name":"b","notAfter":"2040-01-01"}]"#)
    #expect(tool.run("lint -p policy.yaml 'in/*.json'").output.contains("1 certificate in 1 input"))
    #expect(
      tool.run("lint -p policy.yaml 'in/**/*.json'").output.contains("2 certificates in 2 inputs"))
    let none = tool.run("lint -p policy.yaml 'in/*.yaml'")
    #expect(none.status == 3)
    #expect(none.output.contains("the pattern matches no file (looked below in)"))
  }

  @Test func incompletenessIsNotLaundered() throws {
    try folder.write(
      "page.json",
      #"{"success":true,"result":[{"id":"1","name":"a","expires_on":"2040-01-01T00:00:00Z"}],"result_info":{"total_count":250,"total_pages":3}}"#
    )
    #expect(tool.run("lint -p policy.yaml page.json").status == 3)
    #expect(tool.run("lint -p policy.yaml --allow-incomplete page.json").status == 0)
    for format in ["json", "ndjson"] {
      let inspected = tool.run("inspect -f \(format) page.json")
      #expect(inspected.status == 3)
      try folder.write("again.\(format)", inspected.output)
      let outcome = tool.run("lint -p policy.yaml again.\(format)")
      #expect(outcome.status == 3)
      #expect(outcome.output.contains("the listing is incomplete: 1 of 250 certificates are here"))
    }
  }

  @Test func requireCompleteRefusesTheUnknown() throws {
    try folder.write(
      "bare.json", #"[{"domainName":"a.example","expiresAt":"2040-01-01T00:00:00+00:00"}]"#)
    #expect(tool.run("lint -p policy.yaml bare.json").status == 0)
    let outcome = tool.run("lint -p policy.yaml --require-complete bare.json")
    #expect(outcome.status == 3)
    #expect(outcome.output.contains("a bare list shows neither a total nor an end"))
  }

  @Test func inspectedRecordsAreJudgedAlike() throws {
    for name in ["cloudflare/listing", "liveperson/list", "organization/certificates"] {
      let path = Paths.join(Tool.repository, "Examples/\(name).json")
      let judged = tool.run(["lint", "-p", "certgate:mtls", "-f", "json", path])
      try folder.write("again.json", tool.run(["inspect", "-f", "json", path]).output)
      let again = tool.run("lint -p certgate:mtls -f json again.json")
      #expect(fingerprints(judged.output).count > 0)
      #expect(messages(judged.output) == messages(again.output))
    }
  }

  private func fingerprints(_ report: String) -> [Substring] { values(of: "fingerprint", report) }
  private func messages(_ report: String) -> [String] {
    // A message may name the field by the source's own name, or another place.
    values(of: "check", report).map(String.init)
  }

  private func values(of key: String, _ report: String) -> [Substring] {
    report.split(separator: "\n").filter { $0.hasPrefix("{\"policy\"") }.compactMap { line in
      line.split(separator: "\"\(key)\":\"").dropFirst().first?.prefix { $0 != "\"" }
    }
  }

  // MARK: Colour

  @Test func colourFollowsTheOptionThenTheEnvironmentThenTheTerminal() {
    func hasColour(_ options: String, _ environment: [String: String], terminal: Bool) -> Bool {
      var tool = tool
      tool.environment = environment
      tool.isTerminal = terminal
      return tool.run("lint -p policy.yaml \(options) late.json").output.contains("\u{1B}[")
    }
    #expect(hasColour("", [:], terminal: true))
    #expect(!hasColour("", [:], terminal: false))
    #expect(!hasColour("", ["NO_COLOR": "1"], terminal: true))
    #expect(hasColour("", ["FORCE_COLOR": "1"], terminal: false))
    #expect(!hasColour("", ["NO_COLOR": "1", "FORCE_COLOR": "1"], terminal: true))
    #expect(hasColour("--color always", ["NO_COLOR": "1"], terminal: false))
    #expect(!hasColour("--color never", ["FORCE_COLOR": "1"], terminal: true))
  }

  // MARK: Other commands

  @Test func everyCommandHasHelpWithAnExample() {
    for place in CommandLineTool.root.places where !place.command.isGroup {
      let help = tool.run((place.path + ["--help"]).joined(separator: " "))
      #expect(help.status == 0)
      #expect(help.output.hasPrefix("OVERVIEW: "))
      #expect(help.output.contains("\nEXAMPLES:\n"), "\(place.path)")
      #expect(help.output.contains("\nEXIT STATUS:\n"))
    }
    #expect(tool.run("--version").output == "certgate 0.1.0\n")
  }

  @Test func everyRuleIsExplained() {
    let rules = tool.run("rules").output.split(separator: "\n").map { $0.prefix { $0 != " " } }
    #expect(rules.map(String.init) == BuiltInRules.all.map { $0.documentation.id })
    for rule in rules {
      let page = tool.run("explain \(rule)").output
      for section in ["Why\n", "Passes\n", "Is flagged\n", "Source\n"] {
        #expect(page.contains("\n\(section)"))
      }
    }
    let unknown = tool.run("explain expiry-windw")
    #expect(unknown.status == 2)
    #expect(
      unknown.errors == """
        certgate: error: no rule is called 'expiry-windw'; did you mean 'expiry-window'?
        help: 'certgate rules' lists them

        """)
  }

  @Test func shippedFormatsCanBeCopied() throws {
    for name in tool.run("formats").output.split(separator: "\n") {
      let text = tool.run("formats \(name)").output
      try folder.write("mine.yaml", text.replacing("\n\(name):", with: "\nmine:"))
      let outcome = tool.run("lint -p policy.yaml --formats mine.yaml --as mine fine.json")
      #expect(outcome.status != 2, "\(name): \(outcome.errors)")
    }
  }
}
