import Glibc
import LoopbackServers
import OperatingSystem
import Testing

@testable import CommandLineInterface

/// What listing APIs answer, kept in a folder, and a run repeated from it.
struct RecordingTests {
  private let folder: TemporaryFolder
  private var tool: Tool

  init() throws {
    folder = try TemporaryFolder()
    tool = Tool(
      in: folder,
      [
        "ORGANIZATION_ID": "42", "ORGANIZATION_API_TOKEN": "s3cret+/",
        "LIVEPERSON_ACCOUNT_ID": "le1", "LIVEPERSON_BEARER": "s3cret+/",
      ])
    try folder.write("root.pem", ListingServer.authority.pem)
  }

  /// Two pages of an organization, one of whose certificates comes with its key; the source repeats
  /// the token that it was sent.
  private static let pages = [
    ListingServer.answer(
      #"{"totalItems": 2, "view": {"next": "/api/organizations/42/certificates?page=2&t=s3cret%2B%2F"}, "#
        + #""member": [{"id": "1", "domainName": "a.example", "status": "active", "#
        + #""privateKeyData": "-----BEGIN PRIVATE KEY-----\nMIIEsecret\n-----END PRIVATE KEY-----\n", "#
        + #""expiresAt": "2026-12-01T00:00:00Z", "asked": "s3cret+/"}]}"#),
    ListingServer.answer(
      #"{"totalItems": 2, "view": {"@id": "x"}, "member": [{"id": "2", "domainName": "b.example", "#
        + #""status": "odd", "expiresAt": null}]}"#),
  ]

  private func run(_ line: String) -> Tool.Outcome {
    tool.run(line, hiding: ["s3cret", "MIIEsecret"])
  }

  private static func source(_ server: ListingServer) -> String {
    "listing:organization-certificates?host=\(server.address)"
  }

  @Test mutating func aRunIsRepeatedFromWhatWasKept() throws {
    let server = ListingServer(Self.pages[0], Self.pages[1])
    let source = Self.source(server)
    let first = run(
      "lint -p certgate:baseline --at 2026-11-21 -f json --passes --ca-file root.pem --record kept \(source)"
    )
    #expect(first.status == 1, "\(first)")
    #expect(server.requests.count == 2)
    #expect(
      folder.names().filter { $0.hasPrefix("kept/") } == [
        "kept/organization-certificates/answer-1.json",
        "kept/organization-certificates/answer-2.json", "kept/recording.yaml",
      ])
    // Nothing of the environment is needed any more, nor the server.
    tool.environment = ["XDG_CONFIG_HOME": Paths.join(folder.path, "home")]
    let second = run(
      "lint -p certgate:baseline --at 2026-11-21 -f json --passes --offline kept")
    #expect(second == first)
    #expect(second.output.contains("the listing carries the certificate's private key"))
    #expect(server.requests.count == 2)
    let inspected = run("inspect kept")
    #expect(inspected.output.contains("b.example"), "\(inspected)")
  }

  @Test func secretsAreGoneAndAllElseIsKept() throws {
    let server = ListingServer(Self.pages[0], Self.pages[1])
    _ = run(
      "inspect --ca-file root.pem --record kept \(Self.source(server))")
    let page = try folder.read("kept/organization-certificates/answer-1.json")
    #expect(
      page == """
        {"totalItems": 2, "view": {"next": "/api/organizations/42/certificates?page=2&t=xxxxxxxxxxxx"}, \
        "member": [{"id": "1", "domainName": "a.example", "status": "active", \
        "privateKeyData": "-----BEGIN PRIVATE KEY-----\
        \(String(repeating: "x", count: 41))", \
        "expiresAt": "2026-12-01T00:00:00Z", "asked": "xxxxxxxx"}]}
        """)
    let manifest = try folder.read("kept/recording.yaml")
    #expect(
      manifest == """
        # What listing APIs answered, with secrets made unreadable. To hold policies against it again:
        #   certgate lint -p POLICY --at 2026-11-21T00:00:00Z THIS-FOLDER
        certgate: 1
        recorded: 2026-11-21T00:00:00Z
        listings:
          - source: "\(Self.source(server))"
            format: "organization-certificates"
            url: "https://\(server.address)/api/organizations/42/certificates"
            as: "X-API-TOKEN"
            answers:
              - method: GET
                url: "https://\(server.address)/api/organizations/42/certificates?itemsPerPage=100"
                status: 200
                file: "organization-certificates/answer-1.json"
              - method: GET
                url: "https://\(server.address)/api/organizations/42/certificates?page=2&t=xxxxxxxxxxxx"
                status: 200
                file: "organization-certificates/answer-2.json"

        """)
  }

  @Test func nobodyElseMayReadIt() throws {
    let server = ListingServer(Self.pages[1])
    _ = run("inspect --ca-file root.pem --record out/kept \(Self.source(server))")
    for (name, mode) in [
      ("", 0o700), ("/organization-certificates", 0o700), ("/recording.yaml", 0o600),
      ("/organization-certificates/answer-1.json", 0o600),
    ] as [(String, mode_t)] {
      var status = stat()
      #expect(unsafe stat(Paths.join(folder.path, "out/kept\(name)"), &status) == 0)
      #expect(status.st_mode & 0o777 == mode, "\(name)")
    }
    #expect(folder.names().count { $0.contains(".certgate-") } == 0)
  }

  /// A source that fails fails again, by the same words.
  @Test(arguments: [
    (ListingServer.answer(#"{"detail": "s3cret+/ is over"}"#, status: "401 No"), "answers 401"),
    (ListingServer.answer("<html>"), "an HTML page instead of JSON"),
    ("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Encoding: gzip\r\n\r\n", "compressed (gzip)"),
  ])
  func failuresAreRepeatedToo(answer: String, message: String) throws {
    let server = ListingServer(answer)
    let first = run(
      "lint -p certgate:baseline --ca-file root.pem --record kept \(Self.source(server))")
    #expect(first.status == 3)
    #expect(first.output.contains(message), "\(first)")
    #expect(run("lint -p certgate:baseline kept") == first)
  }

  @Test func whatIsThereIsNotReplaced() throws {
    let server = ListingServer(Self.pages[1])
    try folder.write("kept/mine.txt", "x")
    let line = "lint -p certgate:baseline --ca-file root.pem --record kept \(Self.source(server))"
    let outcome = run(line)
    #expect(outcome.status == 2)
    #expect(
      outcome.errors == """
        certgate: error: kept is there already, and a recording takes the place of nothing
        help: name a folder that is not there yet

        """)
    #expect(server.connectionCount == 0)
    // An empty folder is nothing.
    #expect(unsafe mkdir(Paths.join(folder.path, "empty"), 0o755) == 0)
    _ = run(line.replacing("--record kept", with: "--record empty"))
    #expect(folder.names().contains("empty/recording.yaml"))
  }

  @Test func aRecordingThatCannotBeWrittenFailsTheRun() throws {
    let server = ListingServer(Self.pages[0], Self.pages[1])
    try folder.write("file", "x")
    let outcome = run(
      "lint -p certgate:baseline --fail-on never --ca-file root.pem --record file/kept "
        + Self.source(server))
    #expect(outcome.status == 3)
    #expect(outcome.output.contains("2 certificates in 1 input"))
    #expect(
      outcome.errors.contains("certgate: error: the recording file/kept was not written: cannot"))
  }

  @Test func aRecordingIsOfListingAPIs() {
    let outcome = run("lint -p certgate:baseline --record kept root.pem")
    #expect(outcome.status == 2)
    #expect(
      outcome.errors.hasPrefix("certgate: error: --record keeps what listing APIs answer, and none")
    )
  }

  /// The first page alone is no listing.
  @Test func aProbeIsKeptAsWell() throws {
    let server = ListingServer(Self.pages[0])
    #expect(
      run("probe --ca-file root.pem --record kept \(Self.source(server))").status == 0)
    let outcome = run("lint -p certgate:baseline kept")
    #expect(outcome.status == 3)
    #expect(
      outcome.output.contains(
        "page 2: the recording has no answer of https://\(server.address)/api/"),
      "\(outcome.output)")
    #expect(outcome.output.contains("the listing is incomplete: 1 of 2 certificates are here"))
  }

  /// What was asked for one by one is there as well, and what was not is not.
  @Test mutating func detailsAreKept() throws {
    let leaf = SampleCertificate(
      "edge", alternativeNames: ["DNS:edge.example.com"],
      validity: ("20260101000000Z", "20261201000000Z"))
    let pem = leaf.pem.replacing("\n", with: "\\n")
    let server = ListingServer(answering: { head in
      switch head.split(separator: " ")[1] {
      case "/v1/pki/certs?list=true":
        ListingServer.answer(
          #"{"request_id": "r", "lease_id": "", "data": {"keys": ["17:67", "2a", "2b"]}}"#)
      case "/v1/pki/cert/17%3A67", "/v1/pki/cert/2a":
        ListingServer.answer(#"{"data": {"certificate": "\#(pem)", "private_key": "MIIEsecret"}}"#)
      default: ListingServer.answer(#"{"errors": ["no s3cret"]}"#, status: "404 Not Found")
      }
    })
    tool.environment["VAULT_HOST"] = server.address
    tool.environment["VAULT_TOKEN"] = "s3cret"
    try folder.write(
      "policy.yaml", "certgate: 1\npolicy: p\nrules: { expiry-window: { min-remaining: 30d } }\n")
    let first = run("lint -p policy.yaml --ca-file root.pem --record kept listing:vault-pki")
    #expect(first.status == 3)
    #expect(
      first.output.contains(
        "the details of a certificate could not be read: the source answers 404 (not found)"),
      "\(first.output)")
    #expect(
      first.output.contains("on 2026-12-01; at least 30 days are required"), "\(first.output)")
    #expect(try !folder.read("kept/vault-pki/answer-2.json").contains("secret"))
    tool.environment = ["XDG_CONFIG_HOME": Paths.join(folder.path, "home")]
    #expect(run("lint -p policy.yaml kept") == first)
    #expect(server.requests.count == 4)
  }

  /// Both listings and the answer between them, and nothing of the bundle's password.
  @Test mutating func aSubmissionIsKept() throws {
    let leaf = SampleCertificate("edge", validity: ("20260101000000Z", "20270101000000Z"))
    try folder.write("bundle.p12", leaf.pkcs12(password: "pass+w0rd"))
    try folder.write("policy.yaml", "certgate: 1\npolicy: p\nrules: { expiry-window: {} }\n")
    tool.environment["P12"] = "pass+w0rd"
    let server = ListingServer(
      ListingServer.answer("[]"),
      submission: ListingServer.answer(#"{"message": "pass+w0rd?"}"#, status: "500 Oh"))
    let outcome = run(
      "submit --as liveperson-mtls?domain=\(server.address) --name e -p policy.yaml --ca-file root.pem"
        + " --password-env P12 --record kept bundle.p12")
    #expect(outcome.status == 3)
    #expect(
      folder.names().filter { $0.hasPrefix("kept/") } == [
        "kept/liveperson-mtls/answer-1.json", "kept/liveperson-mtls/answer-2.json",
        "kept/liveperson-mtls/answer-3.json", "kept/recording.yaml",
      ])
    #expect(try folder.read("kept/liveperson-mtls/answer-2.json") == #"{"message": "xxxxxxxxx?"}"#)
    #expect(try !folder.read("kept/recording.yaml").contains("w0rd"))
  }

  @Test(arguments: [
    (
      "certgate: 1\nlistings: [{ source: a, format: b, url: 'https://h/', answers: "
        + "[{ url: x, status: 200, file: ../x }] }]\n",
      "kept/recording.yaml:2:94: error: expected the name of a file in the recording's folder"
    ),
    (
      "certgate: 1\nlistings: [{ source: a, format: b, url: x }]\n",
      "kept/recording.yaml:2:41: error: this is no address"
    ),
    (
      "certgate: 1\nlistngs: []\n",
      "kept/recording.yaml:2:1: error: unknown key 'listngs'; did you mean 'listings'?"
    ),
    ("certgate: [\n", "kept/recording.yaml:2:1: error: did not find expected node content"),
  ])
  func saysWhatIsWrongWithARecording(manifest: String, message: String) throws {
    try folder.write("kept/recording.yaml", manifest)
    let outcome = run("lint -p certgate:baseline kept")
    #expect(outcome.status == 2)
    #expect(outcome.errors.hasPrefix(message), "\(outcome.errors)")
  }

  @Test func aRecordingByAFormatThatIsNotKnown() throws {
    try folder.write(
      "kept/recording.yaml",
      "certgate: 1\nlistings: [{ source: 'listing:own', format: own, url: 'https://h/' }]\n")
    let outcome = run("lint -p certgate:baseline kept")
    #expect(outcome.status == 3)
    #expect(
      outcome.output.contains("it was recorded by the format 'own', which is not known"),
      "\(outcome.output)")
  }
}
