import SourceText

/// Outcomes, failures and counts of a run; a reporter turns it into text.
package struct Report: Sendable {
  package let evaluation: Evaluation
  package let failures: [Failure]
  /// The gravity from which findings fail the run; nil if none does.
  package let failOn: Severity?
  /// The run judged as of a time that was given, not of now.
  package let isSimulated: Bool
  /// What its records are.
  package let subject: Subject
  package let toolVersion: String
  /// All tallies of the run together.
  package let summary: Tally

  /// What the records of a report are.
  package enum Subject: String, Sendable {
    case certificate
    /// A case of a policy's tests.
    case testCase = "case"
  }

  package init(
    evaluation: Evaluation, failures: [Failure] = [], failOn: Severity? = .error,
    isSimulated: Bool = false, requireComplete: Bool = false, allowIncomplete: Bool = false,
    subject: Subject = .certificate, toolVersion: String
  ) {
    self.evaluation = evaluation
    self.failOn = failOn
    self.isSimulated = isSimulated
    self.subject = subject
    self.toolVersion = toolVersion
    summary = evaluation.suites.reduce(into: Tally()) { sum, suite in
      for tally in suite.tallies { sum += tally }
    }
    self.failures =
      evaluation.policies.flatMap(\.failures) + failures
      + evaluation.inventory.inputs.flatMap {
        Failure.all(of: $0, requireComplete: requireComplete, allowIncomplete: allowIncomplete)
      }
      + Failure.notAsked(evaluation, besides: failures)
      + Failure.nothingJudged(evaluation)
  }

  /// Every source was looked at, and wholly.
  package var isComplete: Bool { failures.isEmpty }

  package var certificates: Int { evaluation.certificates.reduce(0, +) }

  /// 0, 1 or 3: what could not be looked at outranks what was found.
  package var exitCode: Int32 {
    if !isComplete { return 3 }
    guard let failOn else { return 0 }
    return summary.records.atLeast(failOn) > 0 ? 1 : 0
  }
}

/// Something that a rule, source or plugin could not do.
package struct Failure: Sendable {
  package enum Kind: String, Sendable {
    case input, incomplete, plugin
    case nothing = "nothing-judged"
  }

  package let kind: Kind
  /// What failed, by name: an input's place.
  package let name: String
  /// The input it concerns; nil if it concerns the run.
  package let input: String?
  package let message: String
  package let location: SourceLocation?
  /// What to do about it, each a line such as "help: name its format with --as".
  package let notes: [String]

  package init(
    kind: Kind, name: String, input: String?, message: String, location: SourceLocation? = nil,
    notes: [String] = []
  ) {
    self.kind = kind
    self.name = name
    self.input = input
    self.message = message
    self.location = location
    self.notes = notes
  }

  /// All that could not be looked at of an input.
  fileprivate static func all(
    of input: Input, requireComplete: Bool, allowIncomplete: Bool
  ) -> [Failure] {
    let whole = Failure(
      of: input, requireComplete: requireComplete, allowIncomplete: allowIncomplete)
    let parts = input.allDefects.map { defect in
      Failure(
        kind: .input, name: defect.location?.description ?? input.place, input: input.place,
        message: defect.message, location: defect.location, notes: defect.notes)
    }
    return (whole.map { [$0] } ?? []) + parts
  }

  /// Why an input was not, or not wholly, looked at; nil if it was.
  fileprivate init?(of input: Input, requireComplete: Bool, allowIncomplete: Bool) {
    if let failure = input.failure {
      self.init(
        kind: .input, name: input.place, input: input.place, message: failure.message,
        location: failure.location, notes: failure.notes)
      return
    }
    switch input.completeness {
    case .incomplete(let expected, let got) where !allowIncomplete:
      let all = expected.map { "\($0)" } ?? "more"
      self.init(
        kind: .incomplete, name: input.place, input: input.place,
        message: "the listing is incomplete: \(got) of \(all) certificates are here",
        notes: ["help: save every page of it, or accept a part with --allow-incomplete"])
    case .unknown(let reason) where requireComplete:
      self.init(
        kind: .incomplete, name: input.place, input: input.place,
        message: "whether the listing is complete is not known: \(reason)")
    default: return nil
    }
  }

  /// Checks that nobody answered for must not be green, whatever the reason.
  fileprivate static func notAsked(
    _ evaluation: Evaluation, besides failures: [Failure]
  ) -> [Failure] {
    if failures.contains(where: { $0.kind == .plugin }) { return [] }
    return evaluation.policies.compactMap { policy in
      guard evaluation.tallies(of: policy).contains(where: { $0.notApplicable[.unanswered] != nil })
      else { return nil }
      return Failure(
        kind: .plugin, name: policy.id, input: nil,
        message: "policy \(policy.id) has checks of plugins, which were not asked")
    }
  }

  /// A run that looked at nothing must not be green.
  fileprivate static func nothingJudged(_ evaluation: Evaluation) -> [Failure] {
    let certificates = evaluation.certificates.reduce(0, +)
    if certificates == 0 {
      // An input that failed already says why there is nothing.
      if evaluation.inventory.inputs.contains(where: { $0.failure != nil }) { return [] }
      return [
        Failure(
          kind: .nothing, name: "run", input: nil,
          message: evaluation.deleted.contains { $0 > 0 }
            ? "all certificates are marked as deleted, so nothing was judged"
            : "no certificates were found, so nothing was judged")
      ]
    }
    return evaluation.policies.compactMap { policy in
      let tallies = evaluation.tallies(of: policy)
      guard tallies.allSatisfy({ $0.judged == 0 && $0.unknownIgnored == 0 }) else { return nil }
      // A plugin that failed already says why there is nothing.
      let isExplained = tallies.contains { $0.notApplicable[.unanswered] != nil }
      if isExplained || !policy.failures.isEmpty { return nil }
      return Failure(
        kind: .nothing, name: policy.id, input: nil,
        message: policy.checks.isEmpty
          ? "policy \(policy.id) has no checks, so nothing was judged"
          : "no check of policy \(policy.id) applied to any certificate, so nothing was judged")
    }
  }
}

extension Evaluation {
  fileprivate func tallies(of policy: Policy) -> some Sequence<Tally> {
    suites.lazy.filter { $0.policy.id == policy.id }.flatMap(\.tallies)
  }
}
