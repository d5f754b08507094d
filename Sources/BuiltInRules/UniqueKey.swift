import RuleEngine

/// Asks that no two certificates are of one key.
struct UniqueKey: InventoryRule {
  private enum Sharing: String, Choice, CaseIterable {
    case none
    case sameNames = "same-names"
    case sameOwner = "same-owner"
  }

  private static let mayShare = Option<Sharing>.choice(
    "may-share", of: Sharing.allCases, default: .none,
    "Which certificates may be of one key: none, those that state the same names (a renewal), "
      + "or those of one owner.")
  private static let reach = Option<Scope>.choice(
    "scope", of: Scope.allCases, default: .inventory,
    "Among which certificates: of one listing, of one owner, or of the whole run.")

  private let mayShare: Sharing
  let scope: Scope

  init(options: Options) throws(OptionError) {
    mayShare = try options[Self.mayShare]
    scope = try options[Self.reach]
    if mayShare == .sameOwner && scope == .owner {
      throw OptionError(
        "scope: owner compares only what may-share: same-owner lets pass", option: Self.reach.name)
    }
  }

  var needs: [Fact] {
    [.keySHA256] + (mayShare == .sameOwner || scope == .owner ? [.owner] : [])
  }

  var requirement: String {
    let exception =
      switch mayShare {
      case .none: ""
      case .sameNames: ", renewals aside"
      case .sameOwner: ", but for one owner's"
      }
    return "a key that no other certificate \(scope.phrase) is of\(exception)"
  }

  func keys(of record: CertificateRecord) throws(FactUnavailable) -> [GroupKey] {
    let key = try record.text(.keySHA256)
    if scope == .owner { _ = try record.owner }
    // Requests and precertificates are of the key of the certificate that follows them.
    let precedesCertificate =
      record.reader.text(.kind).value == "request"
      || record.reader.texts(.extensions).value?.contains("ctPoison") == true
    if precedesCertificate { return [] }
    return [GroupKey(key, fact: .keySHA256, identity: try identity(of: record))]
  }

  func forEachKeyHash(
    of record: CertificateRecord, _ visit: (UInt64) -> Void
  ) throws(FactUnavailable) {
    if needs.contains(.owner) { _ = try record.owner }
    visit(try record.reader.textHash(.keySHA256, foldingCase: false).required(.keySHA256))
  }

  func judge(
    _ record: CertificateRecord, key: GroupKey, others: GroupMembers, _ findings: inout Findings
  ) {
    findings.full(.shared(others, scope, mayShare == .none), evidence: .init(.keySHA256))
  }

  /// An authority is its name and its key, however many certify it.
  private func identity(of record: CertificateRecord) throws(FactUnavailable) -> String? {
    let reader = record.reader
    let subject = reader.text(.subject).value ?? ""
    if reader.flag(.isCA).value == true, !subject.isEmpty { return "authority \(subject)" }
    switch mayShare {
    case .none: return reader.text(.sha256).value
    case .sameOwner: return try record.owner
    case .sameNames:
      guard let stated = reader.texts(.names).value else { return nil }
      let names = Set(stated.map { $0.lowercased() })
      return names.isEmpty ? subject : names.sorted().joined(separator: "\n")
    }
  }
}

extension UniqueKey {
  static let documentation = RuleDocumentation(
    id: "unique-key",
    summary: "No two certificates are of one key.",
    rationale: """
      Whoever gets hold of a key that several certificates are of can pose as all their holders, \
      and all of them have to be revoked and replaced at once. A renewal that keeps the old key \
      keeps whatever has leaked of it. The same certificate in two places is one certificate, and \
      the certificates that several authorities issued to one authority are one authority's. A \
      request or precertificate is of the key of its certificate, and is not compared.
      """,
    citation: """
      NIST SP 800-57 Part 1 Rev. 5, section 5.3 (Cryptoperiods); NIST SP 1800-16, Volume B, \
      section 5.1 (Automated Enrollment and Installation)
      """,
    options: [mayShare.declaration, reach.declaration],
    passing: [
      RuleExample(
        "each has a key of its own",
        records: [
          #"{"name":"api","certificate":{"keySHA256":"a1"}}"#,
          #"{"name":"www","certificate":{"keySHA256":"b2"}}"#,
        ]),
      RuleExample(
        "the same certificate twice",
        records: [
          #"{"name":"cert.pem","certificate":{"keySHA256":"a1","sha256":"01"}}"#,
          #"{"name":"fullchain.pem","certificate":{"keySHA256":"a1","sha256":"01"}}"#,
        ]),
      RuleExample(
        "a renewal keeps the key",
        options: "may-share: same-names",
        records: [
          #"{"name":"api","certificate":{"keySHA256":"a1","sha256":"01","names":["DNS:a.example","DNS:b.example"]}}"#,
          #"{"name":"api-old","certificate":{"keySHA256":"a1","sha256":"02","names":["DNS:B.example","DNS:a.example"]}}"#,
        ]),
      RuleExample(
        "two certificates of one owner",
        options: "may-share: same-owner",
        records: [
          #"{"name":"api","owner":"shop","certificate":{"keySHA256":"a1"}}"#,
          #"{"name":"www","owner":"shop","certificate":{"keySHA256":"a1"}}"#,
        ]),
      RuleExample(
        "a request, and the certificate it was for",
        records: [
          #"{"name":"api","kind":"request","certificate":{"keySHA256":"a1"}}"#,
          #"{"name":"api","kind":"certificate","certificate":{"keySHA256":"a1","sha256":"01"}}"#,
        ]),
      RuleExample(
        "two authorities certified a third",
        records: [
          #"{"name":"ca","certificate":{"keySHA256":"a1","sha256":"01","isCA":true,"subject":"CN=CA"}}"#,
          #"{"name":"cross","certificate":{"keySHA256":"a1","sha256":"02","isCA":true,"subject":"CN=CA"}}"#,
        ]),
    ],
    flagged: [
      RuleExample(
        "three certificates of one key, one of them twice",
        records: [
          #"{"name":"api","certificate":{"keySHA256":"a1","sha256":"01"}}"#,
          #"{"name":"www","certificate":{"keySHA256":"a1","sha256":"02"}}"#,
          #"{"name":"api","certificate":{"keySHA256":"a1","sha256":"01"}}"#,
          #"{"name":"old","certificate":{"keySHA256":"a1","sha256":"03"}}"#,
        ],
        messages: [
          "its key is that of 3 certificates in the inventory (also listing.json:2, listing.json:4)",
          "its key is that of 3 certificates in the inventory (also listing.json:1, listing.json:4)",
          "its key is that of 3 certificates in the inventory (also listing.json:2, listing.json:4)",
          "its key is that of 3 certificates in the inventory (also listing.json:1, listing.json:2)",
        ]),
      RuleExample(
        "one key for two different services",
        options: "may-share: same-names\nscope: listing",
        records: [
          #"{"name":"api","certificate":{"keySHA256":"a1","names":["DNS:a.example"]}}"#,
          #"{"name":"www","certificate":{"keySHA256":"a1","names":["DNS:b.example"]}}"#,
          #"{"name":"api","certificate":{"keySHA256":"a1","names":["DNS:a.example"]}}"#,
        ],
        messages: [
          "its key is that of others in this listing, too (listing.json:2)",
          "its key is that of others in this listing, too (listing.json:1)",
          "its key is that of others in this listing, too (listing.json:2)",
        ]),
      RuleExample(
        "two owners share a key",
        options: "may-share: same-owner",
        records: [
          #"{"name":"api","owner":"shop","certificate":{"keySHA256":"a1"}}"#,
          #"{"name":"api","owner":"bank","certificate":{"keySHA256":"a1"}}"#,
        ],
        messages: [
          "its key is that of others in the inventory, too (listing.json:2)",
          "its key is that of others in the inventory, too (listing.json:1)",
        ]),
    ])
}

extension String {
  /// - Parameter counts: whether each of the others stands for one certificate.
  fileprivate static func shared(_ others: GroupMembers, _ scope: Scope, _ counts: Bool) -> String {
    counts
      ? "its key is that of \(others.count + 1) certificates \(scope.phrase) (also \(others.description))"
      : "its key is that of others \(scope.phrase), too (\(others.description))"
  }
}
