import Patterns
import RuleEngine
import Testing

/// What policies write for options, and what is said of what cannot be read.
struct OptionTests {
  private enum Colour: String, Choice, CaseIterable { case red, green, blue }

  private static let length = Option<Duration>.duration("length", default: "30d", "")
  private static let maximum = Option<Duration?>.duration("maximum", "")
  private static let share = Option<Fraction?>.fraction("share", "")
  private static let number = Option<Int?>.count("number", in: 1...10, "")
  private static let isOn = Option<Bool>.flag("on", default: true, "")
  private static let colour = Option<Colour>.choice(
    "colour", of: Colour.allCases, default: .red, "")
  private static let colours = Option<[Colour]>.choices(
    "colours", of: Colour.allCases, default: [.red, .green], "")
  private static let names = Option<[Pattern]>.patterns("names", .text, "")
  private static let hosts = Option<[Pattern]>.patterns("hosts", .dnsName, "")
  private static let words = Option<[String]>.texts("words", syntax: "words", "") {
    (text) throws(OptionError) in
    if text.contains(" ") { throw OptionError("'\(text)' has a space", range: 0..<1) }
    return text.uppercased()
  }

  @Test func defaultsAreWhatIsNotGiven() throws {
    let none = Options([:])
    #expect(try none[Self.length] == Duration("30d"))
    #expect(try none[Self.maximum] == nil)
    #expect(try none[Self.share] == nil)
    #expect(try none[Self.number] == nil)
    #expect(try none[Self.isOn])
    #expect(try none[Self.colour] == .red)
    #expect(try none[Self.colours] == [.red, .green])
    #expect(try none[Self.names].isEmpty)
    #expect(try none[Self.words] == [])
  }

  @Test func valuesAreRead() throws {
    let options = Options([
      "length": .text("4w"), "maximum": .text("0s"), "share": .text("1/3"), "number": .text("10"),
      "on": .text("false"), "colour": .text("blue"), "colours": .text("blue"),
      "names": .list(["a*", "/^b+$/"]), "words": .list(["x", "y"]),
    ])
    #expect(try options[Self.length] == Duration("28d"))
    #expect(try options[Self.maximum] == Duration("0s"))
    #expect(try options[Self.share] == Fraction("1/3"))
    #expect(try options[Self.number] == 10)
    #expect(try !options[Self.isOn])
    #expect(try options[Self.colour] == .blue)
    #expect(try options[Self.colours] == [.blue])
    #expect(try options[Self.names].map { $0.matches("bbb") } == [false, true])
    #expect(try options[Self.words] == ["X", "Y"])
  }

  /// An error, without the option's name: message, element, range and suggestion.
  private struct Fault: Equatable {
    var message: String
    var element: Int?
    var range: Range<Int>?
    var suggestion: String?

    init(
      _ message: String, element: Int? = nil, range: Range<Int>? = nil, suggestion: String? = nil
    ) {
      (self.message, self.element, self.range) = (message, element, range)
      self.suggestion = suggestion
    }
  }

  private func fault<Value>(_ option: Option<Value>, _ input: OptionInput) -> Fault? {
    do throws(OptionError) {
      try option.declaration.check(input)
      return nil
    } catch {
      #expect(error.option == option.name)
      return Fault(
        error.message, element: error.element, range: error.range, suggestion: error.suggestion)
    }
  }

  @Test func durationsAreChecked() {
    let rest = "is not a duration: write a whole number and a unit, such as 30d, 720h or 4w"
    #expect(fault(Self.length, .text("30d")) == nil)
    for (text, suggestion) in [
      ("30", nil), ("", nil), ("thirty", nil), ("30 days", "30d"), ("30D", "30d"),
      ("2 weeks", "2w"), ("-1d", nil), ("1.5d", nil), ("½d", nil), ("99999999999999999999d", nil),
    ] {
      #expect(fault(Self.length, .text(text)) == Fault("'\(text)' \(rest)", suggestion: suggestion))
      #expect(
        fault(Self.maximum, .text(text)) == Fault("'\(text)' \(rest)", suggestion: suggestion))
    }
    #expect(fault(Self.length, .list(["30d"])) == Fault("expected a duration, found a list"))
  }

  @Test func numbersAndWordsAreChecked() {
    #expect(
      fault(Self.share, .text("3/1"))
        == Fault("'3/1' is not a fraction above 0 and below 1: write 1/3, 33% or 0.33"))
    #expect(fault(Self.share, .list([])) == Fault("expected a fraction, found a list"))
    for text in ["0", "11", "1.0", "", "many", "99999999999999999999"] {
      #expect(
        fault(Self.number, .text(text)) == Fault("'\(text)' is not a whole number from 1 to 10"))
    }
    #expect(
      fault(Self.isOn, .text("Yes")) == Fault("'Yes' is neither true nor false", suggestion: "true")
    )
    #expect(
      fault(Self.isOn, .text("off"))
        == Fault("'off' is neither true nor false", suggestion: "false"))
    #expect(fault(Self.isOn, .text("1")) == Fault("'1' is neither true nor false"))
    #expect(
      fault(Self.colour, .text("gren"))
        == Fault("'gren' is not one of red, green, blue", suggestion: "green"))
    #expect(fault(Self.colour, .text("mauve")) == Fault("'mauve' is not one of red, green, blue"))
    #expect(
      fault(Self.colour, .list(["red"])) == Fault("expected one of red, green, blue, found a list"))
  }

  @Test func elementsOfListsAreNamed() {
    #expect(
      fault(Self.colours, .list(["red", "bleu"]))
        == Fault("'bleu' is not one of red, green, blue", element: 1, suggestion: "blue"))
    #expect(
      fault(Self.colours, .text("bleu"))
        == Fault("'bleu' is not one of red, green, blue", suggestion: "blue"))
    let empty = Fault("the list is empty: leave the option out, or name one")
    #expect(fault(Self.colours, .list([])) == empty)
    #expect(fault(Self.names, .list([])) == empty)
    #expect(fault(Self.words, .list([])) == empty)
    #expect(
      fault(Self.words, .list(["a", "b", "c d"]))
        == Fault("'c d' has a space", element: 2, range: 0..<1))
  }

  @Test func patternsSayWhereTheyAreWrong() {
    #expect(
      fault(Self.names, .list(["ok", "/a(/"])) == Fault("missing ')'", element: 1, range: 2..<3))
    #expect(fault(Self.names, .text("/a**/"))?.range?.isEmpty == false)
    #expect(fault(Self.hosts, .list(["*.example.com", "**"])) == nil)
  }

  @Test func declarationsSayWhatIsWritten() {
    #expect(Self.length.declaration.syntax == "duration")
    #expect(Self.length.declaration.defaultText == "30d")
    #expect(Self.maximum.declaration.defaultText == nil)
    #expect(Self.colour.declaration.syntax == "one of red, green, blue")
    #expect(Self.colour.declaration.form == .choice(["red", "green", "blue"]))
    #expect(Self.colours.declaration.defaultText == "[red, green]")
    #expect(Self.names.declaration.syntax == "list of patterns")
    #expect(Self.hosts.declaration.syntax == "list of DNS name patterns")
    #expect(Self.isOn.declaration.form == .flag)
  }
}
