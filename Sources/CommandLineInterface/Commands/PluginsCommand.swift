import OperatingSystem
import Plugins
import PolicyFiles
import RuleEngine
import SourceText

/// `certgate plugins`: what policies would run, and whether it may.
enum PluginsCommand {
  static let command: CommandLineTool.Command = .init(
    specification: CommandSpecification(
      name: "plugins",
      summary: "Say which plugins policies would run",
      discussion: """
        Lists the plugins that policies declare: which program each is, where it would run, and \
        whether it may. Nothing is run. Without POLICY, the policies of .certgate.yaml are meant.

        A plugin runs only with --allow-plugins, or if your own configuration allows it.
        """,
      positionals: [Positional(name: "POLICY", help: "A policy file", arity: .any)],
      examples: [
        CommandSpecification.Example("certgate plugins policy.yaml", "See what a policy would run"),
        CommandSpecification.Example(
          "certgate plugins check ./plugins/acme-checks", "Try out a plugin of your own"),
      ],
      subcommands: [examination],
      exitStatuses: [.success, .usage, .incomplete]),
    run: { (arguments, session) throws(CommandError) in try list(arguments, session) })

  private static let examination = CommandSpecification(
    name: "check",
    summary: "Try out a plugin for its author, and report every breach of the protocol",
    discussion: """
      Runs the plugin: asks it what its rules are, has it judge nothing, and then the examples of \
      its rules, which are both their documentation and their tests.

      Arguments that begin with a dash stand after '--'.
      """,
    positionals: [
      Positional(name: "PATH", help: "The program", arity: .exactlyOne),
      Positional(name: "ARGUMENT", help: "What a policy would give it", arity: .any),
    ],
    examples: [
      CommandSpecification.Example(
        "certgate plugins check ./plugins/acme-checks", "Try out a plugin"),
      CommandSpecification.Example(
        "certgate plugins check ./acme-checks -- --fast", "With an argument"),
    ],
    exitStatuses: [.success, .usage, .incomplete])

  // MARK: List

  private static func list(
    _ arguments: ParsedArguments, _ session: Session
  ) throws(CommandError) -> ExitStatus {
    let project = try Project(arguments, session)
    let references =
      arguments.positionals.isEmpty
      ? project.configuration?.policies.map(\.text) ?? [] : arguments.positionals
    guard !references.isEmpty else {
      throw .usage(
        "no policy to look at: name a file", help: "for example 'certgate plugins policy.yaml'")
    }
    let catalog = try project.pluginCatalog(for: .telling)
    let loader = project.policyLoader(catalog)
    var declared: [PluginDeclaration] = []
    var diagnostics: [Diagnostic] = []
    for reference in references {
      let (plugins, problems) = loader.declaredPlugins(reference)
      declared += plugins.filter { !declared.contains($0) }
      diagnostics += problems
    }
    guard diagnostics.isEmpty else {
      throw .diagnostics(
        diagnostics, in: references.count == 1 ? "the policy" : "the policies",
        colour: session.colours(session.error, arguments))
    }
    if declared.isEmpty {
      try CommandLineTool.print("no plugins", session)
      return .success
    }
    var areThere = true
    var entries: [[String]] = []
    for plugin in declared {
      do throws(PluginFault) {
        let program = try catalog.host.program(of: plugin)
        entries.append(entry(plugin, program, catalog, session))
      } catch {
        areThere = false
        entries.append([head(plugin), "  \(error.message)"] + error.notes.map { "  \($0)" })
      }
    }
    try CommandLineTool.print(
      entries.map { $0.map(Escaping.visible).joined(separator: "\n") }.joined(separator: "\n\n"),
      session)
    return areThere ? .success : .incomplete
  }

  private static func head(_ plugin: PluginDeclaration) -> String {
    "\(plugin.name)  \(plugin.location)"
  }

  private static func entry(
    _ plugin: PluginDeclaration, _ program: PluginProgram, _ catalog: PluginCatalog,
    _ session: Session
  ) -> [String] {
    func place(_ path: String) -> String {
      Paths.normalised(path, relativeTo: session.workingDirectory)
    }
    let command = ([place(program.path)] + program.arguments).joined(separator: " ")
    let permission =
      catalog.host.allows(program)
      ? "it may run" : "it may not run (\(catalog.help(program)))"
    return [
      head(plugin),
      "  runs        \(command)",
      "  in          \(place(program.folder))",
      "  sha256      \(program.sha256) (\(plugin.sha256 == nil ? "not pinned" : "as pinned"))",
      "  timeout     \(plugin.timeout)",
      "  permission  \(permission)",
    ]
  }

  // MARK: Check

  static func check(
    _ arguments: ParsedArguments, _ session: Session
  ) throws(CommandError) -> ExitStatus {
    var command = arguments.positionals
    // A file is meant, never a program of the search path.
    if let path = command.first, !path.contains("/") { command[0] = "./\(path)" }
    let plugin = PluginDeclaration(
      name: "plugin", command: command, folder: ".", sha256: nil,
      timeout: Duration(seconds: 60),
      location: SourceLocation(path: command.first ?? "", line: 1, column: 1))
    let host = PluginHost(
      environment: session.environment, workingDirectory: session.workingDirectory,
      permissions: nil)
    let examination = PluginExamination(plugin, host)
    let count = examination.breaches.count
    let lines =
      examination.successes + examination.breaches.map { "breach: \($0)" }
      + [
        count == 0
          ? "no breach of the protocol"
          : "\(count) \(count == 1 ? "breach" : "breaches") of the protocol"
      ]
    try CommandLineTool.print(
      lines.map { Escaping.visible($0) }.joined(separator: "\n"), session)
    return count == 0 ? .success : .incomplete
  }
}
