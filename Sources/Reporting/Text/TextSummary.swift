import OperatingSystem
import RuleEngine
import SourceText

/// The end of a text report: what was not judged, what it all comes to, and what to do next.
struct TextSummary {
  // Enough for every check of a usual policy.
  private static let linesOfNotApplied = 10
  // Reports read the same wherever they are printed.
  private static let columns = 100

  private let report: Report
  private let options: ReporterOptions

  init(_ report: Report, _ options: ReporterOptions) {
    self.report = report
    self.options = options
  }

  func append(to text: inout ByteBuffer) {
    appendNotApplied(to: &text)
    appendCounts(to: &text)
    if options.isTerminal, let command = nextCommand {
      text.write("next:  certgate \(command)\n")
    }
  }

  /// Checks that did not apply to as many certificates for one reason share a line, and so do those
  /// for which one format lacks some facts.
  private func appendNotApplied(to text: inout ByteBuffer) {
    let namesPolicy = report.evaluation.policies.count > 1
    var lines: [(count: Int, reason: String, checks: [String], facts: [String])] = []
    for entry in NotApplied.all(in: report.evaluation) {
      let check = namesPolicy ? "\(entry.policy).\(entry.check)" : entry.check
      let fact = entry.cause.factOfFormat?.name
      let reason = fact == nil ? entry.reason : "the format does not speak of"
      if let line = lines.firstIndex(where: { $0.count == entry.count && $0.reason == reason }) {
        lines[line].checks.append(check)
        if let fact, !lines[line].facts.contains(fact) { lines[line].facts.append(fact) }
      } else {
        lines.append((entry.count, reason, [check], fact.map { [$0] } ?? []))
      }
    }
    for line in lines.prefix(Self.linesOfNotApplied) {
      let checks = Escaping.terminal(line.checks.joined(separator: ", "))
      let facts = line.facts.isEmpty ? "" : " " + line.facts.joined(separator: ", ")
      let sentence = "not applied: \(checks) to \(line.count.certificates) (\(line.reason)\(facts))"
      for line in sentence.wrapped(to: Self.columns, margin: 4) { text.write(line + "\n") }
    }
    let rest = lines.dropFirst(Self.linesOfNotApplied).map(\.checks.count).reduce(0, +)
    if rest > 0 {
      text.write("not applied: \(rest.counted("more check")); -f json names them\n")
    }
  }

  /// Findings and unknowns are counted together by severity, as they are printed.
  private func appendCounts(to text: inout ByteBuffer) {
    let sum = report.summary
    func count(_ severity: Severity) -> String {
      (sum.findings[severity] + sum.unknown[severity]).counted(severity.rawValue)
    }
    let inputs = report.evaluation.inventory.inputs.count { $0.isJudged }
    let others = report.evaluation.inventory.inputs.filter { !$0.isJudged && $0.failure == nil }
    let deleted = report.evaluation.deleted.reduce(0, +)
    let notApplicable = sum.notApplicable.values.reduce(0, +)
    text.write("\(state)  \(count(.error)), \(count(.warning)), \(count(.note))")
    text.write(" (\(sum.unknown.total.grouped) unknown)")
    if sum.unknownIgnored > 0 { text.write(", \(sum.unknownIgnored.grouped) unknown ignored") }
    text.write(", \(sum.passed.grouped) passed, \(notApplicable.grouped) not applicable; ")
    let kinds = report.evaluation.inventory.inputs.filter(\.isJudged).map(\.records.others)
      .reduce(OtherRecords(), +)
    text.write(kinds.phrase(amongRecords: report.certificates, report.subject))
    text.write(" in \(inputs.counted("input"))")
    for other in others {
      text.write(", compared with \(other.records.count.grouped) of ")
      text.writeTerminal(other.place)
    }
    if deleted > 0 { text.write(", \(deleted.grouped) deleted skipped") }
    if !report.failures.isEmpty { text.write(", \(report.failures.count.counted("failure"))") }
    text.write("; exit \(report.exitCode)")
    if report.isSimulated { text.write("  SIMULATED") }
    text.write("\n")
  }

  private var state: String {
    switch report.exitCode {
    case 0: "OK"
    case 1: "FAILED"
    default: "INCOMPLETE"
    }
  }

  /// The rule that most records fail, explained; else a look at what could not be read.
  private var nextCommand: String? {
    guard report.subject == .certificate else { return nil }
    var failing: [(rule: String, records: SeverityCounts)] = []
    for suite in report.evaluation.suites {
      for (check, tally) in zip(suite.policy.checks, suite.tallies) {
        let rule = check.documentation.id
        if let known = failing.firstIndex(where: { $0.rule == rule }) {
          failing[known].records += tally.records
        } else {
          failing.append((rule, tally.records))
        }
      }
    }
    for severity in Severity.allCases.reversed() {
      let worst = failing.max { $0.records[severity] < $1.records[severity] }
      if let worst, worst.records[severity] > 0 { return "explain \(worst.rule)" }
    }
    let unread = report.failures.first { $0.kind == .input && $0.name.isPlainArgument }
    return unread.map { "inspect \($0.name)" }
  }
}

extension String {
  /// Whether a shell takes the text as it is for one argument that is no option.
  fileprivate var isPlainArgument: Bool {
    !isEmpty && utf8.first != UInt8(ascii: "-")
      && utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "a")...UInt8(ascii: "z"):
          true
        default: "._-/".utf8.contains(byte)
        }
      }
  }
}
