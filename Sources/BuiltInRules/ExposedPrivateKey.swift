import RuleEngine

/// Asks that no private key stands next to the certificate.
struct ExposedPrivateKey: RecordRule {
  init(options: Options) throws(OptionError) {}

  var needs: [Fact] { [.exposesPrivateKey] }

  var requirement: String { "no private key in the listing" }

  func judge(
    _ record: CertificateRecord, at now: Instant, _ findings: inout Findings
  ) throws(FactUnavailable) {
    if try record.exposesPrivateKey {
      let isKey = record.reader.text(.kind).value == "key"
      findings.full(isKey ? .lies : .exposed, evidence: .init(.exposesPrivateKey))
    }
  }
}

extension ExposedPrivateKey {
  static let documentation = RuleDocumentation(
    id: "exposed-private-key",
    summary: "The listing does not carry the certificate's private key.",
    rationale: """
      Whoever reads the listing can then pose as the certificate's holder, and so can whoever \
      reads the logs, caches and repositories it passes through. A key that has been exposed \
      stays so: replace it and have the certificate revoked. Only the place of the key is \
      reported; the key itself is dropped as the listing is read.
      """,
    citation: """
      CA/Browser Forum TLS Baseline Requirements, sections 4.9.1.1 and 9.6.3; \
      NIST SP 800-57 Part 1 Rev. 5, section 6.2 (Protection Mechanisms)
      """,
    passing: [
      RuleExample(
        "the listing carries the certificate alone",
        records: [#"{"name":"api","exposesPrivateKey":false}"#]),
      RuleExample(
        "each certificate is judged by itself",
        records: [
          #"{"name":"api","exposesPrivateKey":false}"#,
          #"{"name":"www","exposesPrivateKey":false}"#,
        ]),
    ],
    flagged: [
      RuleExample(
        "the listing carries the private key",
        records: [#"{"name":"api","exposesPrivateKey":true}"#],
        messages: ["the listing carries the certificate's private key"]),
      RuleExample(
        "one certificate of two comes with its key",
        records: [
          #"{"name":"api","exposesPrivateKey":false}"#,
          #"{"name":"www","exposesPrivateKey":true}"#,
        ],
        messages: ["the listing carries the certificate's private key"]),
      RuleExample(
        "a private key lies among the certificates",
        records: [#"{"kind":"key","exposesPrivateKey":true}"#],
        messages: ["a private key lies here"]),
    ])
}

extension String {
  fileprivate static let lies = "a private key lies here"
  fileprivate static let exposed = "the listing carries the certificate's private key"
}
