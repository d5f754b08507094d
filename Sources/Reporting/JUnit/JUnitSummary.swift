import OperatingSystem
import RuleEngine

/// What a suite of a JUnit report says beside its cases, as its standard output.
struct JUnitSummary {
  // A source can invent kinds of oddities without end.
  private static let noticesNamed = 20

  private let report: Report
  private let suite: Evaluation.Suite
  /// The suite's input, by its place in the inventory.
  private let input: Int

  init(_ report: Report, suite index: Int) {
    self.report = report
    suite = report.evaluation.suites[index]
    input = report.evaluation.input(ofSuite: index)
  }

  /// Every line begins with a word of ours.
  func append(to text: inout ByteBuffer) {
    if report.isSimulated {
      text.write("SIMULATED: judged as of \(report.evaluation.now)\n")
    }
    appendInput(to: &text)
    for entry in NotApplied.all(in: suite) {
      text.write("not applied: \(entry.check) to \(entry.count.certificates) (\(entry.reason))\n")
    }
    for (check, tally) in zip(suite.policy.checks, suite.tallies) {
      appendPassedOver(check, tally, to: &text)
    }
    appendNotices(to: &text)
  }

  private func appendInput(to text: inout ByteBuffer) {
    let evaluation = report.evaluation
    text.write("\(report.subject.rawValue)s: \(evaluation.certificates[input])")
    if evaluation.deleted[input] > 0 {
      text.write(", and \(evaluation.deleted[input]) deleted, which were skipped")
    }
    if report.subject == .certificate {
      text.write("\ncompleteness: ")
      text.writeXML(suite.input.completeness.description)
    }
    text.write("\n")
  }

  /// What the check found that fails no case.
  private func appendPassedOver(_ check: Check, _ tally: Tally, to text: inout ByteBuffer) {
    for severity in Severity.allCases.reversed() {
      if let failOn = report.failOn, severity >= failOn { continue }
      let count = tally.records[severity]
      guard count > 0 else { continue }
      text.write(
        "below the fail level: \(check.id) found \(count.certificates) at \(severity)\n")
    }
    if tally.unknownIgnored > 0 {
      text.write("ignored: \(check.id) cannot judge \(tally.unknownIgnored.certificates)\n")
    }
  }

  private func appendNotices(to text: inout ByteBuffer) {
    let notices = report.evaluation.notices[input]
    for notice in notices.prefix(Self.noticesNamed) {
      text.write("notice: ")
      text.writeXML(notice.kind)
      text.write(" (\(notice.count.times), first at ")
      text.writeXML(notice.first.description)
      text.write(")\n")
    }
    let more = notices.count - Self.noticesNamed
    if more > 0 { text.write("notice: and \(more) more kinds\n") }
  }
}
