/// A rule whose options are read: what a check asks.
package protocol ConfiguredRule: Sendable {
  var documentation: RuleDocumentation { get }

  /// The facts without which the rule cannot judge, given its options, in the order they are read.
  ///
  /// Where a format does not speak of the first, no record is even shown to the rule.
  var needs: [Fact] { get }

  /// The facts that a pass rests on: what is needed, unless the rule can do without some of it.
  var reads: [Fact] { get }

  /// What the rule asks of a certificate, given its options: "at least 30d left".
  var requirement: String { get }
}

extension ConfiguredRule {
  package var reads: [Fact] { needs }
}

/// A check in code, with typed options: one rule, one file.
package protocol Rule: ConfiguredRule {
  static var documentation: RuleDocumentation { get }

  /// Reads the options a policy gave; an error names the option it is about.
  init(options: Options) throws(OptionError)
}

extension Rule {
  package var documentation: RuleDocumentation { Self.documentation }
}

/// A rule over one certificate.
package protocol RecordRule: Rule {
  /// Judges one record. A fact that is not there is let through as `FactUnavailable`; the engine
  /// decides what that means.
  func judge(
    _ record: CertificateRecord, at now: Instant, _ findings: inout Findings
  ) throws(FactUnavailable)

  /// The rule for one worker, with its own of what it looks at for every record: workers that share
  /// a reference wait for each other each time they count it.
  var separate: Self { get }
}

extension RecordRule {
  package var separate: Self { self }
}

/// A rule that says which records belong together; the engine groups them.
package protocol GroupingRule: Rule {
  /// How far groups reach.
  var scope: Scope { get }

  /// The keys a record is grouped by; records that share a key within the scope are a group.
  func keys(of record: CertificateRecord) throws(FactUnavailable) -> [GroupKey]

  /// The hashes of a record's keys: equal keys have equal hashes. Only records whose hashes meet
  /// are asked for the keys themselves.
  func forEachKeyHash(
    of record: CertificateRecord, _ visit: (UInt64) -> Void
  ) throws(FactUnavailable)
}

/// A rule over the inventory: it judges those that share a key.
package protocol InventoryRule: GroupingRule {
  /// Judges one member of a group of two or more.
  func judge(
    _ record: CertificateRecord, key: GroupKey, others: GroupMembers, _ findings: inout Findings)
}

/// A rule that holds some records of the run against others: what endpoints show against what is
/// listed.
package protocol ComparisonRule: GroupingRule {
  /// What it judges, in the plural: "endpoints".
  var subjects: String { get }

  /// Whether the record is judged, and not only something to hold others against.
  func judges(_ record: CertificateRecord) -> Bool

  /// Judges a record by all that share a key with it, which may be none.
  func judge(
    _ record: CertificateRecord, among others: Counterparts, _ findings: inout Findings
  ) throws(FactUnavailable)
}

extension GroupingRule {
  package func forEachKeyHash(
    of record: CertificateRecord, _ visit: (UInt64) -> Void
  ) throws(FactUnavailable) {
    for key in try keys(of: record) { visit(StableHash.of(key.text.utf8.span)) }
  }
}

/// How far a group reaches.
package enum Scope: String, CaseIterable, Sendable {
  /// Within one input.
  case listing
  /// Among all records of the run that have the same owner.
  case owner
  /// Among all records of the run.
  case inventory
}

/// One key of a record, and which element of which fact it came from.
package struct GroupKey: Hashable, Sendable {
  package let text: String
  package let fact: Fact
  package let element: Int?
  /// Records with the same identity count as one and do not clash with each other: a certificate
  /// that is listed twice. Nil for a record that is like no other.
  package let identity: String?

  package init(_ text: String, fact: Fact, element: Int? = nil, identity: String? = nil) {
    self.text = text
    self.fact = fact
    self.element = element
    self.identity = identity
  }
}

/// The other members of a record's group, one for each identity.
package struct GroupMembers {
  package let count: Int
  private let firstPlaces: () -> [String]

  /// - Parameter firstPlaces: the places of the first few, in inventory order.
  init(count: Int, firstPlaces: @escaping () -> [String]) {
    self.count = count
    self.firstPlaces = firstPlaces
  }

  /// "inventory/edge.json:12, inventory/edge.json:26 and 3 more".
  package var description: String {
    let places = firstPlaces()
    let rest = count - places.count
    let named = places.joined(separator: ", ")
    return rest > 0 ? "\(named) and \(rest) more" : named
  }
}
