/// A regular expression in RE2's syntax, matched in time linear in the text.
///
/// It works on Unicode scalars: `.` is one scalar, and composed and decomposed letters differ.
/// `\d`, `\w`, `\s`, `\b` and `[[:alpha:]]` are ASCII; `\p{L}` and its like are Unicode's general
/// categories. Without `(?m)`, `$` is the end of the text only, as `\z` is. Look-around,
/// back-references and possessive repetition need backtracking and are refused. Bounds: 10,000
/// scalars, 250 nested groups, repeat counts up to 1000, 20,000 instructions.
///
/// Source: https://github.com/google/re2/wiki/Syntax
package struct RegularExpression: Sendable {
  private let matcher: Matcher

  /// Compiles a pattern, or says what is wrong with it and where.
  package init(_ pattern: String, caseSensitive: Bool = true) throws(PatternError) {
    var flags = ExpressionFlags()
    flags.ignoresCase = !caseSensitive
    try self.init(Array(pattern.unicodeScalars), flags: flags)
  }

  /// Compiles a pattern that starts at `offset` in what the user wrote.
  init(_ pattern: [Unicode.Scalar], flags: ExpressionFlags, offset: Int = 0) throws(PatternError) {
    do {
      var parser = try ExpressionParser(pattern, flags: flags)
      matcher = try Matcher(try parser.parse(), patternLength: pattern.count)
    } catch {
      throw PatternError(
        message: error.message, offset: error.offset + offset, length: error.length)
    }
  }

  /// Whether the expression matches anywhere in the text.
  package func matches(_ text: String) -> Bool { matches(text.utf8.span) }

  /// Whether the expression matches anywhere in the text, which is UTF-8.
  package func matches(_ text: Span<UInt8>) -> Bool { matcher.matches(text) }
}
