import SourceText

/// Holds the checks of one policy against single records; it belongs to one thread.
struct Judge {
  let policy: Policy
  let now: Instant
  private var findings = Findings(inDetail: false)

  init(policy: Policy, now: Instant) {
    self.policy = policy
    self.now = now
  }

  /// What a check makes of a record, before anything is said in words.
  enum Verdict {
    case judged
    case unavailable(FactUnavailable)
    case notSelected
    case unanswered
  }

  /// Counts what a check says of a record; true if it is anything a report would list.
  mutating func count(
    _ check: Check, _ record: CertificateRecord, groups: Groups, in tally: inout Tally
  ) -> Bool {
    findings.begin(0, at: check.severity)
    switch Judge.verdict(check, record, groups: { groups }, now: now, &findings) {
    case .notSelected:
      tally.notApplicable[.selector, default: 0] += 1
      return false
    case .unanswered:
      tally.notApplicable[.unanswered, default: 0] += 1
      return false
    case .unavailable(let unavailable):
      return tally.count(unavailable, for: check)
    case .judged:
      return tally.count(findings, at: check.severity)
    }
  }

  static func verdict(
    _ check: Check, _ record: CertificateRecord, groups: () -> Groups, now: Instant,
    _ findings: inout Findings
  ) -> Verdict {
    do {
      guard try check.selects(record, at: now) else { return .notSelected }
      switch check.body {
      case .record(let judge):
        try judge(record, now, &findings)
      case .inventory(let rule):
        let groups = groups()
        for (index, key) in try rule.keys(of: record).enumerated() {
          if let others = groups.others(of: record, keyIndex: index) {
            rule.judge(record, key: key, others: others, &findings)
          }
        }
      case .comparison(let rule):
        guard rule.judges(record) else { return .notSelected }
        try rule.judge(record, among: groups().counterparts(of: record), &findings)
      case .answered(let rule):
        if try !rule.judge(record, &findings) { return .unanswered }
      case .nothing: break
      }
      return .judged
    } catch {
      return .unavailable(error)
    }
  }
}

extension Check {
  /// The severity an unknown counts at; nil if the check does not apply or only counts it.
  func severity(ofUnknown unavailable: FactUnavailable) -> Severity? {
    if unavailable.notApplicable != nil { return nil }
    return switch onUnknown {
    case .fail: severity
    case .warn: min(severity, .warning)
    case .ignore: nil
    }
  }
}

extension FactUnavailable {
  /// Nil if the record is one that the rule is for.
  fileprivate var notApplicable: NotApplicable? {
    switch reason {
    case .unspoken: .unspoken(fact)
    case .outOfScope(let others): .outOfScope(others)
    case .missing, .unreadable, .undecided: nil
    }
  }

  /// Why there is nothing to judge, given what the source calls the field and has there:
  /// "expirationDate (notAfter) is null".
  package func message(field: String, found: String) -> String {
    let subject = field.isEmpty ? fact.name : field
    switch reason {
    case .unspoken: return "the format does not speak of \(fact.name)"
    case .outOfScope(let others): return "only \(others) are judged"
    case .unreadable(let why):
      return "\(subject) is unreadable (\(why))"
    case .undecided(let why): return why
    case .missing:
      let alias = field.isEmpty || field == fact.name ? "" : " (\(fact.name))"
      return found == "null"
        ? "\(subject)\(alias) is null" : "there is no \(subject)\(alias)"
    }
  }
}

extension Tally {
  mutating func count(_ unavailable: FactUnavailable, for check: Check) -> Bool {
    if let reason = unavailable.notApplicable {
      notApplicable[reason, default: 0] += 1
      return false
    }
    guard let severity = check.severity(ofUnknown: unavailable) else {
      unknownIgnored += 1
      return false
    }
    unknown[severity] += 1
    records[severity] += 1
    return true
  }

  mutating func count(_ findings: Findings, at severity: Severity) -> Bool {
    let early = min(severity, .warning)
    self.findings[severity] += findings.fullCount
    self.findings[early] += findings.earlyCount
    if findings.fullCount > 0 {
      records[severity] += 1
    } else if findings.earlyCount > 0 {
      records[early] += 1
    } else {
      passed += 1
      return false
    }
    return true
  }
}
