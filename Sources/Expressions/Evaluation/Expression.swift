/// A compiled expression of the Common Expression Language.
///
/// Source: https://github.com/google/cel-spec/blob/master/doc/langdef.md
package struct Expression: Sendable {
  /// As it was written.
  package let text: String
  /// The type of its value.
  package let type: ValueType
  let program: Program
  let zones: TimeZones

  /// Parses, type-checks and compiles a text; what its value must be is checked too.
  package init(
    _ text: String, schema: ExpressionSchema, expecting expected: ValueType? = nil
  ) throws(InvalidExpression) {
    try self.init(text, schema: schema, expecting: expected, checksTypes: true)
  }

  init(
    _ text: String, schema: ExpressionSchema, expecting expected: ValueType? = nil,
    checksTypes: Bool
  ) throws(InvalidExpression) {
    let tree: SyntaxNode
    do {
      tree = try Parser.tree(of: text)
    } catch {
      throw InvalidExpression(problems: [error])
    }
    var compiler = Compiler(schema: schema, checksTypes: checksTypes)
    let root = compiler.compile(tree)
    if let expected, !compiler.accepts(root.type, as: expected) {
      compiler.report(
        "the expression must be \(expected), not \(compiler.shown(root.type))", at: tree.range)
    }
    compiler.program.root = root.place
    self.text = text
    type = compiler.types.resolved(root.type, final: true)
    program = compiler.program
    zones = schema.zones
    if !compiler.problems.isEmpty {
      throw InvalidExpression(
        problems: compiler.problems.sorted { $0.range.lowerBound < $1.range.lowerBound })
    }
  }

  /// The places in the schema of the facts that the expression may ask for.
  package var facts: [Int] { program.facts }
}

/// What comes of evaluating an expression.
package enum Evaluated: Sendable {
  case value(Value)
  case error(EvaluationError)
  /// The value depends on facts that are not known, given by their places in the schema.
  case unknown([Int])
}

/// Why an expression has no value, and which part of its text is at fault.
package struct EvaluationError: Error, Hashable, Sendable {
  /// A lower-case phrase without a final period.
  package let message: String
  /// In Unicode scalars from the start of the text.
  package let range: Range<Int>
}
