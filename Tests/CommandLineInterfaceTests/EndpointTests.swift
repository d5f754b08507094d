import LoopbackServers
import OperatingSystem
import Testing

@testable import CommandLineInterface

/// TLS endpoints as inputs of commands.
struct EndpointTests {
  private static let configuration = ServerConfiguration([
    SampleCertificate(
      "leaf", alternativeNames: ["DNS:www.example.com"],
      validity: ("20260101000000Z", "20261201000000Z"))
  ])

  private let folder: TemporaryFolder
  private var tool = Tool()
  private let server = LoopbackServer { peer in
    _ = peer.startTLS(EndpointTests.configuration)
    peer.hold()
  }

  init() throws {
    folder = try TemporaryFolder()
    tool.workingDirectory = folder.path
    try folder.write(
      "policy.yaml",
      "certgate: 1\npolicy: p\nrules: { expiry-window: { min-remaining: 30d } }\n")
  }

  private var address: String { "tls://127.0.0.1:\(server.port)?sni=www.example.com" }

  private func lint(_ arguments: String...) -> Tool.Outcome {
    tool.run(["lint", "-p", "policy.yaml"] + arguments)
  }

  @Test func judgesWhatAnEndpointShows() {
    let outcome = lint(address)
    #expect(
      outcome.output == """
        certgate 0.1.0  policy p  evaluated at 2026-11-21T00:00:00Z

        \(address)  1 certificate
          error    leaf  expiry-window  expires in 10 days, on 2026-12-01; at least 30 days are required
                   \(address)
                   | notAfter: 2026-12-01T00:00:00Z
                   |           ^~~~~~~~~~~~~~~~~~~~ required: at least 30d left

        FAILED  1 error, 0 warnings, 0 notes (0 unknown), 0 passed, 0 not applicable; 1 certificate in 1 input; exit 1

        """)
    #expect(outcome.errors == "")
    #expect(outcome.status == 1)
  }

  /// What could not be looked at outranks what was found.
  @Test func isNotSilentAboutWhatItCouldNotReach() throws {
    let closed = ClosedPort()
    let plain = LoopbackServer { peer in
      peer.write("220 \u{1B}[31m::error::\r\n")
      peer.hold()
    }
    try folder.write(
      "hosts.txt",
      "127.0.0.1:\(closed.port)\n127.0.0.1:\(plain.port)\n\(address)  # the good one\n")
    let outcome = lint("--targets", "hosts.txt", "--jobs", "2", "--timeout", "60")
    #expect(outcome.status == 3)
    #expect(
      outcome.output.contains(
        "unread   the connection was refused: nothing listens on the port\n"))
    #expect(
      outcome.output.contains(
        "unread   the server does not speak TLS here: it says \"220 \\x1B[31m::error::\"; try"
          + " starttls=smtp\n"))
    #expect(outcome.output.contains("expires in 10 days, on 2026-12-01"))
    #expect(!outcome.output.contains("\u{1B}"))
  }

  @Test func readsTheEndpointsOfTheConfiguration() throws {
    try folder.write(
      ".certgate.yaml", "certgate: 1\npolicies: [policy.yaml]\nsources: [\"\(address)\"]\n")
    let outcome = tool.run(["lint"])
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("\n\(address)  1 certificate"))
  }

  @Test func asksNobodyOffline() {
    let outcome = lint("--offline", address)
    #expect(outcome.output.contains("\(address)\n  unread   --offline refuses the network\n"))
    #expect(outcome.status == 3)
    #expect(server.connectionCount == 0)
  }

  @Test func showsTheClientCertificateThatIsNamed() throws {
    let root = SampleCertificate("Root", role: .authority)
    let client = SampleCertificate("client", issuer: root)
    let configuration = ServerConfiguration(
      [SampleCertificate("leaf")], versions: 0x0303...0x0303, clientCertificate: .required,
      clientAuthority: root)
    let server = LoopbackServer { peer in
      _ = peer.startTLS(configuration)
      peer.hold()
    }
    let address = "tls://127.0.0.1:\(server.port)"
    try folder.write("client.pem", client.pem)
    try folder.write("client.key", client.keyPEM(password: "secret"))
    let refused = tool.run(["inspect", address])
    #expect(refused.output.contains("as the server wants one of ours: the server ended the TLS"))
    var tool = tool
    tool.environment = ["CLIENT_PASSWORD": "secret"]
    let options = ["--client-certificate", "client.pem", "--client-key", "client.key"]
    let password = ["--client-key-password-env", "CLIENT_PASSWORD"]
    let accepted = tool.run(["inspect", address] + options + password)
    #expect(accepted.status == 0)
    #expect(!accepted.output.contains("handshake"))
    #expect(
      tool.run(["inspect", address] + options).errors.hasPrefix(
        "certgate: error: cannot read the private key of the client certificate: "))
    #expect(
      tool.run(["inspect", address] + options.suffix(2)).errors
        == "certgate: error: --client-key needs --client-certificate\n")
  }

  @Test func probesAnEndpoint() throws {
    let outcome = tool.run(["probe", address])
    #expect(outcome.status == 0)
    #expect(
      outcome.output.hasPrefix(
        """
        asked   127.0.0.1:\(server.port)
        spoke   TLS 1.3, TLS_AES_256_GCM_SHA384
        sent    1 certificate
        took    connecting\u{20}
        """))
    #expect(outcome.output.contains(" ms, the TLS handshake "))
    #expect(outcome.output.contains(" ms\n\n\(address)\n"))
    let closed = ClosedPort()
    let refused = tool.run(["probe", "tls://127.0.0.1:\(closed.port)"])
    #expect(refused.output.contains("could not be read: the connection was refused"))
    #expect(refused.status == 3)
    let offline = tool.run(["probe", "--offline", address])
    #expect(offline.output.contains("could not be read: --offline refuses the network"))
    #expect(offline.status == 3)
  }

  @Test func inspectsAnEndpoint() throws {
    let outcome = tool.run(["inspect", "-f", "ndjson", address])
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("\"usedBy\":[\"www.example.com\"]"))
    #expect(outcome.output.contains("\"dnsNames\":[\"www.example.com\"]"))
    try folder.write("hosts.txt", address)
    #expect(tool.run(["inspect", "-f", "ndjson", "--targets", "hosts.txt"]) == outcome)
  }

  @Test(arguments: [
    (
      ["tls://a.example?starttls=smpt"],
      "'tls://a.example?starttls=smpt' is no endpoint: unknown protocol 'smpt' for starttls; did you"
        + " mean 'smtp'?\nhelp: one of smtp, lmtp, imap, pop3, ftp, sieve, ldap, xmpp, postgres, mysql"
    ),
    (
      ["--jobs", "0", "tls://a"],
      "'0' is no value for --jobs: it takes a whole number from 1 to 1000"
    ),
    (
      ["--timeout", "nan", "tls://a"],
      "'nan' is no value for --timeout: it takes seconds, at most 3600"
    ),
    (["--targets", "missing.txt"], "cannot read missing.txt: no such file or directory"),
  ])
  func refusesMistakes(arguments: [String], message: String) {
    let outcome = tool.run(["lint", "-p", "policy.yaml"] + arguments)
    #expect(outcome.errors == "certgate: error: \(message)\n")
    #expect(outcome.status == 2)
  }

  @Test func refusesABrokenListOfTargets() throws {
    try folder.write("hosts.txt", "a.example\nb example\n")
    let outcome = lint("--targets", "hosts.txt")
    #expect(
      outcome.errors == """
        hosts.txt:2:1: error: 'b example' is no name of a host
            2 | b example
              | ^~~~~~~~~
        1 error in the targets; nothing was judged

        """)
    #expect(outcome.status == 2)
  }
}
