import RuleEngine

/// Asks that no two certificates share what is meant to tell them apart.
struct UniqueName: InventoryRule {
  private static let fact = Option<Fact>.choice(
    "fact", of: [.name, .label, .dnsNames, .fingerprints, .serial], default: .name,
    "What must be unique; of a list, each element.")
  private static let reach = Option<Scope>.choice(
    "scope", of: Scope.allCases, default: .listing,
    "Among which certificates: of one listing, of one owner, or of the whole run.")
  private static let caseSensitive = Option.flag(
    "case-sensitive", default: false,
    "Whether names that differ only in case differ; DNS names, fingerprints and serial numbers "
      + "have no case.")

  private let fact: Fact
  let scope: Scope
  private let caseSensitive: Bool

  init(options: Options) throws(OptionError) {
    fact = try options[Self.fact]
    scope = try options[Self.reach]
    caseSensitive = try options[Self.caseSensitive]
  }

  var needs: [Fact] { scope == .owner ? [fact, .owner] : [fact] }

  var requirement: String { "unique \(scope.phrase)" }

  func keys(of record: CertificateRecord) throws(FactUnavailable) -> [GroupKey] {
    if scope == .owner { _ = try record.owner }
    let texts = try record.texts(of: fact).map { normalised($0, in: record) }
    guard fact.isList else { return texts.map { GroupKey($0, fact: fact) } }
    // A certificate that repeats a name clashes with no other by that.
    var seen: Set<String> = []
    return texts.enumerated().compactMap { element, text in
      seen.insert(text).inserted ? GroupKey(text, fact: fact, element: element) : nil
    }
  }

  func forEachKeyHash(
    of record: CertificateRecord, _ visit: (UInt64) -> Void
  ) throws(FactUnavailable) {
    // The names of a million certificates are hashed where they lie.
    if fact == .name || fact == .label {
      if scope == .owner { _ = try record.owner }
      visit(try record.reader.textHash(fact, foldingCase: !caseSensitive).required(fact))
    } else {
      for key in try keys(of: record) { visit(StableHash.of(key.text.utf8.span)) }
    }
  }

  func judge(
    _ record: CertificateRecord, key: GroupKey, others: GroupMembers, _ findings: inout Findings
  ) {
    findings.full(
      .shared(fact, stated(by: record, key), others, scope),
      key: key.element == nil ? nil : key.text,
      evidence: .init(fact, element: key.element))
  }

  private func normalised(_ text: String, in record: CertificateRecord) -> String {
    switch fact {
    case .dnsNames:
      let name = text.lowercased()
      return name.utf8.last == UInt8(ascii: ".") ? String(name.dropLast()) : name
    case .serial:
      return "\(text) \(record.reader.text(.issuer).value ?? "")"
    default:
      return caseSensitive ? text : text.lowercased()
    }
  }

  /// What the record itself writes where the key was found.
  private func stated(by record: CertificateRecord, _ key: GroupKey) -> String {
    (try? record.texts(of: fact))?.dropFirst(key.element ?? 0).first ?? key.text
  }
}

extension UniqueName {
  static let documentation = RuleDocumentation(
    id: "unique-name",
    summary: "No two certificates share a name.",
    rationale: """
      Where two certificates have one name, a renewal, a roll-out or a revocation meets the wrong \
      one sooner or later. A DNS name or a fingerprint that comes twice is a leftover or a \
      certificate in two hands. A serial number is unique only among the certificates of one \
      issuer, so serial numbers are compared together with the issuer where the source names it.
      """,
    citation: """
      NIST SP 1800-16, Volume B, section 5.1 (Inventory); RFC 5280, section 4.1.2.2 \
      (Serial Number)
      """,
    options: [fact.declaration, reach.declaration, caseSensitive.declaration],
    passing: [
      RuleExample(
        "all names differ",
        records: [#"{"name":"payments"}"#, #"{"name":"identity"}"#]),
      RuleExample(
        "names differ in case, and case counts",
        options: "case-sensitive: true",
        records: [#"{"name":"payments"}"#, #"{"name":"Payments"}"#]),
      RuleExample(
        "two owners use the same name",
        options: "scope: owner",
        records: [
          #"{"name":"payments","owner":"shop"}"#, #"{"name":"payments","owner":"bank"}"#,
        ]),
      RuleExample(
        "a certificate repeats its own DNS name",
        options: "fact: dnsNames",
        records: [#"{"name":"payments","dnsNames":["a.example","A.example."]}"#]),
      RuleExample(
        "two issuers use the same serial number",
        options: "fact: serial",
        records: [
          #"{"name":"payments","serial":"01","issuer":"CN=A"}"#,
          #"{"name":"identity","serial":"01","issuer":"CN=B"}"#,
        ]),
    ],
    flagged: [
      RuleExample(
        "three certificates share a name, case aside",
        records: [
          #"{"name":"payments"}"#, #"{"name":"identity"}"#, #"{"name":"Payments"}"#,
          #"{"name":"payments"}"#,
        ],
        messages: [
          """
          name "payments" is used by 3 certificates in this listing \
          (also listing.json:3, listing.json:4)
          """,
          """
          name "Payments" is used by 3 certificates in this listing \
          (also listing.json:1, listing.json:4)
          """,
          """
          name "payments" is used by 3 certificates in this listing \
          (also listing.json:1, listing.json:3)
          """,
        ]),
      RuleExample(
        "an owner uses a name twice",
        options: "scope: owner",
        records: [
          #"{"name":"payments","owner":"shop"}"#, #"{"name":"payments","owner":"bank"}"#,
          #"{"name":"payments","owner":"shop"}"#,
        ],
        messages: [
          #"name "payments" is used by 2 certificates under this owner (also listing.json:3)"#,
          #"name "payments" is used by 2 certificates under this owner (also listing.json:1)"#,
        ]),
      RuleExample(
        "two certificates share one of their DNS names",
        options: "fact: dnsNames\nscope: inventory",
        records: [
          #"{"name":"payments","dnsNames":["a.example","b.example"]}"#,
          #"{"name":"identity","dnsNames":["B.example.","c.example"]}"#,
        ],
        messages: [
          #"DNS name "b.example" is used by 2 certificates in the inventory (also listing.json:2)"#,
          #"DNS name "B.example." is used by 2 certificates in the inventory (also listing.json:1)"#,
        ]),
      RuleExample(
        "an issuer's serial number comes twice, written differently",
        options: "fact: serial",
        records: [
          #"{"name":"payments","serial":"0A:1B","issuer":"CN=A"}"#,
          #"{"name":"identity","serial":"a1b","issuer":"CN=A"}"#,
        ],
        messages: [
          #"serial number "a1b" is used by 2 certificates in this listing (also listing.json:2)"#,
          #"serial number "a1b" is used by 2 certificates in this listing (also listing.json:1)"#,
        ]),
    ])
}

extension String {
  fileprivate static func shared(
    _ fact: Fact, _ text: String, _ others: GroupMembers, _ scope: Scope
  ) -> String {
    let users = "\(others.count + 1) certificates \(scope.phrase)"
    return "\(fact.noun) \"\(text)\" is used by \(users) (also \(others.description))"
  }
}

extension Fact {
  fileprivate var isList: Bool { self == .dnsNames || self == .fingerprints }

  fileprivate var noun: String {
    switch self {
    case .dnsNames: "DNS name"
    case .fingerprints: "fingerprint"
    case .serial: "serial number"
    default: name
    }
  }
}
