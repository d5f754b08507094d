import LoopbackServers
import Testing

@testable import Network

/// STARTTLS over a real connection, to a real handshake.
struct StartTLSServerTests {
  @Test func beginsTLSOnTheSameConnection() throws {
    let server = LoopbackServer { peer in
      peer.write("220 mail.example\r\n")
      guard peer.read(through: "\r\n") == "EHLO [127.0.0.1]\r\n" else { return }
      peer.write("250-mail.example\r\n250 STARTTLS\r\n")
      guard peer.read(through: "\r\n") == "STARTTLS\r\n" else { return }
      // More than it should say, as after an attack.
      peer.write("220 go ahead\r\n250 evil\r\n")
      _ = peer.startTLS(Samples.server)
      peer.hold()
    }
    let result = try probe(Endpoint(server, startTLS: .smtp))
    let answer = try result.outcome.get()
    #expect(answer.chain.certificates == [Samples.leaf.der, Samples.intermediate.der])
    #expect(answer.bytesBeforeTLS == 10)
    #expect(answer.interruption == nil)
    #expect(Set(result.durations.keys) == [.connection, .startTLS, .handshake])
  }

  @Test func beginsTLSBehindABinaryGoAhead() throws {
    let server = LoopbackServer { peer in
      guard peer.read(8) == [0, 0, 0, 8, 4, 0xD2, 0x16, 0x2F] else { return }
      peer.write("S")
      _ = peer.startTLS(Samples.server)
      peer.hold()
    }
    let answer = try probe(Endpoint(server, startTLS: .postgres)).outcome.get()
    #expect(answer.chain.certificates.count == 2)
    #expect(answer.bytesBeforeTLS == 0)
  }

  @Test func saysInWordsWhyNot() throws {
    func failure(_ startTLS: StartTLS, _ said: String) throws -> String? {
      let server = LoopbackServer { peer in
        peer.write(said)
        peer.hold()
      }
      return try probe(Endpoint(server, startTLS: startTLS)).failure
    }
    #expect(try failure(.postgres, "N") == "the PostgreSQL server does not offer TLS")
    #expect(
      try failure(.pop3, "-ERR [SYS] no\r\n")
        == "the POP3 server refuses TLS: \"-ERR [SYS] no\"")
    #expect(
      try failure(.sieve, "SSH-2.0\r\n")
        == "the server does not speak ManageSieve: it says \"SSH-2.0\"")
    #expect(
      try failure(.xmpp, "<" + String(repeating: "a", count: 70_000))
        == "the server says more than any XMPP server has to")
  }
}
