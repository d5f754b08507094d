/// What globs and regular expressions are parsed into.
indirect enum SyntaxTree: Sendable {
  case empty
  case scalar(ScalarSet)
  case assertion(Assertion)
  case sequence([SyntaxTree])
  case alternatives([SyntaxTree])
  case repetition(SyntaxTree, atLeast: Int, atMost: Int?)

  static let anything = repetition(.scalar(.all), atLeast: 0, atMost: nil)

  static func optional(_ tree: SyntaxTree) -> SyntaxTree {
    .repetition(tree, atLeast: 0, atMost: 1)
  }
}

/// A condition on the two neighbours of a place in the text.
enum Assertion: Sendable {
  case textStart, textEnd, lineStart, lineEnd, wordBoundary, noWordBoundary

  func holds(between previous: Neighbour, and next: Neighbour) -> Bool {
    switch self {
    case .textStart: previous == .edge
    case .textEnd: next == .edge
    case .lineStart: previous == .edge || previous == .newline
    case .lineEnd: next == .edge || next == .newline
    case .wordBoundary: (previous == .word) != (next == .word)
    case .noWordBoundary: (previous == .word) == (next == .word)
    }
  }
}

/// All that an assertion sees of a scalar, or of the edge of the text.
enum Neighbour {
  case edge, newline, word, other

  init(_ scalar: Unicode.Scalar?) {
    guard let scalar else {
      self = .edge
      return
    }
    switch scalar {
    case "\n": self = .newline
    case "a"..."z", "A"..."Z", "0"..."9", "_": self = .word
    default: self = .other
    }
  }
}
