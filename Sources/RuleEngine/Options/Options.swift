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
  /// What else is wrong with the same text.
  package var others: [OptionError] = []

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
  package let form: OptionForm
  package let summary: String
  /// What holds where a policy does not give it; nil if nothing does.
  package let fallback: OptionInput?
  /// A policy must give it.
  package let isRequired: Bool
  /// Fails exactly if reading the input would.
  package let check: @Sendable (OptionInput) throws(OptionError) -> Void

  /// The default as it would be written; nil if there is none.
  package var defaultText: String? {
    switch fallback {
    case .text(let text): text
    case .list(let list): "[\(list.joined(separator: ", "))]"
    case nil: nil
    }
  }
}

/// What can be written for an option, as far as its text alone tells.
package enum OptionForm: Hashable, Sendable {
  case text
  /// A list; a text alone is a list of one.
  case texts
  case duration, fraction, flag
  case count(ClosedRange<Int>)
  /// One of some words, or a list of some of them.
  case choice([String])
  case choices([String])
}

/// A typed option of a rule: its one declaration feeds parsing, diagnostics and documentation.
package struct Option<Value: Sendable>: Sendable {
  package let name: String
  package let syntax: String
  package let form: OptionForm
  package let summary: String
  private let fallback: OptionInput?
  private let parse: @Sendable (OptionInput) throws(OptionError) -> Value
  private let absent: Value?

  init(
    _ name: String, syntax: String, _ form: OptionForm, _ summary: String,
    fallback: OptionInput?, absent: Value?,
    parse: @escaping @Sendable (OptionInput) throws(OptionError) -> Value
  ) {
    self.name = name
    self.syntax = syntax
    self.form = form
    self.summary = summary
    self.fallback = fallback
    self.absent = absent
    self.parse = parse
  }

  package var declaration: OptionDeclaration {
    OptionDeclaration(
      name: name, syntax: syntax, form: form, summary: summary, fallback: fallback,
      isRequired: fallback == nil && absent == nil,
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
