/// Macros: what goes through lists and maps, and what declares a name.
extension Compiler {
  mutating func macro(_ macro: Macro, at range: Range<Int>) -> Compiled {
    switch macro.kind {
    case .has: return presence(macro.arguments[0], at: range)
    case .bind:
      let value = compile(macro.arguments[1])
      guard let name = variable(macro.arguments[0], of: "cel.bind") else {
        return fail(.noMatchingOverload, at: range)
      }
      let local = declare(name, value.type)
      let body = compile(macro.arguments[2])
      locals.removeLast()
      return emit(.bind(local: local.place, value.place, body.place), body.type, at: range)
    case .optionalMap(let isFlat):
      return optionalMap(macro, isFlat: isFlat, at: range)
    case .comprehension(let kind, let count, let hasCondition):
      return comprehension(
        macro, kind, variables: count, hasCondition: hasCondition, at: range)
    }
  }

  private mutating func variable(_ node: SyntaxNode, of macro: String) -> String? {
    if case .identifier(let name, false) = node.kind { return name }
    report("'\(macro)' declares a variable here, so this must be a simple name", at: node.range)
    return nil
  }

  private mutating func optionalMap(
    _ macro: Macro, isFlat: Bool, at range: Range<Int>
  ) -> Compiled {
    guard let receiver = macro.receiver, let name = variable(macro.arguments[0], of: macro.name)
    else { return fail(.noMatchingOverload, at: range) }
    let operand = compile(receiver)
    let element = types.fresh()
    if !accepts(operand.type, as: .optional(element)) {
      report(
        "'\(macro.name)' is for optionals, not for \(shown(operand.type))", at: receiver.range)
    }
    let local = declare(name, types.resolved(element))
    let body = compile(macro.arguments[1])
    locals.removeLast()
    if isFlat, !accepts(body.type, as: .optional(types.fresh())) {
      report("this must give an optional, not \(shown(body.type))", at: macro.arguments[1].range)
    }
    return emit(
      .optionalMap(local: local.place, operand.place, body.place, isFlat: isFlat),
      isFlat ? body.type : .optional(body.type), at: range)
  }

  private mutating func comprehension(
    _ macro: Macro, _ kind: Comprehension.Kind, variables count: Int, hasCondition: Bool,
    at range: Range<Int>
  ) -> Compiled {
    guard let receiver = macro.receiver else { return fail(.noMatchingOverload, at: range) }
    let operand = compile(receiver)
    let (keyType, valueType) = elementTypes(of: operand.type, macro, at: receiver.range)

    var names: [String] = []
    for argument in macro.arguments[..<count] {
      guard let name = variable(argument, of: macro.name) else {
        return fail(.noMatchingOverload, at: range)
      }
      if names.contains(name) {
        report("'\(name)' is declared twice", at: argument.range)
      }
      names.append(name)
    }
    let isMap = if case .map = types.resolved(operand.type) { true } else { false }
    let first = declare(names[0], count == 2 || isMap ? keyType : valueType)
    let second = count == 2 ? declare(names[1], valueType) : nil
    defer { locals.removeLast(count) }

    var rest = macro.arguments[count...]
    var condition: Compiled?
    if hasCondition, let node = rest.popFirst() {
      let compiled = compile(node)
      if !accepts(compiled.type, as: .bool) {
        report("the condition must be bool, not \(shown(compiled.type))", at: node.range)
      }
      condition = compiled
    }
    let resultNode = rest.first
    let result = resultNode.map { compile($0) }
    program.comprehensions.append(
      Comprehension(
        kind: kind, range: operand.place, first: first.place, second: second?.place,
        condition: condition?.place, result: result?.place))

    let type: ValueType
    switch kind {
    case .all, .any, .one: type = .bool
    case .filter: type = .list(first.type)
    case .transformList: type = .list(result?.type ?? .dyn)
    case .transformMap: type = .map(keyType, result?.type ?? .dyn)
    case .mergeMaps:
      let (key, value) = (types.fresh(), types.fresh())
      if let result, let resultNode, !accepts(result.type, as: .map(key, value)) {
        report("this must give a map, not \(shown(result.type))", at: resultNode.range)
      }
      type = .map(key, value)
    }
    return emit(.comprehension(program.comprehensions.count - 1), type, at: range)
  }

  /// The types of indices or keys, and of elements or values.
  private mutating func elementTypes(
    of type: ValueType, _ macro: Macro, at range: Range<Int>
  ) -> (ValueType, ValueType) {
    if !checksTypes { return (.dyn, .dyn) }
    switch types.resolved(type) {
    case .list(let element): return (.int, element)
    case .map(let key, let value): return (key, value)
    case .record: return (.string, .dyn)
    case .dyn: return (.dyn, .dyn)
    case .variable:
      _ = types.assign([.dyn], to: [type])
      return (.dyn, .dyn)
    case let other:
      report("'\(macro.name)' goes through a list or map, not \(shown(other))", at: range)
      return (.dyn, .dyn)
    }
  }
}
