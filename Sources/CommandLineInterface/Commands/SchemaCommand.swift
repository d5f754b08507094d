import PolicyFiles
import PolicyPacks
import Reporting

/// `certgate schema`: the JSON Schemas of what certgate reads and writes.
enum SchemaCommand {
  private enum Document: String, CaseIterable {
    case policy, report
  }

  static let command: CommandLineTool.Command = .init(
    specification: CommandSpecification(
      name: "schema",
      summary: "Print the JSON Schema of policy files or of the JSON report",
      discussion: """
        By the schema of policies, editors complete and check policy files; rules of plugins are in it \
        where --policy, or .certgate.yaml, names a policy that declares them, and they may run.
        """,
      positionals: [
        Positional(
          name: "DOCUMENT", help: "What the schema is of", arity: .exactlyOne,
          choices: Document.allCases.map(\.rawValue))
      ],
      options: [Project.policyOption, Project.allowPlugins],
      examples: [
        CommandSpecification.Example(
          "certgate schema policy > policy.schema.json", "Have editors know policies"),
        CommandSpecification.Example(
          "certgate schema report > report.schema.json", "Keep it beside what reads the report"),
      ],
      exitStatuses: [.success, .usage, .incomplete]),
    run: { (arguments, session) throws(CommandError) in
      switch arguments.positionals.first.flatMap(Document.init) {
      case .report?, nil:
        try CommandLineTool.print(ReportSchema.text, session)
        return .success
      case .policy?:
        let catalog = try RuleCatalog(arguments, session)
        let schema = PolicySchema(rules: catalog.rules, packs: PolicyPacks.all.map(\.name))
        try CommandLineTool.print(schema.text, session)
        for line in catalog.remarks { session.complain(line) }
        return catalog.isWhole ? .success : .incomplete
      }
    })
}
