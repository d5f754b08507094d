import RuleEngine

/// Asks that an endpoint speaks no version of TLS below a floor.
struct ProtocolFloor: RecordRule {
  /// The versions in their order, as OpenSSL and the settings of servers spell them.
  private enum Version: String, Choice, CaseIterable {
    case ssl2 = "SSLv2"
    case ssl3 = "SSLv3"
    case tls10 = "TLSv1"
    case tls11 = "TLSv1.1"
    case tls12 = "TLSv1.2"
    case tls13 = "TLSv1.3"

    var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  }

  private static let floor = Option<Version>.choice(
    "min", of: [.tls10, .tls11, .tls12, .tls13], default: .tls12,
    "The lowest version that may be agreed on.")

  private let floor: Version

  init(options: Options) throws(OptionError) {
    floor = try options[Self.floor]
  }

  var needs: [Fact] { [.tlsVersion] }

  var requirement: String { "\(floor.rawValue) or newer" }

  func judge(
    _ record: CertificateRecord, at now: Instant, _ findings: inout Findings
  ) throws(FactUnavailable) {
    let text = try record.text(.tlsVersion)
    guard let version = Version(rawValue: text) else {
      throw FactUnavailable(fact: .tlsVersion, reason: .unreadable("no such version is known"))
    }
    if version.rank < floor.rank {
      findings.full(.isBelow(version.rawValue), evidence: .init(.tlsVersion))
    }
  }
}

extension ProtocolFloor {
  static let documentation = RuleDocumentation(
    id: "protocol-floor",
    summary: "An endpoint agrees on a version of TLS that is not out of date.",
    rationale: """
      TLS 1.0 and 1.1 rest on MD5 and SHA-1 and must not be spoken any more; clients of today \
      refuse them, so that an endpoint that speaks nothing newer is down for them. Judged is the \
      version that was agreed on, which is the highest that both sides speak. That an endpoint \
      agrees on a new one does not say that it would refuse an old one.
      """,
    citation: """
      RFC 8996, sections 4 (Do Not Use TLS 1.0) and 5 (Do Not Use TLS 1.1); NIST SP 800-52 Rev. 2, \
      section 3.1 (Protocol Version Support)
      """,
    options: [floor.declaration],
    passing: [
      RuleExample(
        "the version that all speak",
        records: [#"{"name":"www","endpoint":{"tlsVersion":"TLSv1.2"}}"#]),
      RuleExample(
        "the newest is asked for and spoken",
        options: "min: TLSv1.3",
        records: [#"{"name":"www","endpoint":{"tlsVersion":"TLSv1.3"}}"#]),
    ],
    flagged: [
      RuleExample(
        "a version that clients refuse",
        records: [#"{"name":"www","endpoint":{"tlsVersion":"TLSv1.1"}}"#],
        messages: ["speaks TLSv1.1 at best"]),
      RuleExample(
        "not the newest",
        options: "min: TLSv1.3",
        records: [#"{"name":"www","endpoint":{"tlsVersion":"TLSv1.2"}}"#],
        messages: ["speaks TLSv1.2 at best"]),
    ])
}

extension String {
  fileprivate static func isBelow(_ version: String) -> String { "speaks \(version) at best" }
}
