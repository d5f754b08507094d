import Glibc
import OperatingSystem
import PolicyPacks
import Testing

@testable import CommandLineInterface

/// Policies held against the cases beside them.
struct PolicyTestTests {
  private let folder: TemporaryFolder
  private var tool = Tool()

  init() throws {
    folder = try TemporaryFolder()
    tool.workingDirectory = folder.path
    try folder.write(
      "p.yaml",
      """
      certgate: 1
      policy: p
      rules:
        expiry-window: { min-remaining: 30d }
        name-pattern: { allow: "a*", match: { input: "edge/**" } }
      """)
  }

  /// Runs some cases of `p.yaml`, at 2026-01-01.
  private func test(_ cases: String, _ options: String = "") throws -> Tool.Outcome {
    let lines = cases.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)\n" }
    try folder.write("p.test.yaml", "certgate: 1\nat: 2026-01-01\ncases:\n\(lines.joined())")
    return tool.run("policy test \(options) p.yaml")
  }

  // MARK: The shipped policies

  @Test(arguments: PolicyPacks.all.map(\.name))
  func everyShippedPolicyIsTested(name: String) {
    let outcome = Tool().run("policy test --require-tests Rules/\(name).yaml")
    #expect(outcome.errors == "")
    #expect(outcome.status == 0, "add cases to Rules/\(name).test.yaml: \(outcome.output)")
  }

  // MARK: What is expected

  @Test func whatIsExpectedPasses() throws {
    let outcome = try test(
      """
      late:
        records: [{ name: x, notAfter: 2026-01-10 }]
        expect: { expiry-window: "expires in 9 days, * are required", name-pattern: not-applicable }
      fine:
        records: [{ name: x, notAfter: 2026-03-01 }]
        expect: { expiry-window: pass }
      elsewhere:
        input: edge/one.json
        records: [{ name: x, notAfter: 2026-03-01 }, { name: a, notAfter: 2026-03-01 }]
        expect: { name-pattern: 'name "x" matches none of "a\\*"' }
      later:
        at: 2026-02-28
        records: [{ name: x, notAfter: 2026-03-01 }]
        expect: { expiry-window: [/^expires/] }
      unknown:
        records: [{ name: x, notAfter: ~ }]
        expect: { expiry-window: "cannot be judged: notAfter is null" }
      """)
    #expect(outcome.errors == "")
    #expect(
      outcome.output == """
        certgate 0.1.0  policy tests

        OK  0 errors, 0 warnings, 0 notes (0 unknown), 5 passed, 0 not applicable; 5 cases in 1 input; exit 0

        """)
    #expect(outcome.status == 0)
  }

  @Test(arguments: [
    (
      "expiry-window: pass", "2026-01-10",
      #"expiry-window should pass, and says "expires in 9 days, on 2026-01-10; at least 30 days are required""#
    ),
    (
      "expiry-window: \"expired*\"", "2026-01-10",
      #"expiry-window says "expires in 9 days, on 2026-01-10; at least 30 days are required", not "expired*""#
    ),
    ("expiry-window: \"expired*\"", "2026-03-01", "expiry-window does not say \"expired*\""),
    ("name-pattern: pass", "2026-03-01", "name-pattern should pass, and does not apply"),
    (
      "expiry-window: not-applicable", "2026-03-01", "expiry-window should not apply, and does"
    ),
    (
      "name-pattern: not-applicable", "2025-12-01",
      "expiry-window is not expected to say \"expired 30 days ago, on 2025-12-01\""
    ),
    (
      "expiry-window: [\"expired*\", \"expired*\"]", "2025-12-01",
      "expiry-window does not say \"expired*\""
    ),
  ])
  func whatIsNotExpectedFails(expectation: String, notAfter: String, fault: String) throws {
    let outcome = try test(
      "case:\n  records: [{ name: x, notAfter: \(notAfter) }]\n  expect: { \(expectation) }")
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("  error    case  as-expected  \(fault)\n"))
    #expect(outcome.output.contains("FAILED  1 error, "))
  }

  @Test func aFaultIsShownWhereItIsExpected() throws {
    let outcome = try test(
      """
      "one: \\e[2K":
        records: [{ name: x, notAfter: 2026-03-01 }]
        expect:
          expiry-window: expired
      """)
    #expect(
      outcome.output == #"""
        certgate 0.1.0  policy tests

        p.test.yaml  1 case
          error    one: \x1B[2K  as-expected  expiry-window does not say "expired"
                   p.test.yaml:7:7
                   found: pass; required: expired

        FAILED  1 error, 0 warnings, 0 notes (0 unknown), 0 passed, 0 not applicable; 1 case in 1 input; exit 1

        """#)
  }

  @Test func casesAreTestCasesOfJUnit() throws {
    let outcome = try test(
      """
      good: { records: [{ name: x, notAfter: 2026-03-01 }], expect: { expiry-window: pass } }
      bad: { records: [{ name: x, notAfter: 2026-01-02 }], expect: { expiry-window: pass } }
      """, "-f junit")
    #expect(outcome.status == 1)
    for line in [
      #"<testsuite name="p.test.yaml : policy-tests""#, #"tests="3" failures="1" errors="0""#,
      #"<testcase name="good as-expected" classname="policy-tests.as-expected" time="0.000"/>"#,
      #"<failure message="expiry-window should pass, and says &quot;expires in 1 day, on"#,
      "<system-out>cases: 2\n</system-out>",
    ] {
      #expect(outcome.output.contains(line))
    }
  }

  @Test func listingFilesCanBeCases() throws {
    try folder.write("in/a.json", #"[{"name":"x","notAfter":"2025-12-01"}]"#)
    let outcome = try test(
      """
      listing: { files: in/a.json, expect: { expiry-window: "expired * ago, on 2025-12-01" } }
      both:
        files: [in/a.json]
        records: [{ name: y, notAfter: 2025-12-02 }]
        expect: { expiry-window: ["expired 30 days ago*", "expired 29 days ago*"] }
      """)
    #expect(outcome.status == 0, "\(outcome.output)")
    let missing = try test("gone: { files: in/b.json, expect: { expiry-window: pass } }")
    #expect(missing.status == 3)
    #expect(
      missing.output.contains("\np.test.yaml: gone\n  unread   there is no such file or folder"))
  }

  // MARK: Coverage

  @Test func everyCheckOfThePolicyItselfMustBeTested() throws {
    try folder.write(
      "base.yaml", "certgate: 1\npolicy: base\nrules: { status: , exposed-private-key: }\n")
    try folder.write(
      "p.yaml",
      "certgate: 1\npolicy: p\nextends: base.yaml\nrules: { expiry-window: , status: { allow: [ok] } }\n"
    )
    let cases = """
      late:
        records: [{ name: x, notAfter: 2026-01-10 }]
        expect: { expiry-window: "expires*" }
      """
    #expect(try test(cases).status == 0)
    let outcome = try test(cases, "--require-tests")
    #expect(outcome.status == 1)
    #expect(
      outcome.output.contains(
        """
          error    check status         as-expected  status is not tested: no case expects it to pass
                   p.yaml:4:27
                   found: no such case; required: a case that expects it to pass
        """))
    #expect(outcome.output.contains("status is not tested: no case expects it to object\n"))
    #expect(outcome.output.contains("expiry-window is not tested: no case expects it to pass\n"))
    #expect(!outcome.output.contains("exposed-private-key"))
    #expect(outcome.output.contains("FAILED  3 errors, "))
    // A case that fails tests nothing.
    let failing = try test(
      "late: { records: [{ name: x, notAfter: 2026-01-10 }], expect: { expiry-window: pass } }",
      "--require-tests")
    #expect(failing.output.contains("FAILED  5 errors, "))
  }

  // MARK: Mistakes

  @Test func mistakesAreAllReported() throws {
    try folder.write(
      "p.test.yaml",
      """
      certgate: 1
      case: {}
      cases:
        one:
          recods: []
          records: [{ nme: x, certificate: { keyBit: 1 } }, y]
          expect: { expiry-windw: pass, name-pattern: [], expiry-window: /(/ }
        two: { at: soon, records: [], expect: pass }
        three: [a]
      """)
    let outcome = tool.run("policy test p.test.yaml")
    #expect(outcome.status == 2)
    #expect(
      outcome.errors == #"""
        p.test.yaml:2:1: error: unknown key 'case'; did you mean 'cases'?
            2 | case: {}
              | ^~~~
        p.test.yaml:4:3: error: the case has no time
            4 |   one:
              |   ^~~
            = help: 'at: 2026-01-01' pins it, here or for all cases
        p.test.yaml:5:5: error: unknown key 'recods' for a case; did you mean 'records'?
            5 |     recods: []
              |     ^~~~~~
        p.test.yaml:6:17: error: unknown fact 'nme'; did you mean 'name'?
            6 |     records: [{ nme: x, certificate: { keyBit: 1 } }, y]
              |                 ^~~
        p.test.yaml:6:40: error: unknown fact 'keyBit'; did you mean 'keyBits'?
            6 |     records: [{ nme: x, certificate: { keyBit: 1 } }, y]
              |                                        ^~~~~~
        p.test.yaml:6:55: error: expected a record, found text
            6 |     records: [{ nme: x, certificate: { keyBit: 1 } }, y]
              |                                                       ^
        p.test.yaml:7:15: error: the policy has no check 'expiry-windw'; did you mean 'expiry-window'?
            7 |     expect: { expiry-windw: pass, name-pattern: [], expiry-window: /(/ }
              |               ^~~~~~~~~~~~
        p.test.yaml:7:49: error: expected 'pass', 'not-applicable', a message or a list of messages
            7 |     expect: { expiry-windw: pass, name-pattern: [], expiry-window: /(/ }
              |                                                 ^~
            = help: '*' in a message stands for anything
        p.test.yaml:7:69: error: missing ')'
            7 |     expect: { expiry-windw: pass, name-pattern: [], expiry-window: /(/ }
              |                                                                     ^
        p.test.yaml:8:14: error: 'soon' is no time: not a date or time
            8 |   two: { at: soon, records: [], expect: pass }
              |              ^~~~
            = help: write 2026-01-01 or 2026-01-01T12:00:00Z
        p.test.yaml:8:29: error: the list is empty
            8 |   two: { at: soon, records: [], expect: pass }
              |                             ^~
        p.test.yaml:8:41: error: expected a mapping, found text
            8 |   two: { at: soon, records: [], expect: pass }
              |                                         ^~~~
            = help: such as '{ expiry-window: "expires in * days*", status: pass }'
        p.test.yaml:9:10: error: expected a mapping, found a list
            9 |   three: [a]
              |          ^~~
            = help: a case has at, records, input, files, expect
        13 errors in the tests; nothing was judged

        """#)
  }

  @Test func aBrokenPolicyIsReportedWithItsTests() throws {
    try folder.write("p.yaml", "certgate: 1\npolicy: p\nrules: { expiry-windw: }\n")
    let outcome = try test("one: { records: [{ name: x }], expect: { status: pass } }")
    #expect(outcome.status == 2)
    #expect(outcome.errors.hasPrefix("p.yaml:3:10: error: unknown rule 'expiry-windw'; did you"))
  }

  @Test func thePolicyIsTheOneBesideTheTestsOrTheOneNamed() throws {
    try folder.write(
      "tests/other.test.yaml",
      """
      certgate: 1
      policy: ../p.yaml
      at: 2026-01-01
      cases: { one: { records: [{ name: x, notAfter: 2026-03-01 }], expect: { expiry-window: pass } } }
      """)
    #expect(tool.run("policy test tests/other.test.yaml").status == 0)
    try folder.write("lonely.test.yaml", "certgate: 1\nat: 2026-01-01\ncases: {}\n")
    #expect(
      tool.run("policy test lonely.test.yaml").errors.hasPrefix(
        "error: cannot read lonely.yaml: no such file or directory\n"))
    let none = tool.run("policy test p.yaml")
    #expect(none.status == 2)
    #expect(
      none.errors == "certgate: error: cannot read p.test.yaml: no such file or directory\n")
    #expect(tool.run("policy test").status == 2)
  }

  @Test func theConfigurationNamesWhatIsTested() throws {
    _ = try test(
      "one: { records: [{ name: x, notAfter: 2026-03-01 }], expect: { expiry-window: pass } }")
    try folder.write(".certgate.yaml", "certgate: 1\npolicies: [p.yaml, certgate:mtls]\n")
    let outcome = tool.run("policy test")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("1 case in 1 input"))
  }

  // MARK: Plugins

  @Test func rulesOfPluginsAreTestedLikeAllOthers() throws {
    try folder.write(
      "plugin",
      #"""
      #!/bin/sh
      if [ "$1" = describe ]; then
        echo '{"protocol":1,"name":"x","version":"1","rules":[{"id":"bad","summary":"S.",' \
          '"rationale":"R.","needs":["name"]}]}'
        exit
      fi
      if grep -q '"name":"bad"'; then
        echo '{"type":"finding","number":1,"check":"x/bad","message":"it is bad"}'
        echo '{"type":"done","records":1,"findings":1}'
      else
        echo '{"type":"done","records":1,"findings":0}'
      fi
      """#)
    #expect(unsafe chmod(Paths.join(folder.path, "plugin"), 0o755) == 0)
    try folder.write(
      "p.yaml",
      "certgate: 1\npolicy: p\nplugins: { x: { command: ./plugin } }\nrules: { x/bad: }\n")
    var tool = tool
    tool.environment = ["PATH": "/usr/bin:/bin"]
    _ = try test(
      """
      bad: { records: [{ name: bad }], expect: { x/bad: it is bad } }
      good: { records: [{ name: good }], expect: { x/bad: pass } }
      """)
    let outcome = tool.run("policy test --allow-plugins --require-tests p.yaml")
    #expect(outcome.output.contains("OK  0 errors"))
    #expect(outcome.status == 0)
    #expect(
      tool.run("policy test p.yaml").errors.contains("plugin 'x' is not allowed to run"))
  }
}
