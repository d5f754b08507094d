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

  func append(_ judged: JudgedRecord, to text: inout ByteBuffer) throws(OpenSSLError) {
    let heads = heads[report.evaluation.policy(ofSuite: judged.suite)]
    var subject = ByteBuffer(capacity: 256)
    subject.writeSubject(judged)
    var check = 0
    for outcome in judged.outcomes {
      // Outcomes are in the order of the checks, of which some may have none.
      while check + 1 < heads.count, heads[check].check !== outcome.check { check += 1 }
      for result in outcome.results where includesPasses || result.outcome != .pass {
        text.append(contentsOf: heads[check].text)
        text.append(subject)
        let fingerprint = try judged.fingerprints.fingerprint(
          of: judged.record, by: heads[check].origin, key: result.key)
        text.write(result, fingerprint)
      }
    }
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

  private struct Head {
    let check: Check
    let origin: FindingFingerprints.Origin
    let text: [UInt8]

    init(_ policy: Policy, _ check: Check) {
      self.check = check
      origin = FindingFingerprints.Origin(policy: policy.id, check: check.id)
      var text = ByteBuffer()
      text.write(",\n{\"policy\":")
      text.writeJSON(policy.id)
      text.writeMember("check", check.id)
      text.writeMember("rule", check.documentation.id)
      if let cite = check.cite { text.writeMember("cite", cite) }
      if let docs = check.docs { text.writeMember("docs", docs) }
      text.write(",\"input\":")
      self.text = text.array
    }
  }
}

// Members are written with their separators, because each step counts a million times.
extension ByteBuffer {
  /// Appends the place of a record's input, and whom its results are about.
  fileprivate mutating func writeSubject(_ judged: JudgedRecord) {
    writeJSON(judged.record.input.place)
    append(",\"subject\":{\"label\":")
    judged.withLabel { writeJSON($0) }
    append(",\"id\":")
    writeText(.id, of: judged.record)
    append(",\"name\":")
    writeText(.name, of: judged.record)
    append("}")
  }

  private mutating func writeText(_ fact: Fact, of record: CertificateRecord) {
    let isStated = record.reader.withText(fact) { writeJSON($0) }.value != nil
    if !isStated { append("null") }
  }

  fileprivate mutating func write(_ result: CheckResult, _ fingerprint: SHA256Digest) {
    if let key = result.key { writeMember("key", key) }
    switch result.outcome {
    case .pass: append(",\"outcome\":\"pass")
    case .finding: append(",\"outcome\":\"finding")
    case .unknown: append(",\"outcome\":\"unknown")
    }
    switch result.severity {
    case .error: append("\",\"severity\":\"error\",\"fingerprint\":\"")
    case .warning: append("\",\"severity\":\"warning\",\"fingerprint\":\"")
    case .note: append("\",\"severity\":\"note\",\"fingerprint\":\"")
    case nil: append("\",\"fingerprint\":\"")
    }
    append(fingerprint.hexDigits.span)
    append("\",\"message\":")
    writeJSON(result.message)
    append(",\"evidence\":[")
    for evidence in result.evidence {
      if last != UInt8(ascii: "[") { append(",") }
      write(evidence)
    }
    append("]}")
  }

  private mutating func write(_ evidence: Evidence) {
    let place = evidence.place
    append("{\"fact\":\"")
    write(evidence.fact.name)
    append("\",\"location\":{\"path\":")
    writeJSON(place.location.path)
    append(",\"line\":")
    write(place.location.line)
    append(",\"column\":")
    write(place.location.column)
    append(",\"pointer\":")
    let bytes = place.bytes
    writeJSON(bytes.span.extracting(place.pointerRange))
    if let offset = place.byteOffset { writeMember("byteOffset", offset) }
    append("}")
    if let excerpt = place.excerptRange {
      append(",\"excerpt\":")
      writeJSON(bytes.span.extracting(excerpt))
    }
    append(",\"found\":")
    writeJSON(bytes.span.extracting(place.foundRange))
    append(",\"required\":")
    writeJSON(evidence.required)
    append("}")
  }
}
