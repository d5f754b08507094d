import OperatingSystem
import RuleEngine
import SourceText

/// How the lines of a text report begin, and its colours if it has any.
struct TextStyle {
  /// What stands before all that belongs to the line above.
  static let indent = String(repeating: " ", count: margin.utf8.count + wordWidth + 2)
  private static let margin = "  "
  private static let wordWidth = 7

  private let colour: Bool

  init(colour: Bool) {
    self.colour = colour
  }

  /// Begins a line with a word, in the colour of a severity.
  func appendWord(_ word: String, _ severity: Severity?, to text: inout ByteBuffer) {
    text.write(Self.margin)
    if colour, let severity {
      text.write("\u{1B}[\(severity.colour)m\(word)\u{1B}[0m")
    } else {
      text.write(word)
    }
    text.write(String(repeating: " ", count: max(0, Self.wordWidth - word.utf8.count) + 2))
  }

  func appendDim(_ stranger: String, to text: inout ByteBuffer) {
    if colour { text.write("\u{1B}[2m") }
    text.writeTerminal(stranger)
    if colour { text.write("\u{1B}[0m") }
  }

  func append(_ failure: Failure, to text: inout ByteBuffer) {
    appendWord(failure.kind.word, .error, to: &text)
    text.writeTerminal(failure.message)
    text.write("\n")
    if let location = failure.location {
      text.write(Self.indent)
      appendDim(location.description, to: &text)
      text.write("\n")
    }
    for note in failure.notes {
      text.write(Self.indent)
      text.writeTerminal(note)
      text.write("\n")
    }
  }

  func append(_ notice: Notice, to text: inout ByteBuffer) {
    appendWord("notice", nil, to: &text)
    text.writeTerminal(notice.kind)
    text.write(" (\(notice.count.times), first at ")
    text.writeTerminal(notice.first.description)
    text.write(")\n")
  }
}

extension Severity {
  fileprivate var colour: String {
    switch self {
    case .error: "1;31"
    case .warning: "1;33"
    case .note: "1;36"
    }
  }
}

extension Failure.Kind {
  fileprivate var word: String {
    switch self {
    case .input: "unread"
    case .incomplete: "partial"
    case .plugin: "plugin"
    case .nothing: "failure"
    }
  }
}

extension ByteBuffer {
  /// Appends a stranger's text so that it cannot act on a terminal.
  mutating func writeTerminal(_ text: String) {
    write(Escaping.terminal(text))
  }

  mutating func write(_ text: String, paddedTo width: Int) {
    write(text)
    write(String(repeating: " ", count: Swift.max(0, width - text.unicodeScalars.count)))
  }
}
