import RuleEngine

/// Asks that the names a certificate states are names.
struct SANSyntax: RecordRule {
  /// Which common names must be among the alternative names.
  private enum CommonNames: String, Choice, CaseIterable {
    case all
    case hostNames = "host-names"
    case none
  }

  private static let underscores = Option.flag(
    "allow-underscores", default: false, "Whether DNS names may have underscores.")
  private static let wildcards = Option.flag(
    "allow-wildcards", default: true, "Whether names such as *.example.com may be stated.")
  private static let internalNames = Option.flag(
    "allow-internal", default: true,
    "Whether names and addresses may be stated that nobody owns in public: single labels, "
      + ".internal, .local, 10.0.0.1.")
  private static let commonNames = Option<CommonNames>.choice(
    "common-name", of: CommonNames.allCases, default: .hostNames,
    "Which common names must also be subject alternative names: all, those that read like the "
      + "name of a host, or none.")
  private static let required = Option.flag(
    "required", default: false, "Whether a certificate that is no authority's must state a name.")

  private let syntax: DNSNameSyntax
  private let allowsWildcards: Bool
  private let allowsInternal: Bool
  private let commonNames: CommonNames
  private let isRequired: Bool

  init(options: Options) throws(OptionError) {
    syntax = DNSNameSyntax(allowsUnderscores: try options[Self.underscores])
    allowsWildcards = try options[Self.wildcards]
    allowsInternal = try options[Self.internalNames]
    commonNames = try options[Self.commonNames]
    isRequired = try options[Self.required]
  }

  var needs: [Fact] { [.dnsNames] }

  var requirement: String {
    let kinds = [
      allowsInternal ? nil : "public", syntax.allowsUnderscores ? "underscores allowed" : nil,
      allowsWildcards ? nil : "without wildcards",
    ]
    return (["names as RFC 5280 has them"] + kinds.compactMap { $0 }).joined(separator: ", ")
  }

  func judge(
    _ record: CertificateRecord, at now: Instant, _ findings: inout Findings
  ) throws(FactUnavailable) {
    let names = try record.dnsNames
    let addresses = record.reader.texts(.ipAddresses)
    // A listing that does not tell the kinds of names apart lists them all together.
    var isMixed = false
    if case .unspoken = addresses { isMixed = true }
    judgeEach(names, .dnsNames, &findings) { name in
      isMixed && IPAddress(name) != nil ? otherFault(in: name, .ipAddresses) : dnsNameFault(name)
    }
    var stated = names
    for (fact, texts) in [
      (Fact.ipAddresses, addresses), (.emailAddresses, record.reader.texts(.emailAddresses)),
      (.uris, record.reader.texts(.uris)),
    ] {
      guard let texts = texts.value, !texts.isEmpty else { continue }
      judgeEach(texts, fact, &findings) { otherFault(in: $0, fact) }
      stated += texts
    }
    guard record.reader.flag(.isCA).value != true else { return }
    if isRequired, stated.isEmpty, record.reader.texts(.names).value?.isEmpty != false {
      findings.full(.noNames, key: "required", evidence: .init(.dnsNames))
    } else {
      judgeCommonName(of: record, stated: stated, &findings)
    }
  }

  private func judgeEach(
    _ names: [String], _ fact: Fact, _ findings: inout Findings, fault: (String) -> String?
  ) {
    var judged: Set<String> = []
    for (index, name) in names.enumerated() {
      if let fault = fault(name), judged.insert(name).inserted {
        findings.full(
          fault, key: fact == .dnsNames ? name : "\(fact.name) \(name)",
          evidence: .init(fact, element: index))
      }
    }
  }

  private func dnsNameFault(_ name: String) -> String? {
    if let fault = syntax.fault(in: name) { return .isNoName(name, .dnsNames, fault) }
    if !allowsWildcards, name.hasPrefix("*.") { return .isWildcard(name) }
    if allowsInternal { return nil }
    let labels = name.split(separator: ".", omittingEmptySubsequences: false)
    return SpecialUse.reason(ofName: labels).map { .isInternal(name, $0) }
  }

  private func otherFault(in name: String, _ fact: Fact) -> String? {
    switch fact {
    case .ipAddresses:
      guard let address = IPAddress(name) else {
        return .isNoName(name, fact, "it is of another form")
      }
      guard !allowsInternal else { return nil }
      return SpecialUse.reservation(of: address).map { .isReserved(name, $0) }
    case .emailAddresses:
      return SANSyntax.fault(inMailAddress: name).map { .isNoName(name, fact, $0) }
    default:
      return SANSyntax.fault(inURI: name).map { .isNoName(name, fact, $0) }
    }
  }

  private static func fault(inMailAddress address: String) -> String? {
    guard let at = address.lastIndex(of: "@") else { return "it has no @" }
    if at == address.startIndex { return "nothing stands before its @" }
    let host = String(address[address.index(after: at)...])
    return DNSNameSyntax(allowsUnderscores: false).fault(in: host).map { "after its @, \($0)" }
  }

  private static func fault(inURI uri: String) -> String? {
    if let scalar = uri.unicodeScalars.first(where: { !$0.isASCII || $0.value <= 0x20 }) {
      return scalar.isASCII ? "it has a space or control character" : "it has '\(scalar)'"
    }
    guard let colon = uri.firstIndex(of: ":"), let first = uri.first, first.isLetter,
      uri[..<colon].allSatisfy({ $0.isLetter || $0.isNumber || "+-.".contains($0) })
    else { return "it has no scheme" }
    return uri.index(after: colon) == uri.endIndex ? "it has nothing but a scheme" : nil
  }

  private func judgeCommonName(
    of record: CertificateRecord, stated: [String], _ findings: inout Findings
  ) {
    guard commonNames != .none, let name = record.reader.text(.commonName).value, !name.isEmpty,
      !stated.contains(name), commonNames == .all || readsLikeAHost(name) && mayServe(record)
    else { return }
    let address = IPAddress(name)
    let isStated = stated.contains { other in
      other.lowercased() == name.lowercased() || address != nil && IPAddress(other) == address
    }
    if !isStated {
      findings.full(.isNotStated(name), key: "common name", evidence: .init(.commonName))
    }
  }

  private func readsLikeAHost(_ name: String) -> Bool {
    if IPAddress(name) != nil { return true }
    return name.contains(".") && DNSNameSyntax(allowsUnderscores: true).fault(in: name) == nil
  }

  /// Clients' certificates may be called `jane.doe`.
  private func mayServe(_ record: CertificateRecord) -> Bool {
    guard let uses = record.reader.texts(.extendedKeyUsage).value else { return true }
    return uses.contains("serverAuth") || uses.contains("anyExtendedKeyUsage")
  }
}

extension SANSyntax {
  static let documentation = RuleDocumentation(
    id: "san-syntax",
    summary: "The names a certificate states are names, and can be the subject's.",
    rationale: """
      A client compares names octet by octet, so one that is written in a way the DNS does not \
      know matches nothing: a dot at the end, an IP address or a URI among the DNS names, a \
      wildcard that is not the whole first label, an international name that is not in its ASCII \
      form. Clients have not looked at the common name for years, so a host that is named there \
      alone is not served. An internal name or a reserved address is nobody's in public: whoever \
      gets a certificate for it from a public authority can pose as every network's host of that \
      name. Certificates of authorities need no names.
      """,
    citation: """
      RFC 5280, section 4.2.1.6 (Subject Alternative Name); RFC 1034, section 3.5; RFC 5890, \
      section 2.3.1; RFC 9525, section 6.3; CA/Browser Forum TLS Baseline Requirements, sections \
      4.2.2, 7.1.2.7.12 and 7.1.4.3
      """,
    options: [
      underscores.declaration, wildcards.declaration, internalNames.declaration,
      commonNames.declaration, required.declaration,
    ],
    passing: [
      RuleExample(
        "names, a wildcard and an international name",
        records: [
          #"{"name":"api","dnsNames":["example.com","*.example.com","xn--bcher-kva.example"],"certificate":{"commonName":"Example.com"}}"#
        ]),
      RuleExample(
        "an address, a mail address and a URI",
        records: [
          #"{"name":"api","dnsNames":[],"certificate":{"commonName":"192.0.2.1","ipAddresses":["192.0.2.1","2001:db8::1"],"emailAddresses":["ops@example.com"],"uris":["spiffe://example.com/api"]}}"#
        ]),
      RuleExample(
        "a listing that does not tell names and addresses apart",
        records: [#"{"name":"api","dnsNames":["example.com","10.0.0.1"]}"#]),
      RuleExample(
        "a client's name is no host's",
        records: [
          #"{"name":"jane","dnsNames":[],"certificate":{"commonName":"jane.doe","extendedKeyUsage":["clientAuth"]}}"#
        ]),
      RuleExample(
        "internal names inside of the organization",
        options: "allow-underscores: true",
        records: [#"{"name":"db","dnsNames":["db","db.internal","db_1.prod.local"]}"#]),
      RuleExample(
        "public names",
        options: "allow-internal: false\ncommon-name: all",
        records: [
          #"{"name":"api","dnsNames":["example.com"],"certificate":{"commonName":"example.com","ipAddresses":["1.1.1.1"]}}"#,
          #"{"name":"ca","dnsNames":[],"certificate":{"commonName":"Example CA","isCA":true}}"#,
        ]),
    ],
    flagged: [
      RuleExample(
        "what is no DNS name",
        records: [
          #"{"name":"api","dnsNames":["a..example","example.com.","10.0.0.1","https://example.com","example.com:443","ops@example.com","-a.example","a_b.example"],"certificate":{"ipAddresses":[]}}"#
        ],
        messages: [
          #""a..example" is no DNS name: it has an empty label"#,
          #""example.com." is no DNS name: it ends with a dot"#,
          #""10.0.0.1" is no DNS name: it is an IP address"#,
          #""https://example.com" is no DNS name: it is a URI"#,
          #""example.com:443" is no DNS name: it has a port"#,
          #""ops@example.com" is no DNS name: it is a mail address"#,
          #""-a.example" is no DNS name: label "-a" begins or ends with a hyphen"#,
          #""a_b.example" is no DNS name: it has an underscore"#,
        ]),
      RuleExample(
        "wildcards that are none, and one that is not allowed",
        options: "allow-wildcards: false",
        records: [
          #"{"name":"api","dnsNames":["a*.example.com","www.*.example.com","*","*.example.com"]}"#
        ],
        messages: [
          #""a*.example.com" is no DNS name: its wildcard is not the whole first label"#,
          #""www.*.example.com" is no DNS name: its wildcard is not the whole first label"#,
          #""*" is no DNS name: a wildcard needs a domain"#,
          #""*.example.com" is a wildcard, which is not allowed"#,
        ]),
      RuleExample(
        "international names",
        records: [
          #"{"name":"api","dnsNames":["bücher.example","xn--99999999.example","ab--c.example"]}"#
        ],
        messages: [
          #""bücher.example" is no DNS name: it has 'ü', and its ASCII form is "xn--bcher-kva.example""#,
          #""xn--99999999.example" is no DNS name: label "xn--99999999" is no valid Punycode"#,
          #""ab--c.example" is no DNS name: label "ab--c" has hyphens where only encodings do"#,
        ]),
      RuleExample(
        "internal names in public",
        options: "allow-internal: false",
        records: [
          #"{"name":"api","dnsNames":["db","db.prod.internal","*.com","printer.local"],"certificate":{"ipAddresses":["192.168.1.1","fd00::1"]}}"#
        ],
        messages: [
          #""db" is an internal name: it has no domain"#,
          #""db.prod.internal" is an internal name: it is below "internal" (private use)"#,
          #""*.com" is an internal name: it is a whole top-level domain"#,
          #""printer.local" is an internal name: it is below "local" (RFC 6762)"#,
          #""192.168.1.1" is reserved for private use (RFC 1918)"#,
          #""fd00::1" is reserved for private use (RFC 4193)"#,
        ]),
      RuleExample(
        "names of other kinds",
        records: [
          #"{"name":"api","dnsNames":[],"certificate":{"ipAddresses":["10.0.0.0/8"],"emailAddresses":["ops","ops@-"],"uris":["example.com/api"]}}"#
        ],
        messages: [
          #""10.0.0.0/8" is no IP address: it is of another form"#,
          #""ops" is no mail address: it has no @"#,
          #""ops@-" is no mail address: after its @, label "-" begins or ends with a hyphen"#,
          #""example.com/api" is no URI: it has no scheme"#,
        ]),
      RuleExample(
        "a host that is only a common name",
        records: [
          #"{"name":"api","dnsNames":["www.example.com"],"certificate":{"commonName":"example.com"}}"#
        ],
        messages: [#"common name "example.com" is none of the subject alternative names"#]),
      RuleExample(
        "no names",
        options: "required: true",
        records: [#"{"name":"api","dnsNames":[],"certificate":{"commonName":"example.com"}}"#],
        messages: ["states no subject alternative names"]),
    ])
}

extension String {
  fileprivate static let noNames = "states no subject alternative names"

  fileprivate static func isNoName(_ name: String, _ fact: Fact, _ fault: String) -> String {
    let noun =
      switch fact {
      case .dnsNames: "DNS name"
      case .ipAddresses: "IP address"
      case .emailAddresses: "mail address"
      default: "URI"
      }
    return "\"\(name)\" is no \(noun): \(fault)"
  }

  fileprivate static func isWildcard(_ name: String) -> String {
    "\"\(name)\" is a wildcard, which is not allowed"
  }

  fileprivate static func isInternal(_ name: String, _ reason: String) -> String {
    "\"\(name)\" is an internal name: it \(reason)"
  }

  fileprivate static func isReserved(_ address: String, _ use: String) -> String {
    "\"\(address)\" is reserved for \(use)"
  }

  fileprivate static func isNotStated(_ name: String) -> String {
    "common name \"\(name)\" is none of the subject alternative names"
  }
}
