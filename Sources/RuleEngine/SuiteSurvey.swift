/// The first look of one policy at the records of one input.
struct SuiteSurvey {
  /// What one check of the policy says, as far as single records tell.
  private struct CheckSurvey {
    let check: Check
    /// Its place in the policy.
    let index: Int
    let isForAll: Bool
    let severity: Severity
    // The survey's own: workers that share a reference wait for each other each time they count it.
    let body: Check.Body
    /// Of a rule over single records.
    let judgement: Check.RecordJudgement?

    var tally = Tally()
    /// The records that wait for their counterparts.
    var waiting: [RecordNumber] = []
  }

  private var checks: [CheckSurvey] = []
  /// Checks that read first a fact the format never speaks of: their records need no look.
  private var silent: [(index: Int, fact: Fact)] = []
  private var findings = Findings(inDetail: false)
  private var records = 0
  /// The records with results other than passes.
  private(set) var flagged: [FlaggedRecord] = []

  init(_ policy: Policy, _ input: Input) {
    for (index, check) in policy.checks.enumerated() {
      let isForAll = check.isForAll
      if isForAll, let fact = check.firstNeed,
        !input.records.speaks(of: fact)
      {
        silent.append((index, fact))
      } else {
        checks.append(
          CheckSurvey(
            check: check, index: index, isForAll: isForAll, severity: check.severity,
            body: check.body, judgement: check.makeJudgement()))
      }
    }
  }

  /// - Parameter keys: where the hashes of a record's keys go, by the check's place in the policy.
  mutating func judge(
    _ record: CertificateRecord, _ number: RecordNumber, at now: Instant,
    _ keys: inout [HashedRecords]
  ) {
    records += 1
    var flags = CheckFlags()
    for index in checks.indices where judge(record, number, at: now, check: index, &keys) {
      flags.insert(checks[index].index)
    }
    if !flags.isEmpty { flagged.append(FlaggedRecord(index: number.index, checks: flags)) }
  }

  private mutating func judge(
    _ record: CertificateRecord, _ number: RecordNumber, at now: Instant, check index: Int,
    _ keys: inout [HashedRecords]
  ) -> Bool {
    do throws(FactUnavailable) {
      if !checks[index].isForAll, try !checks[index].check.selects(record, at: now) {
        checks[index].tally.notApplicable[.selector, default: 0] += 1
        return false
      }
      if let judgement = checks[index].judgement {
        findings.begin(checks[index].index, at: checks[index].severity)
        try judgement(record, now, &findings)
        return checks[index].tally.count(findings, at: checks[index].severity)
      }
      switch checks[index].body {
      case .inventory(let rule):
        // A pass, until the groups are known.
        try keys[checks[index].index].gather(record, number, by: rule)
        checks[index].tally.passed += 1
        return false
      case .comparison(let rule):
        try keys[checks[index].index].gather(record, number, by: rule)
        guard rule.judges(record) else {
          checks[index].tally.notApplicable[.outOfScope(rule.subjects), default: 0] += 1
          return false
        }
        checks[index].waiting.append(number)
        return false
      case .answered(let rule):
        // A pass, until there are answers.
        try rule.requireNeeds(of: record)
        checks[index].tally.passed += 1
        return false
      case .record, .nothing: return false
      }
    } catch {
      return checks[index].tally.count(error, for: checks[index].check)
    }
  }

  /// Gathers what a record is compared by, and says nothing of it.
  mutating func compare(
    _ record: CertificateRecord, _ number: RecordNumber, at now: Instant,
    _ keys: inout [HashedRecords]
  ) {
    for index in checks.indices {
      switch checks[index].body {
      case .record, .answered, .nothing: continue
      case .inventory, .comparison:
        let (tally, waiting) = (checks[index].tally, checks[index].waiting)
        _ = judge(record, number, at: now, check: index, &keys)
        (checks[index].tally, checks[index].waiting) = (tally, waiting)
      }
    }
  }

  /// The tally of every check, and who waits for counterparts, by its place in the policy.
  func forEachCheck(_ visit: (Int, Tally, [RecordNumber]) -> Void) {
    for check in checks { visit(check.index, check.tally, check.waiting) }
    for (index, fact) in silent {
      var tally = Tally()
      tally.notApplicable[.unspoken(fact)] = records
      visit(index, tally, [])
    }
  }
}

extension HashedRecords {
  /// Adds the hashes of the keys that a rule compares a record by.
  fileprivate mutating func gather(
    _ record: CertificateRecord, _ number: RecordNumber, by rule: any GroupingRule
  ) throws(FactUnavailable) {
    try rule.forEachKeyHash(of: record) { hash in
      guard let hash = QualifiedKey.hash(hash, of: record, scope: rule.scope) else { return }
      append(Entry(hash: hash, record: number))
    }
  }
}
