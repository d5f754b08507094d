import Expressions
import RuleEngine
import SourceText

/// An expression on the command line.
enum ExpressionArgument {
  /// Compiles it, or shows all that is wrong with it.
  static func compiled(
    _ text: String, expecting type: ValueType? = nil, _ arguments: ParsedArguments,
    _ session: Session
  ) throws(CommandError) -> RecordExpression {
    do throws(InvalidExpression) {
      return try RecordExpression(text, expecting: type)
    } catch {
      throw .diagnostics(
        error.problems.map { diagnostic($0, in: text) }, in: "the expression",
        colour: session.colours(session.error, arguments))
    }
  }

  private static func diagnostic(_ problem: ExpressionProblem, in text: String) -> Diagnostic {
    let index = LineIndex(Array(text.utf8))
    let before = text.unicodeScalars.prefix(problem.range.lowerBound)
    let (line, column) = index.position(ofOffset: before.reduce(0) { $0 + UTF8.width($1) })
    let excerpt = index.line(line, in: Array(text.utf8))
    let rest = max(1, excerpt.unicodeScalars.count - column + 1)
    return Diagnostic(
      problem.message, at: SourceLocation(path: "expression", line: line, column: column),
      length: min(max(1, problem.range.count), rest), excerpt: excerpt)
  }
}
