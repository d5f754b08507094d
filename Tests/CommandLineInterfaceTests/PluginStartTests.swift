import Glibc
import OperatingSystem
import Testing

@testable import CommandLineInterface

/// A plugin is started to judge while it is still asked what its rules are.
struct PluginStartTests {
  /// Describes itself only once it was started to judge as well, if it is told to wait for that.
  private static let program = #"""
    #!/bin/sh
    echo "$2 $$" >>starts
    if [ "$2" = describe ]; then
      if [ "$1" = wait ]; then until grep -q '^check' starts; do :; done; fi
      echo '{"protocol":1,"name":"b","version":"1","rules":[{"id":"rule","summary":"S.",' \
        '"rationale":"R.","needs":["name"]}]}'
      exit
    fi
    n=$(grep -c '"type":"record"')
    echo "{\"type\":\"done\",\"records\":$n,\"findings\":0}"
    """#

  private let folder: TemporaryFolder
  private var tool = Tool()

  init() throws {
    folder = try TemporaryFolder()
    tool.workingDirectory = folder.path
    tool.environment = ["PATH": "/usr/bin:/bin"]
    try folder.write("plugin", Self.program)
    #expect(unsafe chmod(Paths.join(folder.path, "plugin"), 0o755) == 0)
    try folder.write("listing.json", #"[{"name":"a","notAfter":"2030-01-01"},{"name":"b"}]"#)
  }

  private func write(
    _ path: String = "policy.yaml", id: String = "p", argument: String = "wait",
    rule: String = "{}"
  ) throws {
    try folder.write(
      path,
      """
      certgate: 1
      policy: \(id)
      plugins: { b: { command: [./plugin, \(argument)], timeout: 20s } }
      rules: { b/rule: \(rule) }
      """)
  }

  /// What the plugin was started for, in alphabetical order; none of it may still run.
  private func starts() throws -> [String] {
    guard folder.names().contains("starts") else { return [] }
    return try folder.read("starts").split(separator: "\n").map { line in
      let words = line.split(separator: " ")
      let number = try #require(pid_t(words[1]))
      #expect(hasGone(number), "\(line) is still there")
      return String(words[0])
    }.sorted()
  }

  @Test func isStartedOnceForEach() throws {
    try write()
    let outcome = tool.run("lint --allow-plugins -p policy.yaml listing.json")
    #expect(outcome.errors == "")
    #expect(outcome.output.contains("OK  0 errors, 0 warnings, 0 notes (0 unknown), 2 passed"))
    #expect(try starts() == ["check", "describe"])
  }

  @Test func twoPoliciesAreJudgedApart() throws {
    try write("one.yaml", id: "one")
    try write("two.yaml", id: "two")
    let outcome = tool.run("lint --allow-plugins -p one.yaml -p two.yaml listing.json")
    #expect(outcome.errors == "")
    #expect(outcome.output.contains("OK  0 errors, 0 warnings, 0 notes (0 unknown), 4 passed"))
    #expect(try starts() == ["check", "check", "describe", "describe"])
  }

  @Test(arguments: ["{ nonsense: 1 }", "disabled"])
  func isEndedWhereThePolicyIsWrong(rule: String) throws {
    try write(rule: rule)
    #expect(tool.run("lint --allow-plugins -p policy.yaml listing.json").status == 2)
    let expected = rule == "disabled" ? [] : ["check", "describe"]
    #expect(try starts() == expected)
  }

  @Test func isEndedWhereNothingCanBeRead() throws {
    try write()
    #expect(tool.run("lint --allow-plugins -p policy.yaml --as nonsense listing.json").status == 2)
    #expect(try starts() == ["check", "describe"])
  }

  @Test(arguments: [
    "policy check policy.yaml", "rules -p policy.yaml", "schema policy -p policy.yaml",
  ])
  func isNotStartedWhereNothingIsJudged(command: String) throws {
    try write(argument: "alone")
    #expect(tool.run("\(command) --allow-plugins").status == 0)
    #expect(try starts() == ["describe"])
  }
}
