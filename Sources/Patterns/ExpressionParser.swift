/// The flags of a regular expression, as they are at one place of it.
struct ExpressionFlags {
  var ignoresCase = false
  var dotMatchesNewline = false
  var isMultiline = false

  var folding: CaseFolding { ignoresCase ? .unicode : .none }

  /// False if there is no such flag.
  mutating func set(_ flag: Unicode.Scalar, to value: Bool = true) -> Bool {
    switch flag {
    case "i": ignoresCase = value
    case "s": dotMatchesNewline = value
    case "m": isMultiline = value
    default: return false
    }
    return true
  }
}

/// Turns a regular expression in RE2's syntax into a syntax tree.
///
/// Only whether a text matches is ever asked, so groups capture nothing and lazy repetitions are as
/// good as greedy ones.
struct ExpressionParser {
  private var cursor: PatternCursor
  private var flags: ExpressionFlags
  private var depth = 0

  private static let depthLimit = 250
  private static let repetitionLimit = 1000

  init(_ pattern: [Unicode.Scalar], flags: ExpressionFlags) throws(PatternError) {
    try Matcher.checkLength(pattern.count)
    cursor = PatternCursor(pattern)
    self.flags = flags
  }

  mutating func parse() throws(PatternError) -> SyntaxTree {
    let tree = try alternatives()
    let start = cursor.position
    if cursor.take(")") { throw cursor.error("unmatched ')'", since: start) }
    return tree
  }

  private mutating func alternatives() throws(PatternError) -> SyntaxTree {
    let first = try sequence()
    guard cursor.next == "|" else { return first }
    var branches = [first]
    while cursor.take("|") { branches.append(try sequence()) }
    return .alternatives(branches)
  }

  private mutating func sequence() throws(PatternError) -> SyntaxTree {
    var parts: [SyntaxTree] = []
    while let next = cursor.next, next != "|", next != ")" {
      switch next {
      case "(":
        if let group = try group() { parts.append(try repeated(group)) }
      case "\\" where cursor.peek(1) == "Q":
        parts += try quoted()
      default:
        parts.append(try repeated(try atom(next)))
      }
    }
    switch parts.count {
    case 0: return .empty
    case 1: return parts[0]
    default: return .sequence(parts)
    }
  }

  private mutating func atom(_ next: Unicode.Scalar) throws(PatternError) -> SyntaxTree {
    let start = cursor.position
    switch next {
    case "[":
      return .scalar(try cursor.bracketExpression(folding: flags.folding))
    case "\\":
      switch try cursor.escape() {
      case .scalar(let scalar): return literal(scalar)
      case .scalars(let set, let negated):
        return .scalar(flags.folding.closure(set, negated: negated))
      case .assertion(let assertion): return .assertion(assertion)
      case .quote: return .empty
      }
    case _ where try quantifier() != nil:
      throw cursor.error("nothing to repeat before '\(cursor.text(since: start))'", since: start)
    default:
      _ = cursor.take()
      switch next {
      case ".": return .scalar(flags.dotMatchesNewline ? .all : ScalarSet.newline.inverted)
      case "^": return .assertion(flags.isMultiline ? .lineStart : .textStart)
      case "$": return .assertion(flags.isMultiline ? .lineEnd : .textEnd)
      default: return literal(next)
      }
    }
  }

  private func literal(_ scalar: Unicode.Scalar) -> SyntaxTree {
    .scalar(flags.folding.closure(ScalarSet(scalar)))
  }

  /// Reads `\Q…\E`, or to the end if there is no `\E`; what repeats it repeats its last scalar.
  private mutating func quoted() throws(PatternError) -> [SyntaxTree] {
    _ = cursor.take("\\Q")
    var parts: [SyntaxTree] = []
    while !cursor.take("\\E"), let scalar = cursor.take() { parts.append(literal(scalar)) }
    if let last = parts.popLast() { parts.append(try repeated(last)) }
    return parts
  }
}

// MARK: - Repetition

extension ExpressionParser {
  private typealias Bounds = (atLeast: Int, atMost: Int?)

  private mutating func repeated(_ tree: SyntaxTree) throws(PatternError) -> SyntaxTree {
    guard let bounds = try quantifier() else { return tree }
    let start = cursor.position
    if cursor.take("+") {
      throw cursor.error(
        "possessive repetition is not supported: patterns run in linear time", since: start)
    }
    if try quantifier() != nil {
      throw cursor.error(
        "'\(cursor.text(since: start))' repeats a repetition; put that in a group", since: start)
    }
    return .repetition(tree, atLeast: bounds.atLeast, atMost: bounds.atMost)
  }

  private mutating func quantifier() throws(PatternError) -> Bounds? {
    let bounds: Bounds
    switch cursor.next {
    case "*": bounds = (0, nil)
    case "+": bounds = (1, nil)
    case "?": bounds = (0, 1)
    case "{":
      guard let counts = try counts() else { return nil }
      _ = cursor.take("?")
      return counts
    default: return nil
    }
    _ = cursor.take()
    _ = cursor.take("?")
    return bounds
  }

  /// Reads `{2}`, `{2,}` or `{2,5}`; any other brace is a literal one.
  private mutating func counts() throws(PatternError) -> Bounds? {
    let start = cursor.position
    _ = cursor.take()
    let lower = cursor.take(while: Self.isDigit)
    let hasComma = cursor.take(",")
    let upper = hasComma ? cursor.take(while: Self.isDigit) : lower
    guard !lower.isEmpty, cursor.take("}") else {
      cursor.goBack(to: start)
      return nil
    }
    // A number that is no Int is over the limit too.
    let atLeast = Int(lower) ?? .max
    let atMost = upper.isEmpty ? nil : Int(upper) ?? .max
    guard max(atLeast, atMost ?? 0) <= Self.repetitionLimit else {
      throw cursor.error("a repeat count is at most \(Self.repetitionLimit)", since: start)
    }
    if let atMost, atMost < atLeast {
      throw cursor.error("the repeat counts are in the wrong order", since: start)
    }
    return (atLeast, atMost)
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    ("0"..."9").contains(scalar)
  }
}

// MARK: - Groups

extension ExpressionParser {
  /// Reads a group; nil if it only sets flags, for what follows it in the group it is in.
  private mutating func group() throws(PatternError) -> SyntaxTree? {
    let start = cursor.position
    let outer = flags
    _ = cursor.take()
    if cursor.take("?") {
      try refuseUnsupportedGroup(since: start)
      if cursor.take("P<") || cursor.take("<") {
        try groupName(since: start)
      } else if try !inlineFlags(since: start) {
        return nil
      }
    }
    depth += 1
    if depth > Self.depthLimit {
      throw cursor.error(
        "groups are nested more than \(Self.depthLimit) deep", since: start)
    }
    let body = try alternatives()
    guard cursor.take(")") else {
      throw PatternError(message: "missing ')'", offset: start, length: 1)
    }
    depth -= 1
    flags = outer
    return body
  }

  private mutating func refuseUnsupportedGroup(since start: Int) throws(PatternError) {
    for (opening, name) in Self.unsupportedGroups where cursor.take(opening) {
      throw cursor.error(
        "\(name) not supported: patterns run in linear time", since: start)
    }
  }

  private static let unsupportedGroups = [
    ("=", "look-ahead is"), ("!", "look-ahead is"), ("<=", "look-behind is"),
    ("<!", "look-behind is"), (">", "atomic groups are"), ("P=", "back-references are"),
    ("(", "conditional groups are"), ("P>", "recursion is"), ("&", "recursion is"),
    ("R", "recursion is"),
  ]

  private mutating func groupName(since start: Int) throws(PatternError) {
    let name = cursor.take { CharacterClasses.word.contains($0.value) }
    guard !name.isEmpty, cursor.take(">") else {
      throw cursor.error(
        "a group's name is ASCII letters, digits and underscores, and ends in '>'", since: start)
    }
  }

  /// Reads `i-s:` or `i-s)`; true if a group follows.
  private mutating func inlineFlags(since start: Int) throws(PatternError) -> Bool {
    var value = true
    var needsFlag = false
    while let flag = cursor.take() {
      switch flag {
      case ":" where !needsFlag: return true
      case ")" where !needsFlag: return false
      case "-" where value:
        value = false
        needsFlag = true
      // Greediness has no say in whether a text matches.
      case _ where flag == "U" || flags.set(flag, to: value): needsFlag = false
      default:
        throw cursor.error("unknown group '\(cursor.text(since: start))'", since: start)
      }
    }
    throw PatternError(message: "missing ')'", offset: start, length: 1)
  }
}
