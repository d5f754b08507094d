import OperatingSystem
import PolicyPacks
import RuleEngine
import SourceText

/// `certgate init`: writes the first configuration, policy and CI job of a project.
enum InitCommand {
  static let command: CommandLineTool.Command = .init(
    specification: CommandSpecification(
      name: "init",
      summary: "Write a first configuration, policy and CI job",
      discussion: """
        Looks for certificates and listings below the working directory, and writes \
        \(Project.configurationName) that names them, a policy to grow from, and a CI job. What is \
        there already is left as it is.

        Without --ci, the CI system is told by the files of the project: .github, .gitlab-ci.yml \
        or a Jenkinsfile.
        """,
      options: [
        OptionSpecification(
          long: "extends", valueName: "PACK",
          choices: PolicyPacks.all.map { "certgate:\($0.name)" },
          help: "The policy that ships with certgate to begin with",
          defaultDescription: "certgate:baseline"),
        OptionSpecification(
          long: "ci", valueName: "SYSTEM", choices: CISystem.allCases.map(\.rawValue) + ["none"],
          help: "Write the job for this CI system"),
      ],
      examples: [
        CommandSpecification.Example("certgate init", "Begin in a repository"),
        CommandSpecification.Example(
          "certgate init --extends certgate:mtls --ci github",
          "Begin with another policy, on GitHub"),
      ],
      exitStatuses: [.success, .usage, .incomplete]),
    run: { (arguments, session) throws(CommandError) in
      let project = try Project(arguments, session)
      let pack = arguments.value("extends") ?? "certgate:baseline"
      let sources = StarterFiles.sources(of: try project.inventory(of: ["."]))
      let system = chosenSystem(arguments, session)
      var files = [StarterFiles.policy(extending: pack), StarterFiles.configuration(sources)]
      if let job = system?.job { files.append(job) }
      for file in files { try write(file, session) }
      let hint = arguments.value("ci") == nil && system == nil ? CISystem.hint : system?.hint
      try CommandLineTool.print(
        nextSteps(sources, hint).map { "\n" + $0 }.joined(), session)
      return .success
    })

  private static func chosenSystem(_ arguments: ParsedArguments, _ session: Session) -> CISystem? {
    if let given = arguments.value("ci") { return CISystem(rawValue: given) }
    return CISystem.allCases.first { system in
      kind(ofFile: Paths.absolute(system.sign, relativeTo: session.workingDirectory)) != .missing
    }
  }

  private static func write(
    _ file: StarterFiles.File, _ session: Session
  ) throws(CommandError) {
    let path = Paths.absolute(file.path, relativeTo: session.workingDirectory)
    guard kind(ofFile: path) == .missing else {
      try CommandLineTool.print("kept   \(file.path) (it is there already)", session)
      return
    }
    do throws(SystemError) {
      let report = try ReportFile(path: path)
      try report.write(file.text.utf8.span)
      try report.commit()
    } catch {
      throw CommandError(
        lines: ["certgate: error: \(Escaping.terminal(error.description))"], status: .incomplete)
    }
    try CommandLineTool.print("wrote  \(file.path)  \(file.purpose)", session)
  }

  private static func nextSteps(_ sources: [String], _ hint: String?) -> [String] {
    let look =
      sources.isEmpty
      ? "No certificates were found here: name files, folders or listings under 'sources:' in "
        + "\(Project.configurationName)."
      : "Found certificates in \(sources.joined(separator: ", "))."
    return [
      look, "", "Next:",
      "  certgate lint                            judge what .certgate.yaml names",
      "  certgate explain expiry-window           learn what a rule asks, and how to set it",
      "  certgate policy check                    check the policy after each change",
    ] + (hint.map { ["", $0] } ?? [])
  }
}

/// The CI systems that `init` writes a job for.
private enum CISystem: String, CaseIterable {
  case github, gitlab, jenkins

  /// The file or folder by which a project shows that it uses the system.
  var sign: String {
    switch self {
    case .github: ".github"
    case .gitlab: ".gitlab-ci.yml"
    case .jenkins: "Jenkinsfile"
    }
  }

  var job: StarterFiles.File? {
    switch self {
    case .github:
      StarterFiles.File(
        path: ".github/workflows/certgate.yml", purpose: "runs it on every change",
        text: """
          name: certgate
          on: [push, pull_request]
          jobs:
            certgate:
              runs-on: ubuntu-latest
              steps:
                - uses: actions/checkout@v4
                # certgate must be on the path here: install it in a step of your own.
                - run: certgate lint -f text -f junit:certgate.xml
                - uses: actions/upload-artifact@v4
                  if: always()
                  with: { name: certgate, path: certgate.xml }

          """)
    case .gitlab:
      StarterFiles.File(
        path: ".gitlab/certgate.gitlab-ci.yml", purpose: "runs it on every change",
        text: """
          # certgate must be on the path of the job's image.
          certgate:
            script: certgate lint -f text -f junit:certgate.xml
            artifacts:
              when: always
              reports: { junit: certgate.xml }

          """)
    case .jenkins: nil
    }
  }

  /// What is left to do by hand.
  var hint: String? {
    switch self {
    case .github: nil
    case .gitlab:
      "In .gitlab-ci.yml, include the job:\n\n"
        + "  include: { local: .gitlab/certgate.gitlab-ci.yml }"
    case .jenkins:
      "In the Jenkinsfile:\n\n  stage('Certificates') {\n"
        + "    steps { sh 'certgate lint -f text -f junit:certgate.xml' }\n"
        + "    post { always { junit 'certgate.xml' } }\n  }"
    }
  }

  static let hint = "No CI system was recognised; --ci github, gitlab or jenkins writes a job."
}

/// What `init` writes.
private enum StarterFiles {
  struct File {
    let path: String
    /// What it is for, in a few words.
    let purpose: String
    let text: String
  }

  private static let policyPath = "certgate-policy.yaml"

  /// The files and folders at the top of the project that hold certificates.
  static func sources(of inventory: Inventory) -> [String] {
    var sources: [String] = []
    for input in inventory.inputs where input.failure == nil && input.records.count > 0 {
      let parts = input.place.split(separator: "/", maxSplits: 1)
      let source = parts.count == 2 ? "\(parts[0])/" : input.place
      // A line break in a name would end the scalar that it is written as.
      let isPlain = source.unicodeScalars.allSatisfy { $0.value >= 0x20 }
      if isPlain, !sources.contains(source) { sources.append(source) }
    }
    return sources
  }

  static func configuration(_ sources: [String]) -> File {
    let list =
      sources.isEmpty
      ? "# Files, folders, or patterns such as \"inventory/**/*.json\":\n# sources: [inventory/]\n"
      : "sources:\n" + sources.map { "  - \(quoted($0))\n" }.joined()
    return File(
      path: Project.configurationName, purpose: "names the policy and what to judge",
      text: "# What 'certgate lint' reads when it is given no arguments.\ncertgate: 1\n"
        + "policies: [\(policyPath)]\n" + list)
  }

  static func policy(extending pack: String) -> File {
    File(
      path: policyPath, purpose: "the policy; make it yours",
      text: """
        # The rules that certificates of this project are held to.
        # 'certgate rules' lists all rules, 'certgate explain RULE' says how to set one.
        certgate: 1
        policy: certificates
        extends: \(pack)
        rules:
          # Changes one option and keeps the others of \(pack):
          expiry-window:
            min-remaining: 14d
          # Switches a check off:
          # unique-name: disabled

        """)
  }

  /// A text as a YAML scalar that cannot be taken for anything else.
  private static func quoted(_ text: String) -> String {
    "'" + text.replacing("'", with: "''") + "'"
  }
}
