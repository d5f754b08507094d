/// Runs one expression, again and again, on one thread.
///
/// It has its own copy of all that the program holds, so that threads share no reference counts. What
/// depends on no fact is worked out when it is made.
package struct Evaluator: Sendable {
  /// What a macro has declared.
  enum Slot {
    case value(Value)
    /// What the instruction gives, once it is asked for.
    case deferred(Int)
  }

  /// The steps of an evaluation: some tens of milliseconds.
  private static let effort = 1_000_000

  var instructions: [Instruction]
  let operands: [Int]
  var constants: [Value]
  let functions: [Function.Body]
  let comprehensions: [Comprehension]
  let failures: [Failure]
  var texts: [String] = []
  var patterns: [MatchedPattern] = []
  var sets: [Set<MapKey>] = []
  var context: Context
  var locals: [Slot]
  /// The facts that were asked for in this evaluation, and of those what is not known.
  private var asked: FactSet = []
  private var unknown: FactSet = []
  private var facts: [Value]
  private let factPlaces: [Int]
  private let ranges: [Range<Int>]
  private let root: Int

  package init(_ expression: Expression) {
    let program = expression.program
    instructions = program.instructions.map { $0 }
    operands = program.operands.map { $0 }
    constants = program.constants.map(\.unshared)
    functions = program.functions.map(\.body)
    comprehensions = program.comprehensions.map { $0 }
    failures = program.failures.map { $0 }
    context = Context(effort: Effort(Self.effort), zones: expression.zones)
    locals = Array(repeating: .value(.null), count: program.localCount)
    facts = Array(repeating: .null, count: program.facts.count)
    factPlaces = program.facts.map { $0 }
    ranges = program.ranges.map { $0 }
    root = program.root
    foldConstants(functionNames: program.functions.map(\.name))
  }

  /// Evaluates the expression for one record.
  package mutating func evaluate(_ resolver: some FactResolver) -> Evaluated {
    asked = []
    unknown = []
    context.effort = Effort(Self.effort)
    do throws(Fault) {
      return .value(try value(root, resolver))
    } catch {
      switch error {
      case .unknown(let unknown): return .unknown(unknown.slots.map { factPlaces[$0] })
      case .failure(let failure, let place):
        return .error(EvaluationError(failure, range: ranges[place]))
      }
    }
  }

  mutating func fact(_ slot: Int, _ resolver: any FactResolver) throws(Fault) -> Value {
    if asked.contains(.fact(slot)) {
      if unknown.contains(.fact(slot)) { throw .unknown(.fact(slot)) }
      return facts[slot]
    }
    asked.insert(.fact(slot))
    guard let value = resolver.value(of: factPlaces[slot]) else {
      unknown.insert(.fact(slot))
      throw .unknown(.fact(slot))
    }
    facts[slot] = value
    return value
  }

  /// A fact that is asked for in one place only.
  @inline(__always)
  func onlyFact(_ slot: Int, _ resolver: any FactResolver) throws(Fault) -> Value {
    guard let value = resolver.value(of: factPlaces[slot]) else { throw .unknown(.fact(slot)) }
    return value
  }

  mutating func isStated(_ slot: Int, _ resolver: any FactResolver) -> Bool {
    (try? fact(slot, resolver)) != nil || resolver.states(factPlaces[slot])
  }

  mutating func local(_ place: Int, _ resolver: any FactResolver) throws(Fault) -> Value {
    switch locals[place] {
    case .value(let value): return value
    case .deferred(let instruction):
      let value = try value(instruction, resolver)
      locals[place] = .value(value)
      return value
    }
  }

  @inline(__always)
  mutating func spend(_ steps: Int = 1, at place: Int) throws(Fault) {
    do throws(Failure) { try context.effort.spend(steps) } catch {
      throw .failure(error, at: place)
    }
  }
}

extension EvaluationError {
  fileprivate init(_ failure: Failure, range: Range<Int>) {
    self.range = range
    message =
      switch failure {
      case .noMatchingOverload: "this does not take values of these types"
      case .noSuchKey(let key): "there is no \(key)"
      case .exhausted: "this takes more work than an evaluation may do"
      case .other(let message): message
      }
  }
}

extension Value {
  /// The same literal in memory of its own.
  fileprivate var unshared: Value {
    switch self {
    case .string(let text): .string(String(decoding: Array(text.utf8), as: UTF8.self))
    case .bytes(let bytes): .bytes(bytes.map { $0 })
    default: self
    }
  }
}
