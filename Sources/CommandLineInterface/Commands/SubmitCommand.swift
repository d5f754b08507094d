import ListingAPIs
import Reporting
import RuleEngine
import SourceText

/// `certgate submit`: judges a file of certificates, and hands it in to a source if nothing is wrong.
enum SubmitCommand {
  static let command: CommandLineTool.Command = .init(
    specification: CommandSpecification(
      name: "submit",
      summary: "Judge a certificate, and upload it if the policies have no objection",
      discussion: """
        Holds the policies against the certificates in FILE, together with what the source lists \
        now, so that a name or a key that is there already is found. Only if nothing at or above \
        --fail-on was found, and everything could be looked at, FILE is sent, once. The private \
        key that such a file is there to carry is not held against it, and is never printed.

        What becomes of it is said: the source's answer is read, and one that fails to save the \
        certificate is a failure. After an unclear answer nothing is sent again; the listing is \
        read to see whether the certificate is there. A certificate that is there already under \
        the name is not sent twice, and that is success.

        'certgate formats NAME' shows under 'submit' how a source takes files.
        """,
      positionals: [
        Positional(
          name: "FILE", help: "The file to hand in, such as bundle.p12", arity: .exactlyOne)
      ],
      options: [
        OptionSpecification(
          long: "as", valueName: "FORMAT",
          help: "The listing format of the source, with values for its variables if needed:"
            + " FORMAT?NAME=VALUE"),
        OptionSpecification(
          long: "name", valueName: "NAME", help: "What the source is to list the certificate under"),
        LintCommand.policyOption,
        OptionSpecification(
          long: "dry-run",
          help:
            "Show the request that would be sent, secrets gone, and send nothing; the listing is"
            + " read unless --offline"),
        OptionSpecification(
          long: "way", valueName: "WAY",
          help: "Which of the format's ways to hand a file in is used",
          defaultDescription: "its first"),
        LintCommand.failOnOption(
          "Send nothing, and exit 1, for findings of this severity or a graver one"),
        OptionSpecification(
          long: "password-env", valueName: "NAME",
          help: "The environment variable that holds the password of the file"),
        OptionSpecification(
          long: "password-file", valueName: "FILE",
          help: "The file whose first line is the password of the file"),
        LintCommand.formatsOption,
        Project.allowPlugins,
      ] + Project.networkOptions + LintCommand.reportOptions,
      examples: [
        CommandSpecification.Example(
          "certgate submit --as liveperson-mtls --name edge-2027 -p certgate:mtls"
            + " bundle.p12 --password-env P12_PASSWORD", "Judge, then upload"),
        CommandSpecification.Example(
          "certgate submit --as liveperson-mtls --name edge-2027 -p certgate:mtls --dry-run"
            + " bundle.p12 --password-env P12_PASSWORD", "See what would be sent"),
      ],
      exitStatuses: ExitStatus.allCases,
      exitMeanings: [
        .success: "the source has the certificate; with --dry-run, nothing stands against it",
        .findings: "findings at or above --fail-on, or the name is taken; nothing was sent",
        .usage: "the command line or a policy is wrong; nothing was sent",
        .incomplete: "could not look at everything and sent nothing, or the source did not take the"
          + " certificate, or it is not known whether it did",
      ]),
    run: { (arguments, session) throws(CommandError) in try run(arguments, session) })

  private static func run(
    _ arguments: ParsedArguments, _ session: Session
  ) throws(CommandError) -> ExitStatus {
    let targets = try ReportTarget.targets(arguments, session)
    let maxFindings = try LintCommand.maxFindings(arguments)
    let isDryRun = arguments.has("dry-run")
    let isOffline = arguments.has("offline")
    if isOffline, !isDryRun {
      throw .usage(
        "--offline refuses the network, over which files are handed in",
        help: "add --dry-run to see what would be sent")
    }
    let target = try required("as", "the format of the source, such as liveperson-mtls", arguments)
    let name = try required("name", "what the source is to list the certificate under", arguments)
    let project = try Project(arguments, session)
    let plugins = try project.pluginCatalog(for: .judging)
    let policies = try project.trusting(project.policies(plugins))
    let submission = try project.submission(
      of: arguments.positionals[0], named: name, to: target, isRehearsal: isOffline)
    try project.checkRecording(of: [submission.api.place])
    let before = isOffline ? nil : project.input(of: submission.api) { $0.input() }
    let namesakes = before.map { Self.namesakes(of: submission, in: $0) }
    let inventory = Self.inventory(submission.input, before, namesakes ?? [])

    let (evaluation, failures) = plugins.host.evaluation(
      of: policies, about: inventory, at: session.now, workers: session.workers)
    let report = Report(
      evaluation: evaluation, failures: failures,
      failOn: Severity(rawValue: arguments.value("fail-on") ?? "error"),
      toolVersion: CommandLineTool.version)
    let wereWritten = ReportTarget.write(
      report, to: targets, passes: arguments.has("passes"), maxFindings: maxFindings, arguments,
      session)
    var status =
      wereWritten ? ExitStatus(rawValue: report.exitCode) ?? .incomplete : .incomplete
    if status == .success, let plan = submission.plan {
      let round = SubmissionRound(
        project: project, submission: submission, plan: plan, namesakes: namesakes)
      status = round.finish(isDryRun: isDryRun)
    } else {
      session.complain("nothing was sent")
    }
    return project.recorded(status)
  }

  private static func required(
    _ option: String, _ what: String, _ arguments: ParsedArguments
  ) throws(CommandError) -> String {
    guard let value = arguments.value(option), !value.isEmpty else {
      throw .usage("--\(option) is missing: \(what)")
    }
    return value
  }

  private static func namesakes(
    of submission: Project.Submission, in listing: Input
  ) -> [ListedCertificate] {
    ListedCertificate.all(
      named: submission.name, in: listing, comparedWith: submission.certificate)
  }

  /// The file's certificates, to be judged beside what the source has; alone where the source has the
  /// very same, which would only clash with itself.
  private static func inventory(
    _ bundle: Input, _ listing: Input?, _ namesakes: [ListedCertificate]
  ) -> Inventory {
    guard let listing else { return Inventory([bundle]) }
    let isThere = namesakes.contains { $0.likeness == .same }
    return Inventory([isThere ? bundle : bundle.joining(listing), listing.forComparison])
  }
}
