import Cryptography
import OperatingSystem
import RuleEngine

/// The report for build systems: JUnit XML that is valid against both public schemas.
///
/// A suite for each input and policy, in it a case for each record and check that applied. Names
/// of cases hold nothing that changes from run to run, because systems keep a history by them.
struct JUnitReporter: Reporter {
  private let report: Report
  private let failures: FailureIndex
  private var evaluation: Evaluation { report.evaluation }

  init(_ report: Report) {
    self.report = report
    failures = FailureIndex(report)
  }

  var selection: RecordSelection { .every }

  func appendOpening(to text: inout ByteBuffer) {
    text.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n")
  }

  func appendOpening(ofSuite index: Int, to text: inout ByteBuffer) {
    let suite = evaluation.suites[index]
    let errors = failures.failures(of: suite.input)
    let judged = suite.tallies.reduce(0) { $0 + $1.judged }
    let failed = suite.tallies.reduce(0) { failed, tally in
      failed + (report.failOn.map(tally.records.atLeast) ?? 0)
    }
    JUnitSuite(name: "\(suite.input.place) : \(suite.policy.id)", index: index)
      .appendOpening(
        tests: judged + errors.count + 1, failures: failed, errors: errors.count, of: report,
        properties: [
          (
            "certgate.policy",
            suite.policy.id + (suite.policy.version.map { "@\($0)" } ?? "")
          ),
          ("certgate.input", suite.input.place),
        ], to: &text)
    for failure in errors { text.writeCase(failure, class: "\(suite.policy.id).input") }
  }

  func append(
    _ judged: borrowing JudgedRecord, to text: inout ByteBuffer
  ) throws(OpenSSLError) {
    let policy = evaluation.suites[judged.suite].policy
    let label = judged.label
    let results = judged.findings.results
    var start = 0
    while start < results.count {
      let check = policy.checks[results[start].check]
      let end = judged.findings.end(ofCheckAt: start)
      text.writeCaseStart(subject: label, what: check.id, class: "\(policy.id).\(check.id)")
      if let worst = results[start..<end].compactMap(\.severity).max(),
        let failOn = report.failOn, worst >= failOn
      {
        text.write(">\n")
        try appendFailure(start..<end, of: check, policy, worst: worst, judged, to: &text)
        text.write("    </testcase>\n")
      } else {
        text.write("/>\n")
      }
      start = end
    }
  }

  func appendClosing(ofSuite index: Int, to text: inout ByteBuffer) {
    let suite = evaluation.suites[index]
    text.writeCaseStart(
      subject: suite.input.place, what: "summary", class: "\(suite.policy.id).summary")
    text.write("/>\n    <system-out>")
    JUnitSummary(report, suite: index).append(to: &text)
    text.write("</system-out>\n    <system-err/>\n  </testsuite>\n")
  }

  func appendClosing(to text: inout ByteBuffer) {
    for (offset, failure) in failures.general.enumerated() {
      JUnitSuite(name: failure.name, index: evaluation.suites.count + offset)
        .appendOpening(tests: 2, failures: 0, errors: 1, of: report, properties: [], to: &text)
      text.writeCase(failure, class: "certgate.run")
      text.writeCaseStart(subject: failure.name, what: "summary", class: "certgate.summary")
      text.write("/>\n    <system-out/>\n    <system-err/>\n  </testsuite>\n")
    }
    text.write("</testsuites>\n")
  }

  /// The worst result, with the others below it: a case can have one only.
  private func appendFailure(
    _ range: Range<Int>, of check: Check, _ policy: Policy, worst: Severity,
    _ judged: borrowing JudgedRecord, to text: inout ByteBuffer
  ) throws(OpenSSLError) {
    let results = judged.findings.results
    guard let first = results[range].firstIndex(where: { $0.severity == worst }) else { return }
    let result = results[first]
    text.write("      <failure message=\"")
    text.writeXML(result.message)
    if range.count > 1 { text.write(" (+\(range.count - 1) more)") }
    text.write("\" type=\"certgate.\(check.documentation.id)\">")
    text.writeXMLLine(result.message)
    text.write("\n")
    for request in judged.findings.evidence[result.evidence] {
      text.write(judged.evidence(request, of: check))
    }
    for reference in [check.cite, check.docs].compactMap({ $0 }) {
      text.write(" see: ")
      text.writeXML(reference)
      text.write("\n")
    }
    let origin = FindingFingerprints.origin(policy.id, check.id)
    let fingerprint = try judged.fingerprints.fingerprint(
      of: judged.record, from: origin.span, key: result.key)
    text.write(" fingerprint: ")
    text.append(fingerprint.hexDigits.span)
    text.write("\n")
    for other in range where other != first {
      text.write(" also: ")
      text.writeXML(results[other].message)
      text.write("\n")
      for request in judged.findings.evidence[results[other].evidence] {
        text.writePlace(judged.evidence(request, of: check))
      }
    }
    text.write("</failure>\n")
  }
}

extension ByteBuffer {
  /// Appends the tag of a case up to its end; the subject tells it from others of its class.
  fileprivate mutating func writeCaseStart(subject: String, what: String, class: String) {
    write("    <testcase name=\"")
    if !subject.isEmpty {
      writeXMLToken(subject)
      write(" ")
    }
    writeXMLToken(what)
    write("\" classname=\"")
    writeXMLToken(`class`)
    write("\" time=\"0.000\"")
  }

  fileprivate mutating func writeCase(_ failure: Failure, class: String) {
    writeCaseStart(subject: failure.name, what: failure.kind.expectation, class: `class`)
    write(">\n      <error message=\"")
    writeXML(failure.message)
    write("\" type=\"certgate.\(failure.kind.rawValue)\">")
    writeXMLLine(failure.message)
    write("\n")
    if let location = failure.location {
      write(" ")
      writeXML(location.withoutColumn)
      write("\n")
    }
    for note in failure.notes {
      write(" ")
      writeXML(note)
      write("\n")
    }
    write("</error>\n    </testcase>\n")
  }

  fileprivate mutating func write(_ evidence: Evidence) {
    writePlace(evidence)
    write(" fact: \(evidence.fact.name)\n found: ")
    writeXML(evidence.place.found)
    write("\n required: ")
    writeXML(evidence.required)
    write("\n")
  }

  fileprivate mutating func writePlace(_ evidence: Evidence) {
    write(" ")
    writeXML(evidence.place.location.withoutColumn)
    write("\n")
  }
}

extension Failure.Kind {
  /// What a case asks that fails like this.
  fileprivate var expectation: String {
    switch self {
    case .input: "could be read"
    case .incomplete: "is complete"
    case .plugin: "answered"
    case .nothing: "was judged"
    }
  }
}
