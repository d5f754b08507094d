import RuleEngine

/// Asks that automatic renewal works.
struct RenewalHealth: RecordRule {
  private static let maxAttempts = Option.count(
    "max-attempts", in: 0...1_000_000, "How many attempts there may have been.")
  private static let maxAge = Option.duration(
    "max-age", "How long ago the last attempt may lie, whatever came of it.")

  private let maxAttempts: Int?
  private let maxAge: Duration?

  init(options: Options) throws(OptionError) {
    maxAttempts = try options[Self.maxAttempts]
    maxAge = try options[Self.maxAge]
  }

  var needs: [Fact] {
    [.renewalStatus] + (maxAttempts == nil ? [] : [.renewalAttempts])
      + (maxAge == nil ? [] : [.renewalAt])
  }

  var requirement: String {
    let attempts = maxAttempts.map { ", \($0) attempts at most" } ?? ""
    let age = maxAge.map { ", the last no longer than \($0) ago" } ?? ""
    return "no failed renewal\(attempts)\(age)"
  }

  func judge(
    _ record: CertificateRecord, at now: Instant, _ findings: inout Findings
  ) throws(FactUnavailable) {
    let status = try record.renewalStatus
    // A failure says it all, and is not to be lost where the source tells no more than that.
    if ["failed", "failure", "error"].contains(status.lowercased()) {
      findings.full(.failed(status), evidence: .init(.renewalStatus))
      return
    }
    if let maxAttempts, try record.renewalAttempts > maxAttempts {
      findings.full(
        .triedTooOften(maxAttempts), key: Self.maxAttempts.name,
        evidence: .init(.renewalAttempts))
    }
    if let maxAge {
      let attempt = try record.renewalAt
      if attempt.end + maxAge < now {
        findings.full(
          .triedTooLongAgo(attempt, maxAge), key: Self.maxAge.name,
          evidence: .init(.renewalAt))
      }
    }
  }
}

extension RenewalHealth {
  static let documentation = RuleDocumentation(
    id: "renewal-health",
    summary: "The last renewal did not fail, and was tried neither too often nor too long ago.",
    rationale: """
      Automatic renewal fails quietly: the old certificate goes on working until the day it \
      expires. A failed attempt, one attempt after the other, or none for longer than the renewal \
      interval are the signs that can be seen before that day.
      """,
    citation: """
      NIST SP 1800-16, Volume B, section 5.1 (Proactive Certificate Renewal); RFC 9773, \
      section 4 (ACME Renewal Information)
      """,
    options: [maxAttempts.declaration, maxAge.declaration],
    passing: [
      RuleExample(
        "the last renewal succeeded",
        records: [#"{"name":"api","renewalStatus":"succeeded"}"#]),
      RuleExample(
        "a renewal is under way",
        records: [#"{"name":"api","renewalStatus":"pending"}"#]),
      RuleExample(
        "as many attempts as allowed, the last exactly as long ago as allowed",
        options: "max-attempts: 5\nmax-age: 60d",
        records: [
          """
          {"name":"api","renewalStatus":"succeeded","renewalAttempts":5,\
          "renewalAt":"2025-11-02T00:00:00Z"}
          """
        ]),
    ],
    flagged: [
      RuleExample(
        "the last renewal failed",
        records: [#"{"name":"api","renewalStatus":"failed"}"#],
        messages: [#"the last renewal ended as "failed""#]),
      RuleExample(
        "the last renewal failed, and the source tells no number of attempts",
        options: "max-attempts: 5",
        records: [#"{"name":"api","renewalStatus":"ERROR"}"#],
        messages: [#"the last renewal ended as "ERROR""#]),
      RuleExample(
        "one attempt too many",
        options: "max-attempts: 5",
        records: [#"{"name":"api","renewalStatus":"pending","renewalAttempts":6}"#],
        messages: ["renewal was attempted more often than the 5 times allowed"]),
      RuleExample(
        "the last attempt lies a second too long ago",
        options: "max-age: 60d",
        records: [
          #"{"name":"api","renewalStatus":"succeeded","renewalAt":"2025-11-01T23:59:59Z"}"#
        ],
        messages: [
          "renewal was last attempted 2025-11-01T23:59:59Z, longer ago than the 60d allowed"
        ]),
    ])
}

extension String {
  fileprivate static func failed(_ status: String) -> String {
    "the last renewal ended as \"\(status)\""
  }

  // The number itself grows from one run to the next while the finding stays the same.
  fileprivate static func triedTooOften(_ maximum: Int) -> String {
    "renewal was attempted more often than the \(maximum) times allowed"
  }

  fileprivate static func triedTooLongAgo(_ attempt: Timestamp, _ maximum: Duration) -> String {
    "renewal was last attempted \(attempt), longer ago than the \(maximum) allowed"
  }
}
