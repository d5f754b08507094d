import BuiltInRules
import Listings
import OperatingSystem
import PolicyFiles
import Reporting
import RuleEngine
import SourceText

/// `certgate policy test`: holds policies against the cases beside them.
enum PolicyTestCommand {
  static let specification = CommandSpecification(
    name: "test",
    summary: "Hold policies against the cases beside them",
    discussion: """
      The cases of policy.yaml are in policy.test.yaml: records, a time, and what each check is to \
      say. What a case does not expect fails it, too. Without FILE, the policies of .certgate.yaml \
      are tested.

        certgate: 1
        at: 2026-01-01
        cases:
          nine days are left:
            records: [{ name: api, notAfter: 2026-01-10 }]
            expect: { expiry-window: "expires in 9 days*" }

      Certificates under 'roots:', beside 'at:', are those that chain-trust trusts.
      """,
    positionals: [
      Positional(name: "FILE", help: "A policy file, or a file of tests", arity: .any)
    ],
    options: [
      OptionSpecification(
        long: "require-tests",
        help: "Fail where a check has no case that it passes, or none that it objects to"),
      Project.allowPlugins,
      OptionSpecification(
        long: "format", short: "f", valueName: "FORMAT[:FILE]", isRepeatable: true,
        choices: ["text", "junit"], choiceTerminator: ":", help: "A report to write, and where",
        defaultDescription: "text", section: "reports"),
      OptionSpecification(
        long: "max-findings", valueName: "N", help: "Print at most N faults in the text report",
        defaultDescription: "200", section: "reports"),
    ] + LintCommand.inputOptions,
    examples: [
      CommandSpecification.Example("certgate policy test policy.yaml", "Test a policy"),
      CommandSpecification.Example(
        "certgate policy test --require-tests -f text -f junit:policies.xml",
        "In a build, all policies of the project"),
    ],
    exitStatuses: ExitStatus.allCases,
    exitMeanings: [
      .success: "every case went as expected",
      .findings: "a case went otherwise, or --require-tests misses one",
      .usage: "the command line, a policy or a file of tests is wrong; nothing was tested",
      .incomplete: "a plugin could not judge, or a report could not be written; outranks 1",
    ])

  static func run(
    _ arguments: ParsedArguments, _ session: Session
  ) throws(CommandError) -> ExitStatus {
    let targets = try ReportTarget.targets(arguments, session)
    let maxFindings = try LintCommand.maxFindings(arguments)
    let project = try Project(arguments, session)
    let catalog = try project.pluginCatalog(for: .judging)
    let files = try files(project, catalog)
    let sources = SourceReader(
      listings: ListingReader(formats: try project.formats()), as: arguments.value("as"),
      workingDirectory: session.workingDirectory, projectRoot: project.root)
    var tests = PolicyTestRun(host: catalog.host) {
      (testCase, path) throws(Diagnostic) in
      try inventory(of: testCase, at: path, sources, session)
    }
    for file in files {
      tests.run(file, requiresTests: arguments.has("require-tests"))
    }
    let report = tests.report(at: session.now, toolVersion: CommandLineTool.version)
    let wereWritten = ReportTarget.write(
      report, to: targets, passes: false, maxFindings: maxFindings, arguments, session)
    return wereWritten ? ExitStatus(rawValue: report.exitCode) ?? .incomplete : .incomplete
  }

  /// The files of tests that the arguments name, by themselves or by their policies.
  private static func files(
    _ project: Project, _ catalog: PluginCatalog
  ) throws(CommandError) -> [PolicyTestFile] {
    let given = project.arguments.positionals
    let configured = project.configuration?.policies.map(\.text) ?? []
    // Those that ship are tested where they are made.
    let names = given.isEmpty ? configured.filter { !$0.hasPrefix("certgate:") } : given
    guard !names.isEmpty else {
      throw .usage(
        "no policy to test: name a file", help: "for example 'certgate policy test policy.yaml'")
    }
    let loader = project.policyLoader(catalog)
    var files: [PolicyTestFile] = []
    var diagnostics: [Diagnostic] = []
    for path in Set(names.map { testPath($0, project) }).sorted() {
      let bytes = try Project.bytes(
        Paths.absolute(path, relativeTo: project.session.workingDirectory), named: path)
      let (file, problems) = PolicyTestFile.read(bytes, path: path, load: loader.load)
      diagnostics += problems
      guard let file else { continue }
      do throws(Diagnostic) {
        files.append(try trusting(file))
      } catch {
        diagnostics.append(error)
      }
    }
    guard diagnostics.isEmpty else {
      throw .diagnostics(
        diagnostics, in: "the tests",
        colour: project.session.colours(project.session.error, project.arguments))
    }
    return files
  }

  /// The same tests, with the policy told which roots they trust.
  private static func trusting(_ file: PolicyTestFile) throws(Diagnostic) -> PolicyTestFile {
    guard let first = file.roots.first else { return file }
    do throws(OptionError) {
      let store = try ChainTrust.store(of: file.roots.map(\.text))
      return file.judging { ($0.rule as? ChainTrust)?.trusting(store) }
    } catch {
      throw Diagnostic(error.message, at: first.location)
    }
  }

  /// `policy.yaml` is tested by `policy.test.yaml`.
  private static func testPath(_ name: String, _ project: Project) -> String {
    let place = Paths.normalised(name, relativeTo: project.session.workingDirectory)
    if place.hasSuffix(PolicyTestFile.suffix) { return place }
    let extensions = [".yaml", ".yml"].first { place.hasSuffix($0) } ?? ""
    return place.dropLast(extensions.count) + PolicyTestFile.suffix
  }

  /// What a case is about: its records, and the files it names.
  private static func inventory(
    of testCase: PolicyTestCase, at path: String, _ sources: SourceReader, _ session: Session
  ) throws(Diagnostic) -> Inventory {
    var inputs: [Input] = []
    if !testCase.records.isEmpty {
      inputs += try Trial.inventory(
        ofRecords: testCase.records, place: testCase.input ?? path
      ).inputs
    }
    if !testCase.files.isEmpty {
      inputs += sources.read(testCase.files, workers: session.workers).inventory.inputs
    }
    if let failure = inputs.lazy.compactMap(\.failure).first { throw failure }
    return Inventory(inputs)
  }
}
