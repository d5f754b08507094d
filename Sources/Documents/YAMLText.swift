import SourceText

/// The lines of a YAML file whose characters are all allowed.
///
/// The lines are made once, so that a thousand diagnostics share one long line.
struct YAMLText: Sendable {
  let path: String
  private let lines: [String]

  /// Fails on bytes that are not UTF-8, and on characters that YAML forbids or its readers count
  /// differently.
  init(_ bytes: [UInt8], path: String) throws(Diagnostic) {
    if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) {
      throw Diagnostic(
        "text is in UTF-16, not in UTF-8", at: SourceLocation(path: path, line: 1, column: 1),
        notes: ["help: save the file as UTF-8"])
    }
    let index = LineIndex(bytes)
    self.path = path
    lines = (1...index.lineCount).map { index.line($0, in: bytes) }
    if let (offset, message) = Self.objection(to: bytes) {
      let (line, column) = index.position(ofOffset: offset)
      throw diagnostic(.error, message, at: YAMLMark(line: line, column: column))
    }
  }

  func location(_ mark: YAMLMark) -> SourceLocation {
    SourceLocation(path: path, line: mark.line, column: mark.column)
  }

  func diagnostic(
    _ severity: Diagnostic.Severity, _ message: String, at mark: YAMLMark,
    length: Int = 1, notes: [String] = []
  ) -> Diagnostic {
    Diagnostic(
      severity, message, at: location(mark), length: max(1, length), excerpt: line(mark.line),
      notes: notes)
  }

  var lineCount: Int { lines.count }

  /// How many scalars a line has from a place to its last that is not blank.
  func lengthOfLine(from mark: YAMLMark) -> Int {
    rest(from: mark).reversed().drop { $0 == " " || $0 == "\t" }.count
  }

  /// The token that begins with a sigil at a place or after it in its line, and where it begins.
  func token(from mark: YAMLMark, sigil: Unicode.Scalar) -> (mark: YAMLMark, token: String) {
    let rest = rest(from: mark)
    guard let start = rest.firstIndex(of: sigil) else { return (mark, "") }
    let skipped = rest.distance(from: rest.startIndex, to: start)
    let token = rest[start...].prefix { !" \t,[]{}:".unicodeScalars.contains($0) }
    return (YAMLMark(line: mark.line, column: mark.column + skipped), String(token))
  }

  /// What libyaml's complaint means to the writer of the text.
  func diagnostic(of problem: YAMLProblem) -> Diagnostic {
    if let tab = indentingTab(at: problem.mark) {
      return diagnostic(
        .error, "a tab cannot indent YAML", at: tab, notes: ["help: indent with spaces"])
    }
    var notes: [String] = []
    if let context = problem.context {
      let place = problem.contextMark == problem.mark ? "" : " at \(location(problem.contextMark))"
      notes.append("note: \(context)\(place)")
    }
    // The message speaks of aliases and tokens; the writer mostly meant a text such as *.example.com.
    let start = problem.context == nil ? problem.mark : problem.contextMark
    if let sign = rest(from: start).first, "*&!@`%".unicodeScalars.contains(sign) {
      notes.append("help: quote a text that begins with '\(sign)'")
    }
    return diagnostic(.error, problem.problem, at: problem.mark, notes: notes)
  }

  /// The tab at a place, or the first in the blanks that lead to it from the start of its line.
  private func indentingTab(at mark: YAMLMark) -> YAMLMark? {
    let scalars = line(mark.line).unicodeScalars
    if rest(from: mark).first == "\t" { return mark }
    let blanks = scalars.prefix { $0 == " " || $0 == "\t" }
    guard blanks.count >= mark.column - 1, let tab = blanks.firstIndex(of: "\t") else { return nil }
    let skipped = blanks.distance(from: blanks.startIndex, to: tab)
    return YAMLMark(line: mark.line, column: skipped + 1)
  }

  /// The text of a line, counted from 1; empty when there is no such line.
  func line(_ number: Int) -> String {
    lines.indices.contains(number - 1) ? lines[number - 1] : ""
  }

  private func rest(from mark: YAMLMark) -> Substring.UnicodeScalarView {
    line(mark.line).unicodeScalars.dropFirst(max(0, mark.column - 1))
  }

  private static func objection(to bytes: [UInt8]) -> (offset: Int, message: String)? {
    let text: UTF8Span
    do {
      text = try UTF8Span(validating: bytes.span)
    } catch {
      let offset = error.byteOffsets.lowerBound
      return (
        offset, "byte \(hexadecimal(UInt32(bytes[offset]), prefix: "0x", digits: 2)) is not UTF-8"
      )
    }
    var scalars = text.makeUnicodeScalarIterator()
    var offset = 0
    while let scalar = scalars.next() {
      if let message = objection(to: scalar, atStart: offset == 0) { return (offset, message) }
      offset = scalars.currentCodeUnitOffset
    }
    return nil
  }

  private static func objection(to scalar: Unicode.Scalar, atStart: Bool) -> String? {
    let kind: String
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x20...0x7E: return nil
    case 0xFEFF where atStart: return nil
    case 0xFEFF: kind = "byte order mark"
    // To YAML 1.1 they end a line, and so a comment; to editors and YAML 1.2 they do not.
    case 0x85, 0x2028, 0x2029: kind = "line separator"
    case ..<0xA0: kind = "control character"
    case 0xFFFE, 0xFFFF: kind = "noncharacter"
    default: return nil
    }
    return "\(kind) \(hexadecimal(scalar.value, prefix: "U+", digits: 4)) is not allowed"
  }

  private static func hexadecimal(_ value: UInt32, prefix: String, digits: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return prefix + String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }
}
