import SourceText

/// Names: facts, what macros declare, types, and the fields of values.
extension Compiler {
  private enum Meaning {
    case local(Local)
    case fact(Int)
    case type(String, ValueType)
  }

  mutating func name(_ node: SyntaxNode) -> Compiled {
    if let chain = node.chain { return name(chain) ?? unknown(node) }
    guard case .select(let operand, let field, let fieldRange, let isOptional) = node.kind else {
      return unknown(node)
    }
    return select(
      field, of: compile(operand), isOptional: isOptional, at: node.range, named: fieldRange)
  }

  /// `has(x.y)`: whether a value has a field; `has(x)`: whether a fact is stated.
  mutating func presence(_ node: SyntaxNode, at range: Range<Int>) -> Compiled {
    let chain = node.chain
    if let chain, case .fact(let place) = meaning(of: chain[...]) {
      return emit(.presence(slot(ofFact: place, at: node.range)), .bool, at: range)
    }
    guard case .select(let operand, let field, let fieldRange, false) = node.kind else {
      report("'has' asks for a fact or a field: has(x.y)", at: node.range)
      return fail(.noMatchingOverload, at: node.range)
    }
    let compiled: Compiled
    if let chain {
      guard let known = name(chain.dropLast()) else { return unknown(node) }
      compiled = known
    } else {
      compiled = compile(operand)
    }
    _ = fieldType(field, of: compiled.type, at: fieldRange)
    return emit(.has(compiled.place, key: constant(.string(field))), .bool, at: range)
  }

  /// A name that means something, and what is selected from it; nil if no beginning of the chain
  /// means anything.
  private mutating func name(_ chain: some Sequence<SyntaxNode>) -> Compiled? {
    let chain = Array(chain)
    let longest = min(chain.count, schema.longestName)
    for length in stride(from: longest, to: 0, by: -1) {
      guard let meaning = meaning(of: chain[..<length]) else { continue }
      var compiled = emit(meaning, at: chain[length - 1].range)
      for node in chain[length...] {
        guard case .select(_, let field, let fieldRange, _) = node.kind else { continue }
        compiled = select(
          field, of: compiled, isOptional: false, at: node.range, named: fieldRange)
      }
      return compiled
    }
    return nil
  }

  private mutating func emit(_ meaning: Meaning, at range: Range<Int>) -> Compiled {
    switch meaning {
    case .local(let local): return emit(.local(local.place), local.type, at: range)
    case .fact(let place):
      return emit(.fact(slot(ofFact: place, at: range)), schema.facts[place].type, at: range)
    case .type(let name, let type):
      return emit(.constant(constant(.type(TypeName(name)))), .type(type), at: range)
    }
  }

  private mutating func select(
    _ field: String, of operand: Compiled, isOptional: Bool, at range: Range<Int>,
    named fieldRange: Range<Int>
  ) -> Compiled {
    let type = fieldType(field, of: operand.type, at: fieldRange)
    let wrapsType = isOptional && types.resolved(type).wrapped == nil
    return emit(
      .select(operand.place, key: constant(.string(field)), isOptional: isOptional),
      wrapsType ? .optional(type) : type, at: range)
  }

  private func meaning(of chain: ArraySlice<SyntaxNode>) -> Meaning? {
    guard let first = chain.first, case .identifier(let name, let isAbsolute) = first.kind else {
      return nil
    }
    if !isAbsolute, let local = locals.last(where: { $0.name == name }) {
      return chain.count == 1 ? .local(local) : nil
    }
    guard chain.count <= schema.longestName, let name = chain.last?.qualifiedName else {
      return nil
    }
    for candidate in schema.candidates(for: name) {
      if let place = schema.place(of: candidate) { return .fact(place) }
      if let type = ValueType.named[candidate] { return .type(candidate, type) }
    }
    return nil
  }

  private mutating func unknown(_ node: SyntaxNode) -> Compiled {
    let name = node.qualifiedName ?? ""
    let first = node.chain?.first?.qualifiedName ?? name
    if schema.isGroup(name) {
      let example = schema.facts.first { $0.name.hasPrefix(name + ".") }?.name ?? ""
      return refuse(
        "'\(name)' is no value: '\(example)' and others begin so", at: node.range)
    }
    if let usage = Macro.usage(of: name) ?? FunctionTable.usage(of: name, isMember: false) {
      return refuse("'\(name)' is a function, used as \(usage)", at: node.range)
    }
    if let function = FunctionTable.names(startingWith: name)?.first {
      return refuse("'\(name)' is no value: '\(function)' and others begin so", at: node.range)
    }
    // A field of what is not known: the fault is in the beginning of the name.
    let isGrouped = schema.isGroup(first)
    let shown = isGrouped ? name : first
    let candidates =
      schema.facts.map(\.name) + (isGrouped ? [] : locals.map(\.name) + ValueType.named.keys)
    let suggestion = Suggestion.closest(to: shown, in: candidates)
    let start = node.range.lowerBound
    let range = isGrouped ? node.range : start..<start + first.unicodeScalars.count
    return refuse(
      "unknown name '\(shown)'" + (suggestion.map { "; did you mean '\($0)'?" } ?? ""), at: range)
  }

  private mutating func fieldType(
    _ field: String, of type: ValueType, at range: Range<Int>
  ) -> ValueType {
    if !checksTypes { return .dyn }
    switch types.resolved(type) {
    case .dyn: return .dyn
    case .variable:
      _ = types.assign([.dyn], to: [type])
      return .dyn
    case .map(let key, let value):
      if !accepts(.string, as: key) {
        report("the map's keys are \(shown(key)), so it has no fields", at: range)
      }
      return value
    case .record(let record):
      if let type = record.fields[field] { return type }
      let suggestion = Suggestion.closest(to: field, in: record.fields.keys)
      report(
        "\(record.name) has no field '\(field)'"
          + (suggestion.map { "; did you mean '\($0)'?" } ?? ""), at: range)
      return .dyn
    case .opaque("optional_type", let parameters):
      return .optional(fieldType(field, of: parameters.first ?? .dyn, at: range))
    case let other:
      report("\(shown(other)) has no fields", at: range)
      return .dyn
    }
  }
}

extension SyntaxNode {
  /// The names of `a.b.c`, each with all before it: `a`, `a.b` and `a.b.c`; nil if the expression is
  /// something else.
  fileprivate var chain: [SyntaxNode]? {
    var nodes = [self]
    while case .select(let operand, _, _, false) = nodes[nodes.count - 1].kind {
      nodes.append(operand)
    }
    guard case .identifier = nodes[nodes.count - 1].kind else { return nil }
    return nodes.reversed()
  }
}
