/// What expressions may ask: the facts with their names and types, and the time zones.
package struct ExpressionSchema: Sendable {
  package struct Fact: Sendable {
    /// A name, or several with dots between them: `certificate.policies`.
    package let name: String
    package let type: ValueType

    package init(_ name: String, _ type: ValueType) {
      self.name = name
      self.type = type
    }
  }

  package let facts: [Fact]
  package let zones: TimeZones
  /// The scope in which names are looked up first: in `a.b`, `x` may be `a.b.x` or `a.x`.
  let container: String
  /// How many parts between dots a name may have that means something.
  let longestName: Int
  private let places: [String: Int]

  /// The first of facts with the same name counts.
  package init(facts: [Fact], zones: TimeZones = .fixed) {
    self.init(facts: facts, zones: zones, container: "")
  }

  init(facts: [Fact], zones: TimeZones, container: String) {
    self.facts = facts
    self.zones = zones
    self.container = container
    longestName =
      (facts.map(\.name) + ValueType.named.keys).map { $0.split(separator: ".").count }.max() ?? 1
    places = Dictionary(
      facts.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  func place(of name: String) -> Int? { places[name] }

  /// Whether a name is that of several facts: `certificate` of `certificate.policies`.
  func isGroup(_ name: String) -> Bool {
    facts.contains { $0.name.hasPrefix(name + ".") }
  }

  /// What a name may stand for in full, in the order in which that is tried.
  func candidates(for name: String) -> [String] {
    if name.hasPrefix(".") { return [String(name.dropFirst())] }
    var scope = container.split(separator: ".")
    var names: [String] = []
    while !scope.isEmpty {
      names.append(scope.joined(separator: ".") + "." + name)
      scope.removeLast()
    }
    return names + [name]
  }
}
