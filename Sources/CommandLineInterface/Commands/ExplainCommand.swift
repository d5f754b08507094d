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
      examples: [CommandSpecification.Example("certgate explain expiry-window", "Read its page")],
      exitStatuses: [.success, .usage]),
    run: { (arguments, session) throws(CommandError) in
      let name = arguments.positionals.first ?? ""
      guard let rule = BuiltInRules.all.first(where: { $0.documentation.id == name }) else {
        let near = Suggestion.closest(
          to: name, in: BuiltInRules.all.map { $0.documentation.id })
        throw .usage(
          "no rule is called '\(Escaping.terminal(name))'"
            + (near.map { "; did you mean '\($0)'?" } ?? ""),
          help: "'certgate rules' lists them")
      }
      let page = RulePage(rule.documentation, width: min(session.width, 100))
      try CommandLineTool.print(page.text, session)
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
    sections.append("Passes\n" + rule.passing.map(example).joined(separator: "\n\n"))
    sections.append("Is flagged\n" + rule.flagged.map(example).joined(separator: "\n\n"))
    sections.append("Source\n\(wrapped(rule.citation, indent: 2))")
    return sections.joined(separator: "\n\n")
  }

  private func option(_ option: OptionDeclaration) -> String {
    let fallback = option.defaultText.map { " (default: \($0))" } ?? ""
    return "  \(option.name): \(option.syntax)\(fallback)\n"
      + wrapped(option.summary, indent: 6)
  }

  private func example(_ example: RuleExample) -> String {
    var lines = [wrapped("# \(example.title), on 2026-01-01", indent: 2)]
    if example.options.isEmpty {
      lines.append("  \(rule.id): {}")
    } else {
      lines.append("  \(rule.id):")
      lines += example.options.split(separator: "\n").map { "    \($0)" }
    }
    lines += example.records.map { "  \($0)" }
    lines += example.messages.map { wrapped("-> \($0)", indent: 2, hanging: 3) }
    return lines.joined(separator: "\n")
  }

  private func wrapped(_ text: String, indent: Int, hanging: Int = 0) -> String {
    var lines: [String] = []
    var line = ""
    for word in text.split(whereSeparator: \.isWhitespace) {
      let room = width - indent - (lines.isEmpty ? 0 : hanging)
      if !line.isEmpty, line.count + 1 + word.count > room {
        lines.append(line)
        line = ""
      }
      line += line.isEmpty ? String(word) : " \(word)"
    }
    lines.append(line)
    return lines.enumerated().map { number, line in
      String(repeating: " ", count: indent + (number == 0 ? 0 : hanging)) + line
    }.joined(separator: "\n")
  }
}
