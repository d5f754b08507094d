import Certificates
import Endpoints
import Listings
import Patterns
import RuleEngine
import SourceText

/// `certgate fields`: what expressions can ask of a record.
enum FieldsCommand {
  static let command: CommandLineTool.Command = .init(
    specification: CommandSpecification(
      name: "fields",
      summary: "List the facts that expressions can ask for",
      discussion: """
        Says of each fact its type, what it means, and which formats can state it, those of files \
        of certificates among them.
        """,
      positionals: [
        Positional(
          name: "PATTERN",
          help: "Only those whose name matches, such as 'not*', or has this text in it",
          arity: .optional)
      ],
      options: [LintCommand.formatsOption],
      examples: [
        CommandSpecification.Example("certgate fields", "List them all"),
        CommandSpecification.Example(
          "certgate fields 'not*'", "See those whose name begins with 'not'"),
        CommandSpecification.Example(
          "certgate fields uri", "See those that have to do with URIs"),
      ],
      exitStatuses: [.success, .usage]),
    run: { (arguments, session) throws(CommandError) in
      let formats = try Project(arguments, session).formats()
      let pattern = arguments.positionals.first
      let facts = try pattern.map { (pattern) throws(CommandError) in try matching(pattern) }
      let pages = (facts ?? ExpressionFact.all).map { page($0, formats) }
      try CommandLineTool.print(pages.joined(separator: "\n"), session)
      return .success
    })

  private static func matching(_ text: String) throws(CommandError) -> [ExpressionFact] {
    let pattern: Pattern
    do {
      pattern = try Pattern(text, kind: .text)
    } catch {
      throw .usage("'\(Escaping.terminal(text))' is no pattern: \(error.message)")
    }
    let sought = text.lowercased()
    let facts =
      ExpressionFact.all.filter { pattern.matches($0.name) }.nonEmpty
      ?? ExpressionFact.all.filter { $0.name.lowercased().contains(sought) }.nonEmpty
      ?? ExpressionFact.all.filter { $0.summary.lowercased().contains(sought) }
    guard facts.isEmpty else { return facts }
    let near = Suggestion.closest(to: text, in: ExpressionFact.all.map(\.name))
    throw .usage(
      "no fact is named like '\(Escaping.terminal(text))'"
        + (near.map { "; did you mean '\($0)'?" } ?? ""),
      help: "'certgate fields' lists them")
  }

  private static func page(_ fact: ExpressionFact, _ formats: ListingFormats) -> String {
    "\(fact.name): \(fact.type)\n  \(fact.summary)\n  stated by \(sources(of: fact, formats))"
  }

  private static func sources(of fact: ExpressionFact, _ formats: ListingFormats) -> String {
    guard let fact = fact.fact else { return "every run" }
    let listings = formats.names.filter { name in
      guard let format = formats[name] else { return false }
      return format.canState(fact) || format.detail?.format.canState(fact) == true
    }
    let all =
      (CertificateFacts.ofFiles.contains(fact) ? ["files of certificates"] : [])
      + (EndpointReader.facts.contains(fact) ? ["TLS endpoints"] : []) + listings
    return all.isEmpty ? "none of the formats" : all.joined(separator: ", ")
  }
}

extension Array {
  /// Itself, unless there is nothing in it.
  fileprivate var nonEmpty: Self? { isEmpty ? nil : self }
}
