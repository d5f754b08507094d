/// What a user writes where a pattern is expected: a glob, or a regular expression between slashes.
///
/// A text that starts with a slash and has a later one, followed by nothing but flags, is a regular
/// expression: `/^api-[0-9]+$/i`. The flags are `i` (ignore case), `s` (`.` matches a newline too)
/// and `m` (`^` and `$` match at every line). Anything else is a glob; a backslash in front, as in
/// `\/etc/ssl/`, makes a glob of what would be an expression.
///
/// Expressions heed case unless `i` is given. DNS names are the exception: for them case never
/// counts, and an expression is not shown the final dot of the root.
///
/// A class, because rules hand patterns about for every record, and what one is made of is many parts.
package final class Pattern: Sendable, CustomStringConvertible {
  private enum Form {
    case glob(Glob)
    case expression(RegularExpression)
  }

  private let form: Form
  private let kind: Glob.Kind
  /// The pattern as it was written.
  package let source: String

  /// Reads a pattern; `kind` and `caseSensitive` say how it is understood if it is a glob.
  package init(_ text: String, kind: Glob.Kind, caseSensitive: Bool = false) throws(PatternError) {
    self.kind = kind
    source = text
    if let expression = try DelimitedExpression(text, kind: kind) {
      var flags = expression.flags
      if kind == .dnsName { flags.ignoresCase = true }
      form = .expression(try RegularExpression(expression.body, flags: flags, offset: 1))
    } else {
      form = .glob(try Glob(text, kind: kind, caseSensitive: caseSensitive))
    }
  }

  /// The same pattern under a reference of its own.
  package init(copying other: Pattern) {
    form = other.form
    kind = other.kind
    source = other.source
  }

  /// Whether the glob matches all of the text, or the expression any part of it.
  package func matches(_ text: String) -> Bool { matches(text.utf8.span) }

  /// The same of a text in UTF-8.
  package func matches(_ text: Span<UInt8>) -> Bool {
    switch form {
    case .glob(let glob): return glob.matches(text)
    case .expression(let expression):
      let last = text.count - 1
      let hasRoot = kind == .dnsName && last >= 0 && text[last] == UInt8(ascii: ".")
      return expression.matches(hasRoot ? text.extracting(0..<last) : text)
    }
  }

  package var description: String { source }
}

/// The parts of `/…/flags`.
private struct DelimitedExpression {
  let body: [Unicode.Scalar]
  var flags = ExpressionFlags()

  /// Nil if the text is no delimited expression, but a glob.
  init?(_ text: String, kind: Glob.Kind) throws(PatternError) {
    let scalars = Array(text.unicodeScalars)
    // Flags of other languages are read, so that `/x/g` is an error and not a glob that never
    // matches; but a path may well end so.
    let flagLike = (kind == .path ? "ims" : "gimsuxy").unicodeScalars
    guard scalars.first == "/", let close = scalars.lastIndex(of: "/"), close > 0,
      scalars[..<close].reversed().prefix(while: { $0 == "\\" }).count.isMultiple(of: 2),
      scalars.count - close <= 4, scalars[(close + 1)...].allSatisfy(flagLike.contains)
    else {
      if kind == .dnsName && scalars.first == "/" {
        throw PatternError(
          message: "a regular expression ends in a slash, and flags if need be",
          offset: 0, length: scalars.count)
      }
      return nil
    }
    body = Array(scalars[1..<close])
    if body.isEmpty {
      throw PatternError(
        message: "empty regular expression", offset: 0, length: scalars.count)
    }
    for (index, flag) in scalars.enumerated().dropFirst(close + 1) where !flags.set(flag) {
      throw PatternError(
        message: "unknown flag '\(flag)'; the flags are i, s and m", offset: index, length: 1)
    }
  }
}
