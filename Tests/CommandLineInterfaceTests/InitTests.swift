import OperatingSystem
import Testing

@testable import CommandLineInterface

struct InitTests {
  private let folder: TemporaryFolder
  private let tool: Tool

  init() throws {
    folder = try TemporaryFolder()
    tool = Tool(workingDirectory: folder.path)
    try folder.write(".git/HEAD", "ref: refs/heads/main\n")
  }

  private static let record =
    #"{"kind":"certificate","name":"api","notAfter":"2027-11-21","exposesPrivateKey":false}"#

  /// What is written must work as it is.
  @Test(arguments: ["certgate:baseline", "certgate:mtls", "certgate:public-tls"])
  func writesWhatLintThenReads(pack: String) throws {
    try folder.write("inventory/it's here.json", Self.record)
    try folder.write("notes.txt", "no listing")
    let outcome = tool.run("init --extends \(pack)")
    #expect(outcome.status == 0)
    #expect(
      outcome.output.hasPrefix(
        """
        wrote  certgate-policy.yaml  the policy; make it yours
        wrote  .certgate.yaml  names the policy and what to judge

        Found certificates in inventory/.
        """))
    #expect(outcome.output.contains("No CI system was recognised; --ci github"))
    #expect(tool.run("policy check").output.contains("no errors"))
    let lint = tool.run("lint --fail-on never")
    #expect(lint.status == 0, "\(lint.errors)")
    #expect(lint.output.contains("1 certificate in 1 input"))
  }

  @Test func namesAFileThatNeedsQuoting() throws {
    try folder.write("it's: a #listing.json", Self.record)
    #expect(tool.run("init").status == 0)
    #expect(try folder.read(".certgate.yaml").contains("- 'it''s: a #listing.json'"))
    #expect(tool.run("lint --fail-on never").output.contains("1 certificate in 1 input"))
  }

  @Test func leavesWhatIsThere() throws {
    try folder.write("certgate-policy.yaml", "mine")
    let outcome = tool.run("init")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("kept   certgate-policy.yaml (it is there already)"))
    #expect(try folder.read("certgate-policy.yaml") == "mine")
  }

  @Test func saysWhatToDoWhereNothingIsFound() throws {
    let outcome = tool.run("init --ci none")
    #expect(outcome.output.contains("No certificates were found here: name files, folders"))
    #expect(!outcome.output.contains("CI system"))
    #expect(try folder.read(".certgate.yaml").contains("# sources: [inventory/]"))
    let lint = tool.run("lint")
    #expect(lint.status == 2)
    #expect(lint.errors.contains("nothing to read"))
  }

  @Test(arguments: [
    (".github/CODEOWNERS", ".github/workflows/certgate.yml", "run: certgate lint"),
    (".gitlab-ci.yml", ".gitlab/certgate.gitlab-ci.yml", "script: certgate lint"),
  ])
  func tellsTheCISystemByItsFiles(sign: String, job: String, command: String) throws {
    try folder.write(sign, "")
    #expect(tool.run("init").output.contains("wrote  \(job)"))
    #expect(try folder.read(job).contains(command))
  }

  @Test func saysWhatToPutIntoAJenkinsfile() throws {
    try folder.write("Jenkinsfile", "pipeline {}")
    #expect(tool.run("init").output.contains("post { always { junit 'certgate.xml' } }"))
    #expect(try folder.read("Jenkinsfile") == "pipeline {}")
  }

  @Test func refusesABrokenConfiguration() throws {
    try folder.write(".certgate.yaml", "certgate: 1\npolices: []\n")
    let outcome = tool.run("init")
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("did you mean 'policies'?"))
  }
}
