/// Turns a glob into a syntax tree, each kind in its own way.
struct GlobParser {
  private enum Token: Equatable {
    case scalar(Unicode.Scalar)
    case one
    case many(stars: Int)

    var length: Int { if case .many(let stars) = self { stars } else { 1 } }
  }

  private let folding: CaseFolding
  private var tokens: [(token: Token, offset: Int)] = []

  init(_ pattern: [Unicode.Scalar], folding: CaseFolding) throws(PatternError) {
    self.folding = folding
    try Matcher.checkLength(pattern.count)
    var index = 0
    while index < pattern.count {
      let start = index
      index += 1
      switch pattern[start] {
      case "*":
        while index < pattern.count && pattern[index] == "*" { index += 1 }
        tokens.append((.many(stars: index - start), start))
      case "?":
        tokens.append((.one, start))
      case "\\":
        guard index < pattern.count else {
          throw PatternError(
            message: "nothing follows the backslash; write '\\\\' for a backslash itself",
            offset: start, length: 1)
        }
        tokens.append((.scalar(pattern[index]), start))
        index += 1
      default:
        tokens.append((.scalar(pattern[start]), start))
      }
    }
  }

  func text() -> [SyntaxTree] {
    tokens.map { tree($0.token, wildcard: .all) }
  }

  func path() -> [SyntaxTree] {
    let slash = Token.scalar("/")
    var result: [SyntaxTree] = []
    var index = 0
    while index < tokens.count {
      let token = tokens[index].token
      let startsComponent = index == 0 || tokens[index - 1].token == slash
      let next = index + 1 < tokens.count ? tokens[index + 1].token : nil
      if case .many(2...) = token {
        if startsComponent && next == slash {
          result.append(.optional(.sequence([.anything, .scalar(ScalarSet("/"))])))
          index += 1
        } else if startsComponent && next == nil && index > 0 {
          result.append(.repetition(.scalar(.all), atLeast: 1, atMost: nil))
        } else {
          result.append(.anything)
        }
      } else {
        result.append(tree(token, wildcard: Self.notSlash))
      }
      index += 1
    }
    return result
  }

  func dnsName() throws(PatternError) -> [SyntaxTree] {
    let dot = Token.scalar(".")
    var labels = tokens.split(omittingEmptySubsequences: false) { $0.token == dot }
    if labels.count > 1 && labels.last?.isEmpty == true { labels.removeLast() }
    var result: [SyntaxTree] = []
    for label in labels {
      if !result.isEmpty { result.append(.scalar(ScalarSet("."))) }
      result += try self.label(label)
    }
    return result + [.optional(.scalar(ScalarSet(".")))]
  }

  private func label(
    _ label: ArraySlice<(token: Token, offset: Int)>
  ) throws(PatternError) -> [SyntaxTree] {
    guard let first = label.first else {
      let dot = label.startIndex < tokens.count ? tokens[label.startIndex].offset : 0
      throw PatternError(
        message: "a DNS name has no empty labels", offset: dot, length: min(1, tokens.count))
    }
    let wholeLabel = SyntaxTree.repetition(.scalar(Self.notDot), atLeast: 1, atMost: nil)
    switch first.token {
    case .many(1) where label.count == 1:
      return [wholeLabel]
    case .many(2) where label.count == 1:
      let more = SyntaxTree.sequence([.scalar(ScalarSet(".")), wholeLabel])
      return [wholeLabel, .repetition(more, atLeast: 0, atMost: nil)]
    default:
      for (token, offset) in label where token.length > 1 {
        throw PatternError(
          message: "'**' stands for whole labels; within a label write '*'",
          offset: offset, length: token.length)
      }
      return label.map { tree($0.token, wildcard: Self.notDot) }
    }
  }

  private func tree(_ token: Token, wildcard: ScalarSet) -> SyntaxTree {
    switch token {
    case .scalar(let scalar): .scalar(folding.closure(ScalarSet(scalar)))
    case .one: .scalar(wildcard)
    case .many: .repetition(.scalar(wildcard), atLeast: 0, atMost: nil)
    }
  }

  private static let notDot = ScalarSet(".").inverted
  private static let notSlash = ScalarSet("/").inverted
}
