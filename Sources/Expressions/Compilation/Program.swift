/// One step of a compiled expression; what it works on are other steps, by their place.
enum Instruction {
  case constant(Int)
  /// A fact of the program, read at most once in an evaluation.
  case fact(Int)
  /// A fact that nothing else asks for, and no loop.
  case onlyFact(Int)
  /// Whether a fact is stated.
  case presence(Int)
  /// What a macro has declared.
  case local(Int)
  /// What has no meaning and may yet be absorbed.
  case failure(Int)

  case not(Int)
  case all(Operands)
  case any(Operands)
  case conditional(Int, Int, Int)
  case equal(Int, Int, negated: Bool)
  case order(Comparison, Int, Int)
  case isIn(Int, Int)
  /// What comparing with a constant comes to.
  case equalsText(Int, text: Int, negated: Bool)
  case orderInt(Comparison, Int, Int64)
  case textTest(TextTest, Int, text: Int)
  /// Whether a text is one of a set of constants.
  case isOneOf(Int, set: Int)
  case matches(Int, pattern: Int)

  case negated(Int)
  case arithmetic(ArithmeticOperator, Int, Int)
  /// The key is a constant.
  case select(Int, key: Int, isOptional: Bool)
  case has(Int, key: Int)
  case index(Int, Int, isOptional: Bool)
  case list(Operands)
  /// Each operand is followed by whether it is an optional that may be left out, as 1 or 0.
  case optionalList(Operands)
  /// Keys, values, and whether the value is an optional that may be left out, as 1 or 0.
  case map(Operands)
  case call(function: Int, Operands)
  /// What an optional is of, or what the second gives; unwrapped or as an optional.
  case otherwise(Int, Int, isUnwrapped: Bool)

  case comprehension(Int)
  /// Declares the first as what the second gives, and gives the third.
  case bind(local: Int, Int, Int)
  case optionalMap(local: Int, Int, Int, isFlat: Bool)

  /// A run of the program's operands.
  struct Operands {
    let first: Int
    let count: Int

    var range: Range<Int> { first..<first + count }
  }
}

/// What is asked of a text about a part of it.
enum TextTest: String {
  case contains, startsWith, endsWith
}

enum Comparison: String {
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="

  /// The comparison that holds with its sides changed.
  var swapped: Comparison {
    switch self {
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    }
  }

  func holds(for order: Order) -> Bool {
    switch self {
    case .less: order == .less
    case .lessOrEqual: order == .less || order == .equal
    case .greater: order == .greater
    case .greaterOrEqual: order == .greater || order == .equal
    }
  }
}

/// A macro that goes through a list or map.
struct Comprehension {
  enum Kind {
    case all, any, one
    /// Makes a list of elements.
    case filter
    case transformList
    case transformMap
    /// Makes a map of the entries of maps.
    case mergeMaps
  }

  let kind: Kind
  let range: Int
  /// The element, or the key of a map; with a second local, the index or key.
  let first: Int
  /// The element or value.
  let second: Int?
  let condition: Int?
  let result: Int?
}

/// A compiled expression.
struct Program {
  var instructions: [Instruction] = []
  /// Where in the text each instruction comes from.
  var ranges: [Range<Int>] = []
  var operands: [Int] = []
  var constants: [Value] = []
  var functions: [Function] = []
  var comprehensions: [Comprehension] = []
  var failures: [Failure] = []
  /// The schema's places of the facts that the expression asks for.
  var facts: [Int] = []
  var localCount = 0
  var root = 0
}
