/// How the checks of a policy speak of a certificate of which nothing can be read: once, and not every
/// one of them.
struct UnreadableRecord {
  /// Why nothing can be read.
  let reason: String
  /// The check that says so, by its place in the policy; nil if another has objected to it already.
  let speaker: Int?

  /// The gravest of the checks that cannot judge speaks, unless a check that looks for faults is as
  /// grave and says it in its own words.
  ///
  /// - Parameter reason: the reader's, who alone knows that nothing can be read; nearly all records
  ///   have none, and are not to cost a look at the policy.
  init(_ record: CertificateRecord, because reason: String, _ policy: Policy, at now: Instant) {
    self.reason = reason
    var findings = Findings(inDetail: false)
    var speaker: (check: Int, severity: Severity)?
    var said: Severity?
    for (index, check) in policy.checks.enumerated() {
      findings.begin(index, at: check.severity)
      switch Judge.verdict(check, record, groups: { .none }, now: now, &findings) {
      case .judged where check.firstNeed == .faults && findings.fullCount > 0:
        said = max(said ?? check.severity, check.severity)
      case .unavailable(let unavailable) where unavailable.reason == .unreadable(reason):
        guard let severity = check.severity(ofUnknown: unavailable) else { break }
        if severity > speaker?.severity ?? .note || speaker == nil {
          speaker = (index, severity)
        }
      case .judged, .unavailable, .notSelected, .unanswered: break
      }
    }
    self.speaker = speaker.flatMap { speaker in
      said.map { $0 >= speaker.severity } == true ? nil : speaker.check
    }
  }

  /// What a check leaves to the one that speaks.
  func silences(_ unavailable: FactUnavailable, of check: Int) -> Bool {
    unavailable.reason == .unreadable(reason) && check != speaker
  }

  /// Why those others do not apply.
  static let others = NotApplicable.outOfScope("certificates that can be read")
}
