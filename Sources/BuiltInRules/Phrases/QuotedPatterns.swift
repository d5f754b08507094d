import Patterns

extension [Pattern] {
  /// Each as it was written, in quotes.
  var quoted: String { map { "\"\($0)\"" }.joined(separator: ", ") }
}
