import RuleEngine

/// Asks that a certificate carries proof that it was logged in public.
struct CertificateTransparency: RecordRule {
  private static let minSCTs = Option.count(
    "min-scts", in: 1...20,
    "Of how many logs it must carry signed timestamps; by default of as many as browsers ask for.")

  private let minSCTs: Int?

  init(options: Options) throws(OptionError) {
    minSCTs = try options[Self.minSCTs]
  }

  var needs: [Fact] { minSCTs == nil ? [.sctCount, .notBefore, .notAfter] : [.sctCount] }

  var requirement: String {
    minSCTs.map { "signed certificate timestamps of at least \($0 == 1 ? "1 log" : "\($0) logs")" }
      ?? "signed certificate timestamps of 2 logs, and of 3 where the lifetime is more than 180 days"
  }

  func judge(
    _ record: CertificateRecord, at now: Instant, _ findings: inout Findings
  ) throws(FactUnavailable) {
    let count = try self.count(of: record)
    let required =
      if let minSCTs { minSCTs } else { browsersAskFor(lifetime: try lifetime(of: record)) }
    // A source may tell how many there are, and not of which logs.
    let logs = record.reader.texts(.sctLogs).value?.count
    guard logs ?? count < required, !isExempt(record) else { return }
    if let logs, logs < count {
      findings.full(.ofTooFewLogs(count, logs, required), evidence: .init(.sctLogs))
    } else {
      findings.full(.tooFew(count, required), evidence: .init(.sctCount))
    }
  }

  /// A certificate without the extension carries none.
  private func count(of record: CertificateRecord) throws(FactUnavailable) -> Int {
    if case .missing = record.reader.count(.sctCount) { return 0 }
    return try record.count(.sctCount)
  }

  private func lifetime(of record: CertificateRecord) throws(FactUnavailable) -> Duration {
    let start = try record.notBefore.start
    return try record.notAfter.start.since(start)
  }

  private func browsersAskFor(lifetime: Duration) -> Int {
    lifetime.seconds > 180 * 86_400 ? 3 : 2
  }

  /// Authorities are not logged by themselves, and a precertificate is what is sent to the logs.
  private func isExempt(_ record: CertificateRecord) -> Bool {
    record.reader.flag(.isCA).value == true
      || record.reader.texts(.extensions).value?.contains("ctPoison") == true
  }
}

extension CertificateTransparency {
  static let documentation = RuleDocumentation(
    id: "certificate-transparency",
    summary: "A certificate carries signed timestamps of certificate transparency logs.",
    rationale: """
      Chrome, Safari and Firefox refuse the certificate of a public site that was not logged: they \
      ask for timestamps of two different logs, and of three where the certificate lives for more \
      than 180 days. A certificate without them works in tests and fails at its visitors. A server can also \
      deliver the timestamps in its handshake or in a stapled answer, which a certificate does not \
      show; who operates the logs, and whether browsers trust them, is not judged here. Private \
      authorities do not log. Certificates of authorities and precertificates are left out.
      """,
    citation: """
      RFC 6962, section 3.3 (Including the Signed Certificate Timestamp in the TLS Handshake); \
      Chrome Certificate Transparency Policy, Embedded SCTs
      """,
    options: [minSCTs.declaration],
    passing: [
      RuleExample(
        "two timestamps for 90 days",
        records: [
          #"{"name":"api","notBefore":"2026-01-01T00:00:00Z","notAfter":"2026-03-31T23:59:59Z","certificate":{"sctCount":2}}"#
        ]),
      RuleExample(
        "two timestamps for 180 days",
        records: [
          #"{"name":"api","notBefore":"2026-01-01T00:00:00Z","notAfter":"2026-06-30T00:00:00Z","certificate":{"sctCount":2}}"#
        ]),
      RuleExample(
        "an authority",
        options: "min-scts: 1",
        records: [#"{"name":"ca","certificate":{"sctCount":null,"isCA":true}}"#]),
    ],
    flagged: [
      RuleExample(
        "two timestamps for more than 180 days",
        records: [
          #"{"name":"api","notBefore":"2026-01-01T00:00:00Z","notAfter":"2026-06-30T00:00:01Z","certificate":{"sctCount":2}}"#
        ],
        messages: ["carries 2 signed certificate timestamps, and 3 are required"]),
      RuleExample(
        "two timestamps of one log",
        options: "min-scts: 2",
        records: [
          #"{"name":"api","certificate":{"sctCount":2,"sctLogs":["DleUvPOuqT4zGyyZB7P3kN+bwj1xMiXdIaklrGHFTiE="]}}"#
        ],
        messages: [
          "carries 2 signed certificate timestamps of only 1 log, and 2 logs are required"
        ]),
      RuleExample(
        "no timestamps",
        records: [
          #"{"name":"api","notBefore":"2026-01-01T00:00:00Z","notAfter":"2026-03-31T23:59:59Z","certificate":{"sctCount":null}}"#
        ],
        messages: ["carries no signed certificate timestamps, and 2 are required"]),
      RuleExample(
        "fewer than the policy asks for",
        options: "min-scts: 2",
        records: [#"{"name":"api","certificate":{"sctCount":1}}"#],
        messages: ["carries 1 signed certificate timestamp, and 2 are required"]),
    ])
}

extension String {
  fileprivate static func ofTooFewLogs(_ count: Int, _ logs: Int, _ required: Int) -> String {
    "carries \(count) signed certificate timestamps of only \(logs) \(logs == 1 ? "log" : "logs"), "
      + "and \(required) logs are required"
  }

  fileprivate static func tooFew(_ count: Int, _ required: Int) -> String {
    let carried =
      switch count {
      case 0: "no signed certificate timestamps"
      case 1: "1 signed certificate timestamp"
      default: "\(count) signed certificate timestamps"
      }
    return "carries \(carried), and \(required) \(required == 1 ? "is" : "are") required"
  }
}
