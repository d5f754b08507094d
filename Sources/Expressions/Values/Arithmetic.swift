/// The operators that compute.
enum ArithmeticOperator: String {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case remainder = "%"
}

extension ArithmeticOperator {
  private static let textLimit = 1 << 20

  static func checkLength(_ count: Int) throws(Failure) {
    if count > textLimit {
      throw .other("a string or bytes of more than \(textLimit) bytes is too long")
    }
  }

  func apply(_ left: Value, _ right: Value, _ effort: inout Effort) throws(Failure) -> Value {
    switch (left, right) {
    case (.int(let left), .int(let right)):
      return .int(try integers(left, right))
    case (.uint(let left), .uint(let right)):
      return .uint(try integers(left, right))
    case (.double(let left), .double(let right)):
      return .double(try doubles(left, right))
    case (.timestamp, _), (.duration, _):
      return try times(left, right)
    default:
      guard self == .add else { throw .noMatchingOverload }
      return try concatenation(left, right, &effort)
    }
  }

  private func integers<T: FixedWidthInteger>(_ left: T, _ right: T) throws(Failure) -> T {
    let result: (partialValue: T, overflow: Bool)
    switch self {
    case .add: result = left.addingReportingOverflow(right)
    case .subtract: result = left.subtractingReportingOverflow(right)
    case .multiply: result = left.multipliedReportingOverflow(by: right)
    case .divide:
      if right == 0 { throw .other("division by zero") }
      result = left.dividedReportingOverflow(by: right)
    case .remainder:
      if right == 0 { throw .other("remainder of a division by zero") }
      result = left.remainderReportingOverflow(dividingBy: right)
    }
    if result.overflow { throw .integerOverflow }
    return result.partialValue
  }

  private func doubles(_ left: Double, _ right: Double) throws(Failure) -> Double {
    switch self {
    case .add: return left + right
    case .subtract: return left - right
    case .multiply: return left * right
    case .divide: return left / right
    case .remainder: throw .noMatchingOverload
    }
  }

  private func times(_ left: Value, _ right: Value) throws(Failure) -> Value {
    switch (self, left, right) {
    case (.add, .timestamp(let moment), .duration(let span)),
      (.add, .duration(let span), .timestamp(let moment)):
      return .timestamp(try moment.adding(span))
    case (.subtract, .timestamp(let moment), .duration(let span)):
      return .timestamp(try moment.adding(try span.negated()))
    case (.subtract, .timestamp(let left), .timestamp(let right)):
      return .duration(try left.since(right))
    case (.add, .duration(let left), .duration(let right)):
      return .duration(try left.adding(right))
    case (.subtract, .duration(let left), .duration(let right)):
      return .duration(try left.adding(try right.negated()))
    default:
      throw .noMatchingOverload
    }
  }

  private func concatenation(
    _ left: Value, _ right: Value, _ effort: inout Effort
  ) throws(Failure) -> Value {
    switch (left, right) {
    case (.string(let left), .string(let right)):
      let count = left.utf8.count + right.utf8.count
      try Self.checkLength(count)
      try effort.spend(bytes: count)
      return .string(left + right)
    case (.bytes(let left), .bytes(let right)):
      try Self.checkLength(left.count + right.count)
      try effort.spend(bytes: left.count + right.count)
      return .bytes(left + right)
    case (.list(let left), .list(let right)):
      try effort.spend(left.count + right.count)
      return .list(left + right)
    default:
      throw .noMatchingOverload
    }
  }

  /// The value with its sign changed.
  static func negated(_ value: Value) throws(Failure) -> Value {
    switch value {
    case .int(let value):
      if value == .min { throw .integerOverflow }
      return .int(-value)
    case .double(let value): return .double(-value)
    default: throw .noMatchingOverload
    }
  }
}
