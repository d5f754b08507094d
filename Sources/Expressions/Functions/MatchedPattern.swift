import Patterns

/// A regular expression of `matches`.
struct MatchedPattern: Sendable {
  private let expression: RegularExpression

  init(_ text: String) throws(Failure) {
    do {
      expression = try RegularExpression(text)
    } catch {
      throw .other("\(QuotedText.quoted(text)) is no regular expression: \(error.message)")
    }
  }

  func matches(_ text: String, _ effort: inout Effort) throws(Failure) -> Bool {
    try effort.spend(text.utf8.count)
    return expression.matches(text)
  }
}
