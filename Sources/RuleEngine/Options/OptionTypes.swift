import Expressions
import Patterns
import SourceText

extension OptionInput {
  /// The one text of an input that must not be a list.
  fileprivate func text(_ expected: String) throws(OptionError) -> String {
    switch self {
    case .text(let text): return text
    case .list: throw OptionError("expected \(expected), found a list")
    }
  }

  /// The texts of an input; a single text is a list of one.
  fileprivate var texts: [String] {
    switch self {
    case .text(let text): [text]
    case .list(let texts): texts
    }
  }
}

extension Option where Value == Duration {
  /// A duration with a default: `30d`, `720h`.
  package static func duration(
    _ name: String, default text: String, _ summary: String
  ) -> Option {
    Option(
      name, syntax: "duration", .duration, summary, fallback: .text(text), absent: nil,
      parse: readDuration)
  }
}

extension Option where Value == Duration? {
  package static func duration(_ name: String, _ summary: String) -> Option {
    Option(name, syntax: "duration", .duration, summary, fallback: nil, absent: .some(nil)) {
      (input) throws(OptionError) in try readDuration(input)
    }
  }
}

@Sendable private func readDuration(_ input: OptionInput) throws(OptionError) -> Duration {
  let text = try input.text("a duration")
  if let duration = Duration(text) { return duration }
  throw OptionError(
    "'\(text)' is not a duration: write a whole number and a unit, such as 30d, 720h or 4w",
    suggestion: tidied(text))
}

/// `30 days` and `30D` are meant as `30d`.
private func tidied(_ text: String) -> String? {
  let word = text.lowercased().filter { $0 != " " }
  let digits = word.prefix { $0.isNumber }
  guard let unit = word.dropFirst(digits.count).first else { return nil }
  let candidate = "\(digits)\(unit)"
  return Duration(candidate) == nil ? nil : candidate
}

/// A share of a whole: `1/3`, `33%` or `0.33`.
package struct Fraction: Hashable, Sendable, CustomStringConvertible {
  package let description: String
  package let numerator: Int64
  package let denominator: Int64

  /// Nil unless the text is a fraction above 0 and below 1 with parts up to 1,000,000.
  package init?(_ text: String) {
    // `Int64` reads a sign, which no part of a share has.
    if text.utf8.contains(where: { $0 == 0x2B || $0 == 0x2D }) { return nil }
    if text.hasSuffix("%"), let percent = Int64(text.dropLast()) {
      self.init(text, percent, 100)
    } else if text.hasPrefix("0."), let digits = Int64(text.dropFirst(2)), text.utf8.count <= 8 {
      let denominator = (2..<text.utf8.count).reduce(Int64(1)) { power, _ in power * 10 }
      self.init(text, digits, denominator)
    } else {
      let parts = text.split(separator: "/", omittingEmptySubsequences: false)
      guard parts.count == 2, let numerator = Int64(parts[0]), let denominator = Int64(parts[1])
      else { return nil }
      self.init(text, numerator, denominator)
    }
  }

  private init?(_ text: String, _ numerator: Int64, _ denominator: Int64) {
    guard numerator > 0, denominator <= 1_000_000, numerator < denominator else { return nil }
    description = text
    self.numerator = numerator
    self.denominator = denominator
  }

  /// That share of a duration, rounded up to a whole second.
  package func of(_ duration: Duration) -> Duration {
    let (quotient, remainder) = duration.seconds.quotientAndRemainder(dividingBy: denominator)
    let part = remainder * numerator
    return Duration(
      seconds: quotient * numerator + (part + denominator - 1) / denominator)
  }
}

extension Option where Value == Fraction? {
  /// A share above 0 and below 1: `1/3`, `33%`, `0.33`.
  package static func fraction(_ name: String, _ summary: String) -> Option {
    Option(name, syntax: "fraction", .fraction, summary, fallback: nil, absent: .some(nil)) {
      (input) throws(OptionError) in
      let text = try input.text("a fraction")
      guard let fraction = Fraction(text) else {
        throw OptionError(
          "'\(text)' is not a fraction above 0 and below 1: write 1/3, 33% or 0.33")
      }
      return fraction
    }
  }
}

extension Option where Value == Int? {
  /// A whole number within a range.
  package static func count(
    _ name: String, in range: ClosedRange<Int>, _ summary: String
  ) -> Option {
    Option(name, syntax: "whole number", .count(range), summary, fallback: nil, absent: .some(nil))
    {
      (input) throws(OptionError) in try readCount(input, in: range)
    }
  }
}

extension Option where Value == Int {
  /// A whole number within a range, with a default.
  package static func count(
    _ name: String, default value: Int, in range: ClosedRange<Int>, _ summary: String
  ) -> Option {
    Option(
      name, syntax: "whole number", .count(range), summary, fallback: .text(String(value)),
      absent: nil
    ) {
      (input) throws(OptionError) in try readCount(input, in: range)
    }
  }
}

private func readCount(
  _ input: OptionInput, in range: ClosedRange<Int>
) throws(OptionError) -> Int {
  let text = try input.text("a whole number")
  guard let number = Int(text), range.contains(number) else {
    throw OptionError(
      "'\(text)' is not a whole number from \(range.lowerBound) to \(range.upperBound)")
  }
  return number
}

extension Option where Value == Bool {
  /// `true` or `false`.
  package static func flag(
    _ name: String, default value: Bool, _ summary: String
  ) -> Option {
    Option(
      name, syntax: "true or false", .flag, summary, fallback: .text(String(value)), absent: nil
    ) { (input) throws(OptionError) in
      switch try input.text("true or false") {
      case "true": return true
      case "false": return false
      case let text:
        throw OptionError(
          "'\(text)' is neither true nor false",
          suggestion: ["yes": "true", "on": "true", "no": "false", "off": "false"][
            text.lowercased()])
      }
    }
  }
}

/// What an option can choose, by the word that is written for it.
package protocol Choice: Hashable, Sendable {
  var word: String { get }
}

extension Choice where Self: RawRepresentable<String> {
  package var word: String { rawValue }
}

extension Fact: Choice {
  package var word: String { name }
}

extension Severity: Choice {}
extension Check.OnUnknown: Choice {}
extension Scope: Choice {}
extension Status.Class: Choice {}
extension Fingerprint.Algorithm: Choice {}

extension Option where Value: Choice {
  /// One word of a few.
  package static func choice(
    _ name: String, of values: [Value], default value: Value, _ summary: String
  ) -> Option {
    let words = values.map(\.word)
    return Option(
      name, syntax: "one of \(words.joined(separator: ", "))", .choice(words), summary,
      fallback: .text(value.word), absent: nil
    ) { (input) throws(OptionError) in
      try readChoice(try input.text("one of \(words.joined(separator: ", "))"), of: values)
    }
  }
}

extension Option {
  /// Some words of a few, at least one if the option is given.
  package static func choices<Word: Choice>(
    _ name: String, of values: [Word], default defaults: [Word] = [], _ summary: String
  ) -> Option where Value == [Word] {
    let words = values.map(\.word)
    return Option(
      name, syntax: "list of \(words.joined(separator: ", "))", .choices(words), summary,
      fallback: defaults.isEmpty ? nil : .list(defaults.map(\.word)), absent: []
    ) { (input) throws(OptionError) in
      try nonEmpty(input) { (text) throws(OptionError) in try readChoice(text, of: values) }
    }
  }
}

private func readChoice<Word: Choice>(
  _ text: String, of values: [Word]
) throws(OptionError) -> Word {
  if let value = values.first(where: { $0.word == text }) { return value }
  throw OptionError(
    "'\(text)' is not one of \(values.map(\.word).joined(separator: ", "))",
    suggestion: Suggestion.closest(to: text, in: values.map(\.word)))
}

extension Option where Value == [Pattern] {
  /// Globs or `/regular expressions/`; none if the option is not given.
  package static func patterns(
    _ name: String, _ kind: Glob.Kind, _ summary: String, caseSensitive: Bool = false
  ) -> Option {
    let what = kind == .dnsName ? "DNS name patterns" : "patterns"
    return Option(name, syntax: "list of \(what)", .texts, summary, fallback: nil, absent: []) {
      (input) throws(OptionError) in
      try nonEmpty(input) { (text) throws(OptionError) in
        try readPattern(text, kind, caseSensitive: caseSensitive)
      }
    }
  }
}

extension Option where Value == String? {
  /// One text, as it is written.
  package static func text(_ name: String, _ summary: String) -> Option {
    Option(name, syntax: "text", .text, summary, fallback: nil, absent: .some(nil)) {
      (input) throws(OptionError) in try input.text("text")
    }
  }
}

extension Option where Value == [String] {
  /// Texts that the rule itself reads further; none if there are no defaults and the option is not
  /// given.
  package static func texts(
    _ name: String, default defaults: [String] = [], syntax: String, _ summary: String,
    check: @escaping @Sendable (String) throws(OptionError) -> String = { $0 }
  ) -> Option {
    Option(
      name, syntax: "list of \(syntax)", .texts, summary,
      fallback: defaults.isEmpty ? nil : .list(defaults), absent: []
    ) {
      (input) throws(OptionError) in try nonEmpty(input, check)
    }
  }
}

extension Option where Value == RecordExpression {
  /// An expression that must be given, and is true or false of a record.
  package static func condition(_ name: String, _ summary: String) -> Option {
    Option(name, syntax: "expression", .text, summary, fallback: nil, absent: nil) {
      (input) throws(OptionError) in try readExpression(input, of: .bool)
    }
  }
}

extension Option where Value == RecordExpression? {
  /// An expression that is true or false of a record.
  package static func condition(_ name: String, _ summary: String) -> Option {
    Option(name, syntax: "expression", .text, summary, fallback: nil, absent: .some(nil)) {
      (input) throws(OptionError) in try readExpression(input, of: .bool)
    }
  }

  /// An expression that is a text.
  package static func phrase(_ name: String, _ summary: String) -> Option {
    Option(
      name, syntax: "expression of a string", .text, summary, fallback: nil, absent: .some(nil)
    ) {
      (input) throws(OptionError) in try readExpression(input, of: .string)
    }
  }
}

/// Compiles an expression; an error says where in it the faults are.
private func readExpression(
  _ input: OptionInput, of type: ValueType
) throws(OptionError) -> RecordExpression {
  let text = try input.text("an expression")
  do throws(InvalidExpression) {
    return try RecordExpression(text, expecting: type)
  } catch {
    let faults = error.problems.map { OptionError($0.message, range: $0.range) }
    guard var first = faults.first else { throw OptionError("the expression is wrong") }
    first.others = Array(faults.dropFirst())
    throw first
  }
}

private func nonEmpty<Element>(
  _ input: OptionInput, _ read: (String) throws(OptionError) -> Element
) throws(OptionError) -> [Element] {
  let texts = input.texts
  if texts.isEmpty { throw OptionError("the list is empty: leave the option out, or name one") }
  var elements: [Element] = []
  for (index, text) in texts.enumerated() {
    do {
      elements.append(try read(text))
    } catch {
      var located = error
      if case .list = input { located.element = index }
      throw located
    }
  }
  return elements
}

/// Reads a pattern; an error says where in it the fault is.
package func readPattern(
  _ text: String, _ kind: Glob.Kind, caseSensitive: Bool = false
) throws(OptionError) -> Pattern {
  do {
    return try Pattern(text, kind: kind, caseSensitive: caseSensitive)
  } catch {
    throw OptionError(
      error.message, range: error.offset..<error.offset + max(1, error.length))
  }
}
