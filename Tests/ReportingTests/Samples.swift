import OperatingSystem
import RuleEngine
import SourceText

@testable import Reporting

/// Runs that the tests report on, judged at 2026-01-01T00:00:00Z.
enum Samples {
  static let now = RuleExample.instant
  static let policy = Policy(
    id: "payments", version: "2026.3", path: "policy.yaml",
    checks: [
      Check(id: "expiry-window", rule: FakeExpiry()),
      Check(id: "names", rule: FakeNames(), severity: .warning, onUnknown: .ignore),
    ])

  static func input(
    _ place: String, _ records: [[Fact: FakeFact]], deleted: Set<Int> = [],
    notices: [Notice] = [], completeness: Completeness = .complete
  ) -> Input {
    Input(
      place: place, pathInProject: place, format: "certgate",
      records: FakeRecords(path: place, records: records, deleted: deleted, notices: notices),
      completeness: completeness)
  }

  static func record(
    _ name: String, id: String? = nil, notAfter: FakeFact = .time("2027-01-01T00:00:00Z"),
    names: [String]? = nil
  ) -> [Fact: FakeFact] {
    var facts: [Fact: FakeFact] = [.name: .text(name), .notAfter: notAfter]
    facts[.id] = id.map { .text($0) }
    facts[.dnsNames] = names.map { .texts($0) }
    return facts
  }

  static func report(
    _ inputs: [Input], policies: [Policy] = [policy], failures: [Failure] = [],
    failOn: Severity? = .error, isSimulated: Bool = false, at instant: Instant = now
  ) -> Report {
    Report(
      evaluation: Evaluation(
        policies: policies, inventory: Inventory(inputs), at: instant, workers: .sequential),
      failures: failures, failOn: failOn, isSimulated: isSimulated, toolVersion: "0.1.0")
  }

  /// Every outcome, an input that cannot be read, and one that is not whole.
  static let mixed = report(
    [
      input(
        "inventory/edge.json",
        [
          record("api", id: "1", names: ["api.example.com"]),
          record("payments", id: "c0a2", notAfter: .time("2026-01-12")),
          record("payments", id: "c0a4", notAfter: .time("2026-02-12T12:00:00Z")),
          record("old", id: "9"),
          record("legacy", notAfter: .null, names: ["printer", "scanner", "a.example.com"]),
          record("wildcard", notAfter: .unreadable("soon"), names: ["*.example.com"]),
          [.id: .text("77"), .dnsNames: .null, .notAfter: .time("2026-12-31")],
        ],
        deleted: [3],
        notices: [
          Notice(
            kind: "no zone given; UTC assumed", count: 2,
            first: SourceLocation(path: "inventory/edge.json", line: 2, column: 9))
        ]),
      input(
        "inventory/paged.json", [record("only", names: ["only.example.com"])],
        completeness: .incomplete(expected: 100, got: 1)),
      Input(
        place: "inventory/vpn.json",
        failure: Diagnostic(
          "expected a value, found '<'",
          at: SourceLocation(path: "inventory/vpn.json", line: 1, column: 1))),
    ],
    failures: [
      Failure(kind: .nothing, name: "empty/", input: nil, message: "the folder holds no listings")
    ])

  static let clean = report([
    input(
      "clean.json", [record("api", names: ["api.example.com"]), record("www", names: ["w.ex"])])
  ])

  /// Names that mean to break reports.
  static let awkwardNames = [
    "]]>", "<b>&amp;\"'", "nul\u{0}", "esc\u{1B}[31mred", "\u{202E}txt.exe", "line\nbreak\r\n",
    "::error::gone", "##teamcity[x]", "[[ATTACHMENT|/etc/passwd]]", " padded  twice ",
    "padded twice",
    "\t", "", "back\\slash", "\\x5B", "é\u{301}\u{200B}日本\u{1F600}\u{E0001}\u{2028}",
    String(repeating: "long", count: 2560),
  ]
  static let awkward = report([
    input(
      "awkward \u{1B}[2J.json",
      awkwardNames.enumerated().map { index, name in
        record(
          name, id: "id-\(index)", notAfter: index % 2 == 0 ? .time("2026-01-02") : .text(name),
          names: [name.isEmpty ? "-" : name.replacing(".", with: "")])
      })
  ])
}

/// What a reporter makes of a report.
func render(
  _ format: String, _ report: Report, workers: Workers = .sequential,
  _ change: (inout ReporterOptions) -> Void = { _ in }
) -> String {
  var options = ReporterOptions()
  change(&options)
  guard let reporter = Reporters.make(format, for: report, options) else { return "no reporter" }
  var bytes: [UInt8] = []
  let errors = ReportStream(report, workers: workers).write(to: [
    .init(reporter) { bytes.append($0) }
  ])
  return errors.compactMap { $0 }.map { "\($0)" }.joined() + String(decoding: bytes, as: UTF8.self)
}
