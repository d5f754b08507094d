import RuleEngine

extension RuleDocumentation {
  fileprivate static func sample(_ id: String) -> RuleDocumentation {
    RuleDocumentation(
      id: id, summary: "", rationale: "", citation: "", passing: [], flagged: [])
  }
}

/// Objects to "bad" in a name twice, and to "early" once, as an early finding.
struct SampleName: RecordRule {
  static let documentation = RuleDocumentation.sample("sample-name")
  let needs: [Fact] = [.name]
  let requirement = "a good name"

  init(options: Options) {}

  func judge(
    _ record: CertificateRecord, at now: Instant, _ findings: inout Findings
  ) throws(FactUnavailable) {
    let name = try record.name
    if name.hasPrefix("bad") {
      for key in ["one", "two"] {
        findings.full("\(name) is bad (\(key))", key: key, evidence: [.init(.name)])
      }
    }
    if name.hasSuffix("early") {
      findings.early("\(name) is early", evidence: [.init(.name, required: "patience")])
    }
  }
}

/// Objects to what has ended.
struct SampleExpiry: RecordRule {
  static let documentation = RuleDocumentation.sample("sample-expiry")
  let needs: [Fact] = [.notAfter]
  let requirement = "not ended"

  init(options: Options) {}

  func judge(
    _ record: CertificateRecord, at now: Instant, _ findings: inout Findings
  ) throws(FactUnavailable) {
    let end = try record.notAfter.end
    if end <= now { findings.full("ended \(end)", evidence: [.init(.notAfter)]) }
  }
}

/// Names are not shared.
struct SampleSharing: InventoryRule {
  static let documentation = RuleDocumentation.sample("sample-sharing")
  static let scopes = Option<Scope>.choice(
    "scope", of: Scope.allCases, default: .listing, "How far names are compared.")
  let needs: [Fact] = [.dnsNames]
  let requirement = "a name of its own"
  let scope: Scope
  private let identity: Fact?

  init(options: Options) throws(OptionError) {
    scope = try options[Self.scopes]
    identity = nil
  }

  /// - Parameter identity: the fact by which copies are known; nil if there are none.
  init(_ scope: Scope, identity: Fact? = nil) {
    self.scope = scope
    self.identity = identity
  }

  func keys(of record: CertificateRecord) throws(FactUnavailable) -> [GroupKey] {
    let identity = identity.flatMap { record.reader.text($0).value }
    return try record.dnsNames.enumerated().map {
      GroupKey($1, fact: .dnsNames, element: $0, identity: identity)
    }
  }

  func judge(
    _ record: CertificateRecord, key: GroupKey, others: GroupMembers, _ findings: inout Findings
  ) {
    findings.full(
      "\(key.text) is also at \(others.description)", key: key.text,
      evidence: [.init(.dnsNames, element: key.element)])
  }
}

/// What a record of the owner "served" is named is listed by another.
struct SampleComparison: ComparisonRule {
  static let documentation = RuleDocumentation.sample("sample-comparison")
  let needs: [Fact] = []
  let requirement = "listed"
  let scope: Scope = .inventory
  let subjects = "served ones"

  init(options: Options) {}

  func judges(_ record: CertificateRecord) -> Bool { (try? record.owner) == "served" }

  func keys(of record: CertificateRecord) throws(FactUnavailable) -> [GroupKey] {
    try [GroupKey(record.name, fact: .name)]
      + ((try? record.dnsNames) ?? []).map { GroupKey($0, fact: .dnsNames) }
  }

  func judge(
    _ record: CertificateRecord, among others: Counterparts, _ findings: inout Findings
  ) throws(FactUnavailable) {
    var places: [String] = []
    others.forEachRecord { if !judges($0) { places.append($0.reader.location.withoutColumn) } }
    if places.isEmpty {
      throw FactUnavailable(fact: .name, reason: .outOfScope("listed ones"))
    }
    findings.full("is listed in \(places.joined(separator: ", "))", evidence: [.init(.name)])
  }
}
