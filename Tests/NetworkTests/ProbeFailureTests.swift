import Cryptography
import LoopbackServers
import OperatingSystem
import Testing

@testable import Network

/// Ways not to answer, each told apart.
struct ProbeFailureTests {
  private func failure(
    _ startTLS: StartTLS? = nil, _ serve: @escaping @Sendable (Peer) -> Void
  ) throws -> String? {
    let server = LoopbackServer(serve)
    return try probe(Endpoint(server, startTLS: startTLS)).failure
  }

  /// What is said if the time is over when the server has been heard so many times.
  private func timeout(
    _ startTLS: StartTLS? = nil, afterHearing count: Int,
    _ serve: @escaping @Sendable (Peer) -> Void
  ) throws -> String? {
    let server = LoopbackServer(serve)
    let probe = EndpointProbe(
      Endpoint(server, startTLS: startTLS), deadline: Deadline(moment: 1000))
    let resolver = try NameResolver { _ in .failure(.notFound) }
    probe.start(resolver, in: try TLSContext.judging(), now: 0)
    var polls = PollSet()
    var connected = false
    var heard = 0
    while !connected || heard < count {
      let interest = try #require(probe.interest)
      polls.removeAll()
      let number = polls.add(interest.descriptor, for: interest.readiness)
      try polls.wait(until: .never)
      if connected, polls.readiness(of: number).contains(.reading) { heard += 1 }
      connected = true
      probe.proceed(polls.readiness(of: number), now: 1)
    }
    #expect(probe.result == nil)
    probe.proceed([], now: 1000)
    return probe.result?.failure
  }

  @Test func aRefusedConnection() throws {
    let closed = ClosedPort()
    let result = try probe(Endpoint(host: "127.0.0.1", port: closed.port, serverName: nil))
    #expect(result.failure == "the connection was refused: nothing listens on the port")
    #expect(result.address == nil)
    #expect(result.failedAddresses.map(\.failure) == [.refused])
  }

  @Test func anUnknownName() throws {
    let endpoint = Endpoint(host: "a.example", port: 443, serverName: "a.example")
    let unknown = try probe(endpoint) { name in
      #expect(name == "a.example")
      return .failure(.notFound)
    }
    #expect(unknown.failure == "there is no such name")
    let failed = try probe(endpoint) { _ in .failure(.failed(reason: "the moon is full")) }
    #expect(failed.failure == "the name cannot be looked up: the moon is full")
  }

  /// A lookup cannot be cancelled, but it does not hold up the run, and its answer is dropped.
  @Test func aLookupThatTakesTooLong() throws {
    let gate = Gate()
    let endpoint = Endpoint(host: "a.example", port: 443, serverName: "a.example")
    let result = try probe(endpoint, timeout: 0.05) { _ in
      gate.wait()
      return .success([])
    }
    gate.open()
    #expect(result.failure == "timed out: the name servers said nothing")
  }

  @Test func aServerThatSaysNothing() throws {
    #expect(
      try timeout(afterHearing: 0) { $0.hold() }
        == "timed out: the server took the connection and said nothing in the TLS handshake")
    #expect(
      try timeout(.smtp, afterHearing: 0) { $0.hold() }
        == "timed out: the server took the connection and said nothing in STARTTLS")
  }

  /// However often it says something: the deadline is for all of it.
  @Test func aServerThatTrickles() throws {
    #expect(
      try timeout(afterHearing: 3) { peer in
        // A record that is announced and never comes to its end.
        peer.write([22, 3, 3, 0x40, 0])
        while peer.write([2]), peer.isThere(after: 5) {}
      } == "timed out: the server did not finish the TLS handshake")
    #expect(
      try timeout(.smtp, afterHearing: 1) { peer in
        peer.write("220-welcome")
        peer.hold()
      } == "timed out: the server did not finish STARTTLS")
  }

  @Test func aServerThatCloses() throws {
    #expect(
      try failure { peer in
        _ = peer.read()
      } == "the server closed the connection in the TLS handshake")
    #expect(try failure(.imap) { _ in } == "the server closed the connection in STARTTLS")
  }

  @Test func aServerThatResets() throws {
    #expect(
      try failure { peer in
        _ = peer.read()
        peer.reset()
      } == "the server reset the connection in the TLS handshake")
  }

  @Test(arguments: [
    ("HTTP/1.1 400 Bad Request\r\n\r\n", "it speaks HTTP without TLS"),
    ("220 mail.example ESMTP\r\n", "try starttls=smtp"),
    ("220 mail.example LMTP\r\n", "try starttls=lmtp"),
    ("220 ProFTPD ready\r\n", "try starttls=ftp"),
    ("* OK IMAP ready\r\n", "try starttls=imap"),
    ("+OK POP3 ready\r\n", "try starttls=pop3"),
    ("\"IMPLEMENTATION\" \"Dovecot\"\r\n", "try starttls=sieve"),
  ])
  func plainText(said: String, advice: String) throws {
    let line = said.split(separator: "\r\n")[0]
    #expect(
      try failure { peer in
        _ = peer.read()
        peer.write(said)
        peer.hold()
      } == "the server does not speak TLS here: it says \"\(line)\"; \(advice)")
  }

  @Test func plainTextWithoutALine() throws {
    let told = "the server does not speak TLS here: it says \"SSH-2.0\""
    #expect(try failure { $0.write("SSH-2.0") } == told)
    #expect(
      try timeout(afterHearing: 1) { peer in
        peer.write("SSH-2.0")
        peer.hold()
      } == told)
  }

  @Test func bytesThatAreNothing() throws {
    #expect(
      try failure { peer in
        peer.write([0, 1, 2, 10])
        peer.hold()
      } == "the server does not speak TLS here")
    #expect(
      try failure { peer in
        peer.write([22, 22, 22, 22, 22, 22, 22, 22])
        peer.hold()
      } == "the TLS handshake failed: wrong version number")
  }

  @Test func aServerThatEndsTheHandshake() throws {
    #expect(
      try failure { peer in
        _ = peer.read()
        peer.write([21, 3, 3, 0, 2, 2, 112])
        peer.hold()
      } == "the server ended the TLS handshake: unrecognized name")
  }

  @Test func aServerOfAnotherAge() throws {
    let said =
      "the server speaks no version of TLS that this machine's OpenSSL does (TLS 1.0 to TLS 1.3)"
    #expect(
      try failure { peer in
        _ = peer.read()
        peer.write([21, 3, 0, 0, 2, 2, 70])
        peer.hold()
      } == said)
    #expect(
      try failure { peer in
        _ = peer.read()
        // SSL 3.0
        peer.write(
          handshakeRecord(2, [3, 0] + [UInt8](repeating: 7, count: 32) + [0, 0, 0x2F, 0]))
        peer.hold()
      } == said)
  }

  @Test func aServerThatFloods() throws {
    #expect(
      try failure { peer in
        peer.write([22, 3, 3, 0x40, 0])
        while peer.write([UInt8](repeating: 0, count: 4096)) {}
      }?.hasPrefix("the TLS handshake failed: ") == true)
    #expect(
      try failure(.smtp) { peer in
        while peer.write([UInt8](repeating: UInt8(ascii: "x"), count: 4096)) {}
      } == "the server says more than any SMTP server has to")
  }
}

extension ProbeResult {
  /// What a person is told, if it failed.
  var failure: String? {
    if case .failure(let failure) = outcome { failure.description } else { nil }
  }
}
