import RuleEngine

/// Asks that an expression holds.
struct Expression: RecordRule {
  private static let require = Option<RecordExpression>.condition(
    "require", "What must hold of a certificate; must be given.")
  private static let message = Option<RecordExpression?>.phrase(
    "message", "What is said of a certificate of which it does not hold.")

  private let require: RecordExpression
  private let message: RecordExpression?

  init(options: Options) throws(OptionError) {
    require = try options[Self.require]
    message = try options[Self.message]
    if require.facts.isEmpty {
      throw OptionError(
        "the expression asks for no fact of a certificate, so it would say the same of all",
        option: Self.require.name)
    }
  }

  /// None, for an expression may be decided by other facts than the one that is not there.
  var needs: [Fact] { [] }
  var reads: [Fact] { require.facts }

  var requirement: String { require.line }

  func judge(
    _ record: CertificateRecord, at now: Instant, _ findings: inout Findings
  ) throws(FactUnavailable) {
    if try require.holds(for: record, at: now) { return }
    findings.full(
      (try? message?.text(for: record, at: now)) ?? .doesNotHold(require.line),
      evidence: require.facts.map { .init($0) })
  }
}

extension Expression {
  static let documentation = RuleDocumentation(
    id: "expression",
    summary: "An expression of the Common Expression Language holds.",
    rationale: """
      What no other rule asks can be asked in a line: the language is the one in which certificate \
      authorities and Kubernetes write issuance policy. `certgate fields` lists what can be asked, \
      `certgate eval` tries an expression on records. A fact that is not stated makes the outcome \
      unknown, unless `&&`, `||` or `?:` are decided without it; `has(owner)` asks whether one is.
      """,
    citation: """
      NIST SP 1800-16, Volume B, section 5.1 (Establishing TLS Server Certificate Policies)
      """,
    options: [require.declaration, message.declaration],
    passing: [
      RuleExample(
        "the lifetime is short enough",
        options: #"require: 'notAfter - notBefore <= duration("2400h")'"#,
        records: [
          #"{"name":"api","notBefore":"2026-01-01T00:00:00Z","notAfter":"2026-04-01T00:00:00Z"}"#
        ]),
      RuleExample(
        "another fact decides where one is not stated",
        options: "require: 'origin == \"managed\" || owner != \"\"'",
        records: [#"{"name":"api","origin":"managed","owner":null}"#]),
      RuleExample(
        "a wildcard covers a name",
        options: #"require: 'dns.covers(dnsNames, "api.example.com")'"#,
        records: [#"{"name":"api","dnsNames":["*.example.com"]}"#]),
    ],
    flagged: [
      RuleExample(
        "the lifetime is too long, in the policy's own words",
        options: """
          require: 'notAfter - notBefore <= duration("2400h")'
          message: '"lives " + string((notAfter - notBefore).getHours()) + " h of 2400 h"'
          """,
        records: [
          #"{"name":"api","notBefore":"2026-01-01T00:00:00Z","notAfter":"2027-01-01T00:00:00Z"}"#
        ],
        messages: ["lives 8760 h of 2400 h"]),
      RuleExample(
        "an uploaded certificate has no owner",
        options: #"require: 'origin != "uploaded" || has(owner)'"#,
        records: [#"{"name":"api","origin":"uploaded","owner":null}"#],
        messages: [#"does not satisfy origin != "uploaded" || has(owner)"#]),
    ])
}

extension String {
  fileprivate static func doesNotHold(_ condition: String) -> String {
    "does not satisfy \(condition)"
  }
}
