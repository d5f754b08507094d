import Cryptography
import RuleEngine

/// The report for programs, one result a line; every other format says less.
///
/// `report.schema.json` describes it. What is not there is left out, except `id` and `name` of a
/// subject, which are null.
struct JSONReporter: Reporter {
  static let schemaVersion = "1.0"

  private let report: Report
  private let includesPasses: Bool
  /// How results begin, by policy and check, because there may be millions.
  private let heads: [[Head]]

  init(_ report: Report, _ options: ReporterOptions) {
    self.report = report
    includesPasses = options.passes
    heads = report.evaluation.policies.map { policy in
      policy.checks.map { Head(policy, $0) }
    }
  }

  var selection: RecordSelection { includesPasses ? .every : .flagged }
  var showsEvidenceOfPasses: Bool { includesPasses }
  var separator: String { "," }
  var continuation: (any Reporter)? { includesPasses ? JSONCertificates() : nil }

  func appendOpening(to text: inout [UInt8]) {
    text.write("{\n  \"schemaVersion\": \"\(Self.schemaVersion)\",\n  \"tool\": {")
    text.writeMember("name", "certgate")
    text.writeMember("version", report.toolVersion)
    text.write("},\n  \"inputs\": ")
    JSONSummary(report).appendInputs(to: &text)
    text.write(",\n  \"rules\": ")
    JSONSummary(report).appendRules(to: &text)
    text.write(",\n  \"results\": [")
  }

  func append(_ judged: JudgedRecord, to text: inout [UInt8]) throws(OpenSSLError) {
    let heads = heads[report.evaluation.policy(ofSuite: judged.suite)]
    let subject = Subject(judged)
    var check = 0
    for outcome in judged.outcomes {
      // Outcomes are in the order of the checks, of which some may have none.
      while check + 1 < heads.count, heads[check].id != outcome.check.id { check += 1 }
      for result in outcome.results where includesPasses || result.outcome != .pass {
        text.append(contentsOf: heads[check].text)
        text.write(subject)
        let fingerprint = try judged.fingerprints.fingerprint(
          of: judged.record, by: heads[check].origin, key: result.key)
        text.write(result, fingerprint)
      }
    }
  }

  func appendClosing(to text: inout [UInt8]) {
    text.write("\n  ],\n  \"failures\": ")
    JSONSummary(report).appendFailures(to: &text)
    text.write(",\n  \"summary\": ")
    JSONSummary(report).appendCounts(to: &text)
    text.write(",\n  \"run\": ")
    JSONSummary(report).appendRun(to: &text)
    if !includesPasses { text.write("\n}\n") }
  }

  private struct Head {
    let id: String
    let origin: FindingFingerprints.Origin
    let text: [UInt8]

    init(_ policy: Policy, _ check: Check) {
      id = check.id
      origin = FindingFingerprints.Origin(policy: policy.id, check: check.id)
      var text: [UInt8] = []
      text.write(",\n{\"policy\":")
      text.writeJSON(policy.id)
      text.writeMember("check", check.id)
      text.writeMember("rule", check.documentation.id)
      text.write(",\"input\":")
      self.text = text
    }
  }

  /// Whom results are about.
  fileprivate struct Subject {
    let input: String
    let label: String
    let id: String?
    let name: String?

    init(_ judged: JudgedRecord) {
      input = judged.record.input.place
      label = judged.label
      id = judged.record.reader.text(.id).value
      name = judged.record.reader.text(.name).value
    }
  }
}

extension [UInt8] {
  fileprivate mutating func write(_ subject: JSONReporter.Subject) {
    writeJSON(subject.input)
    write(",\"subject\":{\"label\":")
    writeJSON(subject.label)
    write(",\"id\":")
    writeJSON(orNull: subject.id)
    write(",\"name\":")
    writeJSON(orNull: subject.name)
    write("}")
  }

  private mutating func writeJSON(orNull text: String?) {
    if let text { writeJSON(text) } else { write("null") }
  }

  fileprivate mutating func write(_ result: CheckResult, _ fingerprint: SHA256Digest) {
    if let key = result.key { writeMember("key", key) }
    write(",\"outcome\":\"")
    write(result.outcome.rawValue)
    if let severity = result.severity {
      write("\",\"severity\":\"")
      write(severity.rawValue)
    }
    write("\",\"fingerprint\":\"")
    fingerprint.appendHex(to: &self)
    write("\",\"message\":")
    writeJSON(result.message)
    write(",\"evidence\":[")
    for evidence in result.evidence {
      if last != UInt8(ascii: "[") { write(",") }
      write(evidence)
    }
    write("]}")
  }

  // Members are written with their separators, because each step counts a million times.
  private mutating func write(_ evidence: Evidence) {
    write("{\"fact\":\"")
    write(evidence.fact.name)
    write("\",\"location\":{\"path\":")
    let place = evidence.place
    writeJSON(place.location.path)
    write(",\"line\":")
    write(place.location.line)
    write(",\"column\":")
    write(place.location.column)
    write(",\"pointer\":")
    writeJSON(place.bytes.span.extracting(place.pointerRange))
    write("}")
    if let excerpt = place.excerptRange {
      write(",\"excerpt\":")
      writeJSON(place.bytes.span.extracting(excerpt))
    }
    write(",\"found\":")
    writeJSON(place.bytes.span.extracting(place.foundRange))
    write(",\"required\":")
    writeJSON(evidence.required)
    write("}")
  }
}
