/// Cuts an expression's text into tokens.
struct Lexer {
  private let text: [Unicode.Scalar]
  private var position = 0

  /// In Unicode scalars.
  private static let lengthLimit = 100_000

  static func tokens(of text: String) throws(ExpressionProblem) -> [Token] {
    let scalars = Array(text.unicodeScalars.prefix(lengthLimit + 1))
    if scalars.count > lengthLimit {
      throw ExpressionProblem(
        "the expression is longer than \(lengthLimit) characters", at: lengthLimit..<lengthLimit)
    }
    var lexer = Lexer(text: scalars)
    var tokens: [Token] = []
    while let token = try lexer.token() { tokens.append(token) }
    tokens.append(Token(kind: .end, range: scalars.count..<scalars.count))
    return tokens
  }

  private init(text: [Unicode.Scalar]) {
    self.text = text
  }

  private func peek(_ distance: Int = 0) -> Unicode.Scalar? {
    position + distance < text.count ? text[position + distance] : nil
  }

  private mutating func take(while predicate: (Unicode.Scalar) -> Bool) -> String {
    let start = position
    while let scalar = peek(), predicate(scalar) { position += 1 }
    return string(start..<position)
  }

  private func string(_ range: Range<Int>) -> String {
    var string = String.UnicodeScalarView()
    string.append(contentsOf: text[range])
    return String(string)
  }

  private mutating func skipSpace() {
    while let scalar = peek() {
      if "\t\n\u{C}\r ".unicodeScalars.contains(scalar) {
        position += 1
      } else if scalar == "/", peek(1) == "/" {
        _ = take { $0 != "\n" }
      } else {
        return
      }
    }
  }

  private mutating func token() throws(ExpressionProblem) -> Token? {
    skipSpace()
    let start = position
    guard let first = peek() else { return nil }
    let kind: Token.Kind
    if first.isASCIIDigit || (first == "." && peek(1)?.isASCIIDigit == true) {
      kind = try number()
    } else if let literal = try quoted() {
      kind = literal
    } else if first == "_" || first.isASCIILetterOrDigit {
      kind = .identifier(take { $0 == "_" || $0.isASCIILetterOrDigit })
    } else if first == "`" {
      kind = try quotedIdentifier()
    } else if let sign = sign() {
      kind = .sign(sign)
    } else {
      throw ExpressionProblem("unexpected \(Self.shown(first))", at: start..<start + 1)
    }
    return Token(kind: kind, range: start..<position)
  }

  private static func shown(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "=": "'='; equality is '=='"
    case "&": "'&'; the conjunction is '&&'"
    case "|": "'|'; the disjunction is '||'"
    default: "character '\(scalar)'"
    }
  }

  private mutating func sign() -> Token.Sign? {
    for length in [2, 1] where position + length <= text.count {
      if let sign = Token.Sign(rawValue: string(position..<position + length)) {
        position += length
        return sign
      }
    }
    return nil
  }

  private mutating func quotedIdentifier() throws(ExpressionProblem) -> Token.Kind {
    let start = position
    position += 1
    let name = take { $0.isASCIILetterOrDigit || "_.-/ ".unicodeScalars.contains($0) }
    guard !name.isEmpty, peek() == "`" else {
      throw ExpressionProblem(
        "a name between backticks is letters, digits, spaces and _ . - /, and ends in a backtick",
        at: start..<position)
    }
    position += 1
    return .quotedIdentifier(name)
  }

  private mutating func number() throws(ExpressionProblem) -> Token.Kind {
    let start = position
    if peek() == "0", let letter = peek(1), letter == "x" || letter == "X" {
      position += 2
      let digits = take { $0.properties.isASCIIHexDigit }
      return try integer(digits, radix: 16, since: start)
    }
    let whole = take(while: \.isASCIIDigit)
    var isDouble = false
    if peek() == ".", peek(1)?.isASCIIDigit == true {
      isDouble = true
      position += 1
      _ = take(while: \.isASCIIDigit)
    }
    if peek() == "e" || peek() == "E" {
      let hasSign = peek(1) == "+" || peek(1) == "-"
      if peek(hasSign ? 2 : 1)?.isASCIIDigit == true {
        isDouble = true
        position += hasSign ? 2 : 1
        _ = take(while: \.isASCIIDigit)
      }
    }
    guard isDouble else { return try integer(whole, radix: 10, since: start) }
    try refuseLetters(since: start)
    return .double(Double(string(start..<position)) ?? .nan)
  }

  private mutating func integer(
    _ digits: String, radix: Int, since start: Int
  ) throws(ExpressionProblem) -> Token.Kind {
    let isUnsigned = peek() == "u" || peek() == "U"
    if isUnsigned { position += 1 }
    try refuseLetters(since: start)
    if digits.isEmpty {
      throw ExpressionProblem("hexadecimal digits must follow '0x'", at: start..<position)
    }
    guard let value = UInt64(digits, radix: radix), isUnsigned || value <= Int64.max.magnitude + 1
    else {
      throw ExpressionProblem(
        "the number is out of the range of \(isUnsigned ? "a uint" : "an int")",
        at: start..<position)
    }
    return isUnsigned ? .uint(value) : .integer(value)
  }

  private mutating func refuseLetters(since start: Int) throws(ExpressionProblem) {
    let rest = take { $0 == "_" || $0.isASCIILetterOrDigit }
    if !rest.isEmpty {
      throw ExpressionProblem(
        "'\(string(start..<position))' is no number", at: start..<position)
    }
  }

  /// Reads a string or bytes with its prefix; nil if none is next.
  private mutating func quoted() throws(ExpressionProblem) -> Token.Kind? {
    var length = 0
    var isRaw = false
    var isBytes = false
    while let scalar = peek(length), length < 2 {
      if !isRaw, scalar == "r" || scalar == "R" {
        isRaw = true
      } else if !isBytes, scalar == "b" || scalar == "B" {
        isBytes = true
      } else {
        break
      }
      length += 1
    }
    guard let quote = peek(length), quote == "\"" || quote == "'" else { return nil }
    let start = position
    position += length
    let isTriple = peek(1) == quote && peek(2) == quote
    position += isTriple ? 3 : 1
    var literal = LiteralText(isRaw: isRaw, isBytes: isBytes)
    while true {
      guard let scalar = peek(), isTriple || (scalar != "\n" && scalar != "\r") else {
        throw ExpressionProblem(
          "the string has no closing \(isTriple ? "quotes" : "quote")", at: start..<position)
      }
      if scalar == quote, !isTriple || (peek(1) == quote && peek(2) == quote) {
        position += isTriple ? 3 : 1
        break
      }
      try literal.take(text, &position)
    }
    return isBytes ? .bytes(literal.bytes) : .string(literal.string)
  }
}
