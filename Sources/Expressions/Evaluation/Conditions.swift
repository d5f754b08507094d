/// Instructions that give bools.
extension Evaluator {
  /// The value of an instruction that must be a bool.
  mutating func truth(_ place: Int, _ resolver: any FactResolver) throws(Fault) -> Bool {
    try spend(at: place)
    switch instructions[place] {
    case .presence(let slot): return isStated(slot, resolver)
    case .not(let operand): return try !truth(operand, resolver)
    case .all(let operands): return try fold(operands, until: false, resolver)
    case .any(let operands): return try fold(operands, until: true, resolver)
    case .equal(let left, let right, let negated):
      let (left, right) = try values(left, right, resolver)
      do throws(Failure) {
        return try left.equals(right, &context.effort) != negated
      } catch { throw .failure(error, at: place) }
    case .order(let comparison, let left, let right):
      let (left, right) = try values(left, right, resolver)
      do throws(Failure) {
        return comparison.holds(for: try left.order(to: right, &context.effort))
      } catch { throw .failure(error, at: place) }
    case .isIn(let element, let collection):
      let (element, collection) = try values(element, collection, resolver)
      do throws(Failure) {
        return try collection.contains(element, &context.effort)
      } catch { throw .failure(error, at: place) }
    case .equalsText(let operand, let text, let negated):
      guard case .string(let value) = try value(operand, resolver) else { return negated }
      return TextOrder.areEqual(value, texts[text]) != negated
    case .orderInt(let comparison, let operand, let number):
      let operand = try value(operand, resolver)
      do throws(Failure) {
        if case .int(let value) = operand { return comparison.holds(for: Order(value, number)) }
        return comparison.holds(for: try operand.order(to: .int(number), &context.effort))
      } catch { throw .failure(error, at: place) }
    case .textTest(let test, let operand, let text):
      guard case .string(let value) = try value(operand, resolver) else {
        throw .failure(.noMatchingOverload, at: place)
      }
      do throws(Failure) {
        return try test.holds(for: value, texts[text], &context.effort)
      } catch { throw .failure(error, at: place) }
    case .isOneOf(let element, let set):
      return MapKey(try value(element, resolver)).map(sets[set].contains) ?? false
    case .matches(let text, let pattern):
      guard case .string(let text) = try value(text, resolver) else {
        throw .failure(.noMatchingOverload, at: place)
      }
      do throws(Failure) {
        return try patterns[pattern].matches(text, &context.effort)
      } catch { throw .failure(error, at: place) }
    case .has(let operand, let key):
      let operand = try value(operand, resolver)
      do throws(Failure) {
        if case .optional(let wrapped) = operand {
          return try wrapped?.find(constants[key], isField: true) != nil
        }
        return try operand.find(constants[key], isField: true) != nil
      } catch { throw .failure(error, at: place) }
    default:
      guard case .bool(let value) = try value(place, resolver) else {
        throw .failure(.noMatchingOverload, at: place)
      }
      return value
    }
  }

  /// The disjunction (until true) or conjunction (until false) of the operands: one that decides it
  /// absorbs all faults of the others.
  private mutating func fold(
    _ operands: Instruction.Operands, until decisive: Bool, _ resolver: any FactResolver
  ) throws(Fault) -> Bool {
    var pending: Fault?
    for index in operands.range {
      do throws(Fault) {
        if try truth(self.operands[index], resolver) == decisive { return decisive }
      } catch {
        if error.endsEvaluation { throw error }
        pending = pending?.merged(with: error) ?? error
      }
    }
    if let pending { throw pending }
    return !decisive
  }
}

extension Value {
  /// Whether a list has an element that equals the value, or a map has it as a key.
  fileprivate func contains(_ element: Value, _ effort: inout Effort) throws(Failure) -> Bool {
    switch self {
    case .list(let elements):
      try effort.spend(elements.count >> 2)
      for other in elements where try other.equals(element, &effort) { return true }
      return false
    case .map(let map): return map[element] != nil
    default: throw .noMatchingOverload
    }
  }
}
