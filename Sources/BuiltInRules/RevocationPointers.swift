import RuleEngine

/// Asks that a certificate says where its revocation can be looked up.
struct RevocationPointers: RecordRule {
  private enum Presence: String, Choice, CaseIterable {
    case required, optional, forbidden
  }

  private static let ocsp = Option<Presence>.choice(
    "ocsp", of: Presence.allCases, default: .optional,
    "Whether an OCSP responder must be stated, may be, or must not be.")
  private static let crl = Option<Presence>.choice(
    "crl", of: Presence.allCases, default: .optional,
    "Whether a revocation list must be stated, may be, or must not be.")
  private static let either = Option.flag(
    "either", default: true, "Whether one of the two must be stated.")
  private static let httpOnly = Option.flag(
    "http-only", default: true, "Whether both must be reached by plain http.")
  private static let shortLived = Option.duration(
    "short-lived", default: "7d",
    "How long a certificate may live at most for which nothing must be stated.")

  private let ocsp: Presence
  private let crl: Presence
  private let either: Bool
  private let httpOnly: Bool
  private let shortLived: Duration

  init(options: Options) throws(OptionError) {
    ocsp = try options[Self.ocsp]
    crl = try options[Self.crl]
    either = try options[Self.either] && (ocsp != .forbidden || crl != .forbidden)
    httpOnly = try options[Self.httpOnly]
    shortLived = try options[Self.shortLived]
    let asksNothing = ocsp == .optional && crl == .optional && !either && !httpOnly
    if asksNothing {
      throw OptionError("nothing is asked: neither of ocsp and crl, nor either, nor http-only")
    }
  }

  var needs: [Fact] { [.ocspURIs, .crlURIs] }

  var requirement: String {
    let sources = [(ocsp, "OCSP responder", "an"), (crl, "revocation list", "a")]
    let required = sources.filter { $0.0 == .required }.map { "\($0.2) \($0.1)" }
    let forbidden = sources.filter { $0.0 == .forbidden }.map { "no \($0.1)" }
    let one = required.isEmpty && either ? ["one of an OCSP responder and a revocation list"] : []
    let ways = httpOnly ? ["by plain http"] : []
    return (one + required + forbidden + ways).joined(separator: ", ")
  }

  func judge(
    _ record: CertificateRecord, at now: Instant, _ findings: inout Findings
  ) throws(FactUnavailable) {
    let responders = try uris(.ocspURIs, of: record)
    let lists = try uris(.crlURIs, of: record)
    guard !isRoot(record) else { return }
    judgeURIs(responders, .ocspURIs, ocsp, &findings)
    judgeURIs(lists, .crlURIs, crl, &findings)
    let lacksOCSP = ocsp == .required && responders.isEmpty
    let lacksCRL = crl == .required && lists.isEmpty
    let lacksBoth =
      either && ocsp != .required && crl != .required && responders.isEmpty && lists.isEmpty
    guard lacksOCSP || lacksCRL || lacksBoth, !isExempt(record) else { return }
    if lacksOCSP {
      findings.full(.isMissing(.ocspURIs), key: "ocsp", evidence: .init(.ocspURIs))
    }
    if lacksCRL {
      findings.full(.isMissing(.crlURIs), key: "crl", evidence: .init(.crlURIs))
    }
    if lacksBoth {
      findings.full(
        .bothAreMissing, key: "either", evidence: [.init(.ocspURIs), .init(.crlURIs)])
    }
  }

  /// What a certificate has no extension for, it states none of.
  private func uris(
    _ fact: Fact, of record: CertificateRecord
  ) throws(FactUnavailable) -> [String] {
    if case .missing = record.reader.texts(fact) { return [] }
    return try record.texts(fact)
  }

  private func judgeURIs(
    _ uris: [String], _ fact: Fact, _ presence: Presence, _ findings: inout Findings
  ) {
    var judged: Set<String> = []
    for (index, uri) in uris.enumerated() where judged.insert(uri).inserted {
      if presence == .forbidden {
        findings.full(
          .isForbidden(fact, uri), key: uri, evidence: .init(fact, element: index))
      } else if httpOnly, !uri.lowercased().hasPrefix("http://") {
        findings.full(
          .isNotHTTP(fact, uri), key: uri, evidence: .init(fact, element: index))
      }
    }
  }

  /// Roots are taken out of trust stores instead.
  private func isRoot(_ record: CertificateRecord) -> Bool {
    record.reader.flag(.isCA).value == true && record.reader.flag(.selfIssued).value == true
  }

  /// Responders' certificates say themselves that they need no check, and what lives for days is
  /// not looked up before it is over.
  private func isExempt(_ record: CertificateRecord) -> Bool {
    let reader = record.reader
    if reader.texts(.extensions).value?.contains("ocspNoCheck") == true { return true }
    guard let start = reader.time(.notBefore).value, let end = reader.time(.notAfter).value else {
      return false
    }
    // Both ends are part of the validity.
    return end.start.since(start.start).seconds + 1 <= shortLived.seconds
  }
}

extension RevocationPointers {
  static let documentation = RuleDocumentation(
    id: "revocation-pointers",
    summary: "A certificate says where its revocation can be looked up.",
    rationale: """
      A certificate whose key was stolen is trusted until it expires unless clients can learn that \
      it was revoked. Revocation is fetched by plain http: what is fetched is signed, and https \
      would need a certificate whose own revocation has to be fetched first. Public authorities \
      may leave OCSP out since March 2024 if they state a revocation list, and may leave out both \
      where a certificate lives for no more than 7 days. Roots and the certificates of OCSP \
      responders with id-pkix-ocsp-nocheck need neither.
      """,
    citation: """
      CA/Browser Forum TLS Baseline Requirements, sections 1.6.1, 7.1.2.7.7 and 7.1.2.11.2; \
      RFC 5280, sections 4.2.1.13, 4.2.2.1 and 8
      """,
    options: [
      ocsp.declaration, crl.declaration, either.declaration, httpOnly.declaration,
      shortLived.declaration,
    ],
    passing: [
      RuleExample(
        "a revocation list and no responder",
        records: [
          #"{"name":"api","certificate":{"ocspURIs":null,"crlURIs":["http://c.example/1.crl"]}}"#
        ]),
      RuleExample(
        "a responder, as is required",
        options: "ocsp: required",
        records: [
          #"{"name":"api","certificate":{"ocspURIs":["http://o.example"],"crlURIs":null}}"#
        ]),
      RuleExample(
        "it lives for six days",
        records: [
          #"{"name":"api","notBefore":"2025-12-30T00:00:00Z","notAfter":"2026-01-05T00:00:00Z","certificate":{"ocspURIs":null,"crlURIs":null}}"#
        ]),
      RuleExample(
        "a root",
        records: [
          #"{"name":"root","certificate":{"isCA":true,"selfIssued":true,"ocspURIs":null,"crlURIs":null}}"#
        ]),
      RuleExample(
        "a directory inside of the organization",
        options: "http-only: false",
        records: [
          #"{"name":"api","certificate":{"ocspURIs":null,"crlURIs":["ldap:///CN=CA1?certificateRevocationList"]}}"#
        ]),
    ],
    flagged: [
      RuleExample(
        "neither is stated",
        records: [#"{"name":"api","certificate":{"ocspURIs":null,"crlURIs":null}}"#],
        messages: ["states neither an OCSP responder nor a revocation list"]),
      RuleExample(
        "both are required, and one is stated",
        options: "ocsp: required\ncrl: required",
        records: [
          #"{"name":"api","certificate":{"ocspURIs":["http://o.example"],"crlURIs":[]}}"#
        ],
        messages: ["states no revocation list"]),
      RuleExample(
        "a responder where none may be",
        options: "ocsp: forbidden\ncrl: required",
        records: [
          #"{"name":"api","certificate":{"ocspURIs":["http://o.example"],"crlURIs":["http://c.example/1.crl"]}}"#
        ],
        messages: [#"states the OCSP responder "http://o.example", which is forbidden"#]),
      RuleExample(
        "by other ways than http",
        records: [
          #"{"name":"api","certificate":{"ocspURIs":["https://o.example"],"crlURIs":["http://c.example/1.crl","ldap:///CN=CA1"]}}"#
        ],
        messages: [
          #"the OCSP responder "https://o.example" is not reached by plain http"#,
          #"the revocation list "ldap:///CN=CA1" is not reached by plain http"#,
        ]),
    ])
}

extension String {
  fileprivate static let bothAreMissing = "states neither an OCSP responder nor a revocation list"

  fileprivate static func isMissing(_ fact: Fact) -> String {
    fact == .ocspURIs ? "states no OCSP responder" : "states no revocation list"
  }

  fileprivate static func isForbidden(_ fact: Fact, _ uri: String) -> String {
    "states \(noun(fact)) \"\(uri)\", which is forbidden"
  }

  fileprivate static func isNotHTTP(_ fact: Fact, _ uri: String) -> String {
    "\(noun(fact)) \"\(uri)\" is not reached by plain http"
  }

  private static func noun(_ fact: Fact) -> String {
    fact == .ocspURIs ? "the OCSP responder" : "the revocation list"
  }
}
