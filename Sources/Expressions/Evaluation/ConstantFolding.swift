/// What can be worked out before any record is seen.
extension Evaluator {
  private static let effort = 100_000
  /// Below that a list is looked through as fast as a set is asked.
  private static let smallSet = 4

  mutating func foldConstants(functionNames: [String]) {
    let nothing = NoFacts()
    for place in instructions.indices {
      switch instructions[place] {
      case .isIn(let element, let collection):
        if !isConstant(element), let set = textSet(collection) {
          sets.append(set)
          instructions[place] = .isOneOf(element, set: sets.count - 1)
          continue
        }
      case .call(let function, let operands) where functionNames[function] == "matches":
        let pattern = self.operands[operands.first + 1]
        if case .constant(let constant) = instructions[pattern],
          case .string(let text) = constants[constant], let pattern = try? MatchedPattern(text)
        {
          patterns.append(pattern)
          instructions[place] = .matches(
            self.operands[operands.first], pattern: patterns.count - 1)
          continue
        }
      default: break
      }
      guard dependsOnConstants(instructions[place]) else { continue }
      context.effort = Effort(Self.effort)
      if let value = try? value(place, nothing) {
        constants.append(value)
        instructions[place] = .constant(constants.count - 1)
      }
    }
  }

  private func isConstant(_ place: Int) -> Bool {
    if case .constant = instructions[place] { true } else { false }
  }

  private func textSet(_ place: Int) -> Set<MapKey>? {
    guard case .constant(let constant) = instructions[place],
      case .list(let elements) = constants[constant], elements.count > Self.smallSet
    else { return nil }
    var set: Set<MapKey> = []
    for element in elements {
      guard case .string(let text) = element else { return nil }
      set.insert(.string(text))
    }
    return set
  }

  private func dependsOnConstants(_ instruction: Instruction) -> Bool {
    switch instruction {
    case .not(let operand), .negated(let operand), .select(let operand, _, _),
      .has(let operand, _), .matches(let operand, _):
      isConstant(operand)
    case .equal(let left, let right, _), .order(_, let left, let right), .isIn(let left, let right),
      .arithmetic(_, let left, let right), .index(let left, let right, _):
      isConstant(left) && isConstant(right)
    case .list(let operands), .call(_, let operands):
      operands.range.allSatisfy { isConstant(self.operands[$0]) }
    case .map(let operands):
      operands.range.allSatisfy {
        ($0 - operands.first) % 3 == 2 || isConstant(self.operands[$0])
      }
    default: false
    }
  }
}

/// Answers where no fact is asked for.
private final class NoFacts: FactResolver {
  func value(of fact: Int) -> Value? { nil }
}
