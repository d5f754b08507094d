/// `certgate completion`: a script that teaches a shell to complete the command line.
enum CompletionCommand {
  static let command: CommandLineTool.Command = .init(
    specification: CommandSpecification(
      name: "completion",
      summary: "Print a script that completes certgate in a shell",
      positionals: [
        Positional(
          name: "SHELL", help: "The shell", arity: .exactlyOne,
          choices: Completion.Shell.allCases.map(\.rawValue))
      ],
      examples: [
        CommandSpecification.Example(
          "certgate completion bash > /etc/bash_completion.d/certgate", "Install it for everyone")
      ],
      exitStatuses: [.success, .usage]),
    run: { (arguments, session) throws(CommandError) in
      guard let shell = arguments.positionals.first.flatMap(Completion.Shell.init(rawValue:))
      else { throw .usage("name a shell") }
      try CommandLineTool.print(
        Completion.script(for: CommandLineTool.root, shell: shell), session)
      return .success
    })
}
