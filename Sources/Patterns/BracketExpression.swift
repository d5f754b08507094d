extension PatternCursor {
  /// Reads `[a-z]`, `[^\d]`, `[[:alpha:]_]` and their like, from the bracket on.
  mutating func bracketExpression(folding: CaseFolding) throws(PatternError) -> ScalarSet {
    let start = position
    _ = take()
    let isNegated = take("^")
    var ranges: [ScalarSet.Range] = []
    var isFirst = true
    while isFirst || next != "]" {
      isFirst = false
      if isAtEnd { throw PatternError(message: "missing ']'", offset: start, length: 1) }
      ranges += try element(folding: folding)
    }
    _ = take()
    let set = folding.closure(ScalarSet(ranges))
    return isNegated ? set.inverted : set
  }

  private mutating func element(folding: CaseFolding) throws(PatternError) -> [ScalarSet.Range] {
    if let named = try namedClass(folding: folding) { return named.ranges }
    let start = position
    let lower: Unicode.Scalar
    switch try bracketScalar() {
    case .scalar(let scalar): lower = scalar
    case .scalars(let set, let negated): return folding.closure(set, negated: negated).ranges
    default: throw error("'\(text(since: start))' has no meaning in brackets", since: start)
    }
    guard next == "-", let afterDash = peek(1), afterDash != "]" else {
      return [lower.value...lower.value]
    }
    _ = take()
    guard case .scalar(let upper) = try bracketScalar() else {
      throw error("a range must end in a single character", since: start)
    }
    guard lower <= upper else {
      throw error("the range '\(text(since: start))' is in the wrong order", since: start)
    }
    return [lower.value...upper.value]
  }

  private mutating func bracketScalar() throws(PatternError) -> Escape {
    if next == "\\" { return try escape() }
    return take().map(Escape.scalar) ?? .quote
  }

  /// Reads `[:alpha:]` or `[:^alpha:]`; nil if none is next.
  private mutating func namedClass(folding: CaseFolding) throws(PatternError) -> ScalarSet? {
    let start = position
    guard take("[:") else { return nil }
    let isNegated = take("^")
    let name = take { $0 != ":" && $0 != "]" }
    guard take(":]") else {
      // No class but a bracket and a colon.
      goBack(to: start)
      return nil
    }
    guard let set = CharacterClasses.posix[name] else {
      throw error("unknown character class '\(text(since: start))'", since: start)
    }
    return folding.closure(set, negated: isNegated)
  }
}

extension CaseFolding {
  /// The closure, or all that is not in it.
  func closure(_ set: ScalarSet, negated: Bool) -> ScalarSet {
    negated ? closure(set).inverted : closure(set)
  }
}
