import RuleEngine
import SourceText

/// `certgate rules`: lists the rules a policy can use.
enum RulesCommand {
  static let command: CommandLineTool.Command = .init(
    specification: CommandSpecification(
      name: "rules",
      summary: "List the rules a policy can use",
      discussion: """
        'certgate explain RULE' says what a rule asks, why, and how to set it. Rules of plugins are \
        listed where --policy, or .certgate.yaml, names a policy that declares them, and they may \
        run.
        """,
      options: [Project.policyOption, Project.allowPlugins],
      examples: [
        CommandSpecification.Example("certgate rules", "List them"),
        CommandSpecification.Example(
          "certgate rules -p policy.yaml --allow-plugins", "With those of a policy's plugins"),
      ],
      exitStatuses: [.success, .usage, .incomplete]),
    run: { (arguments, session) throws(CommandError) in
      let catalog = try RuleCatalog(arguments, session)
      let rules = catalog.rules
      let width = (rules.map(\.id.utf8.count).max() ?? 0) + 2
      let lines = rules.map { rule in
        rule.id + String(repeating: " ", count: width - rule.id.utf8.count)
          + Escaping.terminal(rule.summary)
      }
      try CommandLineTool.print(lines.joined(separator: "\n"), session)
      for line in catalog.remarks { session.complain(line) }
      return catalog.isWhole ? .success : .incomplete
    })
}
