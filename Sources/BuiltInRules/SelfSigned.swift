import RuleEngine

/// Asks that certificates are signed by others, or that they sign themselves.
struct SelfSigned: RecordRule {
  private static let require = Option.flag(
    "require", default: false,
    "Whether certificates must sign themselves; unless it is true, they must not.")
  private static let appliesTo = Option<CertificateRole>.appliesTo(default: .leaf)

  private let isRequired: Bool
  private let role: CertificateRole

  init(options: Options) throws(OptionError) {
    isRequired = try options[Self.require]
    role = try options[Self.appliesTo]
  }

  var needs: [Fact] { [.selfSigned] }

  var requirement: String {
    isRequired ? "signed by its own key" : "signed by another key than its own"
  }

  func judge(
    _ record: CertificateRecord, at now: Instant, _ findings: inout Findings
  ) throws(FactUnavailable) {
    try role.admit(record)
    let isSelfSigned = try record.flag(.selfSigned)
    if isSelfSigned {
      if !isRequired { findings.full(.signsItself, evidence: .init(.selfSigned)) }
    } else if record.reader.flag(.selfIssued).value == true {
      findings.full(.onlyNamesItself, evidence: [.init(.selfSigned), .init(.selfIssued)])
    } else if isRequired {
      findings.full(.isSignedByAnother, evidence: .init(.selfSigned))
    }
  }
}

extension SelfSigned {
  static let documentation = RuleDocumentation(
    id: "self-signed",
    summary: "Certificates are signed by an authority, or by themselves where that is required.",
    rationale: """
      Behind a certificate that signs itself stands nobody: anyone can make the same for the same \
      name, so that whoever accepts it must have been told which one is right, and most have been \
      told to accept any. It is what an installer leaves behind and what a test needs. Roots sign \
      themselves and are no findings, unless the policy is for them. A certificate that names \
      itself as its issuer without bearing its own signature is never in order.
      """,
    citation: """
      RFC 5280, section 3.2 (Certification Paths and Trust); NIST SP 1800-16, Volume B, section \
      5.1
      """,
    options: [require.declaration, appliesTo.declaration],
    passing: [
      RuleExample("signed by another", records: [record("\"selfSigned\":false")]),
      RuleExample(
        "signed by itself, as is required",
        options: "require: true\napplies-to: any",
        records: [record("\"selfSigned\":true,\"isCA\":true")]),
    ],
    flagged: [
      RuleExample(
        "signed by itself",
        records: [record("\"selfSigned\":true"), record("\"selfSigned\":true,\"isCA\":false")],
        messages: ["is signed by its own key", "is signed by its own key"]),
      RuleExample(
        "signed by another, where it must not be",
        options: "require: true\napplies-to: ca",
        records: [record("\"selfSigned\":false,\"isCA\":true")],
        messages: ["is signed by another key than its own"]),
      RuleExample(
        "it names itself as its issuer, and did not sign itself",
        records: [record("\"selfSigned\":false,\"selfIssued\":true")],
        messages: ["names itself as its issuer, and its own key does not verify its signature"]),
    ])

  private static func record(_ facts: String) -> String {
    #"{"name":"api","certificate":{\#(facts)}}"#
  }
}

extension String {
  fileprivate static let signsItself = "is signed by its own key"
  fileprivate static let isSignedByAnother = "is signed by another key than its own"
  fileprivate static let onlyNamesItself =
    "names itself as its issuer, and its own key does not verify its signature"
}
