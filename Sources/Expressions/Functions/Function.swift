/// A function of the language: how it is called, the types it takes, and what it does.
///
/// Those with the same name, style and number of arguments are one function with overloads.
struct Function: Sendable {
  /// What a function does; values of types that no overload has give `noMatchingOverload`.
  enum Body: Sendable {
    case constant(Value)
    case unary(@Sendable (inout Context, Value) throws(Failure) -> Value)
    case binary(@Sendable (inout Context, Value, Value) throws(Failure) -> Value)
    case ternary(@Sendable (inout Context, Value, Value, Value) throws(Failure) -> Value)
    case quaternary(@Sendable (inout Context, Value, Value, Value, Value) throws(Failure) -> Value)
  }

  /// With its namespace, if it has one: `math.abs`.
  let name: String
  /// Whether it is called on its first argument: `text.size()`.
  let isMember: Bool
  let overloads: [Overload]
  let body: Body

  init(_ name: String, isMember: Bool, _ overloads: [Overload], _ body: Body) {
    self.name = name
    self.isMember = isMember
    self.overloads = overloads
    self.body = body
  }

  static func global(_ name: String, _ overloads: Overload..., body: Body) -> Function {
    Function(name, isMember: false, overloads, body)
  }

  static func member(_ name: String, _ overloads: Overload..., body: Body) -> Function {
    Function(name, isMember: true, overloads, body)
  }

  /// How many arguments it takes, the one it is called on included.
  var count: Int {
    switch body {
    case .constant: 0
    case .unary: 1
    case .binary: 2
    case .ternary: 3
    case .quaternary: 4
    }
  }
}

/// What functions need besides their arguments.
struct Context {
  var effort: Effort
  private let zones: TimeZones
  private var lastZone: (name: String, rules: TimeZoneRules)?
  private var lastPattern: (text: String, expression: MatchedPattern)?

  init(effort: Effort, zones: TimeZones) {
    self.effort = effort
    self.zones = zones
  }

  /// The rules of a zone; the one asked for last is remembered.
  mutating func zone(named name: String) throws(Failure) -> TimeZoneRules {
    if let lastZone, TextOrder.areEqual(lastZone.name, name) { return lastZone.rules }
    try effort.spend(1000)
    let rules = try zones.rules(named: name)
    lastZone = (name, rules)
    return rules
  }

  /// A regular expression that is not known before the evaluation; the last one is remembered.
  mutating func pattern(_ text: String) throws(Failure) -> MatchedPattern {
    if let lastPattern, TextOrder.areEqual(lastPattern.text, text) { return lastPattern.expression }
    try effort.spend(10_000 + text.utf8.count * 100)
    let expression = try MatchedPattern(text)
    lastPattern = (text, expression)
    return expression
  }
}
