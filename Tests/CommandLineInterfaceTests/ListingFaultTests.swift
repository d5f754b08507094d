import LoopbackServers
import OperatingSystem
import Synchronization
import Testing

@testable import CommandLineInterface

/// Sources that go wrong: what the user reads, how the run ends, and that nobody else is told the
/// secret.
struct ListingFaultTests {
  private static let secret = "t0ken-s3cret"
  private static let record = #"{"id":"1","name":"n1","end":"2030-01-01T00:00:00Z"}"#

  private let folder: TemporaryFolder
  private var tool: Tool

  init() throws {
    folder = try TemporaryFolder()
    tool = Tool(in: folder, ["TOKEN": Self.secret, "USER": "ops"])
    try folder.write("policy.yaml", "certgate: 1\npolicy: p\nrules: { expiry-window: {} }\n")
    try folder.trustOwnFormats()
  }

  private func format(
    _ server: HTTPTestServer, paging: String = "none", more: String = "retry: 0",
    auth: String = "[{ bearer: \"${TOKEN}\" }]"
  ) throws {
    try folder.write(
      "own.yaml",
      """
      own:
        request:
          url: "\(server.scheme)://127.0.0.1:\(server.port)/list"
          auth: \(auth)
          \(more)
        paging: \(paging)
        items: data
        fields: { id: id, name: name, notAfter: end }

      """)
  }

  private func lint(_ options: String = "", _ tool: Tool? = nil) -> Tool.Outcome {
    (tool ?? self.tool).run("lint -p policy.yaml \(options) listing:own", hiding: [Self.secret])
  }

  /// What is said of a source that could not be read.
  private func unread(_ outcome: Tool.Outcome) -> [String] {
    #expect(outcome.status == 3, "\(outcome)")
    let lines = outcome.output.split(separator: "\n").map(String.init)
    guard let place = lines.firstIndex(of: "listing:own") else { return lines }
    return lines[(place + 1)...].prefix { $0.hasPrefix("  ") }.map { line in
      line.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
    }
  }

  /// What is said when a source gives one answer to all.
  private func unread(_ answer: String) throws -> [String] {
    let server = HTTPTestServer { _ in answer }
    try format(server)
    return unread(lint())
  }

  private static func answer(
    _ body: String, status: String = "200 OK", _ headers: String = ""
  ) -> String { ListingServer.answer(body, status: status, headers) }

  private static func page(_ records: String = record, _ more: String = "") -> String {
    answer("{\"data\":[\(records)]\(more)}")
  }

  private static func record(_ number: Int) -> String {
    #"{"id":"\#(number)","name":"n\#(number)","end":"2030-01-01T00:00:00Z"}"#
  }

  // MARK: One answer

  private static let close = "Connection: close\r\n"

  private static let answers: [(String, [String])] = [
    (
      "HTTP/1.1 200 OK\r\n\(close)Content-Length: 100\r\n\r\n{\"data\":[",
      ["unread the answer broke off after 9 of 100 bytes"]
    ),
    (
      "HTTP/1.1 200 OK\r\n\(close)Content-Length: 9\r\n\r\n{\"data\":[]}",
      ["unread the answer is not HTTP as it should be: it is longer than it says"]
    ),
    (
      answer("\u{1F}\u{8B}\u{8}", "Content-Encoding: gzip\r\n"),
      [
        "unread the answer is compressed (gzip), which was not asked for; a proxy or the server is "
          + "configured wrongly"
      ]
    ),
    (
      answer("{}", "Content-Length: 3\r\n"),
      [
        "unread the answer is not HTTP as it should be: it has several values of Content-Length"
      ]
    ),
    (
      answer("{}", "Transfer-Encoding: chunked\r\n"),
      [
        "unread the answer is not HTTP as it should be: it has both Transfer-Encoding and "
          + "Content-Length"
      ]
    ),
    (
      answer("<!DOCTYPE html><html><title>Sign in</title></html>"),
      [
        "unread the source answers with an HTML page instead of JSON",
        "help: a login page or a proxy may stand in front of it; check the address and the access",
      ]
    ),
    (
      answer(
        #"{"errors":[{"message":"\u001b[2J no"}]}"#, status: "401 Unauthorized"),
      [
        #"unread the source answers 401 (not authenticated): \x1B[2J no"#,
        "help: it was sent a bearer token: check that it is current and meant for this source",
      ]
    ),
    (
      answer("", status: "500 Oops"),
      [
        "unread the source answers 500 (internal error)",
        "help: the failure is the source's own; try again later",
      ]
    ),
    (
      "220 mail.example ESMTP\r\n",
      ["unread the answer is not HTTP as it should be: it begins with something else"]
    ),
  ]

  @Test(arguments: answers) func saysWhyThereIsNoListing(answer: String, said: [String]) throws {
    #expect(try unread(answer) == said)
  }

  @Test func aConnectionThatIsCut() throws {
    let server = HTTPTestServer { _ in nil }
    try format(server)
    #expect(
      unread(lint()) == ["unread the server closed the connection instead of answering"])
  }

  @Test func chunksThatNeverEnd() throws {
    let server = HTTPTestServer { _, peer in
      peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
      let chunk = Array("100000\r\n".utf8) + [UInt8](repeating: 0x20, count: 1 << 20) + [13, 10]
      while peer.write(chunk) {}
      return false
    }
    try format(server)
    #expect(unread(lint()) == ["unread the answer is longer than 67108864 bytes"])
  }

  @Test func aSourceThatIsSilentOrTrickles() throws {
    let silent = HTTPTestServer { _, peer in
      peer.hold()
      return false
    }
    let trickling = HTTPTestServer { _, peer in
      while peer.write("H"), peer.isThere(after: 20) {}
      return false
    }
    for server in [silent, trickling] {
      try format(server)
      let said = unread(lint("--timeout 0.1"))
      #expect(
        said == ["unread 127.0.0.1 did not answer in time"]
          || said.first?.hasPrefix("unread the answer is not HTTP as it should be") == true)
    }
  }

  // MARK: Elsewhere

  @Test(arguments: [301, 302, 307]) func nothingIsSentElsewhere(status: Int) throws {
    let elsewhere = HTTPTestServer { _ in Self.page() }
    let place = "http://127.0.0.1:\(elsewhere.port)"
    let server = HTTPTestServer { _ in
      Self.answer("", status: "\(status) Moved", "Location: \(place)/list\r\n")
    }
    try format(server)
    #expect(
      unread(lint()) == [
        "unread http://127.0.0.1:\(server.port) redirects to \(place), which is not followed, lest "
          + "credentials go there; if that is right, configure the new address"
      ])
    #expect(elsewhere.connectionCount == 0)
  }

  @Test func aNextPageElsewhereIsNotFollowed() throws {
    let elsewhere = HTTPTestServer { _ in Self.page() }
    let place = "http://127.0.0.1:\(elsewhere.port)"
    let server = HTTPTestServer { _ in
      Self.page(Self.record, #","next":"\#(place)/list?page=2""#)
    }
    try format(server, paging: "{ next: next }")
    let outcome = lint()
    #expect(outcome.status == 3)
    #expect(
      outcome.output.contains(
        "page 2: the link to the next page leads to another place, \(place), and was not followed"))
    #expect(outcome.output.contains("listing incomplete"))
    #expect(elsewhere.connectionCount == 0)
    #expect(server.requests.count == 1)
  }

  // MARK: Pages

  @Test func aNextPageThatIsThisOne() throws {
    let server = HTTPTestServer { _ in Self.page(Self.record, #","next":"/list""#) }
    try format(server, paging: "{ next: next }")
    let outcome = lint()
    #expect(outcome.status == 3)
    #expect(
      outcome.output.contains("the source gave the same page again, and was asked no further"))
    #expect(outcome.output.contains("1 certificate, listing incomplete"), "\(outcome)")
    #expect(server.requests.count == 2)
  }

  @Test func aPageNumberThatIsIgnored() throws {
    let server = HTTPTestServer { _ in
      Self.page(Self.record, #","total":40,"pages":4"#)
    }
    try format(server, paging: "{ page: page, pages: pages, total: total }")
    let outcome = lint()
    #expect(outcome.status == 3)
    #expect(
      outcome.output.contains("the source gave the same page again, and was asked no further"))
    #expect(outcome.output.contains("1 certificate, listing incomplete: 1 of 40"), "\(outcome)")
    let allowed = lint("--allow-incomplete")
    #expect(allowed.status == 0)
  }

  @Test func aTotalThatLies() throws {
    let server = HTTPTestServer { head in
      let number = head.contains("page=2") ? 2 : head.contains("page=") ? 3 : 1
      return Self.page(number > 2 ? "" : Self.record(number), #","total":9"#)
    }
    try format(server, paging: "{ page: page, total: total }")
    let outcome = lint()
    #expect(outcome.status == 3)
    #expect(outcome.output.contains("2 certificates, listing incomplete: 2 of 9"), "\(outcome)")
  }

  @Test func aPageThatFailsInTheMiddle() throws {
    let server = HTTPTestServer { head in
      head.contains("page=3")
        ? Self.answer("", status: "502 Bad Gateway")
        : Self.page(Self.record(head.contains("page=2") ? 2 : 1), #","pages":5"#)
    }
    try format(server, paging: "{ page: page, pages: pages }")
    let outcome = lint()
    #expect(outcome.status == 3)
    #expect(outcome.output.contains("page 3: the source answers 502 (bad gateway)"))
    #expect(outcome.output.contains("2 certificates, listing incomplete"), "\(outcome)")
  }

  // MARK: Not now

  private static let date = "Sat, 21 Nov 2026 00:00:20 GMT"

  @Test(arguments: [("7", 7.0), (date, 20.0)]) func comesBackWhenItIsTold(
    retryAfter: String, pause: Double
  ) throws {
    let asked = Mutex(0)
    let server = HTTPTestServer { _ in
      asked.withLock {
        $0 += 1
        return $0
      } == 1
        ? Self.answer("", status: "429 Too Many Requests", "Retry-After: \(retryAfter)\r\n")
        : Self.page()
    }
    try format(server, more: "retry: 3")
    let outcome = lint()
    #expect(outcome.status == 0, "\(outcome)")
    #expect(tool.time.pauses == [pause])
    #expect(server.requests.allSatisfy { $0.contains("Bearer \(Self.secret)") })
  }

  @Test(arguments: [
    ("3600", "60 min"), ("61", "61 s"), ("Sat, 21 Nov 2026 06:00:00 GMT", "6 h"),
    ("999999999999", "277777 h"),
  ]) func saysWhenToComeBack(retryAfter: String, time: String) throws {
    let server = HTTPTestServer { _ in
      Self.answer("", status: "429 Too Many Requests", "Retry-After: \(retryAfter)\r\n")
    }
    try format(server, more: "retry: 3")
    #expect(
      unread(lint()) == ["unread the server answers 429 and asks to come back in \(time)"])
    #expect(tool.time.pauses == [])
    #expect(server.requests.count == 1)
  }

  @Test func asksNotForEver() throws {
    let server = HTTPTestServer { _ in
      Self.answer("", status: "429 Too Many Requests", "Retry-After: 2\r\n")
    }
    try format(server, more: "retry: 3")
    #expect(
      unread(lint()) == [
        "unread the source answers 429 (too many requests)", "help: it asks to come back after 2",
      ])
    #expect(tool.time.pauses == [2, 2, 2])
    #expect(server.requests.count == 4)
  }

  /// Nothing is said of when, and the network fails: it is tried again, each time later.
  @Test func backsOff() throws {
    let asked = Mutex(0)
    let server = HTTPTestServer { _ in
      switch asked.withLock({
        $0 += 1
        return $0
      }) {
      case 1: Self.answer("", status: "503 Unavailable", Self.close)
      case 2: nil
      default: Self.page()
      }
    }
    try format(server, more: "retry: 3")
    let outcome = lint()
    #expect(outcome.status == 0, "\(outcome)")
    #expect(tool.time.pauses == [0.5, 1])
  }

  // MARK: As whom

  @Test func saysWhichCredentialsWereSent() throws {
    let server = HTTPTestServer { _ in Self.answer("{}", status: "401 Unauthorized") }
    try format(
      server,
      auth: """
        [{ bearer: "${MISSING}" }, { header: { X-User: "${USER}", X-Key: "${TOKEN}" } }, \
        { bearer: "${TOKEN}" }]
        """)
    #expect(
      unread(lint()) == [
        "unread the source answers 401 (not authenticated)",
        "help: it was sent X-User and X-Key: check that it is current and meant for this source",
      ])
    #expect(server.requests.allSatisfy { $0.contains("\r\nX-Key: \(Self.secret)\r\n") })
    #expect(server.requests.allSatisfy { !$0.contains("Authorization") })
  }

  // MARK: Certificates

  private static let root = SampleCertificate("Root", role: .authority)

  private static let servers: [(SampleCertificate, String)] = [
    (
      SampleCertificate(
        "old", alternativeNames: ["IP:127.0.0.1"], issuer: root,
        validity: ("20200101000000Z", "20210101000000Z")), "certificate has expired"
    ),
    (
      SampleCertificate("other", alternativeNames: ["DNS:other.example"], issuer: root),
      "IP address mismatch"
    ),
    (
      SampleCertificate("own", alternativeNames: ["IP:127.0.0.1"]), "self-signed certificate"
    ),
  ]

  @Test(arguments: servers) func nothingIsSentToAServerThatIsNotTrusted(
    certificate: SampleCertificate, reason: String
  ) throws {
    let server = HTTPTestServer(ServerConfiguration([certificate])) { _ in Self.page() }
    try format(server)
    try folder.write("ca.pem", Self.root.pem)
    #expect(
      unread(lint("--ca-file ca.pem")) == [
        "unread the certificate of 127.0.0.1 is not trusted: \(reason); if it is of a private "
          + "authority, name its certificate with --ca-file or SSL_CERT_FILE"
      ])
    #expect(server.requests == [])
  }

  @Test func aServerThatIsTrusted() throws {
    let leaf = SampleCertificate("leaf", alternativeNames: ["IP:127.0.0.1"], issuer: Self.root)
    let server = HTTPTestServer(ServerConfiguration([leaf])) { _ in Self.page() }
    try format(server)
    try folder.write("ca.pem", Self.root.pem)
    #expect(lint("--ca-file ca.pem").status == 0)
    var tool = tool
    tool.environment["SSL_CERT_FILE"] = Paths.join(folder.path, "ca.pem")
    #expect(lint("", tool).status == 0)
  }
}
