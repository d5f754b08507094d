/// What a run found out: counts, and which records have something to be said of.
///
/// Words are not kept: `outcomes(of:policy:)` makes them again from the record.
package struct Evaluation: Sendable {
  /// One policy over one input.
  package struct Suite: Sendable {
    package let input: Input
    package let policy: Policy
    /// By check, in the policy's order.
    package internal(set) var tallies: [Tally]
    /// The records with results other than passes, in order.
    package let flagged: [FlaggedRecord]
    fileprivate let policyIndex: Int
  }

  package let inventory: Inventory
  package let policies: [Policy]
  package let now: Instant
  /// By input, then by policy.
  package let suites: [Suite]
  /// The records of each input that were judged, deleted ones left out.
  package let certificates: [Int]
  /// The deleted records of each input.
  package let deleted: [Int]
  /// What was odd about each input.
  package let notices: [[Notice]]
  package let labels: Labels
  private let groups: [[Groups]]

  /// Who says in words what the policy of a suite makes of its records.
  ///
  /// - Parameter withEvidenceOfPasses: look up also what passes rest on, which takes as long as for
  ///   findings.
  package func makeJudge(of suite: Suite, withEvidenceOfPasses: Bool) -> SuiteJudge {
    SuiteJudge(
      suite.policy, groups: groups[suite.policyIndex], now: now,
      withEvidenceOfPasses: withEvidenceOfPasses)
  }

  /// All that a policy says of a record of its suite, as values to be kept, with the places of the
  /// evidence.
  package func outcomes(
    of record: CertificateRecord, in suite: Suite, withEvidenceOfPasses: Bool = true
  ) -> [CheckOutcome] {
    var findings = Findings(inDetail: true)
    makeJudge(of: suite, withEvidenceOfPasses: withEvidenceOfPasses)
      .judge(record, into: &findings)
    return findings.outcomes(of: record, by: suite.policy)
  }
}

extension Evaluation {
  /// Holds every policy against every record.
  ///
  /// - Parameter answer: has the checks answered that are judged elsewhere, where the policies are
  ///   not answered yet. It runs beside the first look at the records.
  package init(
    policies: [Policy], inventory: Inventory, at now: Instant, workers: Workers,
    answer: (@Sendable ([Policy]) -> [Policy])? = nil
  ) {
    guard let answer else {
      self.init(
        FirstLook(policies, inventory, now, workers), policies: policies, inventory: inventory,
        at: now)
      return
    }
    let answered = Slots<[Policy]>(count: 1)
    let look = Slots<FirstLook>(count: 1)
    workers.run(2) { task in
      if task == 0 {
        answered[0] = answer(policies)
      } else {
        look[0] = FirstLook(policies, inventory, now, workers.givingWay)
      }
    }
    self.init(
      look[0] ?? FirstLook(policies, inventory, now, workers),
      policies: answered[0] ?? policies, inventory: inventory, at: now)
  }

  private init(
    _ look: FirstLook, policies: [Policy], inventory: Inventory, at now: Instant
  ) {
    var survey = look.survey
    survey.countAnswers(policies)
    self.inventory = inventory
    self.policies = policies
    self.now = now
    labels = look.labels
    groups = look.groups
    certificates = survey.certificates
    deleted = survey.deleted
    notices = zip(inventory.inputs, survey.notices).map { Notice.merged($0.notices + $1) }
    suites = inventory.inputs.indices.flatMap { input in
      policies.indices.map { policy in
        Suite(
          input: inventory.inputs[input], policy: policies[policy],
          tallies: survey.tallies[input][policy],
          flagged: survey.flagged[input][policy],
          policyIndex: policy)
      }
    }
  }
}

/// All that can be told of records before answers are known.
private struct FirstLook: Sendable {
  let survey: Survey
  let labels: Labels
  let groups: [[Groups]]

  init(_ policies: [Policy], _ inventory: Inventory, _ now: Instant, _ workers: Workers) {
    let shards = Shard.split(inventory, into: workers.count)
    let surveys = Slots<Survey>(count: shards.count)
    workers.run(shards.count) { index in
      surveys[index] = Survey(shards[index], policies: policies, inventory: inventory, now: now)
    }
    var survey = Survey.empty(policies: policies, inputs: inventory.inputs.indices)
    for part in surveys.values { survey.append(part) }

    labels = Labels(survey.names, in: inventory, workers: workers)
    groups = survey.groups(policies: policies, inventory: inventory, workers: workers)
    survey.judgeGroups(
      groups, policies: policies, inventory: inventory, now: now, workers: workers)
    self.survey = survey
  }
}

extension Inventory {
  /// Visits every record that is not deleted, in inventory order.
  package func forEachRecord(_ visit: (CertificateRecord) -> Void) {
    for input in inputs {
      let reader = input.records.makeReader()
      for index in 0..<input.records.count {
        reader.move(to: index)
        if reader.isDeleted { continue }
        visit(CertificateRecord(reader: reader, input: input, index: index))
      }
    }
  }
}
