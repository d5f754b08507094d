/// Which of two comes first.
enum Order {
  case less, equal, greater
  /// One of them is no number.
  case unordered

  init<T: Comparable>(_ left: T, _ right: T) {
    self = left < right ? .less : left == right ? .equal : left > right ? .greater : .unordered
  }
}

/// Strings compared scalar by scalar, which for UTF-8 is byte by byte.
enum TextOrder {
  @inline(__always)
  static func areEqual(_ left: String, _ right: String) -> Bool {
    // Strings with the same bytes are always the same to Swift, which is fast in telling that they
    // are not.
    guard left == right else { return false }
    let left = left.utf8
    let right = right.utf8
    return left.count == right.count && hasPrefix(left.span, right.span)
  }

  static func order(_ left: String, _ right: String) -> Order {
    let left = left.utf8
    let right = right.utf8
    return order(left.span, right.span)
  }

  static func order(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Order {
    for index in 0..<min(left.count, right.count) where left[index] != right[index] {
      return Order(left[index], right[index])
    }
    return Order(left.count, right.count)
  }

  /// Whether the first text has the second at a place.
  static func hasPrefix(_ text: Span<UInt8>, _ other: Span<UInt8>, at start: Int = 0) -> Bool {
    guard text.count - start >= other.count else { return false }
    for index in 0..<other.count where text[start + index] != other[index] { return false }
    return true
  }

  /// Whether the first text has the second anywhere.
  static func contains(_ text: Span<UInt8>, _ other: Span<UInt8>) -> Bool {
    guard other.count > 0 else { return true }
    let first = other[0]
    var start = 0
    while start + other.count <= text.count {
      if text[start] == first, hasPrefix(text, other, at: start) { return true }
      start += 1
    }
    return false
  }
}

/// Equality of what has no parts, without counting the work.
enum ScalarEquality {
  /// False for lists, maps and optionals.
  static func areEqual(_ left: Value, _ right: Value) -> Bool {
    switch (left, right) {
    case (.string(let left), .string(let right)): TextOrder.areEqual(left, right)
    case (.int(let left), .int(let right)): left == right
    case (.bool(let left), .bool(let right)): left == right
    case (.null, .null): true
    case (.bytes(let left), .bytes(let right)): left == right
    case (.timestamp(let left), .timestamp(let right)): left == right
    case (.duration(let left), .duration(let right)): left == right
    case (.type(let left), .type(let right)): left == right
    case (.address(let left), .address(let right)): left == right
    case (.network(let left), .network(let right)): left == right
    case (.int, _), (.uint, _), (.double, _): NumberOrder.of(left, right) == .equal
    default: false
    }
  }
}

/// Numbers of any type on one line.
enum NumberOrder {
  /// Nil if one of the values is no number.
  static func of(_ left: Value, _ right: Value) -> Order? {
    switch (left, right) {
    case (.int(let left), .int(let right)): Order(left, right)
    case (.uint(let left), .uint(let right)): Order(left, right)
    case (.double(let left), .double(let right)): Order(left, right)
    case (.int(let left), .uint(let right)): left < 0 ? .less : Order(UInt64(left), right)
    case (.uint(let left), .int(let right)): right < 0 ? .greater : Order(left, UInt64(right))
    case (.int(let left), .double(let right)): Order(Double(left), right)
    case (.uint(let left), .double(let right)): Order(Double(left), right)
    case (.double(let left), .int(let right)): Order(left, Double(right))
    case (.double(let left), .uint(let right)): Order(left, Double(right))
    default: nil
    }
  }
}

extension Value {
  /// Equality as the language has it: values of unlike types differ, numbers are compared by value.
  func equals(_ other: Value, _ effort: inout Effort) throws(Failure) -> Bool {
    switch (self, other) {
    case (.list(let left), .list(let right)):
      guard left.count == right.count else { return false }
      try effort.spend(left.count)
      for index in left.indices where try !left[index].equals(right[index], &effort) {
        return false
      }
      return true
    case (.map(let left), .map(let right)):
      guard left.entries.count == right.entries.count else { return false }
      try effort.spend(left.entries.count)
      for entry in left.entries {
        guard let value = right[entry.key], try entry.value.equals(value, &effort) else {
          return false
        }
      }
      return true
    case (.optional(let left), .optional(let right)):
      guard let left, let right else { return left == nil && right == nil }
      return try left.equals(right, &effort)
    case (.string(let left), .string(let right)):
      try effort.spend(bytes: left.utf8.count)
      return TextOrder.areEqual(left, right)
    case (.bytes(let left), .bytes(let right)):
      try effort.spend(bytes: left.count)
      return left == right
    default:
      return ScalarEquality.areEqual(self, other)
    }
  }

  /// The order of two values, for `<` and its like.
  func order(to other: Value, _ effort: inout Effort) throws(Failure) -> Order {
    switch (self, other) {
    case (.int(let left), .int(let right)): return Order(left, right)
    case (.timestamp(let left), .timestamp(let right)): return Order(left, right)
    case (.duration(let left), .duration(let right)): return Order(left, right)
    case (.bool(let left), .bool(let right)): return Order(left ? 1 : 0, right ? 1 : 0)
    case (.string(let left), .string(let right)):
      try effort.spend(bytes: min(left.utf8.count, right.utf8.count))
      return TextOrder.order(left, right)
    case (.bytes(let left), .bytes(let right)):
      try effort.spend(bytes: min(left.count, right.count))
      return TextOrder.order(left.span, right.span)
    default:
      guard let order = NumberOrder.of(self, other) else { throw .noMatchingOverload }
      return order
    }
  }
}
