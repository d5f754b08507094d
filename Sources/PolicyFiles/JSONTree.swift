import SourceText

/// A JSON value to be written down, whose members keep their order.
indirect enum JSONTree: Sendable {
  case null
  case flag(Bool)
  case number(Int)
  case text(String)
  case list([JSONTree])
  case object([(name: String, value: JSONTree)])

  // As wide as a line of code.
  private static let width = 100

  /// Appends the value, in as few lines as are of a width to be read.
  ///
  /// - Parameters:
  ///   - indent: that of the line the value begins on.
  ///   - column: where on it the value begins.
  func append(indent: Int = 0, column: Int = 0, to text: inout [UInt8]) {
    let start = text.count
    appendLine(to: &text)
    if column + text.count - start < Self.width { return }
    switch self {
    case .null, .flag, .number, .text: return
    case .list(let elements):
      text.removeSubrange(start...)
      text.append(UInt8(ascii: "["))
      for (number, element) in elements.enumerated() {
        Self.breakLine(isFirst: number == 0, indent: indent + 2, to: &text)
        element.append(indent: indent + 2, column: indent + 2, to: &text)
      }
      Self.breakLine(isFirst: true, indent: indent, to: &text)
      text.append(UInt8(ascii: "]"))
    case .object(let members):
      text.removeSubrange(start...)
      text.append(UInt8(ascii: "{"))
      for (number, member) in members.enumerated() {
        Self.breakLine(isFirst: number == 0, indent: indent + 2, to: &text)
        let name = text.count
        Self.append(member.name, to: &text)
        member.value.append(
          indent: indent + 2, column: indent + 2 + text.count - name, to: &text)
      }
      Self.breakLine(isFirst: true, indent: indent, to: &text)
      text.append(UInt8(ascii: "}"))
    }
  }

  private static func breakLine(isFirst: Bool, indent: Int, to text: inout [UInt8]) {
    if !isFirst { text.append(UInt8(ascii: ",")) }
    text.append(UInt8(ascii: "\n"))
    text += repeatElement(UInt8(ascii: " "), count: indent)
  }

  private static func append(_ name: String, to text: inout [UInt8]) {
    Escaping.appendJSON(name, to: &text)
    text += ": ".utf8
  }

  /// Appends the value on one line.
  private func appendLine(to text: inout [UInt8]) {
    switch self {
    case .null: text += "null".utf8
    case .flag(let flag): text += (flag ? "true" : "false").utf8
    case .number(let number): text += String(number).utf8
    case .text(let string): Escaping.appendJSON(string, to: &text)
    case .list(let elements):
      text.append(UInt8(ascii: "["))
      for (number, element) in elements.enumerated() {
        if number > 0 { text += ", ".utf8 }
        element.appendLine(to: &text)
      }
      text.append(UInt8(ascii: "]"))
    case .object(let members):
      text += (members.isEmpty ? "{" : "{ ").utf8
      for (number, member) in members.enumerated() {
        if number > 0 { text += ", ".utf8 }
        Self.append(member.name, to: &text)
        member.value.appendLine(to: &text)
      }
      text += (members.isEmpty ? "}" : " }").utf8
    }
  }
}

extension JSONTree: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByStringLiteral, ExpressibleByStringInterpolation
{
  init(booleanLiteral value: Bool) { self = .flag(value) }
  init(integerLiteral value: Int) { self = .number(value) }
  init(stringLiteral value: String) { self = .text(value) }
}

extension JSONTree: ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
  init(arrayLiteral elements: JSONTree...) { self = .list(elements) }
  init(dictionaryLiteral elements: (String, JSONTree)...) {
    self = .object(elements.map { ($0.0, $0.1) })
  }

  static func texts(_ texts: some Sequence<String>) -> JSONTree { .list(texts.map { .text($0) }) }

  /// The members of two objects; of anything else the first value.
  static func + (left: JSONTree, right: JSONTree) -> JSONTree {
    guard case .object(let first) = left, case .object(let second) = right else { return left }
    return .object(first + second)
  }
}
