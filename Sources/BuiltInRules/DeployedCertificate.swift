import RuleEngine

/// Asks that an endpoint serves the certificate that is listed for its host.
struct DeployedCertificate: ComparisonRule {
  private static let hostsOf = Option.choices(
    "hosts-of", of: [.usedBy, .dnsNames], default: [Fact.usedBy, .dnsNames],
    "Which facts of what is listed name the hosts it is for; the first that names any counts.")
  private static let mustBeNewest = Option.flag(
    "newest", default: false,
    "Whether of several certificates that are listed for a host the newest must be served.")
  private static let mustBeListed = Option.flag(
    "listed", default: false, "Whether something must be listed for each endpoint's host.")

  private static let endpoint = "endpoint"

  private let hostFacts: [Fact]
  private let mustBeNewest: Bool
  private let mustBeListed: Bool

  init(options: Options) throws(OptionError) {
    hostFacts = try options[Self.hostsOf]
    mustBeNewest = try options[Self.mustBeNewest]
    mustBeListed = try options[Self.mustBeListed]
  }

  /// What is listed and what endpoints show speak of different facts, so no single one is needed.
  var needs: [Fact] { [] }

  var reads: [Fact] { [.tlsVersion, .usedBy, .dnsNames, .fingerprints, .serial, .notAfter] }

  var requirement: String {
    "the \(mustBeNewest ? "newest " : "")certificate that is listed for its host"
  }

  let scope: Scope = .inventory
  let subjects = "TLS endpoints"

  func judges(_ record: CertificateRecord) -> Bool {
    record.reader.spokenFacts.contains(.tlsVersion)
      && record.reader.text(.tlsVersion).value != nil
  }

  // MARK: How endpoints and what is listed meet

  func keys(of record: CertificateRecord) throws(FactUnavailable) -> [GroupKey] {
    if judges(record) {
      return try record.texts(.usedBy).compactMap { ReferenceIdentity($0) }
        .flatMap { $0.namesThatCover }
        // A thousand endpoints of one domain are not held against each other.
        .map { GroupKey($0, fact: .usedBy, identity: Self.endpoint) }
    }
    guard record.reader.text(.kind).value ?? "certificate" == "certificate" else { return [] }
    for fact in hostFacts {
      let keys = names(record, by: fact).map { GroupKey($0, fact: fact) }
      if !keys.isEmpty { return keys }
    }
    return []
  }

  /// The hosts that something is listed for, wildcards as they are.
  private func names(_ record: CertificateRecord, by fact: Fact) -> [String] {
    let texts = record.reader.texts(fact).value ?? []
    let addresses = fact == .dnsNames ? record.reader.texts(.ipAddresses).value ?? [] : []
    return (texts + addresses).compactMap { text in
      if text.hasPrefix("*.") { return text.lowercased() }
      let host = fact == .usedBy ? ReferenceIdentity(within: text) : ReferenceIdentity(text)
      return host?.namesThatCover.first
    }
  }

  // MARK: What is served

  func judge(
    _ record: CertificateRecord, among others: Counterparts, _ findings: inout Findings
  ) throws(FactUnavailable) {
    let host = try record.texts(.usedBy).first ?? ""
    if case .unreadable(let reason) = record.reader.certificate() {
      throw FactUnavailable(fact: .certificate, reason: .unreadable(reason))
    }
    let served = ServedCertificate(record)
    var isServed = false
    var isListed = false
    var newest: ListedCertificate?
    others.forEachRecord { other in
      if judges(other) { return }
      isListed = true
      guard let isSame = served.isSame(as: other) else { return }
      if isSame {
        isServed = true
      } else if newest.map({ $0.validity.isOlder(than: Validity(other)) ?? false }) ?? true {
        newest = ListedCertificate(other)
      }
    }
    guard isListed else {
      if mustBeListed { return findings.full(.isNotListed(host), evidence: .init(.usedBy)) }
      throw FactUnavailable(
        fact: .usedBy, reason: .outOfScope("TLS endpoints for whose host something is listed"))
    }
    guard let newest else {
      if isServed { return }
      throw FactUnavailable(
        fact: .fingerprints,
        reason: .undecided(
          "what is listed for \(host) states nothing to tell certificates apart by"))
    }
    let isOlder = served.validity.isOlder(than: newest.validity)
    if isServed {
      if mustBeNewest, isOlder == true {
        findings.full(
          .isNotNewest(newest.place), evidence: [served.evidence(against: newest)])
      }
    } else if !served.covers(host) {
      findings.full(
        .isForOthers(host, newest.place),
        evidence: .init(.dnsNames, required: "a name that covers \(host)"))
    } else if isOlder == true {
      findings.full(
        .isOlder(host, newest.place), evidence: [served.evidence(against: newest)])
    } else if newest.validity.isOlder(than: served.validity) == true {
      findings.early(
        .isNewer(host, newest.place), evidence: [served.evidence(against: newest)])
    } else {
      findings.full(
        .isAnother(host, newest.place), evidence: [served.evidence(against: newest)])
    }
  }
}

extension DeployedCertificate {
  static let documentation = RuleDocumentation(
    id: "deployed-certificate",
    summary: "An endpoint serves the certificate that is listed for its host.",
    rationale: """
      A renewal that was never rolled out, or a server that was not told to read the new file, shows \
      only at the endpoint; a certificate that somebody put there by hand shows only in the listing, \
      which then speaks of another. Endpoints meet listings, files of certificates and stores of the \
      same run by their hosts: the name that an endpoint was asked for, and what uses a certificate, \
      or else its DNS names and addresses, wildcards included. Certificates are the same if a \
      fingerprint says so, or where none is listed the serial number, or else the end. An endpoint \
      with a newer one than is listed is a warning at most: the listing is behind. A listing of the \
      authorities that clients are held against names hosts, too, but is of other certificates: \
      leave it out by `except`. A `match` must let both sides in.
      """,
    citation: """
      NIST SP 1800-16, Volume B, section 5.1.4 (Continuous Monitoring); RFC 9525, section 6.3 \
      (Matching the DNS Domain Name Portion)
      """,
    options: [hostsOf.declaration, mustBeNewest.declaration, mustBeListed.declaration],
    passing: [
      RuleExample(
        "the endpoint serves what is listed",
        records: [
          served("www.example.com", #""fingerprints":["sha256:\#(sha256("11"))"]"#),
          #"{"name":"www","usedBy":["https://www.example.com/"],"fingerprints":["sha256:\#(sha256("11"))"]}"#,
        ]),
      RuleExample(
        "an old one is listed beside it",
        options: "newest: true",
        records: [
          served("www.example.com", #""serial":"2a","notAfter":"2026-03-01T00:00:00Z""#),
          #"{"name":"new","dnsNames":["*.example.com"],"serial":"2a","notAfter":"2026-03-01"}"#,
          #"{"name":"old","dnsNames":["*.example.com"],"serial":"29","notAfter":"2026-01-15"}"#,
        ]),
    ],
    flagged: [
      RuleExample(
        "the renewed certificate was not rolled out",
        records: [
          served("www.example.com", #""serial":"29","notAfter":"2026-01-15T00:00:00Z""#),
          #"{"name":"www","usedBy":["www.example.com"],"serial":"2a","notAfter":"2026-03-01"}"#,
        ],
        messages: [
          """
          serves an older certificate than is listed for "www.example.com" (listing.json:2): the \
          renewed one is not deployed
          """
        ]),
      RuleExample(
        "the listing is behind",
        records: [
          served("www.example.com", #""serial":"2a","notAfter":"2026-03-01T00:00:00Z""#),
          #"{"name":"www","dnsNames":["www.example.com"],"serial":"29","notAfter":"2026-01-15"}"#,
        ],
        messages: [
          """
          serves a newer certificate than is listed for "www.example.com" (listing.json:2): the \
          listing is stale
          """
        ]),
      RuleExample(
        "the server shows the certificate of another host",
        records: [
          served(
            "www.example.com", #""serial":"30","notAfter":"2026-03-01T00:00:00Z""#,
            names: "default.example"),
          #"{"name":"www","usedBy":["www.example.com"],"serial":"29","notAfter":"2026-03-01"}"#,
        ],
        messages: [
          """
          serves a certificate of other names than "www.example.com", for which another is listed \
          (listing.json:2)
          """
        ]),
      RuleExample(
        "the newest of those listed is not served, and one host is not listed",
        options: "newest: true\nlisted: true",
        records: [
          served("www.example.com", #""serial":"29","notAfter":"2026-01-15T00:00:00Z""#),
          #"{"name":"old","dnsNames":["www.example.com"],"serial":"29","notAfter":"2026-01-15"}"#,
          #"{"name":"new","dnsNames":["www.example.com"],"serial":"2a","notAfter":"2026-03-01"}"#,
          served("mail.example.com", #""serial":"31","notAfter":"2026-03-01T00:00:00Z""#),
        ],
        messages: [
          "serves a certificate that is listed, but not the newest (listing.json:3)",
          #"nothing in the run is listed for "mail.example.com""#,
        ]),
    ])

  private static func served(_ host: String, _ facts: String, names: String? = nil) -> String {
    #"{"name":"\#(host)","usedBy":["\#(host)"],"dnsNames":["\#(names ?? host)"],\#(facts),"endpoint":{"tlsVersion":"TLSv1.3"}}"#
  }

  private static func sha256(_ byte: String) -> String { String(repeating: byte, count: 32) }
}

extension String {
  fileprivate static func isNotListed(_ host: String) -> String {
    "nothing in the run is listed for \"\(host)\""
  }

  fileprivate static func isNotNewest(_ place: String) -> String {
    "serves a certificate that is listed, but not the newest (\(place))"
  }

  fileprivate static func isForOthers(_ host: String, _ place: String) -> String {
    "serves a certificate of other names than \"\(host)\", for which another is listed (\(place))"
  }

  fileprivate static func isOlder(_ host: String, _ place: String) -> String {
    "serves an older certificate than is listed for \"\(host)\" (\(place)): the renewed one is not "
      + "deployed"
  }

  fileprivate static func isNewer(_ host: String, _ place: String) -> String {
    "serves a newer certificate than is listed for \"\(host)\" (\(place)): the listing is stale"
  }

  fileprivate static func isAnother(_ host: String, _ place: String) -> String {
    "serves another certificate than is listed for \"\(host)\" (\(place))"
  }
}
