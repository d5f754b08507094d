import COpenSSL
import Cryptography
import LoopbackServers
import OperatingSystem
import Synchronization
import Testing

@testable import Network

struct EndpointProbeTests {
  @Test func showsTheWholeChainInTheOrderSent() throws {
    let unrelated = SampleCertificate("unrelated")
    let chain = [Samples.leaf, unrelated, Samples.intermediate, Samples.root]
    let server = tlsServer(ServerConfiguration(chain))
    let result = try probe(Endpoint(server))
    let answer = try result.outcome.get()
    #expect(answer.chain.certificates == chain.map(\.der))
    #expect(answer.chain.isWellFormed)
    #expect(answer.chain.stapledResponse == nil)
    #expect(answer.version == .tls13)
    #expect(answer.cipherSuite == "TLS_AES_256_GCM_SHA384")
    #expect(answer.interruption == nil)
    #expect(!answer.asksForClientCertificate)
    #expect(result.address == SocketAddress(IPAddress("127.0.0.1")!, port: server.port))
    #expect(Set(result.durations.keys) == [.connection, .handshake])
  }

  @Test(arguments: [
    (TLS1_VERSION, "TLS 1.0", "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA"),
    (TLS1_1_VERSION, "TLS 1.1", "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA"),
    (TLS1_2_VERSION, "TLS 1.2", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"),
    (TLS1_3_VERSION, "TLS 1.3", "TLS_AES_256_GCM_SHA384"),
  ])
  func speaksEveryVersion(version: Int32, name: String, cipherSuite: String) throws {
    let server = tlsServer(
      ServerConfiguration([Samples.expired], versions: version...version, staple: [1, 2, 3]))
    let answer = try probe(Endpoint(server)).outcome.get()
    #expect(answer.version.description == name)
    #expect(answer.cipherSuite == cipherSuite)
    #expect(answer.chain.certificates == [Samples.expired.der])
    #expect(answer.chain.stapledResponse == [1, 2, 3])
  }

  @Test func asksForTheNameAndNotForAnAddress() throws {
    let names = Mutex<[String?]>([])
    for name in ["a.example", nil] {
      // Gone at the end of the round, with all its threads.
      let server = LoopbackServer { peer in
        _ = peer.startTLS(Samples.server)
        names.withLock { $0.append(peer.serverName) }
      }
      _ = try probe(Endpoint(server, serverName: name)).outcome.get()
    }
    #expect(names.withLock { $0 } == ["a.example", nil])
  }

  @Test func offersApplicationProtocols() throws {
    let server = tlsServer(ServerConfiguration([Samples.leaf], applicationProtocol: "h2"))
    let offered = try probe(Endpoint(server, applicationProtocols: ["h2", "http/1.1"]))
    #expect(try offered.outcome.get().applicationProtocol == "h2")
    #expect(try probe(Endpoint(server)).outcome.get().applicationProtocol == nil)
  }

  @Test(arguments: [TLS1_2_VERSION, TLS1_3_VERSION])
  func showsTheCertificateOfAServerThatWantsOurs(version: Int32) throws {
    let server = tlsServer(
      ServerConfiguration(
        [Samples.leaf], versions: version...version, clientCertificate: .required,
        clientAuthority: Samples.root))
    let answer = try probe(Endpoint(server)).outcome.get()
    #expect(answer.asksForClientCertificate)
    #expect(answer.chain.certificates == [Samples.leaf.der])
    // In TLS 1.3 the client is done before the server has an opinion.
    let interruption = answer.interruption?.description
    #expect(
      interruption
        == (version == TLS1_2_VERSION
          ? "the server ended the TLS handshake: handshake failure" : nil))
  }

  @Test func showsOurCertificateToAServerThatWantsIt() throws {
    let wasShown = Mutex(false)
    let configuration = ServerConfiguration(
      [Samples.leaf], versions: TLS1_2_VERSION...TLS1_2_VERSION, clientCertificate: .required,
      clientAuthority: Samples.root)
    do {
      let server = LoopbackServer { peer in
        let isAccepted = peer.startTLS(configuration)
        wasShown.withLock { $0 = isAccepted }
      }
      let identity = try ClientIdentity(
        certificates: Array(Samples.client.pem.utf8),
        key: Array(Samples.client.keyPEM(password: "secret").utf8), password: "secret")
      let answer = try probe(Endpoint(server), identity: identity).outcome.get()
      #expect(answer.interruption == nil)
    }
    #expect(wasShown.withLock { $0 })
  }

  /// OpenSSL refuses the chain; we have it all the same.
  @Test func showsACertificateThatCannotBeParsed() throws {
    let server = LoopbackServer { peer in
      _ = peer.read()
      let garbage: [UInt8] = [0x30, 0x03, 0x02, 0x01]
      let hello = [3, 3] + [UInt8](repeating: 7, count: 32) + [0, 0xC0, 0x2F, 0]
      peer.write(handshakeRecord(2, hello) + handshakeRecord(11, [0, 0, 7, 0, 0, 4] + garbage))
      peer.hold()
    }
    let answer = try probe(Endpoint(server)).outcome.get()
    #expect(answer.chain.certificates == [[0x30, 0x03, 0x02, 0x01]])
    #expect(answer.version == .tls12)
    #expect(answer.cipherSuite == "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")
    #expect(
      answer.interruption?.description.hasPrefix("the TLS handshake failed: ") == true)
  }

  @Test func reportsHowEachStageWent() throws {
    let server = tlsServer(Samples.server)
    let endpoint = Endpoint(host: "localhost", port: server.port, serverName: "localhost")
    let result = try probe(endpoint, lookup: NameLookup.addresses)
    #expect(Set(result.durations.keys) == [.lookup, .connection, .handshake])
    #expect(result.durations.values.allSatisfy { $0 >= 0 && $0 < 60 })
  }

  @Test func triesEveryAddress() throws {
    let server = tlsServer(Samples.server)
    let endpoint = Endpoint(host: "a.example", port: server.port, serverName: "a.example")
    let addresses = ["127.0.0.2", "127.0.0.1"].compactMap { IPAddress($0) }
    let result = try probe(endpoint) { _ in .success(addresses) }
    #expect(result.address?.description == "127.0.0.1:\(server.port)")
    #expect(
      result.failedAddresses == [
        ProbeResult.FailedAddress(
          address: SocketAddress(addresses[0], port: server.port), failure: .refused)
      ])
    #expect(try result.outcome.get().chain.certificates.count == 2)
  }

  @Test func probesManyInTheOrderAsked() throws {
    let certificates = (0..<20).map { SampleCertificate("\($0)") }
    let servers = certificates.map { tlsServer(ServerConfiguration([$0])) }
    let prober = EndpointProber(
      resolver: try NameResolver { _ in .failure(.notFound) }, jobs: 3, timeout: 60)
    var count = 0
    let results = try prober.probe(servers.map { Endpoint($0) }) { _ in count += 1 }
    #expect(
      try results.map { try $0.outcome.get().chain.certificates } == certificates.map { [$0.der] })
    #expect(count == 20)
  }
}

/// A handshake message in a record of TLS 1.2.
func handshakeRecord(_ type: UInt8, _ body: [UInt8]) -> [UInt8] {
  let count = body.count
  return [22, 3, 3, UInt8((count + 4) >> 8), UInt8((count + 4) & 255)]
    + [type, 0, UInt8(count >> 8), UInt8(count & 255)] + body
}
