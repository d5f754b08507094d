/// What can be worked out before any record is seen.
extension Evaluator {
  private static let effort = 100_000
  /// Below that a list is looked through as fast as a set is asked.
  private static let smallSet = 4

  mutating func foldConstants(functionNames: [String]) {
    let nothing = NoFacts()
    markOnlyFacts()
    for place in instructions.indices {
      if dependsOnConstants(instructions[place]) {
        context.effort = Effort(Self.effort)
        if let value = try? value(place, nothing) {
          constants.append(value)
          instructions[place] = .constant(constants.count - 1)
        }
      } else if let instruction = specialized(instructions[place], functionNames) {
        instructions[place] = instruction
      }
    }
  }

  /// An instruction of which one operand is a constant; nil if there is no faster one for it.
  private mutating func specialized(
    _ instruction: Instruction, _ functionNames: [String]
  ) -> Instruction? {
    switch instruction {
    case .isIn(let element, let collection):
      guard case .list(let elements) = constant(collection), elements.count > Self.smallSet else {
        return nil
      }
      var set: Set<MapKey> = []
      for element in elements {
        guard case .string(let text) = element else { return nil }
        set.insert(.string(text))
      }
      sets.append(set)
      return .isOneOf(element, set: sets.count - 1)
    case .equal(let left, let right, let negated):
      if case .string(let text) = constant(right) {
        return .equalsText(left, text: self.text(text), negated: negated)
      }
      guard case .string(let text) = constant(left) else { return nil }
      return .equalsText(right, text: self.text(text), negated: negated)
    case .order(let comparison, let left, let right):
      if case .int(let number) = constant(right) { return .orderInt(comparison, left, number) }
      guard case .int(let number) = constant(left) else { return nil }
      return .orderInt(comparison.swapped, right, number)
    case .call(let function, let operands) where operands.count == 2:
      guard case .string(let text) = constant(self.operands[operands.first + 1]) else { return nil }
      let operand = self.operands[operands.first]
      if let test = TextTest(rawValue: functionNames[function]) {
        return .textTest(test, operand, text: self.text(text))
      }
      guard functionNames[function] == "matches", let pattern = try? MatchedPattern(text) else {
        return nil
      }
      patterns.append(pattern)
      return .matches(operand, pattern: patterns.count - 1)
    default: return nil
    }
  }

  private mutating func text(_ text: String) -> Int {
    texts.append(text)
    return texts.count - 1
  }

  private func constant(_ place: Int) -> Value? {
    if case .constant(let constant) = instructions[place] { constants[constant] } else { nil }
  }

  private mutating func markOnlyFacts() {
    var places: [Int: [Int]] = [:]
    var loops: [Range<Int>] = []
    for (place, instruction) in instructions.enumerated() {
      switch instruction {
      case .fact(let slot), .presence(let slot): places[slot, default: []].append(place)
      // The body of a loop stands between what it goes through and the loop itself.
      case .comprehension(let index): loops.append(comprehensions[index].range + 1..<place)
      default: break
      }
    }
    for (slot, places) in places where places.count == 1 {
      guard case .fact = instructions[places[0]], !loops.contains(where: { $0.contains(places[0]) })
      else { continue }
      instructions[places[0]] = .onlyFact(slot)
    }
  }

  private func isConstant(_ place: Int) -> Bool {
    if case .constant = instructions[place] { true } else { false }
  }

  private func dependsOnConstants(_ instruction: Instruction) -> Bool {
    switch instruction {
    case .not(let operand), .negated(let operand), .select(let operand, _, _),
      .has(let operand, _):
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
