import Cryptography
import OperatingSystem
import RuleEngine

/// Writes the results of a JSON report, and keeps ready what of them is known before the first
/// record: it is escaped once and copied as often as there are results.
final class JSONResults: Sendable {
  /// What is ready of a check's results, by place among all bytes.
  private struct Head {
    /// Up to the input.
    let opening: Range<Int>
    /// How the fingerprints begin.
    let origin: Range<Int>
    /// What the rule asks, and the end of the evidence.
    let requirement: Range<Int>
  }

  private let bytes: ByteBuffer
  /// Of all checks, policy by policy.
  private let heads: [Head]
  /// By policy: where its checks begin among all.
  private let firstHeads: [Int]
  /// By fact: how evidence begins, up to the path.
  private let evidence: [Range<Int>]
  private let policyCount: Int

  init(_ evaluation: Evaluation) {
    var text = ByteBuffer()
    var (heads, firstHeads) = ([Head](), [Int]())
    for policy in evaluation.policies {
      firstHeads.append(heads.count)
      for check in policy.checks {
        heads.append(
          Head(
            opening: text.part { $0.writeOpening(of: check, policy) },
            origin: text.part {
              $0.append(contentsOf: FindingFingerprints.origin(policy.id, check.id))
            },
            requirement: text.part { $0.writeRequirement(check.requirement) }))
      }
    }
    (self.heads, self.firstHeads) = (heads, firstHeads)
    var evidence: [Range<Int>] = []
    for fact in Fact.allCases {
      evidence.append(
        text.part { text in
          text.append("{\"fact\":")
          text.writeJSON(fact.name)
          text.append(",\"location\":{\"path\":")
        })
    }
    self.evidence = evidence
    bytes = text
    policyCount = max(1, evaluation.policies.count)
  }

  /// Appends the results of a record, each with the separator before it.
  func append(
    _ judged: borrowing JudgedRecord, includingPasses: Bool, to text: inout ByteBuffer
  ) throws(OpenSSLError) {
    let firstHead = firstHeads[judged.suite % policyCount]
    var subject = 0..<0
    for index in judged.findings.results.indices {
      let outcome = judged.findings.results[index].outcome
      if outcome == .pass, !includingPasses { continue }
      let head = heads[firstHead + judged.findings.results[index].check]
      text.append(head.opening, of: bytes)
      if subject.isEmpty {
        let start = text.count
        text.writeSubject(judged)
        subject = start..<text.count
      } else {
        text.append(copyOf: subject)
      }
      let key = judged.findings.results[index].key
      if let key { text.writeMember("key", key) }
      text.write(outcome, judged.findings.results[index].severity)
      let fingerprint = try bytes.withBytes { (bytes) throws(OpenSSLError) in
        try judged.fingerprints.fingerprint(
          of: judged.record, from: bytes.extracting(head.origin), key: key)
      }
      text.append(fingerprint.hexDigits.span)
      text.append("\",\"message\":")
      text.writeJSON(judged.findings.results[index].message)
      text.append(",\"evidence\":[")
      for place in judged.findings.results[index].evidence {
        if text.last != UInt8(ascii: "[") { text.append(UInt8(ascii: ",")) }
        let request = judged.findings.evidence[place]
        text.append(evidence[request.fact.ordinal], of: bytes)
        request.reader(of: judged.record).lendPlace(of: request.fact, element: request.element) {
          text.writePlace($0, pointer: $1, key: $2, value: $3, found: $4)
        }
        if let required = request.required {
          text.writeRequirement(required)
        } else {
          text.append(head.requirement, of: bytes)
        }
      }
      text.append("]}")
    }
  }
}

// Members are written with their separators, because each step counts a million times.
extension ByteBuffer {
  /// Where among the bytes stands what is written.
  fileprivate mutating func part(_ write: (inout ByteBuffer) -> Void) -> Range<Int> {
    let start = count
    write(&self)
    return start..<count
  }

  fileprivate mutating func writeOpening(of check: Check, _ policy: Policy) {
    append(",\n{\"policy\":")
    writeJSON(policy.id)
    writeMember("check", check.id)
    writeMember("rule", check.documentation.id)
    if let cite = check.cite { writeMember("cite", cite) }
    if let docs = check.docs { writeMember("docs", docs) }
    append(",\"input\":")
  }

  fileprivate mutating func writeRequirement(_ required: String) {
    append(",\"required\":")
    writeJSON(required)
    append(UInt8(ascii: "}"))
  }

  /// Appends the place of a record's input, and whom its results are about.
  fileprivate mutating func writeSubject(_ judged: borrowing JudgedRecord) {
    writeJSON(judged.record.input.place)
    append(",\"subject\":{\"label\":")
    let start = count
    judged.withLabel { writeJSON($0) }
    let label = start..<count
    append(",\"id\":")
    writeText(.id, of: judged.record)
    append(",\"name\":")
    // Nearly all are labelled with their names.
    if judged.labelBeyondName == nil {
      append(copyOf: label)
    } else {
      writeText(.name, of: judged.record)
    }
    append(UInt8(ascii: "}"))
  }

  private mutating func writeText(_ fact: Fact, of record: CertificateRecord) {
    if case .stated = record.reader.withText(fact, { writeJSON($0) }) { return }
    append("null")
  }

  fileprivate mutating func write(_ outcome: CheckResult.Outcome, _ severity: Severity?) {
    switch outcome {
    case .pass: append(",\"outcome\":\"pass")
    case .finding: append(",\"outcome\":\"finding")
    case .unknown: append(",\"outcome\":\"unknown")
    }
    switch severity {
    case .error: append("\",\"severity\":\"error\",\"fingerprint\":\"")
    case .warning: append("\",\"severity\":\"warning\",\"fingerprint\":\"")
    case .note: append("\",\"severity\":\"note\",\"fingerprint\":\"")
    case nil: append("\",\"fingerprint\":\"")
    }
  }

  /// Appends where evidence stands, from the path on, and what was found.
  fileprivate mutating func writePlace(
    _ place: FactPlace.Position, pointer: Span<UInt8>, key: Span<UInt8>, value: Span<UInt8>,
    found: Span<UInt8>
  ) {
    writeJSON(place.location.path)
    append(",\"line\":")
    write(place.location.line)
    append(",\"column\":")
    write(place.location.column)
    append(",\"pointer\":")
    writeJSON(pointer)
    if let offset = place.byteOffset { writeMember("byteOffset", offset) }
    append(UInt8(ascii: "}"))
    if place.isShown {
      append(",\"excerpt\":")
      writeJSON(key, value)
    }
    append(",\"found\":")
    writeJSON(found)
  }
}
