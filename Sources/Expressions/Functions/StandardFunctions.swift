/// What the language itself defines, conversions and times aside.
enum StandardFunctions {
  static let all: [Function] =
    [
      Function("size", isMember: false, sizes, .unary(size)),
      Function("size", isMember: true, sizes, .unary(size)),
      .global(
        "type", Overload([.a], .type(.a)), body: .unary { _, value in .type(value.typeName) }),
      .global("dyn", Overload([.a], .dyn), body: .unary { _, value in value }),
      .global("matches", Overload([.string, .string], .bool), body: .binary(matches)),
      .member("matches", Overload([.string, .string], .bool), body: .binary(matches)),
    ]
    + [TextTest.contains, .startsWith, .endsWith].map { test in
      .member(
        test.rawValue, Overload([.string, .string], .bool),
        body: .binary { (context, text, other) throws(Failure) in
          guard case .string(let text) = text, case .string(let other) = other else {
            throw .noMatchingOverload
          }
          return .bool(try test.holds(for: text, other, &context.effort))
        })
    }

  private static let sizes = [
    Overload([.string], .int), Overload([.bytes], .int), Overload([.list(.a)], .int),
    Overload([.map(.a, .b)], .int),
  ]

  private static let size: @Sendable (inout Context, Value) throws(Failure) -> Value = {
    (context, value) throws(Failure) in
    switch value {
    case .string(let text):
      try context.effort.spend(bytes: text.utf8.count)
      return .int(Int64(text.unicodeScalars.count))
    case .bytes(let bytes): return .int(Int64(bytes.count))
    case .list(let elements): return .int(Int64(elements.count))
    case .map(let map): return .int(Int64(map.entries.count))
    default: throw .noMatchingOverload
    }
  }

  private static let matches: @Sendable (inout Context, Value, Value) throws(Failure) -> Value = {
    (context, text, pattern) throws(Failure) in
    guard case .string(let text) = text, case .string(let pattern) = pattern else {
      throw .noMatchingOverload
    }
    let expression = try context.pattern(pattern)
    return .bool(try expression.matches(text, &context.effort))
  }
}

extension TextTest {
  func holds(
    for text: String, _ part: String, _ effort: inout Effort
  ) throws(Failure) -> Bool {
    let (whole, part) = (text.utf8, part.utf8)
    switch self {
    case .contains:
      try effort.spend(searchIn: whole.count, for: part.count)
      return TextOrder.contains(whole.span, part.span)
    case .startsWith:
      try effort.spend(bytes: part.count)
      return TextOrder.hasPrefix(whole.span, part.span)
    case .endsWith:
      try effort.spend(bytes: part.count)
      return whole.count >= part.count
        && TextOrder.hasPrefix(whole.span, part.span, at: whole.count - part.count)
    }
  }
}
