import SourceText

/// What a command line asks for.
package enum Invocation: Sendable, Equatable {
  case run(ParsedArguments)
  /// The help of the command at a path.
  case help(path: [String])
  case version
}

/// The arguments of one command, checked against its specification.
package struct ParsedArguments: Sendable, Equatable {
  /// The words that name the command, without the name of the tool: `["policy", "check"]`.
  package let commandPath: [String]
  package let positionals: [String]
  private let options: [String: [String]]

  package init(commandPath: [String], positionals: [String], options: [String: [String]]) {
    self.commandPath = commandPath
    self.positionals = positionals
    self.options = options
  }

  /// The value of an option, by its long name.
  package func value(_ long: String) -> String? { options[long]?.last }

  /// All values of a repeatable option, in the order given.
  package func values(_ long: String) -> [String] { options[long] ?? [] }

  /// Whether a flag, or an option of any kind, was given.
  package func has(_ long: String) -> Bool { options[long] != nil }
}

/// A command line that cannot be understood.
package struct UsageError: Error, Equatable, Sendable {
  package let message: String
  /// The next step.
  package let help: String?

  package init(message: String, help: String? = nil) {
    self.message = message
    self.help = help
  }
}

/// Reads command lines by GNU's conventions.
///
/// Abbreviated options are refused, though GNU accepts them: a script that relies on one breaks
/// when an option is added.
package struct ArgumentParser: Sendable {
  private let root: CommandSpecification

  package init(root: CommandSpecification) {
    self.root = root
  }

  /// Reads the arguments that follow the name of the tool.
  package func parse(_ arguments: [String]) throws(UsageError) -> Invocation {
    var scan = ArgumentScan(of: root)
    do {
      try scan.read(arguments)
    } catch {
      // Who asks for help shall get it, whatever else is wrong, if it is clear for which command.
      let isHelpAsked = arguments.prefix { $0 != "--" }.contains { $0 == "--help" || $0 == "-h" }
      guard isHelpAsked, !scan.isCommandUnknown else { throw error }
      return .help(path: scan.path)
    }
    if scan.isHelpAsked { return .help(path: scan.path) }
    if scan.isVersionAsked { return .version }
    return .run(try scan.parsedArguments())
  }
}

/// One walk over the arguments, and what it has understood so far.
private struct ArgumentScan {
  private let root: CommandSpecification
  private var place: CommandSpecification.Place
  private(set) var isCommandUnknown = false
  private var isHelpCommand = false
  private var positionals: [String] = []
  private var given: [String: [String]] = [:]

  init(of root: CommandSpecification) {
    self.root = root
    place = root.top
  }

  var path: [String] { place.path }
  private var command: CommandSpecification { place.command }
  private var options: [OptionSpecification] { place.options }

  var isHelpAsked: Bool { isHelpCommand || given[OptionSpecification.help.long] != nil }
  var isVersionAsked: Bool { given[OptionSpecification.version.long] != nil }

  mutating func read(_ arguments: [String]) throws(UsageError) {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == "--" {
        for word in rest { try readWord(word) }
        return
      } else if argument.hasPrefix("--") {
        try readLongOption(argument, followedBy: &rest)
      } else if argument.hasPrefix("-"), argument != "-" {
        try readShortOptions(argument, followedBy: &rest)
      } else {
        try readWord(argument)
      }
    }
  }

  func parsedArguments() throws(UsageError) -> ParsedArguments {
    guard !command.isGroup else {
      let names = command.subcommands.map(\.name).joined(separator: ", ")
      throw usageError("\(quoted(path)) needs a command: \(names)")
    }
    try checkPositionals()
    return ParsedArguments(commandPath: path, positionals: positionals, options: given)
  }
}

// MARK: Words

extension ArgumentScan {
  private mutating func readWord(_ word: String) throws(UsageError) {
    let subplace = place.subplaces.first { $0.command.name == word }
    if let subplace, positionals.isEmpty {
      place = subplace
    } else if !command.isGroup {
      positionals.append(word)
    } else if path.isEmpty, !isHelpCommand, word == "help" {
      isHelpCommand = true
    } else {
      isCommandUnknown = true
      throw unknownCommand(word)
    }
  }

  private func unknownCommand(_ word: String) -> UsageError {
    let owner = path.isEmpty ? "" : " for \(quoted(path))"
    return usageError(
      "unknown command \(quoted(word))\(owner)" + didYouMean(replacement(forCommand: word)))
  }

  private func replacement(forCommand word: String) -> String? {
    if looksLikePath(word),
      let taker = command.subcommands.first(where: { !$0.positionals.isEmpty })
    {
      return root.spelling(of: path + [taker.name, word])
    }
    if options.contains(where: { $0.long == word }) { return "--\(word)" }
    if let place = root.places.first(where: { $0.path.last == word }) {
      return root.spelling(of: place.path)
    }
    return closest(to: word, in: command.subcommands.map(\.name))
  }

  private func looksLikePath(_ word: String) -> Bool {
    word == "-" || word.contains { "./*:".contains($0) }
  }

  private func checkPositionals() throws(UsageError) {
    let expected = command.positionals
    for (index, word) in positionals.enumerated() {
      guard let positional = positional(at: index) else {
        let wanted = expected.isEmpty ? "takes no arguments" : "expects only \(usage)"
        throw usageError("unexpected argument \(quoted(word)); \(quoted(path)) \(wanted)")
      }
      guard !word.isEmpty else { throw usageError("\(positional.name) is empty") }
      if !positional.choices.isEmpty, !positional.choices.contains(word) {
        throw unknownValue(word, for: positional.name, choices: positional.choices)
      }
    }
    if positionals.count < expected.count, expected[positionals.count].isRequired {
      let missing = expected[positionals.count].name
      throw usageError("missing \(missing); \(quoted(path)) expects \(usage)")
    }
  }

  private func positional(at index: Int) -> Positional? {
    let expected = command.positionals
    if index < expected.count { return expected[index] }
    return expected.last.flatMap { $0.isRepeatable ? $0 : nil }
  }

  private var usage: String { command.positionals.map(\.usage).joined(separator: " ") }
}

// MARK: Options

extension ArgumentScan {
  private mutating func readLongOption(
    _ argument: String, followedBy rest: inout ArraySlice<String>
  ) throws(UsageError) {
    let (name, attached) = nameAndValue(argument.dropFirst(2))
    guard let option = options.first(where: { $0.long == name }) else {
      throw unknownOption(long: name)
    }
    try read(option, attached: attached, followedBy: &rest)
  }

  private mutating func readShortOptions(
    _ argument: String, followedBy rest: inout ArraySlice<String>
  ) throws(UsageError) {
    // `-policy FILE` would be `-p olicy`, which nobody means.
    let (name, _) = nameAndValue(argument.dropFirst())
    if name.count > 1, options.contains(where: { $0.long == name }) {
      throw usageError(
        "unknown option \(quoted("-\(name)")) for \(quoted(path))" + didYouMean("--\(name)"))
    }
    var letters = argument.dropFirst()
    while let letter = letters.popFirst() {
      guard let option = options.first(where: { $0.short == letter }) else {
        throw unknownOption(short: letter, in: argument)
      }
      if option.valueName == nil, letters.first != "=" {
        try read(option, attached: nil, followedBy: &rest)
      } else {
        // GNU would take the `=` of `-f=json` for a part of the value, which nobody means either.
        let value = letters.first == "=" ? letters.dropFirst() : letters
        let attached = letters.isEmpty ? nil : String(value)
        return try read(option, attached: attached, followedBy: &rest)
      }
    }
  }

  private func nameAndValue(_ text: Substring) -> (name: String, value: String?) {
    guard let equals = text.firstIndex(of: "=") else { return (String(text), nil) }
    return (String(text[..<equals]), String(text[text.index(after: equals)...]))
  }

  private mutating func read(
    _ option: OptionSpecification, attached: String?, followedBy rest: inout ArraySlice<String>
  ) throws(UsageError) {
    guard option.isRepeatable || given[option.long] == nil else {
      throw usageError("option \(quoted(option)) may be given only once")
    }
    guard let valueName = option.valueName else {
      guard attached == nil else { throw usageError("option \(quoted(option)) takes no value") }
      given[option.long, default: []].append("")
      return
    }
    var value = attached
    if value == nil, let next = rest.first, !looksLikeOption(next) {
      value = rest.removeFirst()
    }
    // An empty value is nearly always a variable that is not set.
    guard let value, !value.isEmpty else {
      throw usageError("option \(quoted(option)) needs a value (\(valueName))")
    }
    try check(value, of: option)
    given[option.long, default: []].append(value)
  }

  private func looksLikeOption(_ text: String) -> Bool {
    if text.hasPrefix("--") { return true }
    guard text.hasPrefix("-"), let letter = text.dropFirst().first else { return false }
    return options.contains { $0.short == letter }
  }

  private func check(_ value: String, of option: OptionSpecification) throws(UsageError) {
    guard !option.choices.isEmpty else { return }
    let choice = String(value.prefix { $0 != option.choiceTerminator })
    guard option.choices.contains(choice) else {
      throw unknownValue(choice, for: quoted(option), choices: option.choices)
    }
  }
}

// MARK: Messages

extension ArgumentScan {
  private func usageError(_ message: String) -> UsageError {
    UsageError(message: message, help: "run '\(root.spelling(of: path)) --help'")
  }

  private func unknownOption(long name: String) -> UsageError {
    let hint =
      ownersHint { $0.long == name }
      ?? didYouMean(closest(to: name, in: options.map(\.long)).map { "--\($0)" })
    return usageError("unknown option \(quoted("--\(name)")) for \(quoted(path))" + hint)
  }

  private func unknownOption(short letter: Character, in argument: String) -> UsageError {
    let bundle = argument.count > 2 ? " in \(quoted(argument))" : ""
    let hint = ownersHint { $0.short == letter } ?? ""
    return usageError("unknown option \(quoted("-\(letter)"))\(bundle) for \(quoted(path))" + hint)
  }

  private func ownersHint(_ isMeant: (OptionSpecification) -> Bool) -> String? {
    let owners = root.places.filter { $0.command.options.contains(where: isMeant) }
    guard !owners.isEmpty else { return nil }
    return "; it belongs to " + owners.map { quoted($0.path) }.joined(separator: " and ")
  }

  private func unknownValue(_ value: String, for name: String, choices: [String]) -> UsageError {
    UsageError(
      message: "unknown value \(quoted(value)) for \(name)"
        + didYouMean(closest(to: value, in: choices)),
      help: "choose from \(choices.joined(separator: ", "))")
  }

  private func didYouMean(_ replacement: String?) -> String {
    replacement.map { "; did you mean \(quoted($0))?" } ?? ""
  }

  /// The only name that begins with the word, or else the one that is spelt most like it.
  private func closest(to word: String, in names: [String]) -> String? {
    let completions = word.isEmpty ? [] : names.filter { $0.hasPrefix(word) }
    return completions.count == 1 ? completions[0] : Suggestion.closest(to: word, in: names)
  }

  private func quoted(_ text: String) -> String { "'\(Escaping.terminal(text))'" }
  private func quoted(_ path: [String]) -> String { "'\(root.spelling(of: path))'" }
  private func quoted(_ option: OptionSpecification) -> String { "'--\(option.long)'" }
}
