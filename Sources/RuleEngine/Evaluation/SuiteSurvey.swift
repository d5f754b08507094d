/// The first look of one policy at the records of one input after the other.
struct SuiteSurvey {
  /// What one check of the policy says, as far as single records tell.
  private struct CheckSurvey {
    let check: Check
    let isForAll: Bool
    let severity: Severity
    // The survey's own: workers that share a reference wait for each other each time they count it.
    let body: Check.Body
    /// Of a rule over single records.
    let judgement: Check.RecordJudgement?
    /// What it reads first, where the format never speaks of it: no record needs a look then.
    var silence: Fact?

    var tally = Tally()
    /// The records that wait for their counterparts.
    var waiting: [RecordNumber] = []
  }

  /// In the policy's order.
  private var checks: [CheckSurvey]
  private let policy: Policy
  /// Whether the record that is judged is one of which nothing can be read.
  private var unreadable: UnreadableRecord?
  private var findings = Findings(inDetail: false)
  private var records = 0
  /// The records with results other than passes.
  private(set) var flagged: [FlaggedRecord] = []

  init(_ policy: Policy) {
    self.policy = policy
    checks = policy.checks.map {
      CheckSurvey(
        check: $0, isForAll: $0.isForAll, severity: $0.severity, body: $0.body,
        judgement: $0.makeJudgement())
    }
  }

  /// Forgets what was found, and looks at another input from now on.
  mutating func turn(to input: Input) {
    records = 0
    flagged.removeAll()
    for index in checks.indices {
      checks[index].tally = Tally()
      checks[index].waiting.removeAll(keepingCapacity: true)
      let need = checks[index].isForAll ? checks[index].check.firstNeed : nil
      checks[index].silence = need.flatMap { input.records.speaks(of: $0) ? nil : $0 }
    }
  }

  /// - Parameter keys: where the hashes of a record's keys go, by the check's place in the policy.
  mutating func judge(
    _ record: CertificateRecord, _ number: RecordNumber, at now: Instant,
    _ keys: inout [HashedRecords]
  ) {
    records += 1
    unreadable = record.reader.unreadableReason.map {
      UnreadableRecord(record, because: $0, policy, at: now)
    }
    var flags = CheckFlags()
    for index in checks.indices where checks[index].silence == nil {
      if judge(record, number, at: now, check: index, &keys) { flags.insert(index) }
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
        findings.begin(index, at: checks[index].severity)
        try judgement(record, now, &findings)
        return checks[index].tally.count(findings, at: checks[index].severity)
      }
      switch checks[index].body {
      case .inventory(let rule):
        // A pass, until the groups are known.
        try keys[index].gather(record, number, by: rule)
        checks[index].tally.passed += 1
        return false
      case .comparison(let rule):
        try keys[index].gather(record, number, by: rule)
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
      if unreadable?.silences(error, of: index) == true {
        checks[index].tally.notApplicable[UnreadableRecord.others, default: 0] += 1
        return false
      }
      return checks[index].tally.count(error, for: checks[index].check)
    }
  }

  /// Gathers what a record is compared by, and says nothing of it.
  mutating func compare(
    _ record: CertificateRecord, _ number: RecordNumber, at now: Instant,
    _ keys: inout [HashedRecords]
  ) {
    for index in checks.indices where checks[index].silence == nil {
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
    for index in checks.indices {
      var tally = checks[index].tally
      if let fact = checks[index].silence { tally.notApplicable[.unspoken(fact)] = records }
      visit(index, tally, checks[index].waiting)
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
