import SourceText

/// Checks the types of a syntax tree and turns it into a program.
struct Compiler {
  /// The place of an instruction, and the type of what it gives.
  struct Compiled {
    let place: Int
    let type: ValueType
  }

  struct Local {
    let name: String
    let place: Int
    let type: ValueType
  }

  let schema: ExpressionSchema
  /// Without, what is not known or does not fit is an error of the evaluation, as in languages
  /// without types.
  let checksTypes: Bool
  var program = Program()
  var types = TypeAssignments()
  var locals: [Local] = []
  private(set) var problems: [ExpressionProblem] = []

  /// Of more, nobody reads the rest.
  private static let problemLimit = 20
  /// As many as a bit set of facts can hold.
  private static let factLimit = 64

  init(schema: ExpressionSchema, checksTypes: Bool) {
    self.schema = schema
    self.checksTypes = checksTypes
  }

  mutating func emit(
    _ instruction: Instruction, _ type: ValueType, at range: Range<Int>
  ) -> Compiled {
    program.instructions.append(instruction)
    program.ranges.append(range)
    return Compiled(
      place: program.instructions.count - 1,
      type: checksTypes ? types.resolved(type) : .dyn)
  }

  mutating func constant(_ value: Value) -> Int {
    program.constants.append(value)
    return program.constants.count - 1
  }

  mutating func operands(_ places: [Int]) -> Instruction.Operands {
    defer { program.operands += places }
    return Instruction.Operands(first: program.operands.count, count: places.count)
  }

  /// Notes what is wrong; without checks it is an error of the evaluation.
  mutating func refuse(_ message: String, at range: Range<Int>) -> Compiled {
    if checksTypes { report(message, at: range) }
    return fail(.other(message), at: range)
  }

  mutating func fail(_ failure: Failure, at range: Range<Int>) -> Compiled {
    program.failures.append(failure)
    return emit(.failure(program.failures.count - 1), .dyn, at: range)
  }

  /// Notes what is wrong whether types are checked or not.
  mutating func report(_ message: String, at range: Range<Int>) {
    if problems.count < Self.problemLimit {
      problems.append(ExpressionProblem(message, at: range))
    }
  }

  /// Whether a value of the first type may stand where the second is wanted.
  mutating func accepts(_ type: ValueType, as wanted: ValueType) -> Bool {
    !checksTypes || types.assign([type], to: [wanted])
  }

  /// The slot of a fact in the program, by its place in the schema.
  mutating func slot(ofFact place: Int, at range: Range<Int>) -> Int {
    if let slot = program.facts.firstIndex(of: place) { return slot }
    if program.facts.count == Self.factLimit {
      report("an expression asks for at most \(Self.factLimit) different facts", at: range)
      return 0
    }
    program.facts.append(place)
    return program.facts.count - 1
  }

  mutating func declare(_ name: String, _ type: ValueType) -> Local {
    let local = Local(name: name, place: program.localCount, type: type)
    program.localCount += 1
    locals.append(local)
    return local
  }
}

// MARK: - Trees

extension Compiler {
  mutating func compile(_ node: SyntaxNode) -> Compiled {
    switch node.kind {
    case .literal(let value):
      return emit(.constant(constant(value)), value.literalType, at: node.range)
    case .identifier, .select: return name(node)
    case .index(let operand, let index, let isOptional):
      return self.index(operand, index, isOptional: isOptional, at: node.range)
    case .call(let call): return self.call(call, at: node.range)
    case .list(let elements): return list(elements, at: node.range)
    case .map(let entries): return map(entries, at: node.range)
    case .message(let name):
      return refuse("unknown type '\(name)': there are no messages to make", at: node.range)
    case .all(let operands):
      let places = operands.map { truth($0, of: "&&") }
      return emit(.all(self.operands(places)), .bool, at: node.range)
    case .any(let operands):
      let places = operands.map { truth($0, of: "||") }
      return emit(.any(self.operands(places)), .bool, at: node.range)
    case .conditional(let condition, let first, let second):
      return conditional(condition, first, second, at: node.range)
    case .not(let operand):
      return emit(.not(truth(operand, of: "!")), .bool, at: node.range)
    case .negated(let operand):
      let compiled = compile(operand)
      let type = operatorType("-", [compiled.type], OperatorTypes.negation, at: node.range)
      return emit(.negated(compiled.place), type, at: node.range)
    case .binary(let left, let sign, let right):
      return binary(left, sign, right, at: node.range)
    case .isIn(let left, let right):
      let (left, right) = (compile(left), compile(right))
      let type = operatorType(
        "in", [left.type, right.type], OperatorTypes.membership, at: node.range)
      return emit(.isIn(left.place, right.place), type, at: node.range)
    }
  }

  private mutating func truth(_ node: SyntaxNode, of symbol: String) -> Int {
    let compiled = compile(node)
    if !accepts(compiled.type, as: .bool) {
      report("'\(symbol)' takes bool, not \(shown(compiled.type))", at: node.range)
    }
    return compiled.place
  }

  private mutating func conditional(
    _ condition: SyntaxNode, _ first: SyntaxNode, _ second: SyntaxNode, at range: Range<Int>
  ) -> Compiled {
    let condition = truth(condition, of: "?")
    let (first, second) = (compile(first), compile(second))
    var type = ValueType.dyn
    if checksTypes {
      type = types.fresh()
      if !types.assign([first.type, second.type], to: [type, type]) {
        report(
          "the branches of '?:' must be of one type, not \(shown(first.type)) and"
            + " \(shown(second.type))", at: range)
      }
    }
    return emit(.conditional(condition, first.place, second.place), type, at: range)
  }

  private mutating func binary(
    _ left: SyntaxNode, _ sign: Token.Sign, _ right: SyntaxNode, at range: Range<Int>
  ) -> Compiled {
    let (left, right) = (compile(left), compile(right))
    let instruction: Instruction
    let overloads: [Overload]
    switch sign {
    case .equal, .notEqual:
      instruction = .equal(left.place, right.place, negated: sign == .notEqual)
      overloads = OperatorTypes.equality
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      let comparison = Comparison(rawValue: sign.rawValue) ?? .less
      instruction = .order(comparison, left.place, right.place)
      overloads = OperatorTypes.order
    default:
      let arithmetic = ArithmeticOperator(rawValue: sign.rawValue) ?? .add
      instruction = .arithmetic(arithmetic, left.place, right.place)
      overloads = OperatorTypes.arithmetic(arithmetic)
    }
    let type = operatorType(sign.rawValue, [left.type, right.type], overloads, at: range)
    return emit(instruction, type, at: range)
  }

  private mutating func operatorType(
    _ symbol: String, _ operands: [ValueType], _ overloads: [Overload], at range: Range<Int>
  ) -> ValueType {
    if !checksTypes { return .dyn }
    if let type = resultType(of: overloads, given: operands) { return type }
    let given = operands.map(shown).joined(separator: " and ")
    report("'\(symbol)' does not take \(given)\(remedy(for: operands))", at: range)
    return .dyn
  }

  /// What makes operands fit that are near enough.
  private func remedy(for operands: [ValueType]) -> String {
    let given = Set(operands.map { types.resolved($0) })
    for type: ValueType in [.timestamp, .duration, .int, .double] where given == [type, .string] {
      return "; a string is made \(type) by \(type)(…)"
    }
    return given == [ValueType.int, .double] ? "; an int is made double by double(…)" : ""
  }

  private mutating func index(
    _ operand: SyntaxNode, _ index: SyntaxNode, isOptional: Bool, at range: Range<Int>
  ) -> Compiled {
    let (operand, index) = (compile(operand), compile(index))
    var type = operatorType(
      "[]", [operand.type, index.type], OperatorTypes.index, at: range)
    if isOptional, types.resolved(type).wrapped == nil { type = .optional(type) }
    return emit(.index(operand.place, index.place, isOptional: isOptional), type, at: range)
  }

  private mutating func list(_ elements: [SyntaxNode.Element], at range: Range<Int>) -> Compiled {
    var elementType: ValueType?
    var places: [Int] = []
    let hasOptionals = elements.contains(where: \.isOptional)
    for element in elements {
      let compiled = compile(element.value)
      places.append(compiled.place)
      if hasOptionals { places.append(element.isOptional ? 1 : 0) }
      let type =
        element.isOptional ? wrapped(compiled.type, at: element.value.range) : compiled.type
      elementType = elementType.map { types.join($0, type) } ?? type
    }
    let operands = operands(places)
    return emit(
      hasOptionals ? .optionalList(operands) : .list(operands),
      .list(elementType ?? types.fresh()), at: range)
  }

  private mutating func map(_ entries: [SyntaxNode.Entry], at range: Range<Int>) -> Compiled {
    var keyType: ValueType?
    var valueType: ValueType?
    var places: [Int] = []
    for entry in entries {
      let (key, value) = (compile(entry.key), compile(entry.value))
      places += [key.place, value.place, entry.isOptional ? 1 : 0]
      if checksTypes, ![.bool, .int, .uint, .string].contains(where: { isOrMayBe(key.type, $0) }) {
        report(
          "a map's key is a bool, int, uint or string, not \(shown(key.type))",
          at: entry.key.range)
      }
      let type = entry.isOptional ? wrapped(value.type, at: entry.value.range) : value.type
      keyType = keyType.map { types.join($0, key.type) } ?? key.type
      valueType = valueType.map { types.join($0, type) } ?? type
    }
    let type = ValueType.map(keyType ?? types.fresh(), valueType ?? types.fresh())
    return emit(.map(operands(places)), type, at: range)
  }

  /// Whether values of a type can be of another, without assigning anything.
  private func isOrMayBe(_ type: ValueType, _ other: ValueType) -> Bool {
    var trial = types
    return trial.assign([type], to: [other])
  }

  private mutating func wrapped(_ type: ValueType, at range: Range<Int>) -> ValueType {
    if !checksTypes { return .dyn }
    let variable = types.fresh()
    if !types.assign([type], to: [.optional(variable)]) {
      report("what follows '?' must be an optional, not \(shown(type))", at: range)
    }
    return variable
  }

  func shown(_ type: ValueType) -> String { types.resolved(type).description }
}

extension Value {
  /// The type of a literal.
  fileprivate var literalType: ValueType {
    switch self {
    case .null: .null
    case .bool: .bool
    case .int: .int
    case .uint: .uint
    case .double: .double
    case .string: .string
    case .bytes: .bytes
    default: .dyn
    }
  }
}
