import Cryptography
import OperatingSystem
import RuleEngine

/// The report for programs, one result a line; every other format says less.
///
/// `report.schema.json` describes it. What is not there is left out, except `id` and `name` of a
/// subject, which are null.
struct JSONReporter: Reporter {
  static let schemaVersion = "1.0"

  private let report: Report
  private let includesPasses: Bool
  /// What results are made of that is known before, because there may be millions.
  private var results: JSONResults

  init(_ report: Report, _ options: ReporterOptions) {
    self.report = report
    includesPasses = options.passes
    results = JSONResults(report.evaluation)
  }

  var selection: RecordSelection { includesPasses ? .every : .flagged }
  var showsEvidenceOfPasses: Bool { includesPasses }
  var separator: String { "," }
  var continuation: (any Reporter)? { includesPasses ? JSONCertificates() : nil }
  var separate: JSONReporter {
    var reporter = self
    reporter.results = JSONResults(report.evaluation)
    return reporter
  }

  func appendOpening(to text: inout ByteBuffer) {
    text.write("{\n  \"schemaVersion\": \"\(Self.schemaVersion)\",\n  \"tool\": {")
    text.writeMember("name", "certgate")
    text.writeMember("version", report.toolVersion)
    text.write("},\n  \"inputs\": ")
    JSONSummary(report).appendInputs(to: &text)
    text.write(",\n  \"rules\": ")
    JSONSummary(report).appendRules(to: &text)
    text.write(",\n  \"results\": [")
  }

  func append(
    _ judged: borrowing JudgedRecord, to text: inout ByteBuffer
  ) throws(OpenSSLError) {
    try results.append(judged, includingPasses: includesPasses, to: &text)
  }

  func appendClosing(to text: inout ByteBuffer) {
    text.write("\n  ],\n  \"failures\": ")
    JSONSummary(report).appendFailures(to: &text)
    text.write(",\n  \"summary\": ")
    JSONSummary(report).appendCounts(to: &text)
    text.write(",\n  \"run\": ")
    JSONSummary(report).appendRun(to: &text)
    if !includesPasses { text.write("\n}\n") }
  }
}
