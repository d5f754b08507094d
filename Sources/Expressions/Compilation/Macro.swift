/// What is written as a call, but declares names or looks at how its arguments are written.
struct Macro {
  enum Kind: Equatable {
    case has
    case comprehension(Comprehension.Kind, variables: Int, hasCondition: Bool)
    case bind
    case optionalMap(isFlat: Bool)
  }

  private struct Form {
    let name: String
    let count: Int
    let kind: Kind
    let usage: String
  }

  let kind: Kind
  let name: String
  /// What the macro is called on, if anything.
  let receiver: SyntaxNode?
  let arguments: [SyntaxNode]

  /// Nil if the call is one of a function.
  init?(_ call: SyntaxNode.Call) {
    let form: Form?
    if call.receiver?.qualifiedName == "cel", call.function == "bind" {
      form = Self.bind.count == call.arguments.count ? Self.bind : nil
    } else {
      form = (call.receiver == nil ? Self.global : Self.members)
        .first { $0.name == call.function && $0.count == call.arguments.count }
    }
    guard let form else { return nil }
    kind = form.kind
    name = form.name
    receiver = call.receiver
    arguments = call.arguments
  }

  /// How a macro is used, for who used it otherwise.
  static func usage(of name: String) -> String? {
    let usages = (global + members + [bind]).filter { $0.name == name }.map { "'\($0.usage)'" }
    return usages.isEmpty ? nil : usages.joined(separator: " or ")
  }

  static func names(isMember: Bool) -> [String] {
    (isMember ? members : global).map(\.name)
  }

  private static let bind = Form(
    name: "bind", count: 3, kind: .bind, usage: "cel.bind(x, value, expression)")

  private static let global = [Form(name: "has", count: 1, kind: .has, usage: "has(x.y)")]

  private static let members: [Form] =
    quantifiers.flatMap { name, kind in
      [
        Form(
          name: name, count: 2,
          kind: .comprehension(kind, variables: 1, hasCondition: true),
          usage: "list.\(name)(x, condition)"),
        Form(
          name: name, count: 3,
          kind: .comprehension(kind, variables: 2, hasCondition: true),
          usage: "map.\(name)(key, value, condition)"),
      ]
    } + [
      Form(
        name: "filter", count: 2,
        kind: .comprehension(.filter, variables: 1, hasCondition: true),
        usage: "list.filter(x, condition)"),
      Form(
        name: "map", count: 2,
        kind: .comprehension(.transformList, variables: 1, hasCondition: false),
        usage: "list.map(x, result)"),
      Form(
        name: "map", count: 3,
        kind: .comprehension(.transformList, variables: 1, hasCondition: true),
        usage: "list.map(x, condition, result)"),
    ]
    + transformers.flatMap { name, kind in
      [
        Form(
          name: name, count: 3,
          kind: .comprehension(kind, variables: 2, hasCondition: false),
          usage: "map.\(name)(key, value, result)"),
        Form(
          name: name, count: 4,
          kind: .comprehension(kind, variables: 2, hasCondition: true),
          usage: "map.\(name)(key, value, condition, result)"),
      ]
    } + [
      Form(
        name: "optMap", count: 2, kind: .optionalMap(isFlat: false),
        usage: "optional.optMap(x, result)"),
      Form(
        name: "optFlatMap", count: 2, kind: .optionalMap(isFlat: true),
        usage: "optional.optFlatMap(x, result)"),
    ]

  private static let quantifiers: [(String, Comprehension.Kind)] = [
    ("all", .all), ("exists", .any), ("exists_one", .one), ("existsOne", .one),
  ]

  private static let transformers: [(String, Comprehension.Kind)] = [
    ("transformList", .transformList), ("transformMap", .transformMap),
    ("transformMapEntry", .mergeMaps),
  ]
}
