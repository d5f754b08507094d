/// The strings extension: where in a string another one stands.
enum TextSearchFunctions {
  static let all: [Function] = [
    .member(
      "indexOf", Overload([.string, .string], .int),
      body: .binary { (context, text, other) throws(Failure) in
        try indexOf(text, other, from: .int(0), &context)
      }),
    .member(
      "indexOf", Overload([.string, .string, .int], .int),
      body: .ternary { (context, text, other, start) throws(Failure) in
        try indexOf(text, other, from: start, &context)
      }),
    .member(
      "lastIndexOf", Overload([.string, .string], .int),
      body: .binary { (context, text, other) throws(Failure) in
        try lastIndexOf(text, other, upTo: nil, &context)
      }),
    .member(
      "lastIndexOf", Overload([.string, .string, .int], .int),
      body: .ternary { (context, text, other, end) throws(Failure) in
        guard case .int(let end) = end else { throw .noMatchingOverload }
        return try lastIndexOf(text, other, upTo: end, &context)
      }),
  ]

  private static func indexOf(
    _ text: Value, _ other: Value, from start: Value, _ context: inout Context
  ) throws(Failure) -> Value {
    guard case .string(let text) = text, case .string(let other) = other,
      case .int(let start) = start
    else { throw .noMatchingOverload }
    let (scalars, needle) = (try Scalars(text, &context), try Scalars(other, &context))
    try context.effort.spend(searchIn: scalars.count, for: needle.count)
    let found = (try scalars.place(start)...scalars.count).first { scalars.has(needle, at: $0) }
    return .int(Int64(found ?? -1))
  }

  private static func lastIndexOf(
    _ text: Value, _ other: Value, upTo end: Int64?, _ context: inout Context
  ) throws(Failure) -> Value {
    guard case .string(let text) = text, case .string(let other) = other else {
      throw .noMatchingOverload
    }
    let (scalars, needle) = (try Scalars(text, &context), try Scalars(other, &context))
    try context.effort.spend(searchIn: scalars.count, for: needle.count)
    let last = try end.map { (end) throws(Failure) in try scalars.place(end) } ?? scalars.count
    let found = (0...last).last { scalars.has(needle, at: $0) }
    return .int(Int64(found ?? -1))
  }
}
