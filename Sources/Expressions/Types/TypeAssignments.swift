/// What the type variables of an expression have been found to stand for.
struct TypeAssignments {
  private var types: [Int: ValueType] = [:]
  private var count = 0

  /// A type variable that nothing is known of.
  mutating func fresh() -> ValueType {
    count += 1
    return .variable(count)
  }

  /// The type with every variable replaced that is known; `final` makes `dyn` of the rest.
  func resolved(_ type: ValueType, final: Bool = false) -> ValueType {
    switch type {
    case .variable(let variable):
      if let known = types[variable] { return resolved(known, final: final) }
      return final ? .dyn : type
    case .list(let element):
      return .list(resolved(element, final: final))
    case .map(let key, let value):
      return .map(resolved(key, final: final), resolved(value, final: final))
    case .type(let type):
      return .type(resolved(type, final: final))
    case .opaque(let name, let parameters) where !parameters.isEmpty:
      return .opaque(name, parameters.map { resolved($0, final: final) })
    default:
      return type
    }
  }

  /// Whether values of the types may stand where the parameters are declared; if so, the variables
  /// are assigned that this needs.
  mutating func assign(_ types: [ValueType], to parameters: [ValueType]) -> Bool {
    guard types.count == parameters.count else { return false }
    let before = self
    for (type, parameter) in zip(types, parameters) where !agree(type, parameter) {
      self.types = before.types
      return false
    }
    return true
  }

  /// The type of a literal or a conditional that has values of both types; `dyn` if they disagree.
  mutating func join(_ first: ValueType, _ second: ValueType) -> ValueType {
    assign([first], to: [second]) ? Self.moreGeneral(first, second) : .dyn
  }

  private mutating func agree(_ left: ValueType, _ right: ValueType) -> Bool {
    if case .variable(let variable) = right {
      switch substitute(left, for: variable) {
      case .valid: return true
      case .conflict: return false
      case .recursive: break
      }
    }
    if case .variable(let variable) = left {
      return substitute(right, for: variable) == .valid
    }
    switch (left, right) {
    case (.dyn, _), (_, .dyn): return true
    case (.null, let other), (let other, .null): return other.isNullable
    case (.list(let left), .list(let right)): return agree(left, right)
    // Types are values, and compared as such.
    case (.type, .type): return true
    case (.map(let leftKey, let leftValue), .map(let rightKey, let rightValue)):
      return agree(leftKey, rightKey) && agree(leftValue, rightValue)
    case (.opaque(let left, let leftParameters), .opaque(let right, let rightParameters)):
      guard left == right, leftParameters.count == rightParameters.count else { return false }
      for (left, right) in zip(leftParameters, rightParameters) where !agree(left, right) {
        return false
      }
      return true
    default: return left == right
    }
  }

  private enum Substitution {
    case valid
    /// The variable stands for something else already.
    case conflict
    /// The variable would stand for a type that it is part of.
    case recursive
  }

  private mutating func substitute(_ type: ValueType, for variable: Int) -> Substitution {
    if type == .variable(variable) { return .valid }
    if let known = types[variable] {
      if known == type { return .valid }
      guard agree(type, known) else { return .conflict }
      let general = Self.moreGeneral(type, known)
      if !mentions(general, variable) { types[variable] = general }
      return .valid
    }
    if mentions(type, variable) { return .recursive }
    types[variable] = type
    return .valid
  }

  private func mentions(_ type: ValueType, _ variable: Int) -> Bool {
    switch type {
    case .variable(let other):
      other == variable || types[other].map { mentions($0, variable) } == true
    case .list(let element), .type(let element): mentions(element, variable)
    case .map(let key, let value): mentions(key, variable) || mentions(value, variable)
    case .opaque(_, let parameters): parameters.contains { mentions($0, variable) }
    default: false
    }
  }

  private static func moreGeneral(_ left: ValueType, _ right: ValueType) -> ValueType {
    isAsGeneral(left, as: right) ? left : right
  }

  private static func isAsGeneral(_ left: ValueType, as right: ValueType) -> Bool {
    switch (left, right) {
    case (.dyn, _), (.variable, _), (_, .null): true
    case (_, .dyn), (_, .variable): false
    case (.list(let left), .list(let right)): isAsGeneral(left, as: right)
    case (.map(let leftKey, let leftValue), .map(let rightKey, let rightValue)):
      isAsGeneral(leftKey, as: rightKey) && isAsGeneral(leftValue, as: rightValue)
    case (.opaque(let left, let leftParameters), .opaque(let right, let rightParameters)):
      left == right && leftParameters.count == rightParameters.count
        && zip(leftParameters, rightParameters).allSatisfy { isAsGeneral($0, as: $1) }
    case (.type, .type): true
    default: left == right
    }
  }
}

extension ValueType {
  /// Whether null may stand for a value of the type.
  fileprivate var isNullable: Bool {
    switch self {
    case .null, .timestamp, .duration, .opaque: true
    default: false
    }
  }
}
