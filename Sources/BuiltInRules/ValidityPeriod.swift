import RuleEngine

/// Asks that a certificate is not valid for too long.
struct ValidityPeriod: RecordRule {
  private enum Schedule: String, Choice, CaseIterable { case none, cabf }

  private static let max = Option<Duration?>.duration(
    "max", "The longest that it may be valid; exactly that long passes.")
  private static let schedule = Option<Schedule>.choice(
    "schedule", of: Schedule.allCases, default: .none,
    "With cabf, it may be valid for as long as the CA/Browser Forum allows at the day of issue: "
      + "398d, 200d from 2026-03-15, 100d from 2027-03-15, 47d from 2029-03-15.")
  private static let appliesTo = Option<CertificateRole>.appliesTo(default: .leaf)

  private let maximum: Duration?
  private let followsSchedule: Bool
  private let role: CertificateRole

  init(options: Options) throws(OptionError) {
    maximum = try options[Self.max]
    followsSchedule = try options[Self.schedule] == .cabf
    role = try options[Self.appliesTo]
    if maximum == nil && !followsSchedule {
      throw OptionError("max or schedule must be given: without them nothing is asked")
    }
  }

  private static let evidence: [Findings.EvidenceRequest] = [.init(.notAfter), .init(.notBefore)]

  var needs: [Fact] { [.notBefore, .notAfter] }

  var requirement: String {
    let schedule =
      followsSchedule ? "what the CA/Browser Forum allows at the day of issue" : nil
    let most = [maximum?.description, schedule].compactMap { $0 }.joined(separator: " and ")
    return "valid for at most \(most)"
  }

  func judge(
    _ record: CertificateRecord, at now: Instant, _ findings: inout Findings
  ) throws(FactUnavailable) {
    let start = try record.notBefore
    let end = try record.notAfter
    try role.admit(record)
    if end.end < start.start {
      findings.full(.endsBeforeItBegins(start, end), key: "order", evidence: Self.evidence)
      return
    }
    let period = Period(from: start, to: end)
    if let maximum, period.shortest > maximum {
      findings.full(.isTooLong(period, maximum), key: "max", evidence: Self.evidence)
    }
    if followsSchedule, let step = ScheduleStep.inForce(at: start.start),
      period.shortest > step.limit
    {
      findings.full(.isTooLong(period, step.limit, start), key: "schedule", evidence: Self.evidence)
    }
  }
}

/// How long a certificate is valid. RFC 5280, section 4.1.2.5: both ends are part of it.
private struct Period: CustomStringConvertible {
  /// The shortest it can be: a source that tells only days leaves up to two of them open.
  let shortest: Duration

  init(from start: Timestamp, to end: Timestamp) {
    let latest =
      start.precision == .day ? start.end - Duration(seconds: 1) : start.start
    shortest = Duration(seconds: Swift.max(0, end.start.since(latest).seconds) + 1)
  }

  /// A begun day is a day; less than three days are told exactly.
  var description: String {
    let day: Int64 = 86_400
    return shortest.seconds <= 3 * day
      ? shortest.description : "\((shortest.seconds + day - 1) / day)d"
  }
}

/// One step of the CA/Browser Forum's schedule.
private struct ScheduleStep {
  let from: Instant
  let limit: Duration

  init(_ year: Int, _ month: Int, _ day: Int, days: Int64) {
    let date = CivilDate(year: year, month: month, day: day) ?? CivilDate(daysSinceEpoch: 0)
    from = Instant(seconds: Int64(date.daysSinceEpoch) * 86_400)
    limit = Duration(seconds: days * 86_400)
  }

  /// Nil before there were any requirements.
  static func inForce(at issue: Instant) -> ScheduleStep? { steps.last { $0.from <= issue } }

  /// Of 60 and 39 months, the longest there are.
  private static let steps = [
    ScheduleStep(2012, 7, 1, days: 1827),
    ScheduleStep(2016, 7, 2, days: 1188),
    ScheduleStep(2018, 3, 2, days: 825),
    ScheduleStep(2020, 9, 1, days: 398),
    ScheduleStep(2026, 3, 15, days: 200),
    ScheduleStep(2027, 3, 15, days: 100),
    ScheduleStep(2029, 3, 15, days: 47),
  ]
}

extension ValidityPeriod {
  static let documentation = RuleDocumentation(
    id: "validity-period",
    summary: "A certificate is not valid for longer than it may be.",
    rationale: """
      What a certificate says was true when it was issued. The longer it lives, the longer a stolen \
      key, a lost domain or a weak algorithm is trusted, and the less its renewal is practised. \
      Browsers refuse public certificates that live for longer than the schedule of the CA/Browser \
      Forum allows at their day of issue: 398 days since September 2020, 825 and 39 months before \
      that. Both ends are part of the validity, so that 90 days end one second before the hour at \
      which they began; a day has 86,400 seconds, and a day that has begun counts as one.
      """,
    citation: """
      CA/Browser Forum TLS Baseline Requirements, section 6.3.2 (Certificate operational periods \
      and key pair usage periods), and ballots 193, SC-31 and SC-081v3; RFC 5280, section 4.1.2.5
      """,
    options: [max.declaration, schedule.declaration, appliesTo.declaration],
    passing: [
      RuleExample(
        "exactly the longest that is allowed",
        options: "max: 90d",
        records: [record("2026-01-01T00:00:00Z", "2026-03-31T23:59:59Z")]),
      RuleExample(
        "398 days before the schedule's first step of 2026",
        options: "schedule: cabf",
        records: [record("2026-03-14T23:59:59Z", "2027-04-16T23:59:58Z")]),
      RuleExample(
        "200 days from that day on",
        options: "schedule: cabf",
        records: [record("2026-03-15T00:00:00Z", "2026-09-30T23:59:59Z")]),
      RuleExample(
        "years, when years were allowed",
        options: "schedule: cabf",
        records: [
          record("2016-01-01T00:00:00Z", "2020-12-31T23:59:59Z"),
          record("2019-01-01T00:00:00Z", "2021-04-04T23:59:59Z"),
        ]),
      RuleExample(
        "days alone are told, and it may be no more than is allowed",
        options: "max: 90d",
        records: [record("2026-01-01", "2026-04-01")]),
    ],
    flagged: [
      RuleExample(
        "one second more than is allowed",
        options: "max: 90d",
        records: [record("2026-01-01T00:00:00Z", "2026-04-01T00:00:00Z")],
        messages: ["is valid for 91d, and 90d are allowed"]),
      RuleExample(
        "398 days on the schedule's first step of 2026",
        options: "schedule: cabf",
        records: [record("2026-03-15T00:00:00Z", "2027-04-16T23:59:59Z")],
        messages: ["is valid for 398d, and 200d are allowed for what is issued 2026-03-15"]),
      RuleExample(
        "47 days and a second in 2029",
        options: "schedule: cabf",
        records: [record("2029-03-15T00:00:00Z", "2029-05-01T00:00:00Z")],
        messages: ["is valid for 48d, and 47d are allowed for what is issued 2029-03-15"]),
      RuleExample(
        "the policy is stricter than the schedule",
        options: "max: 30d\nschedule: cabf",
        records: [record("2026-01-01T00:00:00Z", "2026-03-31T23:59:59Z")],
        messages: ["is valid for 90d, and 30d are allowed"]),
      RuleExample(
        "less than three days",
        options: "max: 24h",
        records: [record("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z")],
        messages: ["is valid for 86401s, and 1d is allowed"]),
      RuleExample(
        "an authority, where that counts",
        options: "max: 3650d\napplies-to: ca",
        records: [
          record("2020-01-01T00:00:00Z", "2040-01-01T00:00:00Z", #""certificate":{"isCA":true}"#)
        ],
        messages: ["is valid for 7306d, and 3650d are allowed"]),
      RuleExample(
        "it ends before it begins",
        options: "schedule: cabf",
        records: [record("2026-03-01T00:00:00Z", "2026-02-01T00:00:00Z")],
        messages: ["ends 2026-02-01T00:00:00Z, before it begins 2026-03-01T00:00:00Z"]),
    ])

  private static func record(_ start: String, _ end: String, _ more: String = "") -> String {
    let more = more.isEmpty ? "" : ",\(more)"
    return #"{"name":"api","notBefore":"\#(start)","notAfter":"\#(end)"\#(more)}"#
  }
}

extension String {
  fileprivate static func isTooLong(_ period: Period, _ limit: Duration) -> String {
    let verb = limit.seconds == 86_400 ? "is" : "are"
    return "is valid for \(period), and \(limit) \(verb) allowed"
  }

  fileprivate static func isTooLong(
    _ period: Period, _ limit: Duration, _ issue: Timestamp
  ) -> String {
    "\(isTooLong(period, limit)) for what is issued \(issue.description.prefix(10))"
  }

  fileprivate static func endsBeforeItBegins(_ start: Timestamp, _ end: Timestamp) -> String {
    "ends \(end), before it begins \(start)"
  }
}
