/// What a policy wrote for one option, before a rule reads it.
package enum OptionInput: Hashable, Sendable {
  case text(String)
  case list([String])
}

/// Why an option cannot be read; the policy file knows where it stands.
package struct OptionError: Error, Hashable, Sendable {
  /// The option it is about; nil if it is about the rule's options together.
  package var option: String?
  /// Which element of a list it is about.
  package var element: Int?
  /// Which scalars of the text it is about.
  package var range: Range<Int>?
  package let message: String
  /// What to write instead, if that can be told.
  package var suggestion: String?

  package init(
    _ message: String, option: String? = nil, element: Int? = nil, range: Range<Int>? = nil,
    suggestion: String? = nil
  ) {
    self.message = message
    self.option = option
    self.element = element
    self.range = range
    self.suggestion = suggestion
  }
}

/// An option as help, diagnostics and schemas need it, whatever its type.
package struct OptionDeclaration: Sendable {
  package let name: String
  /// What is written: `duration`, `list of DNS patterns`.
  package let syntax: String
  package let summary: String
  /// The default as it would be written; nil if there is none.
  package let defaultText: String?
  /// The words that can be chosen from, if the option is a choice.
  package let choices: [String]
  /// Fails exactly if reading the input would.
  package let check: @Sendable (OptionInput) throws(OptionError) -> Void
}

/// A typed option of a rule: its one declaration feeds parsing, diagnostics and documentation.
package struct Option<Value: Sendable>: Sendable {
  package let name: String
  package let syntax: String
  package let summary: String
  package let choices: [String]
  private let fallback: OptionInput?
  private let parse: @Sendable (OptionInput) throws(OptionError) -> Value
  private let absent: Value?

  init(
    _ name: String, syntax: String, _ summary: String, choices: [String] = [],
    fallback: OptionInput?, absent: Value?,
    parse: @escaping @Sendable (OptionInput) throws(OptionError) -> Value
  ) {
    self.name = name
    self.syntax = syntax
    self.summary = summary
    self.choices = choices
    self.fallback = fallback
    self.absent = absent
    self.parse = parse
  }

  package var declaration: OptionDeclaration {
    let defaultText: String? =
      switch fallback {
      case .text(let text): text
      case .list(let list): "[\(list.joined(separator: ", "))]"
      case nil: nil
      }
    return OptionDeclaration(
      name: name, syntax: syntax, summary: summary, defaultText: defaultText, choices: choices,
      check: { (input) throws(OptionError) in _ = try read(input) })
  }

  func read(_ input: OptionInput?) throws(OptionError) -> Value {
    guard let input = input ?? fallback else {
      guard let absent else { throw OptionError("'\(name)' must be given", option: name) }
      return absent
    }
    do {
      return try parse(input)
    } catch {
      var located = error
      located.option = name
      throw located
    }
  }
}

/// The options a policy gave one check.
package struct Options: Sendable {
  private let inputs: [String: OptionInput]

  package init(_ inputs: [String: OptionInput]) {
    self.inputs = inputs
  }

  package subscript<Value>(option: Option<Value>) -> Value {
    get throws(OptionError) { try option.read(inputs[option.name]) }
  }
}
