import Listings
import RuleEngine
import SourceText

/// `certgate formats`: the listing formats certgate knows.
enum FormatsCommand {
  static let command: CommandLineTool.Command = .init(
    specification: CommandSpecification(
      name: "formats",
      summary: "List the listing formats, or print one to learn from",
      discussion: """
        A listing format says where a document has its items and which field is which fact. \
        Describe your own in the same language and pass it with 'certgate lint --formats FILE'.
        """,
      positionals: [
        Positional(name: "NAME", help: "Print the text of this shipped format", arity: .optional)
      ],
      examples: [
        CommandSpecification.Example("certgate formats", "List them"),
        CommandSpecification.Example(
          "certgate formats cloudflare-access-mtls > mine.yaml", "Begin a format of your own"),
      ],
      exitStatuses: [.success, .usage]),
    run: { (arguments, session) throws(CommandError) in
      let shipped = ListingFormats.shippedTexts
      guard let name = arguments.positionals.first else {
        try CommandLineTool.print(
          shipped.map(\.name).joined(separator: "\n"), session)
        return .success
      }
      guard let format = shipped.first(where: { $0.name == name }) else {
        let near = Suggestion.closest(to: name, in: shipped.map(\.name))
        throw .usage(
          "no listing format '\(Escaping.terminal(name))' ships with certgate"
            + (near.map { "; did you mean '\($0)'?" } ?? ""),
          help: "'certgate formats' lists them")
      }
      try CommandLineTool.print(String(decoding: format.text, as: UTF8.self), session)
      return .success
    })
}
