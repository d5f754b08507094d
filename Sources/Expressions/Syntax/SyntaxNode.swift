/// An expression as it was written.
struct SyntaxNode {
  indirect enum Kind {
    case literal(Value)
    /// A leading dot, `.name`, passes by what a macro declares.
    case identifier(String, isAbsolute: Bool)
    case select(SyntaxNode, field: String, fieldRange: Range<Int>, isOptional: Bool)
    case index(SyntaxNode, SyntaxNode, isOptional: Bool)
    case call(Call)
    case list([Element])
    case map([Entry])
    /// A message of Protocol Buffers, which nothing here can make.
    case message(String)
    /// Operands of one `&&` or `||` after the other.
    case all([SyntaxNode])
    case any([SyntaxNode])
    case conditional(SyntaxNode, SyntaxNode, SyntaxNode)
    case not(SyntaxNode)
    case negated(SyntaxNode)
    case binary(SyntaxNode, Token.Sign, SyntaxNode)
    case isIn(SyntaxNode, SyntaxNode)
  }

  /// A function or macro with what it is given.
  struct Call {
    let receiver: SyntaxNode?
    let function: String
    let functionRange: Range<Int>
    let isAbsolute: Bool
    let arguments: [SyntaxNode]
  }

  struct Element {
    let value: SyntaxNode
    let isOptional: Bool
  }

  struct Entry {
    let key: SyntaxNode
    let value: SyntaxNode
    let isOptional: Bool
  }

  let kind: Kind
  /// In Unicode scalars from the start of the text.
  let range: Range<Int>
  /// How many nodes lie on the longest way down, this one included.
  let height: Int
}
