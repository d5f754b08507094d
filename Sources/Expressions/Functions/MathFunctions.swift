/// The math extension: numbers.
enum MathFunctions {
  static let all: [Function] =
    [
      Function(
        "math.greatest", isMember: false, OperatorTypes.numbers,
        .unary { (context, value) throws(Failure) in
          try extreme(of: value, .greater, &context)
        }),
      Function(
        "math.least", isMember: false, OperatorTypes.numbers,
        .unary { (context, value) throws(Failure) in try extreme(of: value, .less, &context) }),
      .global(
        "math.abs", Overload([.int], .int), Overload([.uint], .uint),
        Overload([.double], .double),
        body: .unary { (_, value) throws(Failure) in
          switch value {
          case .int(let number):
            if number == .min { throw .integerOverflow }
            return .int(abs(number))
          case .uint: return value
          case .double(let number): return .double(abs(number))
          default: throw .noMatchingOverload
          }
        }),
      .global(
        "math.sign", Overload([.int], .int), Overload([.uint], .uint),
        Overload([.double], .double),
        body: .unary { (_, value) throws(Failure) in
          switch value {
          case .int(let number): return .int(number.signum())
          case .uint(let number): return .uint(number.signum())
          case .double(let number):
            return .double(number > 0 ? 1 : number < 0 ? -1 : number)
          default: throw .noMatchingOverload
          }
        }),
    ]
    + roundings.map { name, rule in
      .global(
        name, Overload([.double], .double),
        body: .unary { (_, value) throws(Failure) in
          guard case .double(let number) = value else { throw .noMatchingOverload }
          return .double(number.rounded(rule))
        })
    }
    + tests.map { name, test in
      .global(
        name, Overload([.double], .bool),
        body: .unary { (_, value) throws(Failure) in
          guard case .double(let number) = value else { throw .noMatchingOverload }
          return .bool(test(number))
        })
    }

  private static let roundings: [(String, FloatingPointRoundingRule)] = [
    ("math.ceil", .up), ("math.floor", .down), ("math.round", .toNearestOrAwayFromZero),
    ("math.trunc", .towardZero),
  ]

  private static let tests: [(String, @Sendable (Double) -> Bool)] = [
    ("math.isNaN", \.isNaN), ("math.isInf", \.isInfinite), ("math.isFinite", \.isFinite),
  ]

  private static func extreme(
    of value: Value, _ wanted: Order, _ context: inout Context
  ) throws(Failure) -> Value {
    guard case .list(let elements) = value else {
      if NumberOrder.of(value, value) == nil { throw .noMatchingOverload }
      return value
    }
    guard var best = elements.first else { throw .other("an empty list has no such number") }
    try context.effort.spend(elements.count)
    for element in elements {
      guard let order = NumberOrder.of(element, best) else { throw .noMatchingOverload }
      if order == wanted { best = element }
    }
    return best
  }
}
