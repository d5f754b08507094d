import Glibc
import OperatingSystem
import Testing

@testable import CommandLineInterface

/// What plugins do wrong: each way is a real program, ends in exit status 3, names the plugin and
/// leaves no process behind.
struct PluginFailureTests {
  struct Mode: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// What the plugin does when it is asked to describe itself; nil for what it should.
    var describe: String?
    /// What it does when it is asked to judge.
    var check = "exit 0"
    /// How the failure ends the sentence "plugin bad …".
    let message: String
    var manyRecords = false
    var keys = ""
    var match = ""
    var mode: mode_t = 0o755
    var command = "./bad"
    var timeout = "60s"

    init(
      _ name: String, describe: String? = nil, check: String = "exit 0", says message: String,
      manyRecords: Bool = false, keys: String = "", match: String = "", mode: mode_t = 0o755,
      command: String = "./bad", timeout: String = "60s"
    ) {
      testDescription = name
      self.describe = describe
      self.check = check
      self.message = message
      self.manyRecords = manyRecords
      self.keys = keys
      self.match = match
      self.mode = mode
      self.command = command
      self.timeout = timeout
    }
  }

  private static let description = #"""
    echo '{"protocol":1,"name":"b","version":"1","rules":[{"id":"rule","summary":"S.",' \
      '"rationale":"R.","needs":["name"]}]}'
    """#
  private static let done = #"echo '{"type":"done","records":2,"findings":0}'"#

  private static func finding(_ members: String) -> String {
    #"cat >/dev/null; echo '{"type":"finding",\#(members)}'; \#(done)"#
  }

  static let modes = [
    Mode("not found", says: "cannot be run: there is no file ", command: "./missing"),
    Mode(
      "not in the search path", says: "cannot be run: there is no program 'no-such-plugin' in the",
      command: "no-such-plugin"),
    Mode("a folder", says: "cannot be run: ", command: "."),
    Mode("not executable", says: "cannot be run: ", mode: 0o644),
    Mode(
      "wrong digest", says: "is not the program that the policy pins: ",
      keys: "sha256: " + String(repeating: "0a", count: 32)),
    Mode("describes nothing", describe: "exit 0", says: "does not describe itself: it printed"),
    Mode("describes itself in words", describe: "echo hello", says: "does not describe itself in"),
    Mode(
      "describes too little", describe: #"echo '{"protocol":1,"name":"b","rules":[]}'"#,
      says: "does not describe itself as it must: the description has no 'version'"),
    Mode(
      "another protocol", describe: #"echo '{"protocol":2,"whatever":true}'"#,
      says: "does not describe itself as it must: it speaks version 2 of the protocol, and this"),
    Mode("fails to describe", describe: "echo oh >&2; exit 9", says: "ended with status 9"),
    Mode(
      "describes without end", describe: "while :; do printf '%01000d' 0; done",
      says: "printed more on standard output than it may"),
    Mode(
      "describes and leaves something behind",
      describe: description + "; sleep 1000 & echo $! >>pids",
      says: "ended and left a process behind that kept its output open"),
    Mode(
      "slow", check: "cat >/dev/null; printf '{'; while :; do :; done", says: "took longer than 1s",
      timeout: "1s"),
    Mode(
      "silent", check: "while :; do :; done", says: "took longer than 1s and said nothing",
      timeout: "1s"),
    Mode(
      "silent, and deaf to signals", check: "trap '' TERM; while :; do :; done",
      says: "took longer than 1s and said nothing", timeout: "1s"),
    Mode(
      "floods its output with lines", check: "while :; do echo flood; done",
      says: "printed a line that is no message: \"flood\""),
    Mode(
      "floods its output with one line", check: "while :; do printf '%01000d' 0; done",
      says: "printed a line of more than 1 MiB"),
    Mode(
      "floods standard error", check: "while :; do printf '%01000d' 0 >&2; done",
      says: "printed more on standard error than it may"),
    Mode("dies by a signal", check: "kill -KILL $$", says: "was ended by signal 9"),
    Mode("fails", check: "cat >/dev/null; echo why >&2; exit 4", says: "ended with status 4"),
    Mode(
      "ends before it reads", check: "exec <&-; \(done)", says: "stopped reading before the end",
      manyRecords: true),
    Mode(
      "counts its records wrong",
      check: #"cat >/dev/null; echo '{"type":"done","records":0,"findings":0}'"#,
      says: "says that it read 0 records, and was given 2"),
    Mode(
      "prints a line that is no message", check: "cat >/dev/null; echo 'all is well'; \(done)",
      says: "printed a line that is no message: \"all is well\""),
    Mode(
      "prints a list", check: "cat >/dev/null; echo '[]'; \(done)",
      says: "printed a line that is no message: \"[]\""),
    Mode(
      "prints two messages on a line", check: "cat >/dev/null; echo '{} {}'; \(done)",
      says: "printed a line that is no message: \"{} {}\""),
    Mode(
      "prints a message of no type", check: "cat >/dev/null; echo '{\"type\":\"find\"}'",
      says: "printed a message that is none: the message is of type 'find', which is none of"),
    Mode(
      "names a record that does not exist",
      check: finding(#""number":3,"check":"bad/rule","message":"m""#),
      says: "printed a message that is none: the message speaks of record 3, which it was not given"
    ),
    Mode(
      "names no record", check: finding(#""check":"bad/rule","message":"m""#),
      says: "printed a message that is none: the message has no 'number'"),
    Mode(
      "names a check that does not exist",
      check: finding(#""number":1,"check":"bad/rul","message":"m""#),
      says:
        "printed a message that is none: the message names the check 'bad/rul', which it was not"),
    Mode(
      "names a fact that does not exist",
      check: finding(#""number":1,"check":"bad/rule","message":"m","fact":"nme""#),
      says: "printed a message that is none: the message names 'nme', which is no fact; did it mean"
    ),
    Mode(
      "names an element that does not exist",
      check: finding(#""number":1,"check":"bad/rule","message":"m","fact":"dnsNames","element":1"#),
      says: "printed a message that is none: the message speaks of element 1 of dnsNames, which"),
    Mode(
      "fails at a record that does not exist",
      check: #"cat >/dev/null; echo '{"type":"failed","number":0,"message":"m"}'; \#(done)"#,
      says: "printed a message that is none: the message speaks of record 0, which it was not given"
    ),
    Mode(
      "fails at a record that it was not asked about",
      check:
        #"cat >/dev/null; echo '{"type":"failed","number":1,"check":"bad/rule","message":"m"}'; \#(done)"#,
      says:
        "printed a message that is none: the message speaks of record 1 by check 'bad/rule', which was",
      match: "name: b"),
    Mode(
      "judges a record that it was not asked about",
      check: finding(#""number":1,"check":"bad/rule","message":"m""#),
      says:
        "printed a message that is none: the message judges record 1 by check 'bad/rule', which was",
      match: "name: b"),
    Mode(
      "finds the same twice",
      check: #"""
        cat >/dev/null
        for i in 1 2; do echo '{"type":"finding","number":1,"check":"bad/rule","message":"m"}'; done
        echo '{"type":"done","records":2,"findings":2}'
        """#,
      says: "has two findings of check 'bad/rule' about the record at listing.json:1:2 that no key"),
    Mode(
      "is not done", check: "cat >/dev/null", says: "ended without 'done', so its answer may be cut"
    ),
    Mode(
      "counts its findings wrong",
      check: #"cat >/dev/null; echo '{"type":"done","records":2,"findings":1}'"#,
      says: "says that it made 1 findings, and made 0"),
    Mode(
      "goes on after it is done", check: "cat >/dev/null; \(done); \(done)",
      says: "went on after 'done': "),
    Mode(
      "leaves something behind", check: "cat >/dev/null; \(done); sleep 1000 & echo $! >>pids",
      says: "ended and left a process behind that kept its output open"),
    Mode(
      "answers well and crashes", check: "cat >/dev/null; \(done); kill -SEGV $$",
      says: "was ended by signal 11"),
    Mode(
      "answers well and fails", check: "cat >/dev/null; \(done); exit 1",
      says: "ended with status 1"),
    Mode(
      "says that it failed",
      check: #"cat >/dev/null; echo '{"type":"failed","message":"no network"}'; \#(done)"#,
      says: "could not judge everything: no network"),
  ]

  private let folder: TemporaryFolder
  private var tool = Tool()

  init() throws {
    folder = try TemporaryFolder()
    tool.workingDirectory = folder.path
    tool.environment = ["PATH": "/usr/bin:/bin"]
  }

  private func write(_ mode: Mode) throws {
    try folder.write(
      "bad",
      """
      #!/bin/sh
      echo $$ >>pids
      if [ "$1" = describe ]; then
        \(mode.describe ?? Self.description)
        exit
      fi
      \(mode.check)
      """)
    #expect(unsafe chmod(Paths.join(folder.path, "bad"), mode.mode) == 0)
    let keys = mode.keys.isEmpty ? "" : ", \(mode.keys)"
    try folder.write(
      "policy.yaml",
      """
      certgate: 1
      policy: p
      plugins: { bad: { command: [\(mode.command)], timeout: \(mode.timeout)\(keys) } }
      rules: { name-pattern: { allow: ["*"] }, bad/rule: { match: { \(mode.match) } } }
      """)
    let record = #"{"name":"a","dnsNames":["a.example"],"notAfter":"2030-01-01"}"#
    var records = Array(repeating: record, count: mode.manyRecords ? 5000 : 2)
    if !mode.match.isEmpty { records[1].replace("\"a\"", with: "\"b\"") }
    try folder.write("listing.json", "[\(records.joined(separator: ",\n"))]")
  }

  @Test(arguments: modes)
  func endsTheRun(mode: Mode) throws {
    try write(mode)
    let outcome = tool.run("lint --allow-plugins -p policy.yaml listing.json")
    #expect(outcome.status == 3)
    #expect(outcome.output.contains("\n  plugin   plugin bad \(mode.message)"))
    #expect(outcome.output.contains("INCOMPLETE  0 errors"))
    // The other check was not kept from judging.
    #expect(outcome.output.contains(mode.manyRecords ? " 5,000 passed, " : " 2 passed, "))
    #expect(outcome.errors == "")
    for number in try pids() { #expect(hasGone(number), "\(number) is still there") }
  }

  private func pids() throws -> [pid_t] {
    guard folder.names().contains("pids") else { return [] }
    return try folder.read("pids").split(separator: "\n").compactMap { pid_t($0) }
  }

  @Test func everyReportNamesThePlugin() throws {
    try write(Mode("fails", check: "echo 'the \u{1B}[31mreason' >&2; exit 4", says: ""))
    let outcome = tool.run(
      "lint --allow-plugins -p policy.yaml -f text -f json:r.json -f junit:r.xml listing.json")
    #expect(outcome.status == 3)
    #expect(
      outcome.output.contains(
        #"""

        p.bad
          plugin   plugin bad ended with status 4
                   policy.yaml:3:12
                   it said: the \x1B[31mreason

        not applied: bad/rule to 2 certificates (its plugin did not answer)
        """#))
    #expect(
      try folder.read("r.json").contains(
        #""kind":"plugin","name":"p.bad","message":"plugin bad ended with status 4","location":{"#))
    let junit = try folder.read("r.xml")
    #expect(junit.contains(#"<testcase name="p.bad answered" classname="certgate.run""#))
    #expect(
      junit.contains(#"<error message="plugin bad ended with status 4" type="certgate.plugin">"#))
  }

  @Test func aPluginThatCannotDescribeItselfNamesWhatWasNotRun() throws {
    try write(Mode("", describe: "echo oh >&2; exit 9", says: ""))
    #expect(
      tool.run("lint --allow-plugins -p policy.yaml listing.json").output.contains(
        """

        p.bad
          plugin   plugin bad ended with status 9
                   policy.yaml:3:12
                   it said: oh
                   note: not run: bad/rule

        """))
    let checked = tool.run("policy check --allow-plugins policy.yaml")
    #expect(checked.status == 3)
    #expect(checked.errors.hasPrefix("certgate: error: plugin bad ended with status 9\n"))
  }

  @Test func whatFailedForOneRecordIsNotAPass() throws {
    try write(
      Mode(
        "",
        check: #"""
          cat >/dev/null
          echo '{"type":"failed","number":2,"check":"bad/rule","message":"no answer"}'
          echo '{"type":"finding","number":1,"check":"bad/rule","message":"m"}'
          echo '{"type":"done","records":2,"findings":1}'
          """#, says: ""))
    let outcome = tool.run("lint --allow-plugins -p policy.yaml listing.json")
    #expect(outcome.status == 3)
    #expect(outcome.output.contains("plugin bad could not judge everything: no answer"))
    #expect(outcome.output.contains("listing.json:2:1\n"))
    #expect(outcome.output.contains("1 error, "))
    #expect(
      outcome.output.contains("bad/rule to 1 certificate (its plugin did not answer)"))
  }
}
