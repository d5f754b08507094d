import Reporting

/// `certgate schema`: the JSON Schemas that ship with certgate.
enum SchemaCommand {
  static let command: CommandLineTool.Command = .init(
    specification: CommandSpecification(
      name: "schema",
      summary: "Print the JSON Schema of the JSON report",
      positionals: [
        Positional(
          name: "DOCUMENT", help: "What the schema is of", arity: .exactlyOne, choices: ["report"])
      ],
      examples: [
        CommandSpecification.Example(
          "certgate schema report > report.schema.json", "Keep it beside what reads the report")
      ],
      exitStatuses: [.success, .usage]),
    run: { (_, session) throws(CommandError) in
      try CommandLineTool.print(ReportSchema.text, session)
      return .success
    })
}
