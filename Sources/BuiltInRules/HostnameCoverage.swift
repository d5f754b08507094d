import RuleEngine

/// Asks that a certificate covers the hosts that use it.
struct HostnameCoverage: RecordRule {
  private static let names = Option.texts(
    "names", syntax: "host names",
    "The hosts, by name or IP address, that clients connect to; by default the source's usedBy.",
    check: checkedHost)
  private static let wildcards = Option.flag(
    "allow-wildcards", default: true, "Whether *.example.com covers a.example.com.")

  private let hosts: [(text: String, identity: ReferenceIdentity)]
  private let allowsWildcards: Bool

  init(options: Options) throws(OptionError) {
    hosts = try options[Self.names].compactMap { text in
      ReferenceIdentity(text).map { (text, $0) }
    }
    allowsWildcards = try options[Self.wildcards]
  }

  @Sendable private static func checkedHost(_ text: String) throws(OptionError) -> String {
    if ReferenceIdentity(text) != nil { return text }
    if text.contains("*") {
      throw OptionError("'\(text)' is a wildcard: clients connect to hosts, so name those")
    }
    let fault = DNSNameSyntax(allowsUnderscores: true).fault(in: text) ?? "it ends with a dot"
    let isASCII = text.utf8.allSatisfy { $0 < 0x80 }
    throw OptionError(
      "'\(text)' is no name of a host: \(fault)",
      suggestion: isASCII ? nil : Punycode.asciiForm(of: text))
  }

  var needs: [Fact] { hosts.isEmpty ? [.usedBy, .dnsNames] : [.dnsNames] }

  var requirement: String {
    let asked = hosts.isEmpty ? "the hosts that use it" : hosts.map(\.text).joined(separator: ", ")
    return "names that cover \(asked)\(allowsWildcards ? "" : ", without wildcards")"
  }

  func judge(
    _ record: CertificateRecord, at now: Instant, _ findings: inout Findings
  ) throws(FactUnavailable) {
    let users = hosts.isEmpty ? try record.texts(.usedBy) : []
    let names = try record.dnsNames
    let presented = Set(names.map { $0.lowercased() })
    let asked =
      try hosts.isEmpty
      ? hosts(among: users, presented) : hosts.map { ($0.text, $0.identity, nil) }
    var judged: Set<ReferenceIdentity> = []
    for (text, identity, user) in asked where judged.insert(identity).inserted {
      guard let fault = fault(text, identity, names, presented, record) else { continue }
      let users = user.map { [Findings.EvidenceRequest(.usedBy, element: $0)] } ?? []
      findings.full(fault, key: text, evidence: users + [.init(.dnsNames)])
    }
  }

  /// The hosts among the things that use a certificate, and which of those each is.
  private func hosts(
    among users: [String], _ presented: Set<String>
  ) throws(FactUnavailable) -> [(String, ReferenceIdentity, Int?)] {
    let hosts = users.enumerated().compactMap { index, user in
      // A word alone that the certificate states is a host's name, whatever else it may be.
      let host =
        ReferenceIdentity(within: user)
        ?? (presented.contains(user.lowercased()) ? .dnsName(user.lowercased()) : nil)
      return host.map { (user, $0, Int?.some(index)) }
    }
    if hosts.isEmpty, !users.isEmpty {
      throw FactUnavailable(
        fact: .usedBy, reason: .unreadable("nothing in it is the name of a host for certain"))
    }
    return hosts
  }

  /// What keeps a host from being covered; nil if nothing does.
  private func fault(
    _ text: String, _ identity: ReferenceIdentity, _ names: [String], _ presented: Set<String>,
    _ record: CertificateRecord
  ) -> String? {
    switch identity {
    case .address(let address):
      let isAmongNames = names.contains { IPAddress($0) == address }
      let reading = record.reader.texts(.ipAddresses)
      // A listing that does not tell the kinds of names apart lists them all together.
      if case .unspoken = reading { return isAmongNames ? nil : .isNotCovered(text, nil) }
      if reading.value?.contains(where: { IPAddress($0) == address }) == true { return nil }
      return .isNotCovered(text, isAmongNames ? "it is stated as a DNS name" : nil)
    case .dnsName(let name):
      switch identity.coverage(byDNSNames: presented) {
      case .exact?: return nil
      case .byWildcard?: return allowsWildcards ? nil : .isCoveredByWildcard(text)
      case nil: break
      }
      let isCommonName = record.reader.text(.commonName).value?.lowercased() == name
      return .isNotCovered(
        text, isCommonName ? "the common name does not count" : nearMiss(of: name, among: names))
    }
  }

  /// A wildcard that people take for one that covers the name.
  private func nearMiss(of name: String, among names: [String]) -> String? {
    let wildcard = names.first { other in
      other.hasPrefix("*.")
        && (name == other.dropFirst(2).lowercased()
          || name.hasSuffix(other.dropFirst().lowercased()))
    }
    return wildcard.map { "in \"\($0)\" the wildcard stands for one label" }
  }
}

extension HostnameCoverage {
  static let documentation = RuleDocumentation(
    id: "hostname-coverage",
    summary: "A certificate covers the hosts that use it.",
    rationale: """
      A client refuses a certificate that does not state the very host it connects to. It looks at \
      the subject alternative names alone, never at the common name. A wildcard stands for one \
      whole label, so `*.example.com` covers neither `example.com` nor `a.b.example.com`. An IP \
      address must be stated as an address. Of the things that use a certificate, those are \
      judged that read like a host: a name with a dot, an address, a URL.
      """,
    citation: """
      RFC 9525, sections 6.3 (Matching the DNS Domain Name Portion) and 6.4 (Matching an IP \
      Address)
      """,
    options: [names.declaration, wildcards.declaration],
    passing: [
      RuleExample(
        "a listing that does not tell names and addresses apart",
        options: "names: 10.0.0.1",
        records: [#"{"name":"api","dnsNames":["api.example.com","10.0.0.1"]}"#]),
      RuleExample(
        "the hosts that use it",
        records: [
          #"{"name":"api","usedBy":["API.example.com.","https://a.example.net:8443/v1"],"dnsNames":["api.example.com","*.example.net"]}"#
        ]),
      RuleExample(
        "a host with a name of one word",
        records: [#"{"name":"db","usedBy":["db"],"dnsNames":["db"]}"#]),
      RuleExample(
        "nothing uses it",
        records: [#"{"name":"api","usedBy":[],"dnsNames":["api.example.com"]}"#]),
      RuleExample(
        "a name the policy asks for",
        options: "names: a.example.com",
        records: [#"{"name":"api","dnsNames":["*.example.com"]}"#]),
    ],
    flagged: [
      RuleExample(
        "a host is not covered",
        records: [
          #"{"name":"api","usedBy":["www.example.com","example.com"],"dnsNames":["example.com"]}"#
        ],
        messages: [#"does not cover "www.example.com""#]),
      RuleExample(
        "what people take a wildcard for",
        options: "names: [example.com, a.b.example.com]",
        records: [#"{"name":"api","dnsNames":["*.example.com"]}"#],
        messages: [
          #"does not cover "example.com": in "*.example.com" the wildcard stands for one label"#,
          #"does not cover "a.b.example.com": in "*.example.com" the wildcard stands for one label"#,
        ]),
      RuleExample(
        "only the common name says it",
        options: "names: example.com",
        records: [
          #"{"name":"api","dnsNames":[],"certificate":{"commonName":"example.com"}}"#
        ],
        messages: [#"does not cover "example.com": the common name does not count"#]),
      RuleExample(
        "an address among the DNS names",
        records: [
          #"{"name":"api","usedBy":["10.0.0.1:443","[2001:db8::1]:443"],"dnsNames":["10.0.0.1"],"certificate":{"ipAddresses":["2001:DB8:0::1"]}}"#
        ],
        messages: [#"does not cover "10.0.0.1:443": it is stated as a DNS name"#]),
      RuleExample(
        "no wildcard may cover it",
        options: "names: a.example.com\nallow-wildcards: false",
        records: [#"{"name":"api","dnsNames":["*.example.com"]}"#],
        messages: [#"covers "a.example.com" only by a wildcard"#]),
    ])
}

extension String {
  fileprivate static func isNotCovered(_ host: String, _ hint: String?) -> String {
    "does not cover \"\(host)\"\(hint.map { ": \($0)" } ?? "")"
  }

  fileprivate static func isCoveredByWildcard(_ host: String) -> String {
    "covers \"\(host)\" only by a wildcard"
  }
}
