import RuleEngine

/// Asks for thirty days, and complains early within sixty.
struct FakeExpiry: RecordRule {
  static let documentation = RuleDocumentation(
    id: "expiry-window", summary: "A certificate is renewed in time.",
    rationale: "An expired certificate is an outage.", citation: "RFC 5280, section 4.1.2.5",
    passing: [], flagged: [])
  let needs: [Fact] = [.notAfter]
  let requirement = "at least 30d left"

  init() {}
  init(options: Options) throws(OptionError) {}

  func judge(
    _ record: CertificateRecord, at now: Instant, _ findings: inout Findings
  ) throws(FactUnavailable) {
    let left = try record.notAfter.start.since(now).seconds
    if left < 30 * 86_400 {
      findings.full("expires too soon", evidence: [.init(.notAfter)])
    } else if left < 60 * 86_400 {
      findings.early("expires soon", evidence: [.init(.notAfter, required: "60d left")])
    }
  }
}

/// Finds one thing for every DNS name that is a word, and quotes it.
struct FakeNames: RecordRule {
  static let documentation = RuleDocumentation(
    id: "required-san", summary: "Names have a dot.", rationale: "Words are no names.",
    citation: "RFC 1034", passing: [], flagged: [])
  let needs: [Fact] = [.dnsNames]
  let requirement = "names with a dot"

  init() {}
  init(options: Options) throws(OptionError) {}

  func judge(
    _ record: CertificateRecord, at now: Instant, _ findings: inout Findings
  ) throws(FactUnavailable) {
    for (index, name) in try record.dnsNames.enumerated() where !name.contains(".") {
      findings.full(
        "name \(name) has no dot", key: name, evidence: [.init(.dnsNames, element: index)])
    }
  }
}
