/// Says in words what the policy of a suite makes of records; it belongs to one thread.
package struct SuiteJudge {
  /// What is looked at of a check for every record, and the judge's own: threads that share a
  /// reference wait for each other each time they count it.
  private struct CheckJudge {
    let check: Check
    let severity: Severity
    /// Of a rule over single records, if it is for all of them.
    let judgement: Check.RecordJudgement?
  }

  private let checks: [CheckJudge]
  private let policy: Policy
  private let groups: [Groups]
  private let now: Instant
  private let withEvidenceOfPasses: Bool

  init(_ policy: Policy, groups: [Groups], now: Instant, withEvidenceOfPasses: Bool) {
    checks = policy.checks.map { check in
      CheckJudge(
        check: check, severity: check.severity,
        judgement: check.isForAll ? check.makeJudgement() : nil)
    }
    self.policy = policy
    self.groups = groups
    self.now = now
    self.withEvidenceOfPasses = withEvidenceOfPasses
  }

  /// Gathers all that the policy says of a record.
  ///
  /// - Parameter flags: the checks to ask; nil asks all.
  package func judge(
    _ record: CertificateRecord, checks flags: CheckFlags? = nil, into findings: inout Findings
  ) {
    findings.removeAll()
    let unreadable = record.reader.unreadableReason.map {
      UnreadableRecord(record, because: $0, policy, at: now)
    }
    for index in checks.indices where flags?.mayContain(index) ?? true {
      findings.begin(index, at: checks[index].severity)
      switch verdict(index, record, &findings) {
      case .notSelected, .unanswered:
        findings.retract()
      case .unavailable(let unavailable):
        findings.retract()
        if unreadable?.silences(unavailable, of: index) == true { break }
        let reason = unreadable?.speaker == index ? unreadable?.reason : nil
        say(unavailable, checks[index].check, record, unreadableFor: reason, &findings)
      case .judged where findings.fullCount + findings.earlyCount == 0:
        if withEvidenceOfPasses {
          let check = checks[index].check
          findings.pass(check.requirement, check.rule.reads.map { .init($0) })
        } else {
          findings.pass("", [])
        }
      case .judged: break
      }
    }
  }

  private func verdict(
    _ index: Int, _ record: CertificateRecord, _ findings: inout Findings
  ) -> Judge.Verdict {
    guard let judgement = checks[index].judgement else {
      return Judge.verdict(
        checks[index].check, record, groups: { groups[index] }, now: now, &findings)
    }
    do throws(FactUnavailable) {
      try judgement(record, now, &findings)
      return .judged
    } catch {
      return .unavailable(error)
    }
  }

  private func say(
    _ unavailable: FactUnavailable, _ check: Check, _ record: CertificateRecord,
    unreadableFor reason: String?, _ findings: inout Findings
  ) {
    guard let severity = check.severity(ofUnknown: unavailable) else { return }
    let place = record.reader.place(of: unavailable.fact)
    let reason =
      reason.map { "the certificate cannot be read (\($0))" }
      ?? unavailable.message(field: place.field, found: place.found)
    findings.unknown("cannot be judged: \(reason)", at: severity, unavailable.fact)
  }
}
