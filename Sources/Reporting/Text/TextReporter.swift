import OperatingSystem
import RuleEngine
import SourceText

/// The report for people: what was found where, input by input, and one line that counts it all.
struct TextReporter: Reporter {
  private let report: Report
  private let options: ReporterOptions
  private let failures: FailureIndex
  /// How many results of each input are printed, so that no more are than may be.
  private let shares: [Int]
  private let unprinted: Int
  private let style: TextStyle
  private var evaluation: Evaluation { report.evaluation }

  init(_ report: Report, _ options: ReporterOptions) {
    self.report = report
    self.options = options
    failures = FailureIndex(report)
    style = TextStyle(colour: options.colour)
    var counts = Array(repeating: 0, count: report.evaluation.inventory.inputs.count)
    for (index, suite) in report.evaluation.suites.enumerated() {
      counts[report.evaluation.input(ofSuite: index)] += suite.tallies.reduce(0) {
        $0 + $1.findings.total + $1.unknown.total
      }
    }
    var left = max(0, options.maxFindings)
    shares = counts.map { count in
      defer { left -= min(left, count) }
      return min(left, count)
    }
    unprinted = counts.reduce(0, +) - shares.reduce(0, +)
  }

  // The few findings that people read are gathered here, because their columns must be aligned.
  var selection: RecordSelection { .none }

  func append(_ judged: borrowing JudgedRecord, to text: inout ByteBuffer) {}

  func appendOpening(to text: inout ByteBuffer) {
    guard report.subject == .certificate else {
      text.write("certgate \(report.toolVersion)  policy tests\n")
      return
    }
    let policies = evaluation.policies.map { policy in
      policy.id + (policy.version.map { " \($0)" } ?? "")
    }
    let noun = policies.count == 1 ? "policy" : "policies"
    text.write("certgate \(report.toolVersion)  \(noun) ")
    text.writeTerminal(policies.joined(separator: ", "))
    text.write("  evaluated at \(evaluation.now)\(report.isSimulated ? "  SIMULATED" : "")\n")
  }

  func appendOpening(ofSuite index: Int, to text: inout ByteBuffer) {
    guard evaluation.isFirst(ofItsInput: index) else { return }
    let number = evaluation.input(ofSuite: index)
    let input = evaluation.inventory.inputs[number]
    let findings = findings(ofInput: number)
    let failures = failures.failures(of: input)
    let notices = evaluation.notices[number]
    if findings.isEmpty && failures.isEmpty && notices.isEmpty && input.completeness == .complete {
      return
    }
    text.write("\n")
    text.writeTerminal(input.place)
    if !input.isJudged {
      text.write("  compared with")
    } else if input.failure == nil {
      let count = evaluation.certificates[number]
      text.write("  \(input.records.others.phrase(amongRecords: count, report.subject))")
      if evaluation.deleted[number] > 0 {
        text.write(", \(evaluation.deleted[number].grouped) deleted skipped")
      }
      if report.subject == .certificate, input.records.isListing {
        text.write(", listing ")
        text.writeTerminal(input.completeness.description)
      }
    }
    text.write("\n")
    let columns = TextFinding.Columns(findings)
    for finding in findings { finding.append(in: style, columns, to: &text) }
    for failure in failures { style.append(failure, to: &text) }
    for notice in notices { style.append(notice, to: &text) }
  }

  func appendClosing(to text: inout ByteBuffer) {
    for failure in failures.general {
      text.write("\n")
      text.writeTerminal(failure.name)
      text.write("\n")
      style.append(failure, to: &text)
    }
    text.write("\n")
    if unprinted > 0 {
      text.write("… and \(unprinted.counted("more finding")); -f json has them all\n")
    }
    TextSummary(report, options).append(to: &text)
  }

  /// The results of an input that are printed, record by record.
  private func findings(ofInput input: Int) -> [TextFinding] {
    let namesPolicy = evaluation.policies.count > 1
    var findings: [TextFinding] = []
    let count = evaluation.policies.count
    for suite in evaluation.suites[input * count..<(input + 1) * count] {
      let reader = suite.input.records.makeReader()
      for flagged in suite.flagged {
        guard findings.count < shares[input] else { return findings }
        reader.move(to: flagged.index)
        let record = CertificateRecord(reader: reader, input: suite.input, index: flagged.index)
        let label = evaluation.labels.label(of: record)
        for outcome in evaluation.outcomes(of: record, in: suite, withEvidenceOfPasses: false) {
          let name = namesPolicy ? "\(suite.policy.id).\(outcome.check.id)" : outcome.check.id
          findings += outcome.results.compactMap {
            TextFinding($0, of: outcome.check, named: name, subject: label)
          }
        }
      }
    }
    return Array(findings.prefix(shares[input]))
  }
}
