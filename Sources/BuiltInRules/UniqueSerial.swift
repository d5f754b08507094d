import RuleEngine

/// Asks that an issuer gives no two certificates one serial number.
struct UniqueSerial: InventoryRule {
  private static let reach = Option<Scope>.choice(
    "scope", of: Scope.allCases, default: .inventory,
    "Among which certificates: of one listing, of one owner, or of the whole run.")

  let scope: Scope

  init(options: Options) throws(OptionError) {
    scope = try options[Self.reach]
  }

  var needs: [Fact] { [.serial, .issuer] + (scope == .owner ? [.owner] : []) }

  var requirement: String { "a serial number of its own \(scope.phrase), issuer by issuer" }

  func keys(of record: CertificateRecord) throws(FactUnavailable) -> [GroupKey] {
    let serial = try record.text(.serial)
    let issuer = try record.text(.issuer)
    if scope == .owner { _ = try record.owner }
    let reader = record.reader
    // A precertificate has the serial number of the certificate that follows it.
    if reader.texts(.extensions).value?.contains("ctPoison") == true { return [] }
    return [
      GroupKey("\(serial) \(issuer)", fact: .serial, identity: UniqueSerial.identity(of: record))
    ]
  }

  /// Serial numbers hardly ever meet by chance, so the issuers of those that do are compared later.
  func forEachKeyHash(
    of record: CertificateRecord, _ visit: (UInt64) -> Void
  ) throws(FactUnavailable) {
    let hash = try record.reader.textHash(.serial, foldingCase: false).required(.serial)
    _ = try record.reader.textHash(.issuer, foldingCase: false).required(.issuer)
    if scope == .owner { _ = try record.owner }
    visit(hash)
  }

  func judge(
    _ record: CertificateRecord, key: GroupKey, others: GroupMembers, _ findings: inout Findings
  ) {
    findings.full(
      .shared(record.reader.text(.serial).value ?? key.text, others, scope),
      evidence: [.init(.serial), .init(.issuer)])
  }

  /// The certificate's digest, which a listing may give instead.
  private static func identity(of record: CertificateRecord) -> String? {
    if let digest = record.reader.text(.sha256).value { return digest }
    let listed = record.reader.fingerprints().value ?? []
    return listed.first { $0.algorithm == .sha256 }?.hexadecimal ?? listed.first?.hexadecimal
  }
}

extension UniqueSerial {
  static let documentation = RuleDocumentation(
    id: "unique-serial",
    summary: "An issuer gives no two certificates one serial number.",
    rationale: """
      Issuer and serial number are how revocation lists, OCSP and most software name a \
      certificate. Where two share them, revoking one revokes the other, and some clients refuse \
      both. It happens where an authority was restored from a backup or set up twice under one \
      name. The same certificate in two places is one certificate, and a precertificate shares \
      the number of its certificate on purpose.
      """,
    citation: "RFC 5280, section 4.1.2.2 (Serial Number); RFC 6962, section 3.1 (Log Entries)",
    options: [reach.declaration],
    passing: [
      RuleExample(
        "two issuers use the same number",
        records: [
          #"{"name":"api","serial":"01","issuer":"CN=A"}"#,
          #"{"name":"www","serial":"01","issuer":"CN=B"}"#,
        ]),
      RuleExample(
        "the same certificate is listed twice",
        records: [
          #"{"name":"api","serial":"01","issuer":"CN=A","certificate":{"sha256":"0a"}}"#,
          #"{"name":"www","serial":"01","issuer":"CN=A","certificate":{"sha256":"0a"}}"#,
        ]),
      RuleExample(
        "a precertificate and its certificate",
        records: [
          #"{"name":"api","serial":"01","issuer":"CN=A","certificate":{"extensions":["ctPoison"]}}"#,
          #"{"name":"api","serial":"01","issuer":"CN=A","certificate":{"extensions":[]}}"#,
        ]),
    ],
    flagged: [
      RuleExample(
        "one number, written differently",
        records: [
          #"{"name":"api","serial":"0A:1B","issuer":"CN=A"}"#,
          #"{"name":"www","serial":"a1b","issuer":"CN=A"}"#,
        ],
        messages: [
          #"serial number "a1b" is that of 2 certificates of its issuer in the inventory (also listing.json:2)"#,
          #"serial number "a1b" is that of 2 certificates of its issuer in the inventory (also listing.json:1)"#,
        ]),
      RuleExample(
        "one number within a listing",
        options: "scope: listing",
        records: [
          #"{"name":"api","serial":"02","issuer":"CN=A","certificate":{"sha256":"0a"}}"#,
          #"{"name":"www","serial":"02","issuer":"CN=A","certificate":{"sha256":"0b"}}"#,
          #"{"name":"edge","serial":"02","issuer":"CN=A","certificate":{"sha256":"0a"}}"#,
        ],
        messages: [
          #"serial number "2" is that of 2 certificates of its issuer in this listing (also listing.json:2)"#,
          #"serial number "2" is that of 2 certificates of its issuer in this listing (also listing.json:1)"#,
          #"serial number "2" is that of 2 certificates of its issuer in this listing (also listing.json:2)"#,
        ]),
    ])
}

extension String {
  fileprivate static func shared(
    _ serial: String, _ others: GroupMembers, _ scope: Scope
  ) -> String {
    let users = "\(others.count + 1) certificates of its issuer \(scope.phrase)"
    return "serial number \"\(serial)\" is that of \(users) (also \(others.description))"
  }
}
