import Patterns
import RuleEngine

/// Asks that certificates come from authorities that are allowed.
struct AllowedIssuer: RecordRule {
  /// What of the issuer's name a pattern is held against.
  private enum Part: String, Choice, CaseIterable {
    case name
    case commonName = "common-name"
    case organization
  }

  private static let allow = Option.patterns(
    "allow", .text, "Patterns of issuers of which one must match.")
  private static let deny = Option.patterns(
    "deny", .text, "Patterns of issuers of which none may match.")
  private static let by = Option.choices(
    "by", of: Part.allCases, default: Part.allCases,
    "What a pattern is held against: the whole distinguished name, the common name in it, or the "
      + "organization; one of them must match.")

  private let allowed: [Pattern]
  private let denied: [Pattern]
  private let parts: [Part]

  init(options: Options) throws(OptionError) {
    allowed = try options[Self.allow]
    denied = try options[Self.deny]
    parts = try options[Self.by]
    if allowed.isEmpty && denied.isEmpty {
      throw OptionError("allow or deny must be given: without them nothing is asked")
    }
  }

  var needs: [Fact] { [.issuer] }

  var requirement: String {
    let clauses = [
      allowed.isEmpty ? nil : "one of \(allowed.quoted)",
      denied.isEmpty ? nil : "none of \(denied.quoted)",
    ]
    return "an issuer that matches \(clauses.compactMap { $0 }.joined(separator: " and "))"
  }

  func judge(
    _ record: CertificateRecord, at now: Instant, _ findings: inout Findings
  ) throws(FactUnavailable) {
    let issuer = try record.text(.issuer)
    let names = names(in: issuer)
    if let pattern = denied.first(where: { $0.matches(anyOf: names) }) {
      findings.full(.isDenied(issuer, by: pattern), evidence: .init(.issuer))
    } else if !allowed.isEmpty, !allowed.contains(where: { $0.matches(anyOf: names) }) {
      findings.full(.isNotAllowed(issuer, allowed), evidence: .init(.issuer))
    }
  }

  private func names(in issuer: String) -> [String] {
    let attributes = NameAttributes(issuer)
    return parts.flatMap { part in
      switch part {
      case .name: [issuer]
      case .commonName: attributes.values(of: "CN")
      case .organization: attributes.values(of: "O")
      }
    }
  }
}

extension AllowedIssuer {
  static let documentation = RuleDocumentation(
    id: "allowed-issuer",
    summary: "Certificates come from authorities that are allowed, and from none that is denied.",
    rationale: """
      A certificate from an authority that nobody chose is one that somebody obtained past the \
      process: it is in no inventory, renewed by nobody, and trusted by those who trust everyone. \
      Authorities lose the trust of browsers, and a contract names who issues. A pattern is held \
      against the issuer's distinguished name, against its common name and against its \
      organization, and one of them must match as a whole. The issuer's name alone proves \
      nothing: that the issuer signed is told by the rule `chain`.
      """,
    citation: """
      NIST SP 1800-16, Volume B, section 5.1 (approved CAs); RFC 5280, section 4.1.2.4 (Issuer)
      """,
    options: [allow.declaration, deny.declaration, by.declaration],
    passing: [
      RuleExample(
        "the organization is allowed",
        options: "allow: [\"Let's Encrypt\", \"DigiCert*\"]",
        records: [record(letsEncrypt), record("O=DigiCert Inc, CN=DigiCert TLS RSA CA")]),
      RuleExample(
        "the common name is allowed",
        options: "allow: \"/^R1[0-9]$/\"\nby: common-name",
        records: [record(letsEncrypt)]),
      RuleExample(
        "the whole name is allowed",
        options: "allow: \"CN=R11,*,C=US\"\nby: name",
        records: [record(letsEncrypt)]),
      RuleExample(
        "the source writes the name with slashes, or is no distinguished name at all",
        options: "allow: \"Example, Inc.\"",
        records: [record("/C=US/O=Example, Inc./CN=CA 1"), record("Example, Inc.")]),
      RuleExample(
        "it is none of those that are denied",
        options: "deny: [\"*Test*\"]",
        records: [record(letsEncrypt)]),
    ],
    flagged: [
      RuleExample(
        "none that is allowed",
        options: "allow: [\"Let's Encrypt\", \"Example *\"]",
        records: [record("CN=My CA,O=Me")],
        messages: [
          #"is issued by "CN=My CA,O=Me", which matches none of "Let's Encrypt", "Example *""#
        ]),
      RuleExample(
        "one that is denied",
        options: "allow: \"*\"\ndeny: \"(STAGING) *\"",
        records: [record("CN=(STAGING) Artificial Apricot R3,O=(STAGING) Let's Encrypt,C=US")],
        messages: [
          """
          is issued by "CN=(STAGING) Artificial Apricot R3,O=(STAGING) Let's Encrypt,C=US", \
          which the denied "(STAGING) *" matches
          """
        ]),
      RuleExample(
        "the name is the organization's of another kind",
        options: "allow: R11\nby: organization",
        records: [record(letsEncrypt)],
        messages: [#"is issued by "CN=R11,O=Let's Encrypt,C=US", which matches none of "R11""#]),
    ])

  private static let letsEncrypt = "CN=R11,O=Let's Encrypt,C=US"

  private static func record(_ issuer: String) -> String {
    #"{"name":"api","issuer":"\#(issuer)"}"#
  }
}

extension String {
  fileprivate static func isDenied(_ issuer: String, by pattern: Pattern) -> String {
    "is issued by \"\(issuer)\", which the denied \"\(pattern)\" matches"
  }

  fileprivate static func isNotAllowed(_ issuer: String, _ patterns: [Pattern]) -> String {
    "is issued by \"\(issuer)\", which matches none of \(patterns.quoted)"
  }
}

extension Pattern {
  fileprivate func matches(anyOf texts: [String]) -> Bool { texts.contains { matches($0) } }
}
