import OperatingSystem
import Reporting
import RuleEngine
import SourceText

/// `certgate inspect`: shows what certgate reads, before any policy.
enum InspectCommand {
  static let command: CommandLineTool.Command = .init(
    specification: CommandSpecification(
      name: "inspect",
      summary: "Show certificates, and what certgate reads in a listing",
      discussion: """
        Prints each certificate on a screen: subject, names, validity and what is left of it, \
        key, signature, issuer, uses, pointers, digests, faults, and the chain as a tree.

        Of a listing it prints the records as policies see them, private keys gone: which facts \
        were read from which field, which never matched, and what was odd. Without INPUT, \
        .certgate.yaml names them.

        The JSON forms are certgate's own record schema, which 'certgate lint' reads again.
        """,
      positionals: [LintCommand.inputs],
      options: LintCommand.inputOptions + [
        OptionSpecification(
          long: "format", short: "f", valueName: "FORMAT", choices: ["text", "json", "ndjson"],
          help: "What to print", defaultDescription: "text"),
        OptionSpecification(
          long: "at", valueName: "TIME",
          help: "Count what is left of a validity from another time; marked SIMULATED"),
        OptionSpecification(
          long: "max-records", valueName: "N", help: "Show at most N records of an input as text",
          defaultDescription: "20"),
      ],
      examples: [
        CommandSpecification.Example("certgate inspect server.pem", "Look at a certificate"),
        CommandSpecification.Example("certgate inspect listing.json", "Look at a listing"),
        CommandSpecification.Example(
          "certgate inspect -f ndjson listing.json | jq -r .notAfter", "Hand records on, one a line"
        ),
      ],
      exitStatuses: [.success, .usage, .incomplete]),
    run: { (arguments, session) throws(CommandError) in try run(arguments, session) })

  private static func run(
    _ arguments: ParsedArguments, _ session: Session
  ) throws(CommandError) -> ExitStatus {
    guard let limit = Int(arguments.value("max-records") ?? "20"), limit >= 0 else {
      throw .usage("--max-records takes a whole number")
    }
    let time = try LintCommand.time(arguments)
    var options = Inspection.TextOptions(now: time ?? session.now)
    options.limit = limit
    options.isSimulated = time != nil
    options.width = session.width
    options.colour = session.colours(session.output, arguments)
    let project = try Project(arguments, session)
    let inspection = Inspection(try project.inventory())
    do {
      switch arguments.value("format") {
      case "json": try inspection.writeJSON { try session.output.write($0) }
      case "ndjson": try inspection.writeNDJSON { try session.output.write($0) }
      default: try inspection.text(options).withBytes { try session.output.write($0) }
      }
    } catch {
      throw (error as? SystemError).map { .output($0) }
        ?? .usage(Escaping.terminal("\(error)"))
    }
    return project.recorded(
      inspection.isComplete && inspection.certificates > 0 ? .success : .incomplete)
  }
}
