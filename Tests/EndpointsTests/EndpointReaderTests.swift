import LoopbackServers
import Network
import OperatingSystem
import RuleEngine
import Testing

@testable import Endpoints

struct EndpointReaderTests {
  private static let root = SampleCertificate("Root", role: .authority)
  private static let leaf = SampleCertificate(
    "leaf", alternativeNames: ["DNS:www.example.com"], issuer: root)

  private func read(
    _ addresses: [String], _ answer: NameResolver.Answer = .failure(.notFound)
  ) throws -> [Input] {
    let resolver = try NameResolver { _ in answer }
    return EndpointReader(EndpointProber(resolver: resolver, timeout: 60))
      .read(try addresses.map { try EndpointAddress($0) })
  }

  private func server(_ chain: [SampleCertificate]) -> LoopbackServer {
    let configuration = ServerConfiguration(chain)
    return LoopbackServer { peer in
      _ = peer.startTLS(configuration)
      peer.hold()
    }
  }

  /// A server of TLS 1.2 that sends what it calls its certificates, and nothing after it.
  private func sending(certificates: [UInt8]) -> LoopbackServer {
    LoopbackServer { peer in
      _ = peer.read()
      let hello: [UInt8] = [3, 3] + [UInt8](repeating: 7, count: 32) + [0, 0xC0, 0x2F, 0]
      for (type, body) in [(2, hello), (11, certificates)] as [(UInt8, [UInt8])] {
        let message = [type] + Self.counted(body)
        peer.write([22, 3, 3] + Self.counted(message).dropFirst())
      }
      peer.hold()
    }
  }

  /// Bytes behind their count, which has three bytes.
  private static func counted(_ bytes: [UInt8]) -> [UInt8] {
    [16, 8, 0].map { UInt8(truncatingIfNeeded: bytes.count >> $0) } + bytes
  }

  @Test func showsTheCertificateAndItsChain() throws {
    let server = server([Self.leaf, Self.root])
    let address = "tls://127.0.0.1:\(server.port)?sni=www.example.com"
    let input = try #require(try read([address]).first)
    #expect(input.failure == nil)
    #expect(input.place == address)
    #expect(input.format == "tls")
    #expect(input.completeness == .complete)
    #expect(input.notices == [])
    #expect(input.records.count == 1)
    let reader = input.records.makeReader()
    reader.move(to: 0)
    #expect(reader.text(.name).value == "leaf")
    #expect(reader.text(.kind).value == "certificate")
    #expect(reader.texts(.dnsNames).value == ["www.example.com"])
    #expect(reader.texts(.usedBy).value == ["www.example.com"])
    #expect(reader.text(.issuer).value == "CN=Root")
    #expect(reader.certificate().value?.bytes == Self.leaf.der)
    #expect(reader.chain().value?.map(\.bytes) == [Self.root.der])
    #expect(reader.location.description == address)
    #expect(reader.place(of: .usedBy).found == "www.example.com")
    #expect(reader.place(of: .dnsNames, element: 0).excerpt == "dnsNames: www.example.com")
    #expect(input.records.speaks(of: .keyBits))
    #expect(!input.records.speaks(of: .status))
  }

  @Test func anAddressIsWhatTheCertificateIsFor() throws {
    let server = server([Self.leaf])
    let input = try #require(try read(["tls://127.0.0.1:\(server.port)"]).first)
    let reader = input.records.makeReader()
    reader.move(to: 0)
    #expect(reader.texts(.usedBy).value == ["127.0.0.1"])
    #expect(reader.chain().value?.count == 0)
  }

  @Test func asksOnceWhatIsNamedTwice() throws {
    let server = server([Self.leaf])
    let inputs = try read([
      "tls://127.0.0.1:\(server.port)", "TLS://127.0.0.1:\(server.port)/",
      "tls://127.0.0.1:\(server.port)?sni=a.example",
    ])
    #expect(inputs.count == 2)
    #expect(server.connectionCount == 2)
  }

  @Test func saysWhyThereIsNothing() throws {
    let closed = ClosedPort()
    let inputs = try read(["tls://127.0.0.1:\(closed.port)", "tls://a.example"])
    #expect(
      inputs.map { $0.failure?.message } == [
        "the connection was refused: nothing listens on the port", "there is no such name",
      ])
    #expect(inputs[1].place == "tls://a.example")
  }

  @Test func saysWhatWasOdd() throws {
    let server = sending(certificates: [0, 0, 9, 0, 0, 4, 0x30, 3, 2, 1, 0, 0])
    let input = try #require(
      try read(
        ["tls://a.example:\(server.port)"],
        .success(["127.0.0.2", "127.0.0.1"].compactMap { IPAddress($0) })
      ).first)
    #expect(
      input.notices.map(\.kind) == [
        "the address 127.0.0.2 was passed over: the connection was refused: nothing listens on the"
          + " port",
        "the lengths in the message with the certificates do not fit each other",
        "the handshake did not go on after the certificate: the TLS handshake failed: too long",
      ])
    let reader = input.records.makeReader()
    reader.move(to: 0)
    #expect(reader.certificate().value == nil)
    guard case .unreadable = reader.time(.notAfter) else {
      Issue.record("a date in a certificate that cannot be read")
      return
    }
  }

  @Test func aBrokenChainIsUnreadable() throws {
    let list = [Self.leaf.der, [1, 2, 3]].flatMap { Self.counted($0) }
    let server = sending(certificates: Self.counted(list))
    let input = try #require(try read(["tls://127.0.0.1:\(server.port)"]).first)
    let reader = input.records.makeReader()
    reader.move(to: 0)
    guard case .unreadable(let reason) = reader.chain() else {
      Issue.record("a chain with something else in it")
      return
    }
    #expect(reason == "number 2 of what was sent is no certificate")
  }

  @Test func tellsHowTheCertificateWasShown() throws {
    let configuration = ServerConfiguration(
      [Self.leaf], versions: 0x0303...0x0303, staple: [0x30, 3, 10, 1, 3],
      applicationProtocol: "h2", clientCertificate: .wanted)
    let server = LoopbackServer { peer in
      _ = peer.startTLS(configuration)
      peer.hold()
    }
    let address = "tls://127.0.0.1:\(server.port)?alpn=h2"
    let input = try #require(try read([address]).first)
    let reader = input.records.makeReader()
    reader.move(to: 0)
    #expect(reader.text(.address).value == "127.0.0.1:\(server.port)")
    #expect(reader.text(.tlsVersion).value == "TLSv1.2")
    #expect(reader.text(.cipherSuite).value == "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384")
    #expect(reader.text(.applicationProtocol).value == "h2")
    #expect(reader.text(.stapledResponse).value == "MAMKAQM=")
    #expect(reader.flag(.requestsClientAuth).value == true)
    #expect(reader.place(of: .tlsVersion).excerpt == "tlsVersion: TLSv1.2")
    #expect(reader.place(of: .stapledResponse).found == "5 bytes of DER")
    #expect(Fact.allCases.filter(\.isOfEndpoint).allSatisfy { input.records.speaks(of: $0) })
  }

  @Test func whatWasNotSaidIsMissing() throws {
    let server = server([Self.leaf])
    let input = try #require(try read(["tls://127.0.0.1:\(server.port)"]).first)
    let reader = input.records.makeReader()
    reader.move(to: 0)
    #expect(reader.text(.tlsVersion).value == "TLSv1.3")
    #expect(reader.flag(.requestsClientAuth).value == false)
    for fact in [Fact.stapledResponse, .applicationProtocol] {
      guard case .missing = reader.text(fact) else {
        Issue.record("\(fact.name) is not missing")
        continue
      }
      #expect(reader.place(of: fact).found == "nothing")
    }
  }
}
