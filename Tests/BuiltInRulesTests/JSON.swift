/// Just enough JSON to read the records of examples.
enum JSON: Equatable {
  case null
  case bool(Bool)
  case number(String)
  case string(String)
  case array([JSON])
  indirect case object([String: JSON])

  struct Malformed: Error {
    let text: String
  }

  init(parsing text: String) throws {
    var rest = Substring(text)
    self = try JSON.value(&rest)
    guard rest.isEmpty else { throw Malformed(text: String(rest)) }
  }

  var text: String? { if case .string(let text) = self { text } else { nil } }
  var texts: [String]? {
    if case .array(let values) = self { values.compactMap(\.text) } else { nil }
  }
  subscript(key: String) -> JSON? {
    if case .object(let members) = self { members[key] } else { nil }
  }

  private static func value(_ rest: inout Substring) throws -> JSON {
    for (word, value) in [("null", JSON.null), ("true", .bool(true)), ("false", .bool(false))]
    where rest.hasPrefix(word) {
      rest.removeFirst(word.count)
      return value
    }
    switch rest.first {
    case "\"": return .string(try string(&rest))
    case "[":
      return .array(try list(&rest, upTo: "]") { try value(&$0) })
    case "{":
      let members = try list(&rest, upTo: "}") { rest in
        let key = try string(&rest)
        try take(":", from: &rest)
        return (key, try value(&rest))
      }
      return .object(try Dictionary(members) { _, _ in throw Malformed(text: "duplicate key") })
    default:
      let digits = rest.prefix { $0.isNumber }
      if digits.isEmpty { throw Malformed(text: String(rest)) }
      rest.removeFirst(digits.count)
      return .number(String(digits))
    }
  }

  private static func list<Element>(
    _ rest: inout Substring, upTo end: Character, _ element: (inout Substring) throws -> Element
  ) throws -> [Element] {
    rest.removeFirst()
    var elements: [Element] = []
    while rest.first != end {
      if !elements.isEmpty { try take(",", from: &rest) }
      elements.append(try element(&rest))
    }
    rest.removeFirst()
    return elements
  }

  private static func string(_ rest: inout Substring) throws -> String {
    try take("\"", from: &rest)
    let text = rest.prefix { $0 != "\"" }
    if text.contains("\\") || text.endIndex == rest.endIndex { throw Malformed(text: String(rest)) }
    rest = rest[text.endIndex...].dropFirst()
    return String(text)
  }

  private static func take(_ character: Character, from rest: inout Substring) throws {
    guard rest.popFirst() == character else { throw Malformed(text: String(rest)) }
  }
}
