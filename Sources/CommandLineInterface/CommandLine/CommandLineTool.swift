import OperatingSystem
import RuleEngine
import SourceText

/// The tool: commands as data, and what each of them does.
package enum CommandLineTool {
  package static let version = "0.1.0"

  /// A command's specification together with what it does.
  struct Command: Sendable {
    let specification: CommandSpecification
    let run: @Sendable (ParsedArguments, Session) throws(CommandError) -> ExitStatus
  }

  // In the order in which help lists them; between these and those below stands the group `policy`.
  private static let first: [Command] = [
    LintCommand.command, InspectCommand.command, EvalCommand.command, ProbeCommand.command,
    SubmitCommand.command, InitCommand.command, RulesCommand.command, ExplainCommand.command,
    FieldsCommand.command,
  ]
  private static let last: [Command] = [
    PluginsCommand.command, FormatsCommand.command, SchemaCommand.command,
    CompletionCommand.command,
  ]

  static let root: CommandSpecification = .init(
    name: "certgate",
    summary: "a gate in front of your certificates",
    discussion: """
      certgate reads certificate listings, holds them against policies written in YAML, and says \
      what is wrong, where, and why.
      """,
    options: [
      OptionSpecification(
        long: "color", valueName: "WHEN", choices: ["auto", "always", "never"],
        help: "Colour the output", defaultDescription: "auto",
        section: OptionSpecification.commonSection)
    ],
    examples: [
      CommandSpecification.Example(
        "certgate lint -p certgate:mtls listing.json", "Judge a listing by a policy"),
      CommandSpecification.Example(
        "certgate inspect listing.json", "See what certgate reads in it"),
      CommandSpecification.Example(
        "certgate explain expiry-window", "Learn what a rule asks, and why"),
    ],
    subcommands: first.map(\.specification) + [PolicyCommand.group] + last.map(\.specification),
    exitStatuses: ExitStatus.allCases)

  /// Runs the tool with the arguments behind its name.
  package static func run(_ arguments: [String], _ session: Session) -> ExitStatus {
    do throws(CommandError) {
      if arguments.isEmpty {
        session.complain(Help.text(for: root, path: [], width: session.width))
        return .usage
      }
      switch try parse(arguments) {
      case .version:
        try print("certgate \(version)", session)
        return .success
      case .help(let path):
        try print(Help.text(for: root, path: path, width: session.width), session)
        return .success
      case .run(let parsed):
        return try run(parsed, session)
      }
    } catch {
      for line in error.lines { session.complain(line) }
      return error.status
    }
  }

  private static func parse(_ arguments: [String]) throws(CommandError) -> Invocation {
    do throws(UsageError) {
      return try ArgumentParser(root: root).parse(arguments)
    } catch {
      throw .usage(error.message, help: error.help)
    }
  }

  private static func run(
    _ arguments: ParsedArguments, _ session: Session
  ) throws(CommandError) -> ExitStatus {
    switch arguments.commandPath {
    case ["policy", "check"]: return try PolicyCommand.check(arguments, session)
    case ["policy", "test"]: return try PolicyTestCommand.run(arguments, session)
    case ["plugins", "check"]: return try PluginsCommand.check(arguments, session)
    default: break
    }
    guard
      let command = (first + last).first(where: { [$0.specification.name] == arguments.commandPath }
      )
    else { throw .usage("there is no command '\(arguments.commandPath.joined(separator: " "))'") }
    return try command.run(arguments, session)
  }

  static func print(_ text: String, _ session: Session) throws(CommandError) {
    do throws(SystemError) {
      try session.print(text)
    } catch {
      throw CommandError.output(error)
    }
  }
}

/// Why a command could not do its work, and what the shell is told.
struct CommandError: Error {
  let lines: [String]
  let status: ExitStatus

  static func usage(_ message: String, help: String? = nil) -> CommandError {
    CommandError(
      lines: ["certgate: error: \(message)"] + (help.map { ["help: \($0)"] } ?? []),
      status: .usage)
  }

  /// What was asked for could not be done, although it was asked for rightly.
  static func unable(_ message: String, help: String? = nil) -> CommandError {
    CommandError(lines: usage(message, help: help).lines, status: .incomplete)
  }

  /// What was to be printed could not be.
  static func output(_ error: SystemError) -> CommandError {
    let reason =
      error.isBrokenPipe
      ? "standard output was closed before everything was written"
      : Escaping.terminal(error.description)
    return CommandError(lines: ["certgate: error: \(reason)"], status: .incomplete)
  }

  /// Diagnostics, and a closing line that says what they mean for the run.
  static func diagnostics(
    _ diagnostics: [Diagnostic], in what: String, colour: Bool
  ) -> CommandError {
    let errors = diagnostics.filter { $0.severity == .error }.count
    let count = errors == 1 ? "1 error" : "\(errors) errors"
    return CommandError(
      lines: diagnostics.map { $0.rendered(colour: colour) }
        + ["\(count) in \(what); nothing was judged"],
      status: .usage)
  }
}
