import Cryptography
import Glibc
import LoopbackServers
import OperatingSystem
import Testing

@testable import CommandLineInterface

/// Lint, then upload: what is sent, what keeps it from being sent, and what is made of the answer.
struct SubmitTests {
  private static let leaf = SampleCertificate(
    "edge", alternativeNames: ["DNS:edge.example.com"],
    validity: ("20260101000000Z", "20270101000000Z"))
  private static let bundle = leaf.pkcs12(password: "pass\"w0rd")

  private let folder: TemporaryFolder
  private var tool: Tool

  init() throws {
    folder = try TemporaryFolder()
    tool = Tool(
      in: folder,
      ["LIVEPERSON_ACCOUNT_ID": "le1", "LIVEPERSON_BEARER": "s3cret", "P12": "pass\"w0rd"])
    try folder.write("bundle.p12", Self.bundle)
    try folder.write("root.pem", ListingServer.authority.pem)
    try folder.write("policy.yaml", Self.policy("30d"))
  }

  private static func policy(_ remaining: String) -> String {
    """
    certgate: 1
    policy: p
    rules:
      expiry-window: { min-remaining: \(remaining) }
      exposed-private-key: {}

    """
  }

  private func submit(
    _ server: ListingServer, _ arguments: String = "", policy: String = "policy.yaml"
  ) -> Tool.Outcome {
    run(
      "submit --as liveperson-mtls?domain=\(server.address) --name edge-2027 -p \(policy)"
        + " --ca-file root.pem --password-env P12 bundle.p12 \(arguments)")
  }

  /// Runs the tool, and sees that it prints no secret.
  private func run(_ line: String) -> Tool.Outcome {
    tool.run(line, hiding: ["s3cret", "w0rd"])
  }

  private static func listing(_ names: String...) -> String { listing(names) }

  private static func listing(_ names: [String]) -> String {
    let records = names.enumerated().map { number, name in
      #"{"id": \#(number + 1), "deleted": false, "name": "\#(name)", "displayName": "d", "#
        + #""siteId": "le1", "status": "Available", "expirationDate": null}"#
    }
    return ListingServer.answer("[\(records.joined(separator: ", "))]")
  }

  private static func saved(_ succeeded: String, failed: String = "") -> String {
    ListingServer.answer(
      #"{"successfulySavedCertificates": [\#(succeeded)], "#
        + #""failedSaveToVaultCertificates": [\#(failed)]}"#,
      status: "201 Created")
  }

  private static let edge =
    #"{"id": 2628739923, "deleted": false, "name": "edge-2027", "displayName": "edge-2027", "#
    + #""siteId": "le1", "status": "Available", "expirationDate": null}"#

  // MARK: What is sent

  @Test func sendsTheFormThatTheSourceDocuments() {
    let server = ListingServer(Self.listing("other"), submission: Self.saved(Self.edge))
    let outcome = submit(server)
    #expect(outcome.status == 0, "\(outcome)")
    #expect(
      outcome.output.hasSuffix(
        "1 certificate in 1 input, compared with 1 of listing:liveperson-mtls?domain="
          + "\(server.address); exit 0\n"), "\(outcome.output)")
    #expect(
      outcome.errors
        == "submitted: liveperson-mtls has 'edge-2027' now (id 2628739923, status Available)\n")
    #expect(
      server.requests.map { $0.prefix { $0 != "\r\n" } } == [
        "GET /mtls/account/le1/certificates HTTP/1.1",
        "POST /mtls/account/le1/certificates/by-file HTTP/1.1",
      ])
    let head = server.submissions[0]
    #expect(head.contains("\r\nAuthorization: Bearer s3cret\r\n"))
    let boundary =
      head.split(separator: "\r\n")
      .first { $0.hasPrefix("Content-Type: multipart/form-data; boundary=") }
      .map { String($0.split(separator: "=")[1]) } ?? "?"
    #expect(
      server.submittedBody
        == Array(
          "--\(boundary)\r\nContent-Disposition: form-data; name=\"file\"; filename=\"bundle.p12\"\r\n"
            .utf8) + Array("Content-Type: application/x-pkcs12\r\n\r\n".utf8) + Self.bundle
        + Array(
          "\r\n--\(boundary)\r\nContent-Disposition: form-data; name=\"certificate\"\r\n\r\n".utf8)
        + Array(#"{"name":"edge-2027","password":"pass\"w0rd"}"#.utf8)
        + Array("\r\n--\(boundary)--\r\n".utf8))
  }

  @Test func sendsJSONByTheOtherWay() {
    let server = ListingServer(Self.listing(), submission: Self.saved(Self.edge))
    let outcome = submit(server, "--way create")
    #expect(outcome.status == 0, "\(outcome)")
    let numbers = Self.bundle.map { "\($0)" }.joined(separator: ",")
    #expect(
      server.submittedBody
        == Array(
          #"[{"name":"edge-2027","p12":[\#(numbers)],"password":"pass\"w0rd"}]"#.utf8))
    #expect(server.submissions[0].contains("\r\nContent-Type: application/json\r\n"))
  }

  @Test func showsWhatWouldBeSent() throws {
    let server = ListingServer(Self.listing("other"))
    let outcome = submit(server, "--dry-run")
    #expect(outcome.status == 0, "\(outcome)")
    #expect(server.submissions == [])
    #expect(server.requests.count == 1)
    let boundary = try #require(
      outcome.errors.split(separator: "\n").first { $0.contains("boundary=") }
        .map { $0.split(separator: "=")[1] })
    var digester = try SHA256Digester()
    let digest = try digester.digest(Self.bundle.span).hex
    #expect(
      outcome.errors.split(separator: "\n").dropLast().joined(separator: "\n") == """
        would be sent:
          request           POST https://\(server.address)/mtls/account/le1/certificates/by-file
          as                a bearer token
          header            Accept: application/json
          header            Authorization: (not shown)
          header            Content-Type: multipart/form-data; boundary=\(boundary)
          header            Content-Length: \(345 + Self.bundle.count)
          field file        bundle.p12, application/x-pkcs12, \(Self.bundle.count) bytes, SHA-256 \(digest)
          field certificate {"name":"edge-2027","password":"(not shown)"}
        """)
    #expect(outcome.errors.hasSuffix("nothing was sent: --dry-run\n"))
  }

  @Test mutating func needsNoNetworkToShowIt() {
    tool.environment["LIVEPERSON_BEARER"] = nil
    let outcome = run(
      "submit --as liveperson-mtls?domain=lp.example.com --name edge-2027 -p policy.yaml --dry-run"
        + " --offline bundle.p12 --password-env P12")
    #expect(outcome.status == 0, "\(outcome)")
    #expect(outcome.errors.contains("as                nobody yet: set LIVEPERSON_BEARER\n"))
    #expect(outcome.errors.contains("POST https://lp.example.com/mtls/account/le1/"))
  }

  // MARK: What keeps it from being sent

  @Test func sendsNothingThatThePolicyObjectsTo() throws {
    try folder.write("strict.yaml", Self.policy("90d"))
    let server = ListingServer(Self.listing(), submission: Self.saved(Self.edge))
    let outcome = submit(server, policy: "strict.yaml")
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("expires in 41 days, on 2027-01-01; at least 90 days"))
    #expect(outcome.errors == "nothing was sent\n")
    #expect(server.submissions == [])
  }

  /// Whichever of the file and the listing comes first by its name.
  @Test(arguments: ["bundle.p12", "www.p12"], [[], ["other"]])
  mutating func sendsNothingThatAPluginObjectsTo(file: String, listed: [String]) throws {
    try folder.write("www.p12", Self.bundle)
    try folder.write(
      "acme",
      #"""
      #!/bin/sh
      if [ "$1" = describe ]; then
        echo '{"protocol":1,"name":"acme","version":"1","rules":[{"id":"tag","summary":"S.",' \
          '"rationale":"R.","needs":["notAfter"],"requires":"a tag"}]}'
        exit
      fi
      count=0
      while read -r line; do
        case $line in
          *'"type":"record"'*)
            count=$((count + 1))
            number=${line#*'"number":'}
            printf '{"type":"finding","number":%s,"check":"acme/tag","message":"has no tag"}\n' \
              "${number%%,*}" ;;
        esac
      done
      printf '{"type":"done","records":%s,"findings":%s}\n' $count $count
      """#)
    #expect(unsafe chmod(Paths.join(folder.path, "acme"), 0o755) == 0)
    try folder.write(
      "plugin.yaml",
      "certgate: 1\npolicy: p\nplugins: { acme: { command: [./acme] } }\nrules: { acme/tag: }\n")
    tool.environment["PATH"] = "/usr/bin:/bin"
    let server = ListingServer(Self.listing(listed), submission: Self.saved(Self.edge))
    let outcome = run(
      "submit --as liveperson-mtls?domain=\(server.address) --name edge-2027 -p plugin.yaml"
        + " --allow-plugins --ca-file root.pem --password-env P12 \(file)")
    #expect(outcome.status == 1, "\(outcome)")
    #expect(
      outcome.output.contains(
        "\(file)  1 certificate\n  error    edge-2027  acme/tag  has no tag\n"), "\(outcome)")
    #expect(server.submissions == [])
  }

  @Test func sendsNothingWhereItCouldNotLook() {
    let server = ListingServer(
      ListingServer.answer(#"{"message": "token s3cret is over"}"#, status: "401 Unauthorized"),
      submission: Self.saved(Self.edge))
    let outcome = submit(server)
    #expect(outcome.status == 3)
    #expect(
      outcome.output.contains(
        "the source answers 401 (not authenticated): token xxxxxx is over"))
    #expect(server.submissions == [])
  }

  @Test mutating func aWrongPasswordIsFoundBeforeAnythingIsSent() {
    let server = ListingServer(Self.listing(), submission: Self.saved(Self.edge))
    tool.environment["P12"] = "wr0ng"
    let outcome = submit(server)
    #expect(outcome.status == 3)
    #expect(outcome.output.contains("the password does not fit the PKCS#12 store"))
    #expect(outcome.errors == "nothing was sent\n")
    #expect(server.submissions == [])
  }

  @Test func thePolicyFindsANameThatIsTaken() {
    let server = ListingServer(Self.listing("other", "edge-2027"))
    let outcome = submit(server, "--fail-on warning", policy: "certgate:baseline")
    #expect(outcome.status == 1)
    #expect(
      outcome.output.contains(
        #"name "edge-2027" is used by 2 certificates in this listing (also listing:"#),
      "\(outcome.output)")
    #expect(server.submissions == [])
  }

  /// The source takes each name once, whatever the policy says.
  @Test func aNameThatIsTakenIsFoundWithoutThePolicy() {
    let server = ListingServer(Self.listing("other", "edge-2027"))
    let outcome = submit(server)
    #expect(outcome.status == 1)
    #expect(
      outcome.errors == """
        certgate: error: the name 'edge-2027' is taken (id 2, status Available), and the listing does \
        not tell whether it is the same; nothing was sent
        help: choose another --name, or have that certificate deleted first

        """)
    #expect(server.submissions == [])
  }

  // MARK: What is made of the answer

  private static let refusals: [(answer: String, errors: String)] = [
    (
      saved("", failed: #"{"name": "edge-2027"}"#),
      """
      certgate: error: not submitted: the source took the request and failed to save the certificate
      help: see that the password opens the file; ask the source's support otherwise

      """
    ),
    (
      saved(edge, failed: #""who knows what""#),
      """
      certgate: error: not submitted: the source took the request and failed to save the certificate
      help: see that the password opens the file; ask the source's support otherwise

      """
    ),
    (
      ListingServer.answer("", status: "401 Unauthorized"),
      """
      certgate: error: not submitted: the source answers 401 (not authenticated)
      help: it was sent a bearer token: check that it is current and meant for this source

      """
    ),
    (
      ListingServer.answer(#"{"message": "pass\"w0rd is no password"}"#, status: "403 Forbidden"),
      """
      certgate: error: not submitted: the source answers 403 (not allowed): xxxxxxxxxx is no password
      help: it was sent a bearer token, which may not add certificates: check what it grants

      """
    ),
    (
      ListingServer.answer(#"{"message": "exists"}"#, status: "409 Conflict"),
      """
      certgate: error: not submitted: the source answers 409 (conflict): exists
      help: the source has something under that name already: look at its listing

      """
    ),
    (
      ListingServer.answer("", status: "429 Too Many Requests", "Retry-After: 7\r\n"),
      """
      certgate: error: not submitted: the source answers 429 (too many requests)
      help: it asks to come back after 7

      """
    ),
    (
      ListingServer.answer("", status: "307 See", "Location: https://evil.example/\r\n"),
      """
      certgate: error: not submitted: the server answers 307 and wants it sent elsewhere, which is not \
      done
      help: check the variables in the address, such as the host

      """
    ),
  ]

  @Test(arguments: refusals)
  func saysWhyItWasNotSubmitted(answer: String, errors: String) {
    let server = ListingServer(Self.listing(), submission: answer)
    let outcome = submit(server)
    #expect(outcome.status == 3)
    #expect(outcome.errors == errors)
    #expect(server.requests.count == 2)
  }

  /// Answers that leave open what became of it, and how each is told.
  private static let unclear: [(answer: String?, reason: String)] = [
    (nil, "the server closed the connection instead of answering"),
    (
      "HTTP/1.1 201 Created\r\nConnection: close\r\nContent-Length: 99\r\n\r\n{",
      "the answer broke off after 1 of 99 bytes"
    ),
    (ListingServer.answer("", status: "500 Oh"), "the source answers 500 (internal error)"),
    (
      ListingServer.answer("", status: "202 Accepted"),
      "the source answers 202, which does not say whether it is there yet"
    ),
    (
      ListingServer.answer("<html>", status: "201 Created"),
      "the source answers with an HTML page instead of JSON"
    ),
    (saved(""), "the source's answer does not name 'edge-2027'"),
  ]

  @Test(arguments: unclear)
  func looksAgainAfterAnUnclearAnswer(answer: String?, reason: String) {
    let server = ListingServer(
      Self.listing("other"), Self.listing("other", "edge-2027"), submission: answer)
    let outcome = submit(server)
    #expect(outcome.status == 0)
    #expect(
      outcome.errors == """
        certgate: note: the answer is unclear: \(reason)
        submitted: the listing was read again, and has 'edge-2027' now (id 2, status Available)

        """)
    #expect(server.submissions.count == 1)
  }

  @Test(arguments: unclear)
  func sendsNothingTwice(answer: String?, reason: String) {
    let server = ListingServer(Self.listing("other"), submission: answer)
    let outcome = submit(server)
    #expect(outcome.status == 3)
    #expect(
      outcome.errors == """
        certgate: note: the answer is unclear: \(reason)
        certgate: error: not submitted: the listing was read again, and 'edge-2027' is not there
        help: nothing was sent a second time; submit again once the source is well

        """)
    #expect(server.submissions.count == 1)
  }

  @Test func saysThatItIsNotKnown() {
    let server = ListingServer(
      Self.listing(), ListingServer.answer("", status: "403 Forbidden"), submission: nil)
    let outcome = submit(server)
    #expect(outcome.status == 3)
    #expect(
      outcome.errors.contains(
        "it is not known whether 'edge-2027' was submitted: the listing cannot be read either: the "
          + "source answers 403 (not allowed)\n"), "\(outcome.errors)")
    #expect(server.submissions.count == 1)
  }

  @Test func nothingIsSentToAServerThatIsNotTrusted() {
    let server = ListingServer(Self.listing(), submission: Self.saved(Self.edge))
    let outcome = run(
      "submit --as liveperson-mtls?domain=\(server.address) --name edge-2027 -p policy.yaml"
        + " --password-env P12 bundle.p12")
    #expect(outcome.status == 3)
    #expect(outcome.output.contains("is not trusted"), "\(outcome.output)")
    #expect(server.requests == [])
  }
}
