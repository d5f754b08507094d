/// The value of an option whose type is not known to the compiler.
package enum OptionValue: Hashable, Sendable {
  case text(String)
  case texts([String])
  case count(Int)
  case flag(Bool)
  case duration(Duration)
}

/// An option that is declared by data, as plugins declare theirs: read, checked and documented like
/// one in code.
package struct DescribedOption: Sendable {
  /// What such an option can be.
  package enum Kind: String, CaseIterable, Sendable {
    case text, texts, count, flag, duration, choice, choices
  }

  private struct Word: Choice {
    let word: String
  }

  package let declaration: OptionDeclaration
  private let option: Option<OptionValue?>

  /// - Parameters:
  ///   - choices: the words that can be chosen from, where the kind is a choice.
  ///   - isRequired: a policy must give it; else, without a default, it may be left out.
  /// - Throws: what is wrong with the default.
  package init(
    _ name: String, _ kind: Kind, choices: [String] = [], default fallback: OptionInput? = nil,
    isRequired: Bool = false, _ summary: String
  ) throws(OptionError) {
    func option<Value>(
      _ typed: Option<Value>, _ value: @escaping @Sendable (Value) -> OptionValue?
    ) -> Option<OptionValue?> {
      Option<OptionValue?>(
        name, syntax: typed.syntax, typed.form, summary, fallback: fallback,
        absent: isRequired ? nil : .some(nil)
      ) { (input) throws(OptionError) in value(try typed.read(input)) }
    }
    let words = choices.map(Word.init)
    self.option =
      switch kind {
      case .text: option(.text(name, summary)) { $0.map { .text($0) } }
      case .texts: option(.texts(name, syntax: "texts", summary)) { .texts($0) }
      case .count:
        option(.count(name, in: -1_000_000_000...1_000_000_000, summary)) { $0.map { .count($0) } }
      case .flag: option(.flag(name, default: false, summary)) { .flag($0) }
      case .duration: option(.duration(name, summary)) { $0.map { .duration($0) } }
      case .choice:
        option(.choice(name, of: words, default: Word(word: ""), summary)) { .text($0.word) }
      case .choices:
        option(.choices(name, of: words, default: words, summary)) { .texts($0.map(\.word)) }
      }
    declaration = self.option.declaration
    if let fallback { try declaration.check(fallback) }
  }

  /// Nil if a policy does not give it and there is no default.
  package func value(in options: Options) throws(OptionError) -> OptionValue? {
    try options[option]
  }
}
