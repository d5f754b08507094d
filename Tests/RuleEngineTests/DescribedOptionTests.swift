import RuleEngine
import Testing

/// Options declared by data are read and documented like those in code.
struct DescribedOptionTests {
  @Test(arguments: [
    (DescribedOption.Kind.text, OptionInput.text("^team-"), OptionValue.text("^team-")),
    (.texts, .text("a"), .texts(["a"])), (.texts, .list(["a", "b"]), .texts(["a", "b"])),
    (.count, .text("12"), .count(12)), (.flag, .text("true"), .flag(true)),
    (.duration, .text("30d"), .duration(Duration(seconds: 2_592_000))),
    (.choice, .text("red"), .text("red")), (.choices, .list(["blue"]), .texts(["blue"])),
  ])
  func isRead(kind: DescribedOption.Kind, input: OptionInput, value: OptionValue) throws {
    let option = try DescribedOption("o", kind, choices: ["red", "blue"], "An option.")
    #expect(try option.value(in: Options(["o": input])) == value)
    #expect(try option.value(in: Options([:])) == nil)
    let withDefault = try DescribedOption(
      "o", kind, choices: ["red", "blue"], default: input, "An option.")
    #expect(try withDefault.value(in: Options([:])) == value)
    #expect(withDefault.declaration.defaultText != nil)
  }

  @Test(arguments: [
    (DescribedOption.Kind.text, OptionInput.list(["a"]), "expected text, found a list"),
    (.texts, .list([]), "the list is empty: leave the option out, or name one"),
    (.count, .text("1.5"), "'1.5' is not a whole number from -1000000000 to 1000000000"),
    (.flag, .text("yes"), "'yes' is neither true nor false"),
    (
      .duration, .text("30"),
      "'30' is not a duration: write a whole number and a unit, such as 30d, 720h or 4w"
    ),
    (.choice, .text("gren"), "'gren' is not one of red, green"),
    (.choices, .list(["red", "gren"]), "'gren' is not one of red, green"),
  ])
  func isRefused(kind: DescribedOption.Kind, input: OptionInput, message: String) throws {
    let option = try DescribedOption("o", kind, choices: ["red", "green"], "An option.")
    let error = #expect(throws: OptionError.self) { try option.declaration.check(input) }
    #expect(error?.message == message)
    #expect(error?.option == "o")
    #expect(throws: OptionError.self) {
      try DescribedOption("o", kind, choices: ["red", "green"], default: input, "An option.")
    }
  }

  @Test func canBeRequired() throws {
    let option = try DescribedOption("o", .text, isRequired: true, "An option.")
    let error = #expect(throws: OptionError.self) { try option.value(in: Options([:])) }
    #expect(error?.message == "'o' must be given")
    #expect(option.declaration.syntax == "text")
  }
}
