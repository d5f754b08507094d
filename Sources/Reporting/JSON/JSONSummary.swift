import OperatingSystem
import RuleEngine
import SourceText

/// The members of a JSON report around its results.
struct JSONSummary {
  private let report: Report
  private var evaluation: Evaluation { report.evaluation }

  init(_ report: Report) {
    self.report = report
  }

  func appendInputs(to text: inout ByteBuffer) {
    text.writeLines(evaluation.inventory.inputs.indices) { index, text in
      let input = evaluation.inventory.inputs[index]
      text.writeMember("id", input.place)
      text.writeMember("location", input.place)
      if let format = input.format { text.writeMember("format", format) }
      text.writeMember("certificates", evaluation.certificates[index])
      text.writeMember("deleted", evaluation.deleted[index])
      if !input.isJudged { text.writeMember("compared", input.records.count) }
      text.writeMember("completeness")
      text.write(input.completeness)
      text.writeMember("notices")
      text.writeArray(evaluation.notices[index]) { $1.write($0) }
      guard let failure = input.failure else { return }
      text.writeMember("error")
      text.write("{")
      text.writeMember("message", failure.message)
      if let location = failure.location {
        text.writeMember("location")
        text.writeLocation(location)
      }
      text.write("}")
    }
  }

  /// The rules that the policies use, by id.
  func appendRules(to text: inout ByteBuffer) {
    let used = evaluation.policies.flatMap(\.checks).map { ($0.documentation.id, $0) }
    let byID = Dictionary(used) { first, _ in first }
    text.writeLines(byID.sorted { $0.key < $1.key }.map(\.value.documentation)) { rule, text in
      text.writeMember("id", rule.id)
      text.writeMember("summary", rule.summary)
      text.writeMember("rationale", rule.rationale)
      text.writeMember("cite", rule.citation)
    }
  }

  func appendFailures(to text: inout ByteBuffer) {
    text.writeLines(report.failures) { failure, text in
      text.writeMember("kind", failure.kind.rawValue)
      text.writeMember("name", failure.name)
      if let input = failure.input { text.writeMember("input", input) }
      text.writeMember("message", failure.message)
      if let location = failure.location {
        text.writeMember("location")
        text.writeLocation(location)
      }
      if !failure.notes.isEmpty {
        text.writeMember("notes")
        text.writeArray(failure.notes) { $1.writeJSON($0) }
      }
    }
  }

  func appendCounts(to text: inout ByteBuffer) {
    let sum = report.summary
    text.write("{")
    text.writeMember("certificates", report.certificates)
    text.writeMember("deleted", evaluation.deleted.reduce(0, +))
    text.writeMember("inputs", evaluation.inventory.inputs.count)
    text.writeMember("passed", sum.passed)
    text.writeMember("findings")
    text.write(sum.findings)
    text.write("}")
    text.writeMember("unknown")
    text.write(sum.unknown)
    text.writeMember("ignored", sum.unknownIgnored)
    text.write("}")
    text.writeMember("notApplicable")
    text.writeArray(NotApplied.all(in: evaluation)) { entry, text in
      text.write("{")
      text.writeMember("policy", entry.policy)
      text.writeMember("check", entry.check)
      text.writeMember("reason", entry.reason)
      text.writeMember("count", entry.count)
      text.write("}")
    }
    text.writeMember("failures", report.failures.count)
    text.write("}")
  }

  func appendRun(to text: inout ByteBuffer) {
    text.write("{")
    text.writeMember("evaluatedAt", evaluation.now.description)
    text.writeMember("simulated", report.isSimulated)
    text.writeMember("policies")
    text.writeArray(evaluation.policies) { policy, text in
      text.write("{")
      text.writeMember("id", policy.id)
      if let version = policy.version { text.writeMember("version", version) }
      text.writeMember("path", policy.path)
      text.write("}")
    }
    text.writeMember("failOn", report.failOn?.rawValue ?? "never")
    text.writeMember("exitCode", Int(report.exitCode))
    text.writeMember("complete", report.isComplete)
    text.write("}")
  }
}

extension ByteBuffer {
  /// Appends an array of objects, one a line.
  fileprivate mutating func writeLines<Item>(
    _ elements: some Collection<Item>, _ writeMembers: (Item, inout ByteBuffer) -> Void
  ) {
    writeArray(elements) { element, text in
      text.write("\n    {")
      writeMembers(element, &text)
      text.write("}")
    }
    if !elements.isEmpty {
      removeLast()
      write("\n  ]")
    }
  }

  mutating func write(_ completeness: Completeness) {
    write("{")
    switch completeness {
    case .complete: writeMember("state", "complete")
    case .incomplete(let expected, let got):
      writeMember("state", "incomplete")
      if let expected { writeMember("expected", expected) }
      writeMember("got", got)
    case .unknown(let reason):
      writeMember("state", "unknown")
      writeMember("reason", reason)
    }
    write("}")
  }

  fileprivate mutating func write(_ notice: Notice) {
    write("{")
    writeMember("kind", notice.kind)
    writeMember("count", notice.count)
    writeMember("first")
    writeLocation(notice.first)
    write("}")
  }

  /// Appends the counts and leaves the object open.
  fileprivate mutating func write(_ counts: SeverityCounts) {
    write("{")
    writeMember("error", counts.error)
    writeMember("warning", counts.warning)
    writeMember("note", counts.note)
  }

  fileprivate mutating func writeLocation(_ location: SourceLocation) {
    write("{")
    writeMember("path", location.path)
    writeMember("line", location.line)
    writeMember("column", location.column)
    write("}")
  }
}
