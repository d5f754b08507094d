/// A text with gaps: `{name}` for a variable of the format, `${NAME}` for one of the environment.
package struct TextTemplate: Hashable, Sendable {
  package enum Part: Hashable, Sendable {
    case text(String)
    case variable(String)
    case environment(String)
  }

  package let parts: [Part]

  /// Why a text is no template.
  package struct SyntaxError: Error, Hashable, Sendable {
    package let message: String
  }

  package init(_ text: String) throws(SyntaxError) {
    var parts: [Part] = []
    var literal = ""
    var rest = text[...]
    while let character = rest.popFirst() {
      let isEnvironment = character == "$" && rest.first == "{"
      guard isEnvironment || character == "{" else {
        if character == "}" { throw SyntaxError(message: "there is no '{' before '}'") }
        literal.append(character)
        continue
      }
      if isEnvironment { rest.removeFirst() }
      guard let end = rest.firstIndex(of: "}") else {
        throw SyntaxError(message: "there is no '}' after '{'")
      }
      let name = String(rest[..<end])
      guard Self.isName(name) else {
        throw SyntaxError(message: "'\(name)' is no name of letters, digits and '_'")
      }
      rest = rest[rest.index(after: end)...]
      if !literal.isEmpty { parts.append(.text(literal)) }
      literal = ""
      parts.append(isEnvironment ? .environment(name) : .variable(name))
    }
    if !literal.isEmpty { parts.append(.text(literal)) }
    self.parts = parts
  }

  /// As it is written.
  package var description: String {
    parts.map { part in
      switch part {
      case .text(let literal): literal
      case .variable(let name): "{\(name)}"
      case .environment(let name): "${\(name)}"
      }
    }.joined()
  }

  private static func isName(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
          || $0 == 0x5F
      }
  }

  /// The names of the format's variables in it.
  package var variables: [String] {
    parts.compactMap { if case .variable(let name) = $0 { name } else { nil } }
  }

  /// The names of the environment's variables in it.
  package var environmentNames: [String] {
    parts.compactMap { if case .environment(let name) = $0 { name } else { nil } }
  }
}
