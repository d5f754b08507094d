/// A command as data: what parses it, documents it, and completes it in a shell.
///
/// A command with subcommands and no arguments is a group: it does nothing by itself, and its
/// options are understood by every command below it.
package struct CommandSpecification: Sendable, Equatable {
  /// A command line worth copying, and what it does.
  package struct Example: Sendable, Equatable {
    package let line: String
    package let purpose: String

    package init(_ line: String, _ purpose: String) {
      self.line = line
      self.purpose = purpose
    }
  }

  package let name: String
  /// One fragment for lists, without a final period.
  package let summary: String
  /// Paragraphs between blank lines; a paragraph that begins with two spaces is kept as it is.
  package let discussion: String
  /// Required ones come first, and only the last may take several.
  package let positionals: [Positional]
  package let options: [OptionSpecification]
  package let examples: [Example]
  /// The commonest first: where a command is missing, the first that takes arguments is suggested.
  package let subcommands: [CommandSpecification]
  /// The statuses its help explains.
  package let exitStatuses: [ExitStatus]
  /// What they mean of this command, where that is not what they mean of others.
  package let exitMeanings: [ExitStatus: String]

  package init(
    name: String, summary: String, discussion: String = "", positionals: [Positional] = [],
    options: [OptionSpecification] = [], examples: [Example] = [],
    subcommands: [CommandSpecification] = [], exitStatuses: [ExitStatus] = [],
    exitMeanings: [ExitStatus: String] = [:]
  ) {
    self.name = name
    self.summary = summary
    self.discussion = discussion
    self.positionals = positionals
    self.options = options
    self.examples = examples
    self.subcommands = subcommands
    self.exitStatuses = exitStatuses
    self.exitMeanings = exitMeanings
  }

  package var isGroup: Bool { !subcommands.isEmpty && positionals.isEmpty }

  /// A command of a tree, and what its place in the tree adds to it.
  struct Place {
    let command: CommandSpecification
    /// The words that lead to it, without the name of the tool.
    let path: [String]
    /// Its own options, those of the groups above it, and those every command has.
    let options: [OptionSpecification]

    var subplaces: [Place] {
      command.subcommands.map {
        Place(command: $0, path: path + [$0.name], options: $0.options + options)
      }
    }

    /// This place and all below it.
    var places: [Place] { [self] + subplaces.flatMap(\.places) }
  }

  /// The place of a command that is the tool itself.
  var top: Place { Place(command: self, path: [], options: options + [.help, .version]) }

  var places: [Place] { top.places }

  /// How a user writes the command at a path.
  func spelling(of path: [String]) -> String {
    ([name] + path).joined(separator: " ")
  }
}

/// An argument known by its position.
package struct Positional: Sendable, Equatable {
  package enum Arity: Sendable, Equatable {
    case exactlyOne, optional, any, oneOrMore
  }

  package let name: String
  package let help: String
  package let arity: Arity
  /// The words it may be; empty for free text.
  package let choices: [String]

  package init(name: String, help: String, arity: Arity, choices: [String] = []) {
    self.name = name
    self.help = help
    self.arity = arity
    self.choices = choices
  }

  var isRequired: Bool { arity == .exactlyOne || arity == .oneOrMore }
  var isRepeatable: Bool { arity == .any || arity == .oneOrMore }

  /// The name as a usage line shows it.
  var usage: String {
    let name = isRepeatable ? "\(name)..." : name
    return isRequired ? name : "[\(name)]"
  }
}

/// An option of a command: a flag, or a name with a value.
package struct OptionSpecification: Sendable, Equatable {
  /// The section for options that every command understands.
  package static let commonSection = "common options"

  /// The name after `--`.
  package let long: String
  package let short: Character?
  /// What stands for the value in help; nil makes the option a flag.
  package let valueName: String?
  package let isRepeatable: Bool
  /// The words the value may be; empty for free text.
  package let choices: [String]
  /// Ends the choice within a value that goes on: the `:` of `junit:report.xml`.
  package let choiceTerminator: Character?
  package let help: String
  package let defaultDescription: String?
  /// The heading it is listed under in help.
  package let section: String

  package init(
    long: String, short: Character? = nil, valueName: String? = nil, isRepeatable: Bool = false,
    choices: [String] = [], choiceTerminator: Character? = nil, help: String,
    defaultDescription: String? = nil, section: String = "options"
  ) {
    self.long = long
    self.short = short
    self.valueName = valueName
    self.isRepeatable = isRepeatable
    self.choices = choices
    self.choiceTerminator = choiceTerminator
    self.help = help
    self.defaultDescription = defaultDescription
    self.section = section
  }

  static let help = OptionSpecification(
    long: "help", short: "h", isRepeatable: true, help: "Show this help", section: commonSection)
  static let version = OptionSpecification(
    long: "version", isRepeatable: true, help: "Show the version", section: commonSection)
}
