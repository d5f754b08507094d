/// What is wrong with an expression, and where in its text.
package struct ExpressionProblem: Error, Hashable, Sendable {
  /// A lower-case phrase without a final period.
  package let message: String
  /// In Unicode scalars from the start of the text; empty where something is missing.
  package let range: Range<Int>

  init(_ message: String, at range: Range<Int>) {
    self.message = message
    self.range = range
  }
}

/// All that is wrong with an expression, in the order of its text.
package struct InvalidExpression: Error, Hashable, Sendable {
  package let problems: [ExpressionProblem]
}
