import Glibc
import OperatingSystem
import Testing

@testable import CommandLineInterface

/// Folders as people have them, with everything in them that is not a certificate.
struct CertificateFolderTests {
  private let folder: TemporaryFolder
  private var tool = Tool()

  init() throws {
    folder = try TemporaryFolder()
    tool.workingDirectory = folder.path
    for name in ["ca/root.crt", "shop/fullchain.pem", "printer.pem"] {
      let file = try FileBytes.contents(
        ofFile: Paths.join(Tool.repository, "Examples/certificates/certs/\(name)"))
      try folder.write("certs/\(name)", file.bytes(in: 0..<file.count))
    }
    try folder.write(
      "policy.yaml", "certgate: 1\npolicy: p\nrules: { exposed-private-key: }\n")
  }

  private func lint(_ arguments: String...) -> Tool.Outcome {
    tool.run(["lint", "-p", "policy.yaml"] + arguments)
  }

  private func link(_ name: String, to target: String) {
    #expect(unsafe symlink(target, Paths.join(folder.path, name)) == 0)
  }

  @Test func pipesLoopsAndOtherFilesAreLeftOutAndCounted() throws {
    #expect(unsafe mkfifo(Paths.join(folder.path, "certs/pipe"), 0o600) == 0)
    link("certs/null", to: "/dev/null")
    link("certs/ca/up", to: "..")
    try folder.write("certs/notes.txt", "hello")
    try folder.write("certs/empty.pem", "")
    let outcome = lint("certs")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("4 certificates in 3 inputs; exit 0"))
    #expect(
      outcome.errors == """
        certgate: note: 2 files hold neither certificates nor a listing and were skipped (first: \
        certs/empty.pem)
        certgate: note: 2 pipes, sockets and devices were skipped (first: certs/null)

        """)
  }

  /// The memory of a process is a regular file that cannot be read from its beginning.
  @Test func theOthersAreJudgedBesideAnUnreadableFile() {
    link("certs/unreadable.pem", to: "/proc/self/mem")
    link("certs/dangling.pem", to: "nowhere")
    let outcome = lint("certs")
    #expect(outcome.status == 3)
    #expect(
      outcome.output.contains(
        "certs/unreadable.pem\n  unread   cannot read: input/output error\n"))
    #expect(
      outcome.output.contains(
        "certs/dangling.pem\n  unread   cannot read: no such file or directory\n"))
    #expect(outcome.output.contains("4 certificates in 5 inputs, 2 failures; exit 3"))
  }

  @Test(arguments: [
    (["--exclude", "*.pem"], 1), (["--exclude", "certs/shop"], 2),
    (["--exclude", "certs/*"], 0), (["--exclude", "certs/*/*"], 1),
    (["--exclude", "root.crt", "--exclude", "shop"], 1), (["--exclude", "nothing"], 4),
  ])
  func whatIsExcludedIsLeftOut(options: [String], certificates: Int) {
    let outcome = tool.run(["lint", "-p", "policy.yaml"] + options + ["certs"])
    let count = certificates == 1 ? "1 certificate in" : "\(certificates) certificates in"
    #expect(outcome.output.contains(count))
    #expect(outcome.status == (certificates == 0 ? 3 : 0))
  }

  @Test func aGlobNamesFilesThatMustHoldCertificates() throws {
    try folder.write("certs/notes.crt", "hello")
    let outcome = lint("certs/**/*.crt")
    #expect(outcome.status == 3)
    #expect(
      outcome.output.contains(
        "certs/notes.crt\n  unread   expected a value, found 'h'\n           certs/notes.crt:1:1")
    )
    #expect(outcome.output.contains("1 certificate in 2 inputs, 1 failure; exit 3"))
  }

  @Test(arguments: [
    ("der", "shop/fullchain.pem", "there is no certificate in it: it is no DER"),
    ("pem", "printer.pem", "there is no certificate in it: it has no BEGIN line"),
  ])
  func aFormatThatIsNamedIsTheOnlyOne(format: String, name: String, message: String) {
    let outcome = lint("--as", format, "certs/\(name)")
    #expect(outcome.status == 3)
    #expect(outcome.output.contains("certs/\(name)\n  unread   \(message)\n"))
  }

  @Test func aFormatThatThereIsNot() {
    let outcome = lint("--as", "pwm", "certs")
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("unknown format 'pwm'; did you mean 'pem'?"))
  }

  @Test func aCertificateCutShortIsNeverGreen() throws {
    let file = try FileBytes.contents(ofFile: Paths.join(folder.path, "certs/shop/fullchain.pem"))
    try folder.write("policy.yaml", "certgate: 1\npolicy: p\nrules: { expiry-window: }\n")
    try folder.write("cut.pem", file.bytes(in: 0..<300))
    let outcome = lint("--at", "2026-10-02", "cut.pem")
    #expect(outcome.status == 1)
    #expect(
      outcome.output.contains(
        "expiry-window  cannot be judged: the certificate cannot be read (the END line is missing)\n"
      ))
    #expect(outcome.output.contains("           cut.pem:6:13\n"))
  }
}
