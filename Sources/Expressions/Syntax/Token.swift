/// A word of an expression's text.
struct Token {
  enum Kind: Equatable {
    case identifier(String)
    /// A field's name between backticks.
    case quotedIdentifier(String)
    /// The digits of an int, whose sign is an operator and may still make it fit.
    case integer(UInt64)
    case uint(UInt64)
    case double(Double)
    case string(String)
    case bytes([UInt8])
    case sign(Sign)
    case end
  }

  /// Operators, and what separates.
  enum Sign: String, CaseIterable {
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case equal = "=="
    case notEqual = "!="
    case and = "&&"
    case or = "||"
    case less = "<"
    case greater = ">"
    case not = "!"
    case plus = "+"
    case minus = "-"
    case star = "*"
    case slash = "/"
    case percent = "%"
    case question = "?"
    case colon = ":"
    case comma = ","
    case dot = "."
    case openParenthesis = "("
    case closeParenthesis = ")"
    case openBracket = "["
    case closeBracket = "]"
    case openBrace = "{"
    case closeBrace = "}"
  }

  let kind: Kind
  /// In Unicode scalars from the start of the text.
  let range: Range<Int>
}
