import RuleEngine
import SourceText
import Testing

struct ReportTests {
  private static let failed = Input(
    place: "z.json", failure: Diagnostic("it is broken", notes: ["help: mend it"]))

  private func report(
    _ names: [String] = ["good"], severity: Severity = .error, failOn: Severity? = .error,
    completeness: Completeness = .complete, requireComplete: Bool = false,
    allowIncomplete: Bool = false, also others: [Input] = [], checks: [Check]? = nil
  ) -> Report {
    let rule = SampleName(options: Options([:]))
    let policy = Policy(
      id: "p", path: "p.yaml", checks: checks ?? [Check(id: "c", rule: rule, severity: severity)])
    let records = names.map { name in
      SampleRecord(name).with { $0.isDeleted = name == "deleted" }
    }
    let inputs = [Input.sample("a.json", records, completeness: completeness)] + others
    return Report(
      evaluation: Evaluation(
        policies: [policy], inventory: Inventory(inputs), at: .newYear, workers: .sequential),
      failOn: failOn, requireComplete: requireComplete, allowIncomplete: allowIncomplete,
      toolVersion: "0")
  }

  /// 0 and 1 by the severity of what is found and what is asked to fail.
  static let exits: [(found: Severity?, failOn: Severity?, exit: Int32)] = [
    (nil, .error, 0), (nil, .note, 0), (nil, nil, 0),
    (.error, .error, 1), (.error, .warning, 1), (.error, .note, 1), (.error, nil, 0),
    (.warning, .error, 0), (.warning, .warning, 1), (.warning, .note, 1), (.warning, nil, 0),
    (.note, .error, 0), (.note, .warning, 0), (.note, .note, 1), (.note, nil, 0),
  ]

  @Test(arguments: exits)
  func findingsFailFromASeverityOn(_ found: Severity?, failOn: Severity?, exit: Int32) {
    let report = report([found == nil ? "good" : "bad"], severity: found ?? .error, failOn: failOn)
    #expect(report.exitCode == exit)
    #expect(report.isComplete)
  }

  @Test func earlyFindingsAreWarnings() {
    #expect(report(["early"]).exitCode == 0)
    #expect(report(["early"], failOn: .warning).exitCode == 1)
  }

  /// What could not be looked at outranks what was found, and `never` does not silence it.
  @Test(arguments: [Severity.error, nil])
  func failuresOutrankFindings(_ failOn: Severity?) {
    let report = report(["bad"], failOn: failOn, also: [Self.failed])
    #expect(report.exitCode == 3)
    #expect(report.failures.map(\.message) == ["it is broken"])
    #expect(report.failures.map(\.notes) == [["help: mend it"]])
    #expect(report.failures.map(\.kind) == [.input])
    #expect(report.summary.records.error == 1)
  }

  static let completeness:
    [(completeness: Completeness, require: Bool, allow: Bool, message: String?)] = [
      (.complete, true, false, nil),
      (.complete, false, false, nil),
      (
        .incomplete(expected: 100, got: 1), false, false,
        "the listing is incomplete: 1 of 100 certificates are here"
      ),
      (
        .incomplete(expected: nil, got: 1), false, false,
        "the listing is incomplete: 1 of more certificates are here"
      ),
      (.incomplete(expected: 100, got: 1), false, true, nil),
      (.unknown("it shows no end"), false, false, nil),
      (
        .unknown("it shows no end"), true, false,
        "whether the listing is complete is not known: it shows no end"
      ),
    ]

  @Test(arguments: completeness.indices)
  func incompleteListingsFail(_ index: Int) {
    let (completeness, require, allow, message) = Self.completeness[index]
    let report = report(
      completeness: completeness, requireComplete: require, allowIncomplete: allow)
    #expect(report.failures.map(\.message) == (message.map { [$0] } ?? []))
    #expect(report.exitCode == (message == nil ? 0 : 3))
    #expect(report.failures.allSatisfy { $0.kind == .incomplete && $0.input == "a.json" })
  }

  @Test func aRunThatLooksAtNothingFails() {
    let none = report([])
    #expect(none.exitCode == 3)
    #expect(
      none.failures.map(\.message) == ["no certificates were found, so nothing was judged"])
    let deleted = report(["deleted", "deleted"])
    #expect(deleted.exitCode == 3)
    #expect(
      deleted.failures.map(\.message) == [
        "all certificates are marked as deleted, so nothing was judged"
      ])
    let noChecks = report(checks: [])
    #expect(noChecks.exitCode == 3)
    #expect(noChecks.failures.map(\.message) == ["policy p has no checks, so nothing was judged"])
    let unspoken = report(checks: [Check(id: "s", rule: SampleSharing(.listing))])
    #expect(unspoken.exitCode == 3)
    #expect(
      unspoken.failures.map(\.message) == [
        "no check of policy p applied to any certificate, so nothing was judged"
      ])
    #expect(unspoken.failures.map(\.kind) == [.nothing])
  }

  /// An input that failed says already why there is nothing.
  @Test func nothingIsSaidTwice() {
    let report = report([], also: [Self.failed])
    #expect(report.failures.map(\.message) == ["it is broken"])
  }

  /// An unknown that is only counted was still looked at.
  @Test func ignoredUnknownsAreLookedAt() {
    let rule = SampleExpiry(options: Options([:]))
    let ignoring = report(checks: [Check(id: "e", rule: rule, onUnknown: .ignore)])
    #expect(ignoring.exitCode == 0)
    let failing = report(checks: [Check(id: "e", rule: rule)])
    #expect(failing.exitCode == 1)
  }

  @Test func theSummaryAddsUp() {
    let report = report(
      ["good", "bad", "early"], also: [.sample("b.json", [SampleRecord("good")])])
    #expect(report.certificates == 4)
    #expect(report.summary.passed == 2)
    #expect(report.summary.findings.error == 2)
    #expect(report.summary.records.atLeast(.note) == 2)
    #expect(report.summary.records.atLeast(.error) == 1)
  }
}
