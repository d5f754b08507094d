import LoopbackServers
import OperatingSystem
import Testing

@testable import CommandLineInterface

/// Submissions to sources of a user's own: another vendor's upload is data.
struct SubmitFormatTests {
  private static let leaf = SampleCertificate(
    "edge", alternativeNames: ["DNS:edge.example.com"],
    validity: ("20260101000000Z", "20270101000000Z"))
  private static let other = SampleCertificate("other")

  private let folder: TemporaryFolder
  private var tool: Tool

  init() throws {
    folder = try TemporaryFolder()
    tool = Tool(in: folder, ["TOKEN": "s3cret", "TEAM": "bl4ck"])
    try folder.write("edge.pem", Self.leaf.pem)
    try folder.write("policy.yaml", "certgate: 1\npolicy: p\nrules: { expiry-window: {} }\n")
  }

  /// A source that takes PEM in JSON, and lists what it has with the certificate itself.
  private func format(_ server: HTTPTestServer, authority: String = "[{ bearer: \"${TOKEN}\" }]")
    -> String
  {
    """
    own:
      vars: { zone: "z1" }
      request:
        url: "http://127.0.0.1:\(server.port)/zones/{zone}/certificates"
        auth: \(authority)
      submit:
        takes: [pem, der]
        ways:
          upload:
            url: "http://127.0.0.1:\(server.port)/zones/{zone}/upload"
            headers: { X-Team: "${TEAM}" }
            json: { label: "{name} of {zone}", tags: [a, "{name}"], pem: { $file: text } }
          raw:
            url: "http://127.0.0.1:\(server.port)/zones/{zone}/raw"
            json: { $file: base64 }
      paging: none
      items: data
      fields: { id: id, name: name, certificate: pem, fingerprints: digest }

    """
  }

  private static func data(_ records: String...) -> String {
    ListingServer.answer(#"{"data": [\#(records.joined(separator: ", "))]}"#)
  }

  private static func record(_ name: String, _ certificate: SampleCertificate) -> String {
    #"{"id": "i-\#(name)", "name": "\#(name)", "pem": "\#(certificate.pem.replacing("\n", with: "\\n"))"}"#
  }

  private func submit(_ arguments: String = "", file: String = "edge.pem") -> Tool.Outcome {
    tool.run(
      "submit --as own --name edge -p policy.yaml \(arguments) \(file)",
      hiding: ["s3cret", "bl4ck"])
  }

  /// Makes the format one of the user's own, which may read the environment.
  private func trust(_ format: String) throws {
    try folder.write("own.yaml", format)
    try folder.trustOwnFormats()
  }

  @Test func fillsJSON() throws {
    let server = HTTPTestServer { head in
      head.hasPrefix("GET ") ? Self.data() : Self.data(Self.record("edge", Self.leaf))
    }
    try trust(format(server))
    let outcome = submit()
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.errors == "submitted: own has 'edge' now (id i-edge)\n")
    let request = try #require(server.requests.last)
    #expect(request.hasPrefix("POST /zones/z1/upload HTTP/1.1\r\n"))
    #expect(request.contains("\r\nX-Team: bl4ck\r\n"))
    #expect(
      request.hasSuffix(
        #"{"label":"edge of z1","tags":["a","edge"],"pem":"\#(Self.leaf.pem.replacing("\n", with: "\\u000a"))"}"#
      ), "\(request)")
  }

  @Test func showsNothingOfTheEnvironment() throws {
    let server = HTTPTestServer { _ in Self.data() }
    try trust(format(server))
    let outcome = submit("--dry-run")
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.errors.contains("  header            X-Team: (not shown)\n"))
    #expect(
      outcome.errors.contains(
        #"  body              {"label":"edge of z1","tags":["a","edge"],"pem":(the file, text)}"#))
    #expect(server.requests.count == 1)
  }

  /// The very same certificate under the name: there is nothing left to do.
  @Test func whatIsThereAlreadyIsNotSent() throws {
    let server = HTTPTestServer { _ in Self.data(Self.record("edge", Self.leaf)) }
    try trust(format(server))
    try folder.write(
      "policy.yaml", "certgate: 1\npolicy: p\nrules: { unique-name: {}, unique-key: {} }\n")
    let outcome = submit()
    #expect(outcome.status == 0, "\(outcome)")
    #expect(
      outcome.errors == """
        'edge' is there already, and is the same certificate (id i-edge, same fingerprint); nothing was sent

        """)
    #expect(server.requests.count == 1)
  }

  @Test func fingerprintsTellAsWell() throws {
    let digest = try #require(
      tool.run("inspect -f json edge.pem").output.firstMatch(of: /"sha256":"([0-9a-f]{64})"/))
    let listed = #"{"name": "edge", "digest": "SHA256:\#(digest.1)"}"#
    let server = HTTPTestServer { _ in Self.data(listed) }
    try trust(format(server))
    #expect(submit().errors.hasPrefix("'edge' is there already, and is the same certificate"))
    #expect(server.requests.count == 1)
  }

  /// Another certificate of that name is the policy's matter where the source takes names twice.
  @Test func namesMayComeTwice() throws {
    let server = HTTPTestServer { head in
      head.hasPrefix("GET ")
        ? Self.data(Self.record("edge", Self.other)) : Self.data(Self.record("edge", Self.leaf))
    }
    try trust(format(server))
    #expect(submit().errors == "submitted: own has 'edge' now (id i-edge)\n")
    try folder.write("policy.yaml", "certgate: 1\npolicy: p\nrules: { unique-name: {} }\n")
    let outcome = submit()
    #expect(outcome.status == 1)
    #expect(server.requests.count { $0.hasPrefix("POST ") } == 1)
  }

  @Test func aKeyStaysAtHome() throws {
    let server = HTTPTestServer { _ in Self.data() }
    try trust(format(server))
    try folder.write("both.pem", Self.leaf.pem + Self.leaf.keyPEM())
    let outcome = submit(file: "both.pem")
    #expect(outcome.status == 2)
    #expect(
      outcome.errors == """
        certgate: error: both.pem holds a private key, which own is not to have
        help: hand in a file of the certificate alone

        """)
    #expect(server.connectionCount == 0)
  }

  /// Whoever writes the format chooses where the file goes, with credentials or without.
  @Test(arguments: ["[{ header: { X: \"y\" } }]", "[]"])
  func aFormatOfTheRepositoryGetsNoFile(authority: String) throws {
    let server = HTTPTestServer { _ in Self.data() }
    let format = format(server, authority: authority).replacing(
      "{ X-Team: \"${TEAM}\" }", with: "{}")
    try folder.write("own.yaml", format)
    let outcome = submit("--formats own.yaml")
    #expect(outcome.status == 3)
    #expect(
      outcome.errors.contains("a file of the repository chooses the host 127.0.0.1"),
      "\(outcome.errors)")
    #expect(server.connectionCount == 0)
  }

  @Test(arguments: [
    ("submit --name a b.pem", "--as is missing: the format of the source, such as liveperson-mtls"),
    (
      "submit --as own b.pem", "--name is missing: what the source is to list the certificate under"
    ),
    (
      "submit --as own --name a -p policy.yaml --offline edge.pem",
      "--offline refuses the network, over which files are handed in"
    ),
    (
      "submit --as ovn --name a -p policy.yaml edge.pem",
      "'listing:ovn' is no listing API; did you mean 'listing:own'?"
    ),
    (
      "submit --as cloudflare-access-mtls --name a -p policy.yaml edge.pem",
      "the format 'cloudflare-access-mtls' does not say how a file is handed in"
    ),
    (
      "submit --as own --way raws --name a -p policy.yaml edge.pem",
      "own has no way 'raws' to hand a file in; did you mean 'raw'?"
    ),
    (
      "submit --as own --name a -p policy.yaml policy.yaml",
      "own takes pem or der, and policy.yaml is no file of certificates"
    ),
    (
      "submit --as liveperson-mtls?domain=h&accountId=a --name a -p policy.yaml edge.pem",
      "liveperson-mtls takes pkcs12, and edge.pem is pem"
    ),
    (
      "submit --as liveperson-mtls?domain=h&accountId=a --name a -p policy.yaml --password-env TOKEN no-key.p12",
      "there is no private key in no-key.p12, and liveperson-mtls needs the certificate with its key"
    ),
  ])
  func saysWhatIsWrongWithTheCommand(line: String, message: String) throws {
    try trust(format(HTTPTestServer { _ in nil }))
    try folder.write("no-key.p12", Self.leaf.pkcs12(password: "s3cret", withKey: false))
    let outcome = tool.run(line)
    #expect(outcome.status == 2)
    #expect(
      outcome.errors.hasPrefix("certgate: error: \(message)\n"), "\(outcome.errors)")
    #expect(!outcome.errors.contains("s3cret"))
  }

  @Test func saysWhichCredentialsAreMissing() throws {
    let server = HTTPTestServer { _ in Self.data() }
    try trust(format(server))
    var poor = self
    poor.tool.environment["TOKEN"] = nil
    let outcome = poor.submit()
    #expect(outcome.status == 3)
    #expect(
      outcome.errors == """
        certgate: error: no credentials for own: the environment has none of what it can be asked with
        help: set TOKEN

        """)
    #expect(server.connectionCount == 0)
  }
}
