import Endpoints
import ListingAPIs
import Listings
import OperatingSystem
import Reporting
import RuleEngine
import SourceText

/// `certgate probe`: tries out a source on the network, before any policy.
enum ProbeCommand {
  static let command: CommandLineTool.Command = .init(
    specification: CommandSpecification(
      name: "probe",
      summary: "Try out a source on the network",
      discussion: """
        Asks a listing API for its first page, or a TLS endpoint for its certificate, and shows \
        what was sent, what came back, and how it is read. No credential is shown.
        """,
      positionals: [
        Positional(name: "SOURCE", help: "listing:NAME or tls://HOST[:PORT]", arity: .exactlyOne)
      ],
      options: LintCommand.inputOptions.filter {
        !["as", "exclude", "targets"].contains($0.long)
      },
      examples: [
        CommandSpecification.Example(
          "certgate probe listing:cloudflare-access-mtls", "See whether your access works"),
        CommandSpecification.Example(
          "certgate probe tls://www.example.com", "See what a server shows"),
      ],
      exitStatuses: [.success, .usage, .incomplete]),
    run: { (arguments, session) throws(CommandError) in
      let source = arguments.positionals[0]
      let project = try Project(arguments, session)
      try project.checkRecording(of: [source])
      let inventory: Inventory
      var told = ""
      if Project.isListingAPI(source) {
        let api = try project.listingAPI(
          source, formats: try project.formats(), isTheUsers: true)
        if let plan = try? api.plan() { told = question(plan) }
        inventory = Inventory([
          arguments.has("offline")
            ? project.refused(api.place) : project.input(of: api) { $0.firstPage() }
        ])
      } else if Project.isEndpoint(source) {
        let (input, account) = try project.probe(endpoint: source)
        told = account.map(answer) ?? ""
        inventory = Inventory([input])
      } else {
        throw .usage(
          "'\(Escaping.terminal(source))' is no source on the network",
          help: "write listing:NAME or tls://HOST[:PORT]; 'certgate inspect' looks at files")
      }
      var options = Inspection.TextOptions(now: session.now)
      options.limit = 1
      options.width = session.width
      options.colour = session.colours(session.output, arguments)
      let inspection = Inspection(inventory)
      let text = told + inventory.inputs.map(answer).joined()
      do throws(SystemError) {
        try session.output.write((text + (text.isEmpty ? "" : "\n")).utf8.span)
        try inspection.text(options).withBytes(session.output.write)
      } catch {
        throw .output(error)
      }
      return project.recorded(
        inventory.inputs.allSatisfy { $0.failure == nil } ? .success : .incomplete)
    })

  /// What is sent, without what may be secret.
  private static func question(_ plan: RequestPlan) -> String {
    "asked   \(plan.request.method.rawValue) \(Escaping.terminal(plan.request.url.redacted))\n"
      + "as      \(plan.authorization.map { Escaping.terminal($0) } ?? "nobody in particular")\n"
  }

  /// What an endpoint answered, without its certificate.
  private static func answer(_ account: EndpointAccount) -> String {
    account.lines.map { line in
      let padding = String(repeating: " ", count: max(1, 8 - line.label.count))
      return "\(line.label)\(padding)\(Escaping.terminal(line.text))\n"
    }.joined()
  }

  /// What a first page says of its listing.
  private static func answer(_ input: Input) -> String {
    guard input.failure == nil, Project.isListingAPI(input.place) else { return "" }
    let count = input.records.count
    var text = "got     \(count) \(count == 1 ? "certificate" : "certificates")"
    let signs = input.pageSigns
    if let total = signs.total { text += " of \(total)" }
    if let pages = signs.pages {
      text += ", the first of \(pages) \(pages == 1 ? "page" : "pages")"
    }
    return text + "\n"
  }
}
