/// A message about a text, with its place, the line it is about and what might help.
package struct Diagnostic: Error, Hashable, Sendable {
  package enum Severity: String, Sendable {
    case error, warning, note
  }

  package var severity: Severity
  package var message: String
  package var location: SourceLocation?
  /// How many Unicode scalars are underlined, at least 1.
  package var length: Int
  /// The whole source line, when it may be shown.
  package var excerpt: String?
  /// What is shown below, a line each, with its own label: `help: options: match, severity`.
  package var notes: [String]

  package init(
    _ severity: Severity, _ message: String, at location: SourceLocation? = nil,
    length: Int = 1, excerpt: String? = nil, notes: [String] = []
  ) {
    self.severity = severity
    self.message = message
    self.location = location
    self.length = length
    self.excerpt = excerpt
    self.notes = notes
  }

  /// An error.
  package init(
    _ message: String, at location: SourceLocation? = nil, length: Int = 1,
    excerpt: String? = nil, notes: [String] = []
  ) {
    self.init(
      .error, message, at: location, length: length, excerpt: excerpt, notes: notes)
  }

  /// The diagnostic as compilers print one, without a newline at its end.
  ///
  /// Control and other invisible characters of every part are made visible. Backslashes are left
  /// alone, for a message may quote text that is already escaped.
  package func rendered(colour: Bool = false) -> String {
    let style = Style(isOn: colour, severity: severity)
    let label = style.marked("\(severity.rawValue):")
    var lines = ["\(label) \(style.bold(Escaping.visible(message)))"]
    var gutter = 5
    if let location {
      lines[0] = "\(style.bold(Escaping.visible(location.description) + ":")) \(lines[0])"
      if let excerpt {
        let number = String(location.line)
        gutter = max(gutter, number.utf8.count)
        let shown = Excerpt(of: excerpt, column: location.column, length: length)
        let indent = String(repeating: " ", count: gutter - number.utf8.count)
        lines.append("\(indent)\(number) |" + (shown.text.isEmpty ? "" : " \(shown.text)"))
        lines.append(
          String(repeating: " ", count: gutter) + " | "
            + String(repeating: " ", count: shown.indent) + style.marked(shown.underline))
      }
    }
    for note in notes {
      lines.append(String(repeating: " ", count: gutter - 1) + "= " + Escaping.visible(note))
    }
    return lines.joined(separator: "\n")
  }

  /// The terminal's colours, or none.
  private struct Style {
    let isOn: Bool
    let severity: Severity

    func bold(_ text: String) -> String { wrapped(text, in: "1") }

    func marked(_ text: String) -> String {
      switch severity {
      case .error: wrapped(text, in: "1;31")
      case .warning: wrapped(text, in: "1;33")
      case .note: wrapped(text, in: "1;36")
      }
    }

    private func wrapped(_ text: String, in code: String) -> String {
      isOn ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
  }
}
