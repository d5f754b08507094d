@testable import CommandLineInterface

/// A tool with a command of every shape, so that the tests do not change with the real one.
let sampleTool = CommandSpecification(
  name: "certgate", summary: "Hold certificate inventories against policies",
  options: [
    OptionSpecification(
      long: "color", valueName: "WHEN", choices: ["auto", "always", "never"],
      help: "Colour the text", defaultDescription: "auto",
      section: OptionSpecification.commonSection)
  ],
  examples: [
    .init("certgate lint -p policy.yaml certs.json", "Judge an inventory"),
    .init("certgate inspect certs.json", "See what certgate reads in it"),
    .init("certgate policy check policy.yaml", "Find mistakes in a policy"),
  ],
  subcommands: [lint, inspect, rules, explain, policy, diff, completion],
  exitStatuses: ExitStatus.allCases)

private let lint = CommandSpecification(
  name: "lint", summary: "Judge inventories by policies",
  discussion: """
    Every certificate of every INPUT is held against every check of the policies. What a check
    needs and an input does not say is never counted as a pass.

    A policy is a YAML file:

      certgate: 1
      policy: payments
    """,
  positionals: [
    Positional(
      name: "INPUT", help: "A file, a folder, a glob, or - for standard input", arity: .oneOrMore)
  ],
  options: [
    OptionSpecification(
      long: "policy", short: "p", valueName: "FILE", isRepeatable: true,
      help: "The policy to judge by", defaultDescription: "that of .certgate.yaml"),
    OptionSpecification(
      long: "fail-on", valueName: "SEVERITY", choices: ["error", "warning", "note", "never"],
      help: "The least severity that fails the run: this or worse", defaultDescription: "error"),
    OptionSpecification(
      long: "at", valueName: "TIME", help: "Judge as of another instant, and mark the report"),
    OptionSpecification(
      long: "format", short: "f", valueName: "FORMAT[:FILE]", isRepeatable: true,
      choices: ["text", "json", "junit"], choiceTerminator: ":",
      help: "How to report, and where", section: "report options"),
    OptionSpecification(
      long: "passes", short: "a", help: "Report passes too", section: "report options"),
    OptionSpecification(
      long: "quiet", short: "q", help: "Print only the summary", section: "report options"),
  ],
  examples: [
    .init(
      "certgate lint --policy payments.yaml --format junit:out/report.xml inventory/",
      "Judge a folder, and write a report that the build server shows"),
    .init("certgate lint --at 2027-01-01 certs.json", "Judge as of the new year"),
  ],
  exitStatuses: ExitStatus.allCases)

private let inspect = CommandSpecification(
  name: "inspect", summary: "Show what is read from inputs",
  positionals: [Positional(name: "INPUT", help: "What to read", arity: .any)],
  options: [
    OptionSpecification(
      long: "format", short: "f", valueName: "FORMAT", choices: ["json", "ndjson"],
      help: "How to print the records"),
    OptionSpecification(long: "as", valueName: "FORMAT", help: "The listing format to assume"),
  ])

private let rules = CommandSpecification(name: "rules", summary: "List the rules")

private let explain = CommandSpecification(
  name: "explain", summary: "Explain a rule",
  positionals: [Positional(name: "RULE", help: "The rule's id", arity: .exactlyOne)])

private let policy = CommandSpecification(
  name: "policy", summary: "Check and show policies",
  subcommands: [
    CommandSpecification(
      name: "check", summary: "Report every mistake in policies",
      positionals: [Positional(name: "FILE", help: "A policy file", arity: .oneOrMore)],
      options: [OptionSpecification(long: "strict", short: "s", help: "Refuse warnings too")],
      exitStatuses: [.success, .usage]),
    CommandSpecification(
      name: "show", summary: "Show a policy as it takes effect",
      positionals: [Positional(name: "FILE", help: "A policy file", arity: .optional)]),
  ])

private let diff = CommandSpecification(
  name: "diff", summary: "Compare two inventories",
  positionals: [
    Positional(name: "OLD", help: "The inventory before", arity: .exactlyOne),
    Positional(name: "NEW", help: "The inventory after", arity: .exactlyOne),
  ])

private let completion = CommandSpecification(
  name: "completion", summary: "Print a script that completes command lines",
  positionals: [
    Positional(
      name: "SHELL", help: "Whose script", arity: .exactlyOne, choices: ["bash", "zsh", "fish"])
  ])
