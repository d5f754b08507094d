/// Where a rule reports what it objects to about one record.
///
/// Most evaluations only count; words are made when a reporter wants them.
package struct Findings {
  /// Whether the finding takes the check's severity, or at most `warning`.
  package enum Gravity: Sendable { case full, early }

  package struct Finding: Sendable {
    package let gravity: Gravity
    package let message: String
    /// Tells several findings of one check about one record apart.
    package let key: String?
    package let evidence: [EvidenceRequest]
  }

  /// What a finding rests on; the engine looks the place up.
  package struct EvidenceRequest: Sendable {
    package let fact: Fact
    package let element: Int?
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
  }

  private let inDetail: Bool
  package private(set) var fullCount = 0
  package private(set) var earlyCount = 0
  package private(set) var details: [Finding] = []

  package init(inDetail: Bool) {
    self.inDetail = inDetail
  }

  package mutating func full(
    _ message: @autoclosure () -> String, key: @autoclosure () -> String? = nil,
    evidence: @autoclosure () -> [EvidenceRequest]
  ) {
    fullCount += 1
    if inDetail {
      details.append(
        Finding(gravity: .full, message: message(), key: key(), evidence: evidence()))
    }
  }

  package mutating func early(
    _ message: @autoclosure () -> String, key: @autoclosure () -> String? = nil,
    evidence: @autoclosure () -> [EvidenceRequest]
  ) {
    earlyCount += 1
    if inDetail {
      details.append(
        Finding(gravity: .early, message: message(), key: key(), evidence: evidence()))
    }
  }

  package mutating func removeAll() {
    fullCount = 0
    earlyCount = 0
    details.removeAll(keepingCapacity: true)
  }
}
