import RuleEngine

/// Asks that a certificate's status is a good one and agrees with its expiry.
struct Status: RecordRule {
  private typealias Class = RuleEngine.Status.Class

  private static let allow = Option.choices(
    // Deleted records are judged by no rule.
    "allow", of: Class.allCases.filter { $0 != .deleted }, default: [.ok],
    "The classes of status that pass.")

  private let allowed: [Class]

  init(options: Options) throws(OptionError) {
    allowed = try options[Self.allow]
  }

  var needs: [Fact] { [.status] }

  var requirement: String {
    let names = allowed.map(\.rawValue).joined(separator: ", ")
    return allowed.count == 1
      ? "a status that means \(names)" : "a status that means one of \(names)"
  }

  func judge(
    _ record: CertificateRecord, at now: Instant, _ findings: inout Findings
  ) throws(FactUnavailable) {
    let status = try record.status
    if !allowed.contains(status.class) {
      findings.full(.notAllowed(status), evidence: .init(.status))
    }
    guard [.ok, .expired].contains(status.class), let expiry = try? record.notAfter else { return }
    if status.class == .ok && expiry.end < now {
      findings.full(
        .contradicted(status, "expired \(expiry)"), key: "expiry", evidence: .contradiction)
    } else if status.class == .expired && now < expiry.start {
      findings.full(
        .contradicted(status, "expires \(expiry)"), key: "expiry", evidence: .contradiction)
    }
  }
}

extension Status {
  static let documentation = RuleDocumentation(
    id: "status",
    summary: "The source says that the certificate is in order, and its expiry does not deny it.",
    rationale: """
      A certificate that is pending, revoked or failed does not serve, whatever its dates say. A \
      status that contradicts the expiry is stale, and so is every decision made on it. Sources \
      have many words for a status; each falls into a class, and a word that is not known is \
      never taken for a good one.
      """,
    citation: """
      RFC 5280, section 6.1.3 (a) (2) and (3): a certificate counts within its validity period, \
      and while it is not revoked
      """,
    options: [allow.declaration],
    passing: [
      RuleExample(
        "the certificate is active",
        records: [
          #"{"name":"api","status":{"text":"active","class":"ok"},"notAfter":"2026-12-01"}"#
        ]),
      RuleExample(
        "the policy takes certificates that are yet to be issued",
        options: "allow: [ok, pending]",
        records: [#"{"name":"api","status":"ok"}"#, #"{"name":"www","status":"pending"}"#]),
      RuleExample(
        "the last day of the validity is not over",
        records: [#"{"name":"api","status":"ok","notAfter":"2026-01-01"}"#]),
    ],
    flagged: [
      RuleExample(
        "the certificate is not yet deployed",
        records: [
          #"{"name":"api","status":{"text":"pending_deployment","class":"pending"}}"#
        ],
        messages: [#"status is "pending_deployment", which means pending"#]),
      RuleExample(
        "the certificate is revoked",
        records: [#"{"name":"api","status":"revoked"}"#],
        messages: [#"status is "revoked""#]),
      RuleExample(
        "the status is of no known class",
        records: [#"{"name":"api","status":{"text":"frobnicated","class":"other"}}"#],
        messages: [#"status is "frobnicated", which means other"#]),
      RuleExample(
        "the certificate is active and has expired",
        records: [
          """
          {"name":"api","status":{"text":"active","class":"ok"},\
          "notAfter":"2025-12-01T00:00:00Z"}
          """
        ],
        messages: [
          #"status is "active", but the certificate expired 2025-12-01T00:00:00Z"#
        ]),
      RuleExample(
        "the certificate is said to have expired, and has not",
        records: [#"{"name":"api","status":"expired","notAfter":"2026-12-01T00:00:00Z"}"#],
        messages: [
          #"status is "expired""#,
          #"status is "expired", but the certificate expires 2026-12-01T00:00:00Z"#,
        ]),
    ])
}

extension String {
  fileprivate static func notAllowed(_ status: RuleEngine.Status) -> String {
    let name = status.class.rawValue
    return "status is \"\(status.text)\"" + (status.text == name ? "" : ", which means \(name)")
  }

  fileprivate static func contradicted(_ status: RuleEngine.Status, _ expiry: String) -> String {
    "status is \"\(status.text)\", but the certificate \(expiry)"
  }
}

extension [Findings.EvidenceRequest] {
  fileprivate static let contradiction = [
    Findings.EvidenceRequest(.status, required: "a status that agrees with the expiry"),
    Findings.EvidenceRequest(.notAfter, required: "an expiry that agrees with the status"),
  ]
}
