/// Turns tokens into a syntax tree.
struct Parser {
  private let tokens: [Token]
  private var position = 0
  private var depth = 0

  /// What a tree may be high, so that walking it needs no more stack than there is.
  private static let heightLimit = 200

  static func tree(of text: String) throws(ExpressionProblem) -> SyntaxNode {
    var parser = Parser(tokens: try Lexer.tokens(of: text))
    let tree = try parser.expression()
    if parser.next.kind != .end { throw parser.unexpected("an operator or the end") }
    return tree
  }

  private init(tokens: [Token]) {
    self.tokens = tokens
  }

  private var next: Token { tokens[position] }

  private mutating func take(_ sign: Token.Sign) -> Bool {
    if next.kind != .sign(sign) { return false }
    position += 1
    return true
  }

  private mutating func expect(_ sign: Token.Sign, for opening: Token? = nil)
    throws(ExpressionProblem)
  {
    if take(sign) { return }
    if let opening, next.kind == .end, case .sign(let bracket) = opening.kind {
      throw ExpressionProblem(
        "missing '\(sign.rawValue)' for '\(bracket.rawValue)'", at: opening.range)
    }
    throw unexpected("'\(sign.rawValue)'")
  }

  private func unexpected(_ expected: String) -> ExpressionProblem {
    let found =
      switch next.kind {
      case .end: "the end"
      case .sign(let sign): "'\(sign.rawValue)'"
      case .identifier(let name): "'\(name)'"
      case .quotedIdentifier(let name): "'`\(name)`'"
      case .integer, .uint, .double: "a number"
      case .string: "a string"
      case .bytes: "bytes"
      }
    return ExpressionProblem("\(expected) must stand here, not \(found)", at: next.range)
  }

  private func node(
    _ kind: SyntaxNode.Kind, from start: Int, over children: [SyntaxNode] = []
  ) throws(ExpressionProblem) -> SyntaxNode {
    let range = start..<tokens[position - 1].range.upperBound
    let height = 1 + (children.map(\.height).max() ?? 0)
    if height > Self.heightLimit { throw Self.tooDeep(at: range) }
    return SyntaxNode(kind: kind, range: range, height: height)
  }

  private static func tooDeep(at range: Range<Int>) -> ExpressionProblem {
    ExpressionProblem("the expression is nested more than \(heightLimit) deep", at: range)
  }
}

// MARK: - Operators

extension Parser {
  private mutating func expression() throws(ExpressionProblem) -> SyntaxNode {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.heightLimit { throw Self.tooDeep(at: next.range) }
    let condition = try alternatives()
    guard take(.question) else { return condition }
    let first = try alternatives()
    try expect(.colon)
    let second = try expression()
    return try node(
      .conditional(condition, first, second), from: condition.range.lowerBound,
      over: [condition, first, second])
  }

  private mutating func alternatives() throws(ExpressionProblem) -> SyntaxNode {
    var operands = [try conjunction()]
    while take(.or) { operands.append(try conjunction()) }
    if operands.count == 1 { return operands[0] }
    return try node(.any(operands), from: operands[0].range.lowerBound, over: operands)
  }

  private mutating func conjunction() throws(ExpressionProblem) -> SyntaxNode {
    var operands = [try operation(tighterThan: 0)]
    while take(.and) { operands.append(try operation(tighterThan: 0)) }
    if operands.count == 1 { return operands[0] }
    return try node(.all(operands), from: operands[0].range.lowerBound, over: operands)
  }

  /// The operators that take two operands, by how tightly they bind.
  private static func precedence(of token: Token) -> Int? {
    switch token.kind {
    case .identifier("in"): 1
    case .sign(.less), .sign(.lessOrEqual), .sign(.greater), .sign(.greaterOrEqual): 1
    case .sign(.equal), .sign(.notEqual): 1
    case .sign(.plus), .sign(.minus): 2
    case .sign(.star), .sign(.slash), .sign(.percent): 3
    default: nil
    }
  }

  private mutating func operation(tighterThan outer: Int) throws(ExpressionProblem) -> SyntaxNode {
    var left = try unary()
    while let precedence = Self.precedence(of: next), precedence > outer {
      let symbol = next.kind
      position += 1
      let right = try operation(tighterThan: precedence)
      let kind: SyntaxNode.Kind =
        if case .sign(let sign) = symbol { .binary(left, sign, right) } else { .isIn(left, right) }
      left = try node(kind, from: left.range.lowerBound, over: [left, right])
    }
    return left
  }

  private mutating func unary() throws(ExpressionProblem) -> SyntaxNode {
    let start = next.range.lowerBound
    guard case .sign(let sign) = next.kind, sign == .not || sign == .minus else {
      return try member()
    }
    var count = 0
    while take(sign) { count += 1 }
    if sign == .minus, let literal = try negativeLiteral() {
      count -= 1
      if count.isMultiple(of: 2) { return literal }
      return try node(.negated(literal), from: start, over: [literal])
    }
    let operand = try member()
    if count.isMultiple(of: 2) { return operand }
    return try node(sign == .not ? .not(operand) : .negated(operand), from: start, over: [operand])
  }

  /// A number right behind its minus sign, which is part of it: `-9223372036854775808`.
  private mutating func negativeLiteral() throws(ExpressionProblem) -> SyntaxNode? {
    let start = tokens[position - 1].range.lowerBound
    switch next.kind {
    case .integer(let magnitude):
      position += 1
      let literal = try node(.literal(.int(Int64(truncatingIfNeeded: 0 &- magnitude))), from: start)
      return try members(of: literal)
    case .double(let value):
      position += 1
      return try members(of: try node(.literal(.double(-value)), from: start))
    default: return nil
    }
  }
}

// MARK: - Members

extension Parser {
  private mutating func member() throws(ExpressionProblem) -> SyntaxNode {
    try members(of: try primary())
  }

  private mutating func members(of primary: SyntaxNode) throws(ExpressionProblem) -> SyntaxNode {
    var operand = primary
    let start = primary.range.lowerBound
    while true {
      let opening = next
      if take(.dot) {
        let isOptional = take(.question)
        let field = next
        let name = try selector()
        if !isOptional, case .identifier = field.kind, next.kind == .sign(.openParenthesis) {
          let arguments = try arguments()
          let call = SyntaxNode.Call(
            receiver: operand, function: name, functionRange: field.range, isAbsolute: false,
            arguments: arguments)
          operand = try node(.call(call), from: start, over: [operand] + arguments)
        } else {
          operand = try node(
            .select(operand, field: name, fieldRange: field.range, isOptional: isOptional),
            from: start, over: [operand])
        }
      } else if take(.openBracket) {
        let isOptional = take(.question)
        let index = try expression()
        try expect(.closeBracket, for: opening)
        operand = try node(
          .index(operand, index, isOptional: isOptional), from: start, over: [operand, index])
      } else if next.kind == .sign(.openBrace), let name = operand.qualifiedName {
        operand = try message(name, from: start)
      } else {
        return operand
      }
    }
  }

  private static let keywords: Set<String> = ["true", "false", "null", "in"]
  private static let reserved: Set<String> = [
    "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop",
    "package", "namespace", "return", "var", "void", "while",
  ]

  private mutating func selector() throws(ExpressionProblem) -> String {
    switch next.kind {
    case .identifier(let name) where !Self.keywords.contains(name):
      position += 1
      return name
    case .quotedIdentifier(let name):
      position += 1
      return name
    default: throw unexpected("a field's name")
    }
  }

  private mutating func arguments() throws(ExpressionProblem) -> [SyntaxNode] {
    let opening = next
    try expect(.openParenthesis)
    var arguments: [SyntaxNode] = []
    if take(.closeParenthesis) { return arguments }
    repeat { arguments.append(try expression()) } while take(.comma)
    try expect(.closeParenthesis, for: opening)
    return arguments
  }

  private mutating func primary() throws(ExpressionProblem) -> SyntaxNode {
    let token = next
    let start = token.range.lowerBound
    switch token.kind {
    case .identifier(let name): return try identifier(name, isAbsolute: false)
    case .sign(.dot):
      position += 1
      guard case .identifier(let name) = next.kind else { throw unexpected("a name") }
      return try identifier(name, isAbsolute: true)
    case .sign(.openParenthesis):
      position += 1
      let inner = try expression()
      try expect(.closeParenthesis, for: token)
      let range = start..<tokens[position - 1].range.upperBound
      return SyntaxNode(kind: inner.kind, range: range, height: inner.height)
    case .sign(.openBracket): return try list()
    case .sign(.openBrace): return try map()
    case .integer(let magnitude):
      guard let value = Int64(exactly: magnitude) else {
        throw ExpressionProblem("the number is out of the range of an int", at: token.range)
      }
      return try literal(.int(value))
    case .uint(let value): return try literal(.uint(value))
    case .double(let value): return try literal(.double(value))
    case .string(let text): return try literal(.string(text))
    case .bytes(let bytes): return try literal(.bytes(bytes))
    default: throw unexpected("a value")
    }
  }

  private mutating func literal(_ value: Value) throws(ExpressionProblem) -> SyntaxNode {
    position += 1
    return try node(.literal(value), from: tokens[position - 1].range.lowerBound)
  }

  private mutating func identifier(
    _ name: String, isAbsolute: Bool
  ) throws(ExpressionProblem) -> SyntaxNode {
    let token = next
    let start = isAbsolute ? tokens[position - 1].range.lowerBound : token.range.lowerBound
    switch name {
    case "true": return try literal(.bool(true))
    case "false": return try literal(.bool(false))
    case "null": return try literal(.null)
    case "in": throw unexpected("a value")
    default: break
    }
    if Self.reserved.contains(name) {
      throw ExpressionProblem("'\(name)' is a reserved word", at: token.range)
    }
    position += 1
    guard next.kind == .sign(.openParenthesis) else {
      return try node(.identifier(name, isAbsolute: isAbsolute), from: start)
    }
    let arguments = try arguments()
    let call = SyntaxNode.Call(
      receiver: nil, function: name, functionRange: token.range, isAbsolute: isAbsolute,
      arguments: arguments)
    return try node(.call(call), from: start, over: arguments)
  }
}

// MARK: - Literals with parts

extension Parser {
  private mutating func list() throws(ExpressionProblem) -> SyntaxNode {
    let opening = next
    position += 1
    var elements: [SyntaxNode.Element] = []
    while !take(.closeBracket) {
      let isOptional = take(.question)
      elements.append(SyntaxNode.Element(value: try expression(), isOptional: isOptional))
      if !take(.comma) {
        try expect(.closeBracket, for: opening)
        break
      }
    }
    return try node(
      .list(elements), from: opening.range.lowerBound, over: elements.map(\.value))
  }

  private mutating func map() throws(ExpressionProblem) -> SyntaxNode {
    let opening = next
    position += 1
    var entries: [SyntaxNode.Entry] = []
    while !take(.closeBrace) {
      let isOptional = take(.question)
      let key = try expression()
      try expect(.colon)
      entries.append(
        SyntaxNode.Entry(key: key, value: try expression(), isOptional: isOptional))
      if !take(.comma) {
        try expect(.closeBrace, for: opening)
        break
      }
    }
    return try node(
      .map(entries), from: opening.range.lowerBound, over: entries.flatMap { [$0.key, $0.value] })
  }

  private mutating func message(
    _ name: String, from start: Int
  ) throws(ExpressionProblem) -> SyntaxNode {
    let opening = next
    position += 1
    var values: [SyntaxNode] = []
    while !take(.closeBrace) {
      _ = take(.question)
      _ = try selector()
      try expect(.colon)
      values.append(try expression())
      if !take(.comma) {
        try expect(.closeBrace, for: opening)
        break
      }
    }
    return try node(.message(name), from: start, over: values)
  }
}

extension SyntaxNode {
  /// `a.b.c`, if the expression is names and dots.
  var qualifiedName: String? {
    switch kind {
    case .identifier(let name, let isAbsolute): isAbsolute ? "." + name : name
    case .select(let operand, let field, _, false):
      operand.qualifiedName.map { "\($0).\(field)" }
    default: nil
    }
  }
}
