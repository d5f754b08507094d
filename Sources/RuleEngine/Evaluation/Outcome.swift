/// What one check says of one record, in full, to be kept when the reader turns to the next.
package struct CheckOutcome: Sendable {
  package let check: Check
  /// One passed result, or findings and unknowns; a check that did not apply has no outcome.
  package let results: [CheckResult]

  /// The gravest severity among the results; nil if the check passed.
  package var worst: Severity? { results.compactMap(\.severity).max() }
}

/// One result of a check about a record.
package struct CheckResult: Sendable {
  package enum Outcome: String, Sendable { case pass, finding, unknown }

  package let outcome: Outcome
  /// Nil for a pass.
  package let severity: Severity?
  /// Tells several results of a check about one record apart.
  package let key: String?
  package let message: String
  package let evidence: [Evidence]

}

/// What a result rests on.
package struct Evidence: Sendable {
  package let fact: Fact
  package let place: FactPlace
  /// What the rule asks of the fact.
  package let required: String
}

extension Findings {
  /// The results check by check, with the places of what they rest on.
  func outcomes(of record: CertificateRecord, by policy: Policy) -> [CheckOutcome] {
    var outcomes: [CheckOutcome] = []
    var start = 0
    while start < results.count {
      let check = policy.checks[results[start].check]
      let end = end(ofCheckAt: start)
      outcomes.append(
        CheckOutcome(
          check: check,
          results: results[start..<end].map { result in
            CheckResult(
              outcome: result.outcome, severity: result.severity, key: result.key,
              message: result.message,
              evidence: evidence[result.evidence].map { Evidence($0, of: record, check) })
          }))
      start = end
    }
    return outcomes
  }
}

extension Evidence {
  package init(
    _ request: Findings.EvidenceRequest, of record: CertificateRecord, _ check: Check
  ) {
    fact = request.fact
    place = request.reader(of: record).place(of: request.fact, at: request.element)
    required = request.required ?? check.requirement
  }
}

/// Why a check did not apply to a record.
package enum NotApplicable: Hashable, Sendable {
  /// The check's `match`, `except` or `when`, or the run's own condition, leaves the record out.
  case selector
  /// The format never speaks of a fact the rule needs.
  case unspoken(Fact)
  /// Who judges it did not answer; a failure says why.
  case unanswered
  /// The rule, as it is set, is for others: "leaf certificates".
  case outOfScope(String)

  /// The fact that a format never speaks of, though another might.
  package var factOfFormat: Fact? {
    guard case .unspoken(let fact) = self, !fact.isOfCertificate, !fact.isOfEndpoint,
      fact != .certificate
    else { return nil }
    return fact
  }

  package var description: String {
    switch self {
    case .selector: "not selected"
    case .unspoken(let fact) where fact.isOfCertificate || fact == .certificate:
      "only the certificate itself can say"
    case .unspoken(let fact) where fact.isOfEndpoint: "only TLS endpoints are judged"
    case .unspoken(.chain): "no chain comes with it"
    case .unspoken(let fact): "the format does not speak of \(fact.name)"
    case .unanswered: "its plugin did not answer"
    case .outOfScope(let others): "only \(others) are judged"
    }
  }
}

/// What one check said of the records of one input, counted.
package struct Tally: Hashable, Sendable {
  /// Records the check was content with.
  package var passed = 0
  /// Records by the gravest result of the check: findings, and unknowns that count like them.
  package var records = SeverityCounts()
  /// Findings, of which a record can have several.
  package var findings = SeverityCounts()
  /// Unknowns by the severity they count at.
  package var unknown = SeverityCounts()
  /// Unknowns that `on-unknown: ignore` only counts.
  package var unknownIgnored = 0
  package var notApplicable: [NotApplicable: Int] = [:]

  /// Records the check applied to, ignored unknowns left out.
  package var judged: Int { passed + records.total }

  package static func += (tally: inout Tally, other: Tally) {
    tally.passed += other.passed
    tally.records += other.records
    tally.findings += other.findings
    tally.unknown += other.unknown
    tally.unknownIgnored += other.unknownIgnored
    if !other.notApplicable.isEmpty {
      tally.notApplicable.merge(other.notApplicable, uniquingKeysWith: +)
    }
  }
}

/// A count for each severity.
package struct SeverityCounts: Hashable, Sendable {
  package var error = 0
  package var warning = 0
  package var note = 0

  package var total: Int { error + warning + note }

  package subscript(severity: Severity) -> Int {
    get {
      switch severity {
      case .error: error
      case .warning: warning
      case .note: note
      }
    }
    set {
      switch severity {
      case .error: error = newValue
      case .warning: warning = newValue
      case .note: note = newValue
      }
    }
  }

  /// How many are at this severity or graver.
  package func atLeast(_ severity: Severity) -> Int {
    Severity.allCases.filter { $0 >= severity }.reduce(0) { $0 + self[$1] }
  }

  package static func += (counts: inout SeverityCounts, other: SeverityCounts) {
    counts.error += other.error
    counts.warning += other.warning
    counts.note += other.note
  }
}
