extension YAMLText {
  /// Where each character of a scalar is written, and last where it ends.
  ///
  /// Blanks and line ends are matched loosely, for folding makes one of the other; all else stands in
  /// the file as it stands in the value, or is an escape.
  func places(
    of value: String.UnicodeScalarView, from start: YAMLMark, plain: Bool
  ) -> [YAMLMark] {
    var cursor = Cursor(self, at: start, plain: plain)
    var places: [YAMLMark] = []
    places.reserveCapacity(value.count + 1)
    for scalar in value {
      if " \t\n".unicodeScalars.contains(scalar) {
        places.append(cursor.mark)
        cursor.passBlank(scalar)
      } else {
        cursor.skipBlanks()
        places.append(cursor.mark)
        cursor.pass()
      }
    }
    return places + [cursor.mark]
  }

  /// A place in the lines that a scalar is written in.
  private struct Cursor {
    private enum Style { case plain, single, double, block }

    private let text: YAMLText
    private let style: Style
    private var line: Int
    private var scalars: [Unicode.Scalar]
    private var index: Int

    init(_ text: YAMLText, at start: YAMLMark, plain: Bool) {
      self.text = text
      line = start.line
      scalars = Array(text.line(line).unicodeScalars)
      index = start.column - 1
      switch index < scalars.count && !plain ? scalars[index] : " " {
      case "'":
        style = .single
        index += 1
      case "\"":
        style = .double
        index += 1
      case "|", ">":
        style = .block
        nextLine()
      default: style = .plain
      }
    }

    var mark: YAMLMark { YAMLMark(line: line, column: index + 1) }

    private var isAtEndOfLine: Bool { index >= scalars.count }

    /// A backslash at the end of a line in double quotes joins it with the next.
    private var isAtJoint: Bool {
      style == .double && index == scalars.count - 1 && scalars[index] == "\\"
    }

    private mutating func nextLine() {
      guard line < text.lineCount else {
        index = scalars.count
        return
      }
      line += 1
      scalars = Array(text.line(line).unicodeScalars)
      index = 0
    }

    mutating func skipBlanks() {
      while true {
        if isAtEndOfLine || isAtJoint {
          if line >= text.lineCount { return }
          nextLine()
        } else if scalars[index] == " " || scalars[index] == "\t" {
          index += 1
        } else {
          return
        }
      }
    }

    mutating func passBlank(_ scalar: Unicode.Scalar) {
      if isAtJoint {
        // What follows the joint is blank only as an escape.
        skipBlanks()
        pass()
      } else if isAtEndOfLine {
        if scalar == "\n" { nextLine() }
      } else if scalars[index] == "\\", style == .double, !isAtJoint {
        pass()
      } else if scalars[index] == " " || scalars[index] == "\t" {
        index += 1
      }
    }

    /// Passes what stands for one character.
    mutating func pass() {
      guard !isAtEndOfLine else { return }
      let next = index + 1 < scalars.count ? scalars[index + 1] : " "
      switch (style, scalars[index]) {
      case (.single, "'"): index += 2
      case (.double, "\\"): index += ["x": 4, "u": 6, "U": 10][next] ?? 2
      default: index += 1
      }
      index = min(index, scalars.count)
    }
  }
}
