/// The types that a function or operator takes, and the one that it gives.
struct Overload {
  let parameters: [ValueType]
  let result: ValueType

  init(_ parameters: [ValueType], _ result: ValueType) {
    self.parameters = parameters
    self.result = result
  }

  /// The overload with type variables of its own for its parameters A and B.
  func instantiated(_ types: inout TypeAssignments) -> ([ValueType], ValueType) {
    let isGeneric = (parameters + [result]).contains { $0.hasParameters }
    guard isGeneric else { return (parameters, result) }
    let a = types.fresh()
    let b = types.fresh()
    return (parameters.map { $0.replacing(a, b) }, result.replacing(a, b))
  }
}

extension ValueType {
  /// The type parameters of overloads.
  static let a = ValueType.variable(-1)
  static let b = ValueType.variable(-2)

  fileprivate var hasParameters: Bool {
    switch self {
    case .variable: true
    case .list(let element), .type(let element): element.hasParameters
    case .map(let key, let value): key.hasParameters || value.hasParameters
    case .opaque(_, let parameters): parameters.contains(where: \.hasParameters)
    default: false
    }
  }

  fileprivate func replacing(_ a: ValueType, _ b: ValueType) -> ValueType {
    switch self {
    case .variable(-1): a
    case .variable(-2): b
    case .list(let element): .list(element.replacing(a, b))
    case .type(let element): .type(element.replacing(a, b))
    case .map(let key, let value): .map(key.replacing(a, b), value.replacing(a, b))
    case .opaque(let name, let parameters):
      .opaque(name, parameters.map { $0.replacing(a, b) })
    default: self
    }
  }
}

/// The overloads of the operators.
enum OperatorTypes {
  static let equality = [Overload([.a, .a], .bool)]
  static let negation = [Overload([.int], .int), Overload([.double], .double)]
  static let membership = [
    Overload([.a, .list(.a)], .bool), Overload([.a, .map(.a, .b)], .bool),
  ]
  static let index = [
    Overload([.list(.a), .int], .a), Overload([.map(.a, .b), .a], .b),
    Overload([.optional(.list(.a)), .int], .optional(.a)),
    Overload([.optional(.map(.a, .b)), .a], .optional(.b)),
  ]
  static let order =
    [.bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration].map {
      Overload([$0, $0], .bool)
    }
    + [
      (.int, .uint), (.int, .double), (.uint, .int), (.uint, .double), (.double, .int),
      (.double, .uint),
    ].map { (left: ValueType, right: ValueType) in Overload([left, right], .bool) }

  /// What `math.greatest` and `math.least` take.
  static let numbers = [.int, .uint, .double, .list(.int), .list(.uint), .list(.double)].map {
    Overload([$0], $0)
  }

  static func arithmetic(_ symbol: ArithmeticOperator) -> [Overload] {
    switch symbol {
    case .add: addition
    case .subtract: subtraction
    case .multiply, .divide: [.int, .uint, .double].map { Overload([$0, $0], $0) }
    case .remainder: [.int, .uint].map { Overload([$0, $0], $0) }
    }
  }

  private static let addition =
    [.int, .uint, .double, .string, .bytes, .duration, .list(.a)].map { Overload([$0, $0], $0) }
    + [
      Overload([.timestamp, .duration], .timestamp), Overload([.duration, .timestamp], .timestamp),
    ]

  private static let subtraction =
    [.int, .uint, .double, .duration].map { Overload([$0, $0], $0) }
    + [
      Overload([.timestamp, .timestamp], .duration), Overload([.timestamp, .duration], .timestamp),
    ]
}
