import OperatingSystem
import Reporting
import RuleEngine
import SourceText

/// `certgate lint`: holds policies against inputs and reports.
enum LintCommand {
  static let command: CommandLineTool.Command = .init(
    specification: CommandSpecification(
      name: "lint",
      summary: "Hold certificates and listings of them against policies",
      discussion: """
        Reads certificates in PEM and DER, listings of them, and what TLS endpoints show, judges \
        every one by the policies, and reports. Without --policy or INPUT, .certgate.yaml names \
        them.

        What an input holds is recognised by its shape, not by its name. A report goes to \
        standard output unless it has a FILE; several can be written in one run.
        """,
      positionals: [inputs],
      options: [
        policyOption,
        OptionSpecification(
          long: "at", valueName: "TIME",
          help:
            "Judge as of another time (2027-01-01, or 2027-01-01T12:00:00Z); the report is marked SIMULATED"
        ),
        OptionSpecification(
          long: "where", valueName: "EXPRESSION",
          help: "Judge only certificates of which it holds, such as 'origin == \"uploaded\"'"),
        failOnOption("Exit 1 for findings of this severity or a graver one"),
        Project.allowPlugins,
      ] + inputOptions + [
        OptionSpecification(
          long: "allow-incomplete", help: "Accept a listing that is known to be partial"),
        OptionSpecification(
          long: "require-complete",
          help: "Exit 3 also where it cannot be told whether a listing is complete"),
      ] + reportOptions,
      examples: [
        CommandSpecification.Example(
          "certgate lint -p certgate:mtls listing.json", "Judge one listing"),
        CommandSpecification.Example(
          "certgate lint -p certgate:public-tls --exclude '*.bak' certs/",
          "Judge the certificates in a folder"),
        CommandSpecification.Example(
          "certgate lint -p policy.yaml -f text -f junit:out/report.xml inventory/",
          "Read on screen, and leave a report for the build system"),
        CommandSpecification.Example(
          "exporter | certgate lint -p policy.yaml --as cloudflare-access-mtls -",
          "Judge what another program prints"),
        CommandSpecification.Example(
          "certgate lint -p certgate:mtls listing:cloudflare-access-mtls",
          "Judge what a listing API has now"),
        CommandSpecification.Example(
          "certgate lint -p certgate:public-tls 'tls://mail.example.com?starttls=smtp'",
          "Judge what a server shows"),
        CommandSpecification.Example(
          "certgate lint -p policy.yaml --at 2027-01-01 listing.json",
          "See what will be wrong by the new year"),
        CommandSpecification.Example(
          "certgate lint -p policy.yaml --record kept listing:cloudflare-access-mtls",
          "Keep what the API answers; 'certgate lint -p policy.yaml kept' repeats the run"),
      ],
      exitStatuses: ExitStatus.allCases),
    run: { (arguments, session) throws(CommandError) in try run(arguments, session) })

  static let inputs = Positional(
    name: "INPUT",
    help:
      "A file, a folder, a glob in quotes, listing:NAME, tls://HOST[:PORT], or '-' for standard input",
    arity: .any)

  static let policyOption = OptionSpecification(
    long: "policy", short: "p", valueName: "POLICY", isRepeatable: true,
    help: "A policy file, or one that ships with certgate, such as certgate:mtls")

  static let formatsOption = OptionSpecification(
    long: "formats", valueName: "FILE", isRepeatable: true,
    help: "A file with listing formats of your own")

  static func failOnOption(_ help: String) -> OptionSpecification {
    OptionSpecification(
      long: "fail-on", valueName: "SEVERITY", choices: ["error", "warning", "note", "never"],
      help: help, defaultDescription: "error")
  }

  /// The options that say how inputs are read.
  static let inputOptions =
    [
      OptionSpecification(
        long: "as", valueName: "FORMAT",
        help:
          "Read every input by this format (a listing format, pem, der, pkcs7, pkcs12 or jks) instead of recognising it"
      ),
      OptionSpecification(
        long: "exclude", valueName: "GLOB", isRepeatable: true,
        help: "Leave out of folders and globs what this pattern matches"),
      OptionSpecification(
        long: "password-env", valueName: "NAME",
        help: "The environment variable that holds the password of PKCS#12 stores"),
      OptionSpecification(
        long: "password-file", valueName: "FILE",
        help: "The file whose first line is the password of PKCS#12 stores"),
      formatsOption,
    ] + Project.networkOptions + Project.endpointOptions

  /// The options that say which reports are written.
  static let reportOptions = [
    OptionSpecification(
      long: "format", short: "f", valueName: "FORMAT[:FILE]", isRepeatable: true,
      choices: Reporters.names, choiceTerminator: ":",
      help: "A report to write, and where", defaultDescription: "text", section: "reports"),
    OptionSpecification(
      long: "passes", help: "Put passes and the records into the JSON report",
      section: "reports"),
    OptionSpecification(
      long: "max-findings", valueName: "N",
      help: "Print at most N findings in the text report", defaultDescription: "200",
      section: "reports"),
  ]

  private static func run(
    _ arguments: ParsedArguments, _ session: Session
  ) throws(CommandError) -> ExitStatus {
    let targets = try ReportTarget.targets(arguments, session)
    let time = try time(arguments)
    let maxFindings = try maxFindings(arguments)
    let condition = try arguments.value("where").map { (text) throws(CommandError) in
      try ExpressionArgument.compiled(text, expecting: .bool, arguments, session)
    }
    let project = try Project(arguments, session)
    let plugins = try project.pluginCatalog(for: .judging)
    var policies = try project.trusting(project.policies(plugins))
    if let condition { policies = policies.map { $0.narrowed(to: condition) } }
    let inventory = try project.inventory()
    let now = time ?? session.now
    let (evaluation, failures) = plugins.host.evaluation(
      of: policies, about: inventory, at: now, workers: session.workers)
    let report = Report(
      evaluation: evaluation, failures: failures,
      failOn: Severity(rawValue: arguments.value("fail-on") ?? "error"),
      isSimulated: time != nil,
      requireComplete: arguments.has("require-complete"),
      allowIncomplete: arguments.has("allow-incomplete"),
      toolVersion: CommandLineTool.version)
    let wereWritten = ReportTarget.write(
      report, to: targets, passes: arguments.has("passes"), maxFindings: maxFindings,
      arguments, session)
    session.keep(report)
    return project.recorded(
      wereWritten ? ExitStatus(rawValue: report.exitCode) ?? .incomplete : .incomplete)
  }

  /// The time of `--at`.
  static func time(_ arguments: ParsedArguments) throws(CommandError) -> Instant? {
    guard let text = arguments.value("at") else { return nil }
    do {
      return try Timestamp(parsing: text).start
    } catch {
      throw .usage(
        "'\(Escaping.terminal(text))' is no time for --at: \(error.reason)",
        help: "write 2027-01-01 or 2027-01-01T12:00:00Z")
    }
  }

  static func maxFindings(_ arguments: ParsedArguments) throws(CommandError) -> Int {
    guard let text = arguments.value("max-findings") else { return 200 }
    guard let count = Int(text), count >= 0 else {
      throw .usage("'\(Escaping.terminal(text))' is no number for --max-findings")
    }
    return count
  }
}
