/// What a backslash and the scalars after it mean in a regular expression.
enum Escape {
  case scalar(Unicode.Scalar)
  case scalars(ScalarSet, negated: Bool)
  case assertion(Assertion)
  /// `\Q`: all up to `\E` is literal.
  case quote
}

extension PatternCursor {
  /// Reads an escape from its backslash on.
  mutating func escape() throws(PatternError) -> Escape {
    let start = position
    _ = take()
    guard let letter = take() else { throw error("nothing follows the backslash", since: start) }
    switch letter {
    case "d", "D": return .scalars(CharacterClasses.digit, negated: letter == "D")
    case "s", "S": return .scalars(CharacterClasses.space, negated: letter == "S")
    case "w", "W": return .scalars(CharacterClasses.word, negated: letter == "W")
    case "p", "P": return try category(since: start, negated: letter == "P")
    case "A": return .assertion(.textStart)
    case "z": return .assertion(.textEnd)
    case "b": return .assertion(.wordBoundary)
    case "B": return .assertion(.noWordBoundary)
    case "Q": return .quote
    case "a": return .scalar("\u{7}")
    case "f": return .scalar("\u{C}")
    case "n": return .scalar("\n")
    case "r": return .scalar("\r")
    case "t": return .scalar("\t")
    case "v": return .scalar("\u{B}")
    case "x": return .scalar(try hexadecimal(since: start))
    case "0"..."7" where letter == "0" || next.map(Self.isOctal) == true:
      goBack(to: start + 1)
      let digits = take(upTo: 3, while: Self.isOctal)
      return .scalar(UInt32(digits, radix: 8).flatMap(Unicode.Scalar.init) ?? "\0")
    case "1"..."9", "k", "g":
      throw error(
        "back-references are not supported: patterns run in linear time", since: start)
    case "Z":
      throw error("'\\Z' is not supported; the end of the text is '\\z'", since: start)
    case "C":
      throw error("'\\C' is not supported: patterns match whole characters", since: start)
    default:
      if letter.isASCII && !CharacterClasses.word.contains(letter.value) {
        return .scalar(letter)
      }
      throw error("unknown escape '\\\(letter)'", since: start)
    }
  }

  /// The rest of `\pL`, `\p{Lu}` and `\p{^Lu}`.
  private mutating func category(
    since start: Int, negated: Bool
  ) throws(PatternError) -> Escape {
    var name = take(upTo: 1) { $0 != "{" }
    if name.isEmpty {
      guard take("{"), let braced = take(through: "}") else {
        throw error("a general category must follow, such as '\\pL' or '\\p{Lu}'", since: start)
      }
      name = braced
    }
    let caret = name.hasPrefix("^")
    if caret { name.removeFirst() }
    guard let set = CharacterClasses.category(name) else {
      throw error(
        "unknown character category '\(name)'; general categories such as L and Lu are supported,"
          + " scripts are not", since: start)
    }
    return .scalars(set, negated: negated != caret)
  }

  /// The rest of `\x41` and `\x{1F600}`.
  private mutating func hexadecimal(since start: Int) throws(PatternError) -> Unicode.Scalar {
    var digits: String?
    if take("{") {
      digits = take(through: "}")
    } else {
      digits = take(upTo: 2) { $0.properties.isASCIIHexDigit }
      if digits?.utf8.count != 2 { digits = nil }
    }
    guard let digits, digits.unicodeScalars.allSatisfy({ $0.properties.isASCIIHexDigit }),
      let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value)
    else { throw error("'\\x' needs two hexadecimal digits, or a scalar in braces", since: start) }
    return scalar
  }

  private static func isOctal(_ scalar: Unicode.Scalar) -> Bool {
    ("0"..."7").contains(scalar)
  }
}
