/// A syntax tree as instructions for a simulated machine that is in many places at once.
struct Program {
  enum Instruction {
    /// Takes one scalar of the set with this index and goes on with the next instruction.
    case take(Int)
    case split(Int, Int)
    case jump(Int)
    case check(Assertion)
    case match
  }

  private(set) var instructions: [Instruction] = []
  private(set) var sets: [ScalarSet] = []
  private(set) var checksWords = false
  private(set) var checksLines = false
  private var setIndex: [ScalarSet: Int] = [:]

  static let sizeLimit = 20_000
  private struct TooLarge: Error {}

  /// Nil if the program would have more than 20,000 instructions.
  init?(_ tree: SyntaxTree) {
    do {
      try emit(tree)
      try add(.match)
    } catch {
      return nil
    }
  }

  /// What the assertions of this program can tell of a scalar.
  func neighbour(_ scalar: Unicode.Scalar?) -> Neighbour {
    switch Neighbour(scalar) {
    case .edge: .edge
    case .newline: checksLines ? .newline : .other
    case .word: checksWords ? .word : .other
    case .other: .other
    }
  }

  private mutating func add(_ instruction: Instruction) throws(TooLarge) {
    if instructions.count == Self.sizeLimit { throw TooLarge() }
    instructions.append(instruction)
  }

  private mutating func emit(_ tree: SyntaxTree) throws(TooLarge) {
    switch tree {
    case .empty:
      // Not nothing, so that the size limit bounds nested repetitions of nothing.
      try add(.jump(instructions.count + 1))
    case .scalar(let set):
      try add(.take(index(of: set)))
    case .assertion(let assertion):
      switch assertion {
      case .wordBoundary, .noWordBoundary: checksWords = true
      case .lineStart, .lineEnd: checksLines = true
      case .textStart, .textEnd: break
      }
      try add(.check(assertion))
    case .sequence(let parts):
      for part in parts { try emit(part) }
    case .alternatives(let branches):
      try emitAlternatives(branches)
    case .repetition(let body, let atLeast, let atMost):
      try emitRepetition(of: body, atLeast: atLeast, atMost: atMost)
    }
  }

  private mutating func emitAlternatives(_ branches: [SyntaxTree]) throws(TooLarge) {
    var jumps: [Int] = []
    for branch in branches.dropLast() {
      let split = instructions.count
      try add(.split(split + 1, split + 1))
      try emit(branch)
      jumps.append(instructions.count)
      try add(.jump(0))
      instructions[split] = .split(split + 1, instructions.count)
    }
    try emit(branches.last ?? .empty)
    for jump in jumps { instructions[jump] = .jump(instructions.count) }
  }

  private mutating func emitRepetition(
    of body: SyntaxTree, atLeast: Int, atMost: Int?
  ) throws(TooLarge) {
    if atMost == 0 { return try emit(.empty) }
    var start = instructions.count
    for _ in 0..<atLeast {
      start = instructions.count
      try emit(body)
    }
    if let atMost {
      var splits: [Int] = []
      for _ in atLeast..<max(atLeast, atMost) {
        splits.append(instructions.count)
        try add(.split(0, 0))
        try emit(body)
      }
      for split in splits { instructions[split] = .split(split + 1, instructions.count) }
    } else if atLeast > 0 {
      try add(.split(start, instructions.count + 1))
    } else {
      try add(.split(start + 1, start + 1))
      try emit(body)
      try add(.jump(start))
      instructions[start] = .split(start + 1, instructions.count)
    }
  }

  private mutating func index(of set: ScalarSet) -> Int {
    if let index = setIndex[set] { return index }
    sets.append(set)
    setIndex[set] = sets.count - 1
    return sets.count - 1
  }
}
