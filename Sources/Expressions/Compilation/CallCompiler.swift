import SourceText

/// Calls of functions.
extension Compiler {
  mutating func call(_ call: SyntaxNode.Call, at range: Range<Int>) -> Compiled {
    if let macro = Macro(call) { return self.macro(macro, at: range) }
    if let qualified = qualifiedFunction(call) {
      return self.call(
        qualified, given: call.arguments, isMember: false, at: range,
        named: call.functionRange)
    }
    guard let receiver = call.receiver else {
      let name = schema.candidates(for: (call.isAbsolute ? "." : "") + call.function)
        .first { FunctionTable.has($0, isMember: false) }
      return self.call(
        name ?? call.function, given: call.arguments, isMember: false, at: range,
        named: call.functionRange)
    }
    return self.call(
      call.function, given: [receiver] + call.arguments, isMember: true, at: range,
      named: call.functionRange)
  }

  /// The function that a receiver is part of the name of: `math` of `math.abs(x)`.
  private func qualifiedFunction(_ call: SyntaxNode.Call) -> String? {
    guard let prefix = call.receiver?.qualifiedName else { return nil }
    if let first = prefix.split(separator: ".").first, !prefix.hasPrefix("."),
      locals.contains(where: { $0.name == first })
    {
      return nil
    }
    return schema.candidates(for: "\(prefix).\(call.function)")
      .first { FunctionTable.has($0, isMember: false) }
  }

  private mutating func call(
    _ name: String, given arguments: [SyntaxNode], isMember: Bool, at range: Range<Int>,
    named nameRange: Range<Int>
  ) -> Compiled {
    if FunctionTable.takesAny(name), !isMember {
      return extreme(name, of: arguments, at: range)
    }
    guard
      let function = FunctionTable.function(name, isMember: isMember, count: arguments.count)
    else { return unknownFunction(name, arguments, isMember: isMember, at: nameRange, range) }
    let compiled = arguments.map { compile($0) }
    if name == "dyn", !isMember {
      return Compiled(place: compiled[0].place, type: .dyn)
    }
    checkConstant(arguments.last, of: name, isMember: isMember)
    var type = ValueType.dyn
    if checksTypes {
      let given = compiled.map(\.type)
      if let result = resultType(of: function.overloads, given: given) {
        type = result
      } else {
        let call = signature(name, given, isMember: isMember)
        let known = function.overloads.prefix(3)
          .map { "'\(signature(name, $0.parameters, isMember: isMember))'" }
          .joined(separator: ", ")
        report("there is no '\(call)', only \(known)", at: range)
      }
    }
    if isMember, name == "or" || name == "orValue" {
      return emit(
        .otherwise(compiled[0].place, compiled[1].place, isUnwrapped: name == "orValue"), type,
        at: range)
    }
    return emit(
      .call(function: self.function(function), operands(compiled.map(\.place))), type, at: range)
  }

  private mutating func function(_ function: Function) -> Int {
    program.functions.append(function)
    return program.functions.count - 1
  }

  /// Reports a literal that can never be what a function needs of it.
  private mutating func checkConstant(
    _ argument: SyntaxNode?, of name: String, isMember: Bool
  ) {
    guard checksTypes, let argument, case .literal(.string(let text)) = argument.kind else {
      return
    }
    do throws(Failure) {
      switch name {
      case "timestamp" where !isMember: _ = try Moment(text)
      case "duration" where !isMember: _ = try TimeSpan(text)
      case "ip" where !isMember: _ = try IPAddress(text)
      case "cidr" where !isMember: _ = try IPNetwork(text)
      case "oid" where !isMember: try OIDFunctions.check(text)
      case "matches": _ = try MatchedPattern(text)
      case _ where isMember && TimeFunctions.names.contains(name):
        _ = try schema.zones.rules(named: text)
      default: break
      }
    } catch {
      if case .other(let message) = error { report(message, at: argument.range) }
    }
  }

  /// `math.greatest` and `math.least` take one list, or the numbers themselves.
  private mutating func extreme(
    _ name: String, of arguments: [SyntaxNode], at range: Range<Int>
  ) -> Compiled {
    guard let function = FunctionTable.function(name, isMember: false, count: 1),
      !arguments.isEmpty
    else {
      report("'\(name)' takes at least one number", at: range)
      return fail(.noMatchingOverload, at: range)
    }
    let compiled = arguments.map { compile($0) }
    let elementType: ValueType
    var place = compiled[0].place
    if compiled.count == 1, case .list(let element) = types.resolved(compiled[0].type) {
      elementType = element
    } else {
      elementType = compiled.dropFirst().reduce(compiled[0].type) { types.join($0, $1.type) }
      if compiled.count > 1 {
        place = emit(.list(operands(compiled.map(\.place))), .list(elementType), at: range).place
      }
    }
    if checksTypes {
      for (argument, node) in zip(compiled, arguments)
      where resultType(of: OperatorTypes.numbers, given: [argument.type]) == nil {
        report("'\(name)' takes numbers, not \(shown(argument.type))", at: node.range)
      }
    }
    return emit(
      .call(function: self.function(function), operands([place])), elementType, at: range)
  }

  private mutating func unknownFunction(
    _ name: String, _ arguments: [SyntaxNode], isMember: Bool, at nameRange: Range<Int>,
    _ range: Range<Int>
  ) -> Compiled {
    if let usage = Macro.usage(of: name) ?? FunctionTable.usage(of: name, isMember: isMember) {
      return refuse("'\(name)' is used as \(usage)", at: range)
    }
    // What is not known may hide in the receiver: math.absolute(x).
    if isMember, let prefix = arguments.first?.qualifiedName,
      let functions = FunctionTable.names(startingWith: prefix)
    {
      let suggestion = Suggestion.closest(to: "\(prefix).\(name)", in: functions)
      return refuse(
        "unknown function '\(prefix).\(name)'"
          + (suggestion.map { "; did you mean '\($0)'?" } ?? ""), at: nameRange)
    }
    let candidates = FunctionTable.names(isMember: isMember) + Macro.names(isMember: isMember)
    let suggestion = Suggestion.closest(to: name, in: candidates)
    return refuse(
      "unknown function '\(name)'" + (suggestion.map { "; did you mean '\($0)'?" } ?? ""),
      at: nameRange)
  }

  /// The type that the first fitting overload gives; `dyn` if several fit that differ in it.
  mutating func resultType(of overloads: [Overload], given: [ValueType]) -> ValueType? {
    var result: ValueType?
    for overload in overloads {
      let (parameters, type) = overload.instantiated(&types)
      guard types.assign(given, to: parameters) else { continue }
      let resolved = types.resolved(type)
      if let known = result, known != .dyn, known != resolved {
        result = .dyn
      } else if result == nil {
        result = resolved
      }
    }
    return result
  }

  private func signature(_ name: String, _ types: [ValueType], isMember: Bool) -> String {
    let texts = types.map(shown)
    return isMember
      ? "\(texts[0]).\(name)(\(texts.dropFirst().joined(separator: ", ")))"
      : "\(name)(\(texts.joined(separator: ", ")))"
  }
}
