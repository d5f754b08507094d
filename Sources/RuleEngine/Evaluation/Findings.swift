/// What checks say of one record: where rules report what they object to, and what reports are made
/// of.
///
/// Most evaluations only count. Words are made when a reporter wants them, into one flat list that
/// is filled anew for each record: a report of a million findings would make a million lists.
package struct Findings {
  /// Whether the finding takes the check's severity, or at most `warning`.
  package enum Gravity: Sendable { case full, early }

  /// What a finding rests on; where that is, the reader can tell as long as it stays at the record.
  package struct EvidenceRequest: Sendable {
    package let fact: Fact
    package let element: Int?
    /// What is asked of the fact, if it is not the rule's requirement.
    package let required: String?
    /// Whether it is the source's own words that are meant, beside a certificate that was read.
    package let isOfListing: Bool

    /// - Parameter required: what is asked of the fact, if it is not the rule's requirement.
    package init(
      _ fact: Fact, element: Int? = nil, required: String? = nil, ofListing: Bool = false
    ) {
      self.fact = fact
      self.element = element
      self.required = required
      isOfListing = ofListing
    }

    /// The reader that knows the place.
    package func reader(of record: CertificateRecord) -> any FactReader {
      isOfListing ? record.reader.listing ?? record.reader : record.reader
    }
  }

  /// One result of a check about the record.
  package struct Result: Sendable {
    /// The check's place in the policy.
    package let check: Int
    package let outcome: CheckResult.Outcome
    /// Nil for a pass.
    package let severity: Severity?
    /// Tells several results of a check about one record apart.
    package let key: String?
    package let message: String
    package let evidence: Range<Int>
  }

  private let inDetail: Bool
  private var check = 0
  private var severity = Severity.error
  private var mark = (results: 0, evidence: 0)
  package private(set) var fullCount = 0
  package private(set) var earlyCount = 0
  /// Check by check, in the order of the policy.
  package private(set) var results: [Result] = []
  /// Of all results.
  package private(set) var evidence: [EvidenceRequest] = []

  package init(inDetail: Bool) {
    self.inDetail = inDetail
  }

  /// Objects, at the check's severity.
  package mutating func full(
    _ message: @autoclosure () -> String, key: @autoclosure () -> String? = nil,
    evidence: @autoclosure () -> EvidenceRequest
  ) {
    fullCount += 1
    if inDetail { add(.finding, severity, message(), key: key(), evidence()) }
  }

  package mutating func full(
    _ message: @autoclosure () -> String, key: @autoclosure () -> String? = nil,
    evidence: @autoclosure () -> [EvidenceRequest]
  ) {
    fullCount += 1
    if inDetail { add(.finding, severity, message(), key: key(), evidence()) }
  }

  /// Objects, at most as a warning.
  package mutating func early(
    _ message: @autoclosure () -> String, key: @autoclosure () -> String? = nil,
    evidence: @autoclosure () -> EvidenceRequest
  ) {
    earlyCount += 1
    if inDetail { add(.finding, min(severity, .warning), message(), key: key(), evidence()) }
  }

  package mutating func early(
    _ message: @autoclosure () -> String, key: @autoclosure () -> String? = nil,
    evidence: @autoclosure () -> [EvidenceRequest]
  ) {
    earlyCount += 1
    if inDetail { add(.finding, min(severity, .warning), message(), key: key(), evidence()) }
  }

  /// Where the results of the check end whose first result stands at `start`.
  package func end(ofCheckAt start: Int) -> Int {
    results[start...].firstIndex { $0.check != results[start].check } ?? results.count
  }

  /// Turns to another record.
  mutating func removeAll() {
    // One by one, because they are few: all at once is destroyed as of a type that is not known.
    while !results.isEmpty { results.removeLast() }
    while !evidence.isEmpty { evidence.removeLast() }
  }

  /// Turns to a check; what follows is of it.
  mutating func begin(_ check: Int, at severity: Severity) {
    self.check = check
    self.severity = severity
    mark = (results.count, evidence.count)
    fullCount = 0
    earlyCount = 0
  }

  /// Says of the check that it is content.
  mutating func pass(_ message: String, _ evidence: [EvidenceRequest]) {
    add(.pass, nil, message, key: nil, evidence)
  }

  /// Says of the check that it cannot tell, whatever it said before.
  mutating func unknown(_ message: String, at severity: Severity, _ fact: Fact) {
    retract()
    add(.unknown, severity, message, key: nil, EvidenceRequest(fact))
  }

  /// Forgets what the check said.
  mutating func retract() {
    results.removeLast(results.count - mark.results)
    evidence.removeLast(evidence.count - mark.evidence)
  }

  // A list of one would be an allocation for nearly every finding.
  private mutating func add(
    _ outcome: CheckResult.Outcome, _ severity: Severity?, _ message: String, key: String?,
    _ evidence: EvidenceRequest
  ) {
    self.evidence.append(evidence)
    add(outcome, severity, message, key: key, evidenceCount: 1)
  }

  private mutating func add(
    _ outcome: CheckResult.Outcome, _ severity: Severity?, _ message: String, key: String?,
    _ evidence: [EvidenceRequest]
  ) {
    self.evidence += evidence
    add(outcome, severity, message, key: key, evidenceCount: evidence.count)
  }

  private mutating func add(
    _ outcome: CheckResult.Outcome, _ severity: Severity?, _ message: String, key: String?,
    evidenceCount count: Int
  ) {
    results.append(
      Result(
        check: check, outcome: outcome, severity: severity, key: key, message: message,
        evidence: evidence.count - count..<evidence.count))
  }
}
