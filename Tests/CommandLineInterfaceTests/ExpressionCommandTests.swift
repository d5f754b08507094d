import Testing

@testable import CommandLineInterface

/// `certgate eval`, `certgate fields` and `certgate lint --where`.
struct ExpressionCommandTests {
  private let folder: TemporaryFolder
  private var tool = Tool()

  init() throws {
    folder = try TemporaryFolder()
    tool.workingDirectory = folder.path
    try folder.write(
      "list.ndjson",
      """
      {"name":"a","notAfter":"2026-12-01T00:00:00Z","owner":"team","fingerprints":["sha1:\(
        String(repeating: "ab", count: 20))"]}
      {"name":"b\\u001b[2J","notAfter":"2027-12-01","owner":null}
      """)
    try folder.write(
      "policy.yaml",
      """
      certgate: 1
      policy: p
      rules:
        owned:
          rule: expression
          when: notAfter - now < duration("720h")
          require: owner == "other"
          message: '"belongs to " + owner'

      """)
  }

  @Test(arguments: [
    ("notAfter - now < duration(\"720h\")", "true", "false"),
    ("owner", "\"team\"", "unknown: owner is null"),
    ("has(owner) ? owner : \"nobody\"", "\"team\"", "\"nobody\""),
    ("notAfter.getFullYear() + size(name)", "2027", "2032"),
    (
      "fingerprints.map(f, f.algorithm + f.hex.substring(36))", "[\"sha1abab\"]",
      "unknown: the format does not speak of fingerprints"
    ),
    (
      "issuer", "unknown: the format does not speak of issuer",
      "unknown: the format does not speak of issuer"
    ),
    ("input + format", "\"list.ndjsoncertgate\"", "\"list.ndjsoncertgate\""),
    (
      "name.substring(2)",
      "unknown: 'name.substring(2)' has no value: index 2 is out of the range 0 to 1", "\"[2J\""
    ),
  ])
  func eval(expression: String, first: String, second: String) {
    let outcome = tool.run(["eval", expression, "list.ndjson"])
    #expect(outcome.status == 0)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines.first.map(String.init) == "list.ndjson:1  a  \(first)")
    #expect(lines.last?.hasSuffix("  \(second)") == true, "\(outcome.output)")
    #expect(!outcome.output.contains("\u{1B}"))
  }

  @Test func evalWithoutAnInput() {
    #expect(tool.run(["eval", "[1, 2].map(x, x * 2)"]).output == "[2, 4]\n")
    let outcome = tool.run(["eval", "owner"])
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("help: the expression asks for owner"))
    #expect(
      tool.run(["eval", "1 / 0"]).errors
        == "certgate: error: '1 / 0' has no value: division by zero\n")
  }

  @Test func faultsAreShownInTheExpression() {
    let outcome = tool.run(["eval", "name == 'x' &&\n  orgin == 'y' && 1 + ''", "list.ndjson"])
    #expect(outcome.status == 2)
    #expect(
      outcome.errors == """
        expression:2:3: error: unknown name 'orgin'; did you mean 'origin'?
            2 |   orgin == 'y' && 1 + ''
              |   ^~~~~
        expression:2:19: error: '+' does not take int and string; a string is made int by int(…)
            2 |   orgin == 'y' && 1 + ''
              |                   ^~~~~~
        2 errors in the expression; nothing was judged

        """)
  }

  @Test func evalSaysWhatCouldNotBeRead() throws {
    #expect(tool.run(["eval", "name", "list.ndjson", "missing.json"]).status == 3)
    try folder.write("empty.json", #"{"schemaVersion":"1.0","records":[]}"#)
    let outcome = tool.run(["eval", "name", "empty.json"])
    #expect(outcome.status == 3)
    #expect(outcome.errors == "certgate: error: there is no record to evaluate it for\n")
  }

  @Test func lintByExpressions() {
    let outcome = tool.run("lint -p policy.yaml list.ndjson")
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("a  owned  belongs to team"))
    #expect(outcome.output.contains("not applied: owned to 1 certificate (not selected)"))
  }

  @Test func lintWhere() {
    let outcome = tool.run(["lint", "-p", "policy.yaml", "--where", "name != 'a'", "list.ndjson"])
    #expect(outcome.output.contains("not applied: owned to 2 certificates (not selected)"))
    let broken = tool.run(["lint", "-p", "policy.yaml", "--where", "nme == 'a'", "list.ndjson"])
    #expect(broken.status == 2)
    #expect(broken.errors.contains("unknown name 'nme'; did you mean 'name'?"))
  }

  @Test func fields() {
    let all = tool.run("fields")
    #expect(all.status == 0)
    #expect(
      all.output.contains(
        """
        notAfter: timestamp
          The end of the certificate's validity.
          stated by files of certificates, TLS endpoints, certgate, cloudflare-access-mtls, \
        digitalocean-certificates, liveperson-mtls, organization-certificates, vault-pki
        """))
    #expect(
      all.output.contains("now: timestamp\n  The instant the run judges at.\n  stated by every run")
    )
    let some = tool.run(["fields", "certificate.key*"]).output
    #expect(some.contains("certificate.keyBits: int\n"))
    #expect(!some.contains("notAfter"))
    #expect(
      tool.run(["fields", "certificate"]).output == tool.run(["fields", "certificate.*"]).output)
    #expect(tool.run(["fields", "notafter"]).output.hasPrefix("notAfter: timestamp\n"))
    #expect(tool.run(["fields", "nameConstraints"]).status == 2)
    #expect(tool.run(["fields", "subjectAltName"]).output.contains("dnsNames: list(string)\n"))
    let none = tool.run(["fields", "notafter2"])
    #expect(none.status == 2)
    #expect(none.errors.contains("no fact is named like 'notafter2'; did you mean 'notAfter'?"))
  }
}
