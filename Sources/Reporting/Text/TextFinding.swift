import OperatingSystem
import RuleEngine
import SourceText

/// One finding or unknown as people read it: a line, and under it what it rests on.
struct TextFinding {
  /// How wide the columns of a group of findings are.
  struct Columns {
    // One long name must not push the messages of all others away.
    private static let widest = 32

    let subject: Int
    let check: Int

    init(_ findings: [TextFinding]) {
      subject = min(Self.widest, findings.map(\.subject.unicodeScalars.count).max() ?? 0)
      check = min(Self.widest, findings.map(\.check.unicodeScalars.count).max() ?? 0)
    }
  }

  // A check may rest on every name of a long list.
  private static let evidenceShown = 3
  private static let excerptWidth = 120

  fileprivate let severity: Severity
  fileprivate let subject: String
  fileprivate let check: String
  private let message: String
  private let evidence: [Evidence]
  /// Where the policy says more.
  private let references: [String]

  /// Nil for a pass.
  ///
  /// - Parameter name: what the check is called in the report.
  init?(_ result: CheckResult, of check: Check, named name: String, subject: String) {
    guard let severity = result.severity else { return nil }
    self.severity = severity
    self.subject = subject.isEmpty ? "\"\"" : Escaping.terminal(subject)
    self.check = Escaping.terminal(name)
    references = [check.cite, check.docs].compactMap { $0 }
    message = result.message
    evidence = result.evidence
  }

  func append(in style: TextStyle, _ columns: Columns, to text: inout ByteBuffer) {
    style.appendWord(severity.rawValue, severity, to: &text)
    text.write(subject, paddedTo: columns.subject)
    text.write("  ")
    text.write(check, paddedTo: columns.check)
    text.write("  ")
    text.writeTerminal(message)
    text.write("\n")
    var location: String?
    for evidence in evidence.prefix(Self.evidenceShown) {
      let own = evidence.place.location.description
      if own != location {
        text.write(TextStyle.indent)
        style.appendDim(own, to: &text)
        text.write("\n")
      }
      location = own
      append(evidence, to: &text)
    }
    let more = evidence.count - Self.evidenceShown
    if more > 0 { text.write("\(TextStyle.indent)and \(more.counted("more place"))\n") }
    if !references.isEmpty {
      text.write("\(TextStyle.indent)see: ")
      text.writeTerminal(references.joined(separator: ", "))
      text.write("\n")
    }
  }

  private func append(_ evidence: Evidence, to text: inout ByteBuffer) {
    if let excerpt = evidence.place.excerpt {
      append(excerpt, underlining: evidence.place.value, to: &text)
    } else {
      let found = evidence.place.found
      text.write("\(TextStyle.indent)found: ")
      text.writeTerminal(
        found == FactPlace.nothing
          ? "no \(evidence.fact.name)" : String(found.unicodeScalars.prefix(Self.excerptWidth)))
      text.write("; ")
    }
    text.write("required: ")
    text.writeTerminal(evidence.required)
    text.write("\n")
  }

  /// Appends the line and the caret under its value, up to where the requirement goes.
  private func append(
    _ excerpt: String, underlining value: Range<Int>, to text: inout ByteBuffer
  ) {
    let scalars = Array(excerpt.unicodeScalars.prefix(Self.excerptWidth))
    let start = min(max(0, value.lowerBound), scalars.count)
    let end = min(max(start, value.upperBound), scalars.count)
    let before = visible(scalars[..<start])
    let underlined = visible(scalars[start..<end])
    text.write("\(TextStyle.indent)| ")
    text.write(before + underlined + visible(scalars[end...]))
    text.write("\n\(TextStyle.indent)| ")
    text.write(String(repeating: " ", count: before.unicodeScalars.count))
    let tail = max(0, underlined.unicodeScalars.count - 1)
    text.write("^" + String(repeating: "~", count: tail) + " ")
  }

  private func visible(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return Escaping.visible(String(text))
  }
}
