import BuiltInRules
import Listings
import OperatingSystem
import Testing

@testable import CommandLineInterface

/// The README says what the program does. `RECORD_GOLDENS=1 swift test` puts its outputs in anew.
struct ReadmeTests {
  private let path = Paths.join(Tool.repository, "README.md")
  private let readme: String

  init() throws {
    readme = try text(ofFile: path)
  }

  @Test func showsRealOutput() throws {
    var played: [String] = []
    for (number, part) in readme.components(separatedBy: "```").enumerated() {
      guard number % 2 == 1, part.hasPrefix("console\n") else {
        played.append(String(part))
        continue
      }
      let transcript = Transcript(String(part.dropFirst("console\n".count)))
      #expect(!transcript.steps.isEmpty)
      played.append("console\n" + transcript.played().text)
    }
    let fresh = played.joined(separator: "```")
    if ProcessEnvironment.variables()["RECORD_GOLDENS"] == "1" {
      let file = try ReportFile(path: path)
      try file.write(fresh.utf8.span)
      try file.commit()
    } else {
      #expect(readme == fresh)
    }
  }

  @Test func listsEveryRule() {
    let rows = BuiltInRules.all.map { "`\($0.documentation.id)` | \($0.documentation.summary)" }
    #expect(rowsOfTable("rule | asks") == rows)
  }

  @Test func listsEveryFormat() throws {
    let formats = try ListingFormats().names
    #expect(
      rowsOfTable("format | reads").map { $0.prefix { $0 != " " } } == formats.map { "`\($0)`" })
  }

  @Test func listsEveryExitStatus() {
    let rows = ExitStatus.allCases.map { "\($0.rawValue) | \($0.meaning)" }
    #expect(rowsOfTable("exit | means") == rows)
  }

  @Test func listsEveryCommand() {
    let known = CommandLineTool.root.places.filter { !$0.path.isEmpty && !$0.command.isGroup }
    let listed = rowsOfTable("command | does").map { row in
      row.dropFirst("`certgate ".count).split(separator: " ").prefix { $0 == $0.lowercased() }
        .joined(separator: " ").replacing("`", with: "")
    }
    for place in known {
      let path = place.path.joined(separator: " ")
      #expect(listed.contains { $0 == path || $0.hasPrefix(path + " ") }, "\(path) is not listed")
    }
  }

  @Test func itsPolicyIsOne() throws {
    let start = try #require(readme.firstRange(of: "```yaml\ncertgate: 1")).lowerBound
    let policy = readme[start...].dropFirst("```yaml\n".count).prefix { $0 != "`" }
    let folder = try TemporaryFolder()
    try folder.write("policy.yaml", String(policy))
    var tool = Tool()
    tool.workingDirectory = folder.path
    let outcome = tool.run("policy check policy.yaml")
    #expect(outcome.errors == "")
    #expect(outcome.status == 0)
  }

  @Test func itsPolicyTestIsOne() throws {
    let start = try #require(readme.firstRange(of: "```yaml\ncertgate: 1\nat: ")).lowerBound
    let cases = readme[start...].dropFirst("```yaml\n".count).prefix { $0 != "`" }
    let folder = try TemporaryFolder()
    try folder.write("policy.test.yaml", String(cases))
    try folder.write(
      "policy.yaml", "certgate: 1\npolicy: p\nrules: { expiry-window: {}, status: {} }\n")
    try folder.write("listing.json", #"{"kind":"certificate","name":"a","notAfter":"2027-01-01"}"#)
    var tool = Tool()
    tool.workingDirectory = folder.path
    let outcome = tool.run("policy test policy.yaml")
    #expect(outcome.output.contains("\nOK  0 errors"))
    #expect(outcome.errors == "")
    #expect(outcome.status == 0)
  }

  @Test func itsMainCommandEndsWell() throws {
    let line = try #require(
      readme.split(separator: "\n").first { $0.hasPrefix(".ci/setup && swift run -c release ") })
    let command = line.dropFirst(".ci/setup && swift run -c release certgate ".count)
    let outcome = Tool().run(String(command))
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("\nOK  0 errors"))
    #expect(readme.contains("\n.ci/setup && swift test\n"))
  }

  private func rowsOfTable(_ header: String) -> [String] {
    let lines = readme.split(separator: "\n", omittingEmptySubsequences: false)
    guard let start = lines.firstIndex(of: "| \(header) |") else { return [] }
    return lines[(start + 2)...].prefix { $0.hasPrefix("|") }.map {
      String($0.dropFirst(2).dropLast(2))
    }
  }
}

extension String {
  fileprivate func components(separatedBy separator: String) -> [Substring] {
    split(separator: separator, omittingEmptySubsequences: false)
  }
}
