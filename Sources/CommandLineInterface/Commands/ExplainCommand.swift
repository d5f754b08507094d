import BuiltInRules
import RuleEngine
import SourceText

/// `certgate explain`: the page of a rule.
enum ExplainCommand {
  static let command: CommandLineTool.Command = .init(
    specification: CommandSpecification(
      name: "explain",
      summary: "Say what a rule asks, why, and how to set it",
      positionals: [Positional(name: "RULE", help: "The rule's id", arity: .exactlyOne)],
      options: [Project.policyOption, Project.allowPlugins],
      examples: [CommandSpecification.Example("certgate explain expiry-window", "Read its page")],
      exitStatuses: [.success, .usage, .incomplete]),
    run: { (arguments, session) throws(CommandError) in
      let name = arguments.positionals.first ?? ""
      var rule = BuiltInRules.all.first { $0.documentation.id == name }?.documentation
      if rule == nil {
        // Nothing is run for a rule that is built in.
        let catalog = try RuleCatalog(arguments, session)
        rule = catalog.rules.first { $0.id == name }
        for line in catalog.remarks { session.complain(line) }
        if rule == nil, !catalog.isWhole { return .incomplete }
        guard rule != nil else {
          let near = Suggestion.closest(to: name, in: catalog.rules.map(\.id))
          throw .usage(
            "no rule is called '\(Escaping.terminal(name))'"
              + (near.map { "; did you mean '\($0)'?" } ?? ""),
            help: "'certgate rules' lists them")
        }
      }
      guard let rule else { return .usage }
      let page = RulePage(rule, width: min(session.width, 100))
      // A plugin's page is a stranger's text.
      let lines = page.text.split(separator: "\n", omittingEmptySubsequences: false)
      try CommandLineTool.print(
        lines.map { Escaping.visible(String($0)) }.joined(separator: "\n"), session)
      return .success
    })
}

/// A rule's documentation, laid out for reading.
struct RulePage {
  private let rule: RuleDocumentation
  private let width: Int

  init(_ rule: RuleDocumentation, width: Int) {
    self.rule = rule
    self.width = max(40, width)
  }

  var text: String {
    var sections = [
      "\(rule.id)\n\(wrapped(rule.summary, indent: 2))",
      "Why\n\(wrapped(rule.rationale, indent: 2))",
    ]
    if !rule.options.isEmpty {
      sections.append("Options\n" + rule.options.map(option).joined(separator: "\n"))
    }
    for (title, examples) in [("Passes", rule.passing), ("Is flagged", rule.flagged)]
    where !examples.isEmpty {
      sections.append("\(title)\n" + examples.map(example).joined(separator: "\n\n"))
    }
    sections.append("Source\n\(wrapped(rule.citation, indent: 2))")
    return sections.joined(separator: "\n\n")
  }

  private func option(_ option: OptionDeclaration) -> String {
    let fallback =
      option.isRequired ? " (required)" : option.defaultText.map { " (default: \($0))" } ?? ""
    return "  \(option.name): \(option.syntax)\(fallback)\n"
      + wrapped(option.summary, indent: 6)
  }

  private func example(_ example: RuleExample) -> String {
    var lines = [wrapped("# \(example.title), on 2026-01-01", indent: 2)]
    if example.options.isEmpty {
      lines.append("  \(rule.id): {}")
    } else {
      lines.append("  \(rule.id):")
      lines += example.options.split(separator: "\n").map { "    \(abridged(String($0)))" }
    }
    lines += example.records.map { "  \(abridged($0))" }
    lines += example.messages.map { wrapped("-> \($0)", indent: 2, hanging: 3) }
    return lines.joined(separator: "\n")
  }

  /// A text without the bulk of the certificates in it, which nobody reads in base64.
  private func abridged(_ text: String) -> String {
    text.split(separator: "\"", omittingEmptySubsequences: false)
      .map { $0.utf8.count > 200 ? "\($0.prefix(12))…" : String($0) }.joined(separator: "\"")
  }

  private func wrapped(_ text: String, indent: Int, hanging: Int = 0) -> String {
    let lines = text.wrapped(to: width - indent, margin: hanging)
    return lines.map { String(repeating: " ", count: indent) + $0 }.joined(separator: "\n")
  }
}
