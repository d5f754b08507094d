import BuiltInRules
import RuleEngine
import SourceText

/// `certgate rules`: lists the rules a policy can use.
enum RulesCommand {
  static let command: CommandLineTool.Command = .init(
    specification: CommandSpecification(
      name: "rules",
      summary: "List the rules a policy can use",
      discussion: "'certgate explain RULE' says what a rule asks, why, and how to set it.",
      examples: [CommandSpecification.Example("certgate rules", "List them")],
      exitStatuses: [.success, .usage]),
    run: { (_, session) throws(CommandError) in
      let rules = BuiltInRules.all.map { $0.documentation }
      let width = (rules.map(\.id.utf8.count).max() ?? 0) + 2
      let lines = rules.map { rule in
        rule.id + String(repeating: " ", count: width - rule.id.utf8.count) + rule.summary
      }
      try CommandLineTool.print(lines.joined(separator: "\n"), session)
      return .success
    })
}
