/// Instructions that give values of any type.
extension Evaluator {
  /// The value of an instruction; what most are is told without going further.
  @inline(__always)
  mutating func value(_ place: Int, _ resolver: any FactResolver) throws(Fault) -> Value {
    switch instructions[place] {
    case .constant(let constant): return constants[constant]
    case .onlyFact(let slot): return try onlyFact(slot, resolver)
    case .local(let slot): return try local(slot, resolver)
    default: return try computed(place, resolver)
    }
  }

  private mutating func computed(
    _ place: Int, _ resolver: any FactResolver
  ) throws(Fault) -> Value {
    switch instructions[place] {
    case .constant(let constant): return constants[constant]
    case .fact(let slot): return try fact(slot, resolver)
    case .onlyFact(let slot): return try onlyFact(slot, resolver)
    case .local(let slot): return try local(slot, resolver)
    case .failure(let failure): throw .failure(failures[failure], at: place)
    case .conditional(let condition, let first, let second):
      try spend(at: place)
      return try value(try truth(condition, resolver) ? first : second, resolver)
    case .negated(let operand):
      let operand = try value(operand, resolver)
      do throws(Failure) {
        return try ArithmeticOperator.negated(operand)
      } catch { throw .failure(error, at: place) }
    case .arithmetic(let symbol, let left, let right):
      let (left, right) = try values(left, right, resolver)
      do throws(Failure) {
        try context.effort.spend()
        return try symbol.apply(left, right, &context.effort)
      } catch { throw .failure(error, at: place) }
    case .select(let operand, let key, let isOptional):
      let operand = try value(operand, resolver)
      do throws(Failure) {
        return try operand.element(constants[key], isOptional: isOptional, isField: true)
      } catch { throw .failure(error, at: place) }
    case .index(let operand, let index, let isOptional):
      let (operand, index) = try values(operand, index, resolver)
      do throws(Failure) {
        return try operand.element(index, isOptional: isOptional, isField: false)
      } catch { throw .failure(error, at: place) }
    case .list(let operands):
      try spend(operands.count, at: place)
      return .list(try values(operands, resolver))
    case .optionalList(let operands): return try optionalList(operands, at: place, resolver)
    case .map(let operands): return try map(operands, at: place, resolver)
    case .call(let function, let operands):
      return try call(functions[function], operands, at: place, resolver)
    case .otherwise(let operand, let other, let isUnwrapped):
      guard case .optional(let wrapped) = try value(operand, resolver) else {
        throw .failure(.noMatchingOverload, at: place)
      }
      guard let wrapped else { return try value(other, resolver) }
      return isUnwrapped ? wrapped : .optional(wrapped)
    case .comprehension(let comprehension):
      return try self.comprehension(comprehensions[comprehension], at: place, resolver)
    case .bind(let local, let bound, let body):
      try spend(at: place)
      locals[local] = .deferred(bound)
      return try value(body, resolver)
    case .optionalMap(let local, let operand, let body, let isFlat):
      guard case .optional(let wrapped) = try value(operand, resolver) else {
        throw .failure(.noMatchingOverload, at: place)
      }
      guard let wrapped else { return .optional(nil) }
      locals[local] = .value(wrapped)
      let result = try value(body, resolver)
      return isFlat ? result : .optional(result)
    case .presence, .not, .all, .any, .equal, .order, .isIn, .has, .equalsText, .orderInt,
      .textTest, .isOneOf, .matches:
      return .bool(try truth(place, resolver))
    }
  }

  /// Two operands; where the first has no value, the second may yet say what more is unknown.
  @inline(__always)
  mutating func values(
    _ first: Int, _ second: Int, _ resolver: any FactResolver
  ) throws(Fault) -> (Value, Value) {
    let left: Value
    do throws(Fault) {
      left = try value(first, resolver)
    } catch {
      throw try merged(error, with: CollectionOfOne(second), resolver)
    }
    return (left, try value(second, resolver))
  }

  mutating func values(
    _ operands: Instruction.Operands, _ resolver: any FactResolver
  ) throws(Fault) -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(operands.count)
    for index in operands.range {
      do throws(Fault) {
        values.append(try value(self.operands[index], resolver))
      } catch {
        let rest = self.operands[(index + 1)..<operands.range.upperBound]
        throw try merged(error, with: rest, resolver)
      }
    }
    return values
  }

  private mutating func merged(
    _ fault: Fault, with others: some Sequence<Int>, _ resolver: any FactResolver
  ) throws(Fault) -> Fault {
    var result = fault
    for other in others {
      if result.endsEvaluation { return result }
      do throws(Fault) {
        _ = try value(other, resolver)
      } catch {
        if error.endsEvaluation { throw error }
        result = result.merged(with: error)
      }
    }
    return result
  }

  private mutating func call(
    _ function: Function.Body, _ operands: Instruction.Operands, at place: Int,
    _ resolver: any FactResolver
  ) throws(Fault) -> Value {
    let first = operands.first
    switch function {
    case .constant(let value): return value
    case .unary(let body):
      let argument = try value(self.operands[first], resolver)
      do throws(Failure) {
        try context.effort.spend()
        return try body(&context, argument)
      } catch { throw .failure(error, at: place) }
    case .binary(let body):
      let (left, right) = try values(self.operands[first], self.operands[first + 1], resolver)
      do throws(Failure) {
        try context.effort.spend()
        return try body(&context, left, right)
      } catch { throw .failure(error, at: place) }
    case .ternary(let body):
      let arguments = try values(operands, resolver)
      do throws(Failure) {
        try context.effort.spend()
        return try body(&context, arguments[0], arguments[1], arguments[2])
      } catch { throw .failure(error, at: place) }
    case .quaternary(let body):
      let arguments = try values(operands, resolver)
      do throws(Failure) {
        try context.effort.spend()
        return try body(&context, arguments[0], arguments[1], arguments[2], arguments[3])
      } catch { throw .failure(error, at: place) }
    }
  }

  private mutating func optionalList(
    _ operands: Instruction.Operands, at place: Int, _ resolver: any FactResolver
  ) throws(Fault) -> Value {
    try spend(operands.count, at: place)
    var elements: [Value] = []
    for index in stride(from: operands.first, to: operands.range.upperBound, by: 2) {
      let element = try value(self.operands[index], resolver)
      if self.operands[index + 1] == 0 {
        elements.append(element)
      } else if case .optional(let wrapped) = element {
        if let wrapped { elements.append(wrapped) }
      } else {
        throw .failure(.noMatchingOverload, at: place)
      }
    }
    return .list(elements)
  }

  private mutating func map(
    _ operands: Instruction.Operands, at place: Int, _ resolver: any FactResolver
  ) throws(Fault) -> Value {
    try spend(operands.count, at: place)
    var entries: [ValueMap.Entry] = []
    for index in stride(from: operands.first, to: operands.range.upperBound, by: 3) {
      let (key, value) = try values(self.operands[index], self.operands[index + 1], resolver)
      if self.operands[index + 2] == 0 {
        entries.append((key, value))
      } else if case .optional(let wrapped) = value {
        if let wrapped { entries.append((key, wrapped)) }
      } else {
        throw .failure(.noMatchingOverload, at: place)
      }
    }
    do throws(Failure) {
      return .map(try ValueMap(entries))
    } catch { throw .failure(error, at: place) }
  }
}

extension Value {
  /// The element of a list or map; of an optional, that of its value, as an optional.
  func element(
    _ key: Value, isOptional: Bool, isField: Bool
  ) throws(Failure) -> Value {
    if case .optional(let wrapped) = self {
      return .optional(
        try wrapped.flatMap { (value) throws(Failure) in try value.find(key, isField: isField) })
    }
    let found = try find(key, isField: isField)
    if isOptional { return .optional(found) }
    guard let found else {
      if case .list(let elements) = self {
        throw .other("index \(key) is out of the range of a list of \(elements.count)")
      }
      throw .noSuchKey(key)
    }
    return found
  }

  /// Nil if there is no such element.
  func find(_ key: Value, isField: Bool) throws(Failure) -> Value? {
    switch self {
    case .map(let map): return map[key]
    case .list(let elements) where !isField:
      guard case .integer(let index)? = MapKey(key) else {
        if case .uint = key { return nil }
        throw .other("a list has no place \(key)")
      }
      return index >= 0 && index < elements.count ? elements[Int(index)] : nil
    default: throw .noMatchingOverload
    }
  }
}
