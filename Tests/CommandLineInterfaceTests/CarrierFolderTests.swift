import OperatingSystem
import Testing

@testable import CommandLineInterface

/// Manifests and other documents in a folder, and what must never be shown of them.
struct CarrierFolderTests {
  private let folder: TemporaryFolder
  private var tool = Tool()
  private let key: String
  private let root: String

  init() throws {
    folder = try TemporaryFolder()
    tool.workingDirectory = folder.path
    let certs = Paths.join(Tool.repository, "Examples/certificates/certs")
    key = try text(ofFile: Paths.join(certs, "example.com.throw-away-key.pem"))
    root = try text(ofFile: Paths.join(certs, "ca/root.crt"))
    try folder.write(
      "policy.yaml", "certgate: 1\npolicy: p\nrules: { exposed-private-key: }\n")
  }

  private func lint(_ arguments: String...) -> Tool.Outcome {
    tool.run(["lint", "-p", "policy.yaml"] + arguments)
  }

  /// YAML that cannot be read as such may hold PEM all the same; a Secret in it must not pass.
  @Test func brokenYAML() throws {
    try folder.write(
      "d/values.yaml", "a: &x\nb: *y\ncert: |\n  " + root.replacing("\n", with: "\n  "))
    try folder.write("d/secret.yaml", "kind: Secret\ndata:\n\ttls.crt: x\n")
    try folder.write("d/other.yaml", "a: [\n")
    let outcome = lint("d")
    #expect(outcome.status == 3)
    #expect(outcome.output.contains("d/secret.yaml\n  unread   "))
    #expect(outcome.output.contains("           d/secret.yaml:3:1\n"))
    #expect(outcome.output.contains("1 certificate in 2 inputs, 1 failure; exit 3"))
    #expect(outcome.errors.contains("1 file holds neither"))
  }

  @Test(arguments: ["text", "json", "junit"])
  func aPrivateKeyIsNeverShown(format: String) throws {
    let secret = key.split(separator: "\n")[1]
    try folder.write("d/key.pem", key)
    try folder.write(
      "d/a.json", "{\"name\":\"n\",\"tls\":\"\(key.replacing("\n", with: #"\n"#))\"}")
    try folder.write("d/b.yaml", "name: n\ntls: |\n  " + key.replacing("\n", with: "\n  "))
    let outcome = lint("-f", format, "d")
    #expect(outcome.status == 1)
    let inspected = tool.run("inspect -f json d").output + tool.run("inspect d").output
    for output in [outcome.output, outcome.errors, inspected] {
      #expect(!output.contains(secret))
      #expect(!output.contains(secret.prefix(20)))
    }
    #expect(inspected.contains("\"exposesPrivateKey\":true"))
  }
}
