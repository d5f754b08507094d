/// A pattern of literal characters and wildcards, which matches whole texts only.
///
/// In every kind `?` is one Unicode scalar, a backslash makes the next character literal, and `[`,
/// `]`, `{` and `}` are literal characters. Matching takes time linear in the text.
package struct Glob: Sendable {
  /// What the wildcards of a glob may cross.
  package enum Kind: Sendable {
    /// `*` is any characters, or none.
    case text
    /// `*` stays within a label and, as a whole label, is one or more characters; `**`, always a
    /// whole label, is one or more labels. ASCII case and the final dot of the root are ignored.
    case dnsName
    /// `*` and `?` match no slash. `**` crosses them: `a/**/b` matches `a/b` and `a/x/y/b`, `a/**`
    /// all that is below `a`.
    case path
  }

  /// The glob as it was written.
  package let source: String
  private let matcher: Matcher

  /// Compiles a glob, or says what is wrong with it and where.
  ///
  /// Without case, letters are equal if Unicode's simple folding makes them so.
  package init(_ pattern: String, kind: Kind, caseSensitive: Bool = false) throws(PatternError) {
    source = pattern
    let folding: CaseFolding = kind == .dnsName ? .ascii : caseSensitive ? .none : .unicode
    let parser = try GlobParser(Array(pattern.unicodeScalars), folding: folding)
    let body =
      switch kind {
      case .text: parser.text()
      case .dnsName: try parser.dnsName()
      case .path: parser.path()
      }
    let whole = [.assertion(.textStart)] + body + [.assertion(.textEnd)]
    matcher = try Matcher(.sequence(whole), patternLength: pattern.unicodeScalars.count)
  }

  /// Whether the glob matches the whole text.
  package func matches(_ text: String) -> Bool { matches(text.utf8.span) }

  /// Whether the glob matches the whole text, which is UTF-8.
  package func matches(_ text: Span<UInt8>) -> Bool { matcher.matches(text) }
}
