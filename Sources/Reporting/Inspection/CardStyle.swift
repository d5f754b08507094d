import OperatingSystem
import SourceText

/// How a card of a certificate is set: its width, and its colours if it has any.
struct CardStyle {
  /// How a piece of text is meant.
  enum Tone {
    case plain, strong, dim, good, warning, bad
  }

  static let margin = 2
  /// What is left of 79 columns are the 64 digits of a SHA-256 digest.
  static let labelWidth = 13

  let width: Int
  private let colour: Bool

  /// - Parameter width: columns of the terminal; a card is never narrower than 40.
  init(width: Int, colour: Bool) {
    self.width = max(40, width)
    self.colour = colour
  }

  /// Appends text that is already safe to print.
  func append(_ text: String, _ tone: Tone, to bytes: inout ByteBuffer) {
    guard colour, let code = tone.code else { return bytes.write(text) }
    bytes.write("\u{1B}[\(code)m\(text)\u{1B}[0m")
  }

  /// Appends a stranger's text.
  func appendTerminal(_ text: String, _ tone: Tone, to bytes: inout ByteBuffer) {
    append(Escaping.terminal(text), tone, to: &bytes)
  }
}

extension CardStyle.Tone {
  fileprivate var code: String? {
    switch self {
    case .plain: nil
    case .strong: "1"
    case .dim: "2"
    case .good: "32"
    case .warning: "1;33"
    case .bad: "1;31"
    }
  }
}

/// One line of a card's value before it is wrapped: pieces that stay whole where there is room.
struct CardLine {
  struct Piece {
    /// Safe to print.
    let text: String
    let tone: CardStyle.Tone
    /// Whether a space comes before it, unless a line begins with it.
    let isSpaced: Bool
  }

  /// How far the line is set in.
  let indent: Int
  private(set) var pieces: [Piece] = []

  init(indent: Int = 0) {
    self.indent = indent
  }

  /// - Parameter text: from anywhere; what could act on a terminal is escaped.
  init(_ text: String, _ tone: CardStyle.Tone = .plain, indent: Int = 0) {
    self.init(indent: indent)
    add(text, tone)
  }

  /// Elements with commas between them, each kept whole.
  init(list: [String], _ tone: CardStyle.Tone = .plain) {
    self.init()
    for (index, element) in list.enumerated() {
      let comma = index < list.count - 1 ? "," : ""
      pieces.append(
        Piece(text: Escaping.terminal(element) + comma, tone: tone, isSpaced: index > 0))
    }
  }

  /// Adds text that may be wrapped at its spaces, and after the commas of a distinguished name.
  mutating func add(_ text: String, _ tone: CardStyle.Tone = .plain) {
    let isFirst = pieces.isEmpty
    var start = true
    for word in Escaping.terminal(text).split(
      separator: " ", omittingEmptySubsequences: false)
    {
      var part = ""
      var isSpaced = !(isFirst && start)
      for character in word {
        part.append(character)
        if character == ",", !part.hasSuffix("\\,") {
          pieces.append(Piece(text: part, tone: tone, isSpaced: isSpaced))
          part = ""
          isSpaced = false
        }
      }
      if !part.isEmpty || word.isEmpty {
        pieces.append(Piece(text: part, tone: tone, isSpaced: isSpaced))
      }
      start = false
    }
  }

  func adding(_ text: String, _ tone: CardStyle.Tone) -> CardLine {
    var line = self
    line.add(text, tone)
    return line
  }
}

/// A labelled value of a card.
struct CardRow {
  let label: String
  let lines: [CardLine]

  init(_ label: String, _ lines: [CardLine]) {
    self.label = label
    self.lines = lines
  }

  init(_ label: String, _ text: String, _ tone: CardStyle.Tone = .plain) {
    self.init(label, [CardLine(text, tone)])
  }

  func append(in style: CardStyle, to text: inout ByteBuffer) {
    let column = CardStyle.margin + CardStyle.labelWidth
    // One column is left free: some terminals wrap a line that fills the last.
    let lines = lines.flatMap { $0.wrapped(to: style.width - 1 - column) }
    for (number, line) in lines.enumerated() {
      text.write(String(repeating: " ", count: CardStyle.margin))
      if number == 0 { style.append(label, .dim, to: &text) }
      let gap = number == 0 ? max(1, CardStyle.labelWidth - label.count) : CardStyle.labelWidth
      text.write(String(repeating: " ", count: gap + line.indent))
      for run in line.runs { style.append(run.text, run.tone, to: &text) }
      text.write("\n")
    }
  }
}

/// A line as it is printed: runs of one tone each.
private struct SetLine {
  let indent: Int
  private(set) var runs: [(text: String, tone: CardStyle.Tone)] = []
  private(set) var width = 0

  init(indent: Int) {
    self.indent = indent
  }

  mutating func add(_ text: String, _ tone: CardStyle.Tone) {
    if let last = runs.last, last.tone == tone {
      runs[runs.count - 1].text += text
    } else {
      runs.append((text, tone))
    }
    width += text.unicodeScalars.count
  }
}

extension CardLine {
  /// The line in as many as it takes; what does not fit even alone is cut into pieces.
  fileprivate func wrapped(to columns: Int) -> [SetLine] {
    let room = max(16, columns - indent)
    var lines = [SetLine(indent: indent)]
    var current: SetLine {
      get { lines[lines.count - 1] }
      set { lines[lines.count - 1] = newValue }
    }
    for piece in pieces {
      let space = piece.isSpaced && current.width > 0 ? " " : ""
      var rest = Array(piece.text.unicodeScalars)[...]
      if current.width > 0, current.width + space.count + rest.count > room {
        lines.append(SetLine(indent: indent))
      } else {
        current.add(space, current.runs.last?.tone == piece.tone ? piece.tone : .plain)
      }
      while rest.count > room {
        current.add(rest.prefix(room).string, piece.tone)
        rest = rest.dropFirst(room)
        lines.append(SetLine(indent: indent))
      }
      current.add(rest.string, piece.tone)
    }
    return lines
  }
}

extension ArraySlice<Unicode.Scalar> {
  fileprivate var string: String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: self)
    return String(view)
  }
}
