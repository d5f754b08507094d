import PolicyFiles
import RuleEngine
import SourceText

/// `certgate policy`: works on policy files themselves.
enum PolicyCommand {
  static let group = CommandSpecification(
    name: "policy",
    summary: "Check and test policy files",
    subcommands: [
      CommandSpecification(
        name: "check",
        summary: "Say everything that is wrong with policy files",
        discussion: """
          Reads each policy with all that it extends, and reports every mistake at once, with its \
          line. Without FILE, the policies of .certgate.yaml are checked.
          """,
        positionals: [
          Positional(
            name: "FILE", help: "A policy file, or one that ships, such as certgate:mtls",
            arity: .any)
        ],
        options: [Project.allowPlugins],
        examples: [
          CommandSpecification.Example("certgate policy check policy.yaml", "Check one policy")
        ],
        exitStatuses: [.success, .usage, .incomplete]),
      PolicyTestCommand.specification,
    ])

  static func check(
    _ arguments: ParsedArguments, _ session: Session
  ) throws(CommandError) -> ExitStatus {
    let project = try Project(arguments, session)
    let files =
      arguments.positionals.isEmpty
      ? project.configuration?.policies.map(\.text) ?? [] : arguments.positionals
    guard !files.isEmpty else {
      throw .usage(
        "no policy to check: name a file",
        help: "for example 'certgate policy check policy.yaml'")
    }
    let colour = session.colours(session.error, arguments)
    var errors = 0
    var isComplete = true
    let plugins = try project.pluginCatalog(for: .telling)
    let loader = project.policyLoader(plugins)
    for file in files {
      let (policy, diagnostics) = loader.load(file)
      for diagnostic in diagnostics { session.complain(diagnostic.rendered(colour: colour)) }
      errors += diagnostics.filter { $0.severity == .error }.count
      guard let policy else { continue }
      let count = policy.checks.count
      let version = policy.version.map { " \($0)" } ?? ""
      try CommandLineTool.print(
        "\(Escaping.terminal(file)): policy \(policy.id)\(Escaping.terminal(version)), "
          + "\(count) \(count == 1 ? "check" : "checks"), no errors", session)
      for failure in policy.failures {
        isComplete = false
        session.complain("certgate: error: \(Escaping.terminal(failure.message))")
        for note in failure.notes { session.complain("  \(Escaping.visible(note))") }
      }
    }
    for plugin in plugins.passedOver {
      session.complain(
        "certgate: note: plugin '\(plugin.name)' was not run, so checks of its rules were not"
          + " looked at (--allow-plugins runs it)")
    }
    guard errors > 0 else { return isComplete ? .success : .incomplete }
    session.complain("\(errors) \(errors == 1 ? "error" : "errors")")
    return .usage
  }
}
