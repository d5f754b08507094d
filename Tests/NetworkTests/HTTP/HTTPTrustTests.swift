import COpenSSL
import Cryptography
import LoopbackServers
import OperatingSystem
import Testing

@testable import Network

/// Whom requests go to.
struct HTTPTrustTests {
  private let root = TemporaryFile(Samples.root.pem)

  private func client(
    _ anchors: TrustAnchors? = nil, identity: ClientIdentity? = nil
  ) throws -> TestClient {
    try TestClient(anchors: anchors ?? TrustAnchors(files: [root.path]), identity: identity) { _ in
      .success([IPAddress(bytes: [127, 0, 0, 1])])
    }
  }

  private func failure(_ chain: [SampleCertificate], host: String = "127.0.0.1") throws -> String? {
    let server = HTTPTestServer(ServerConfiguration(chain), sending: ok("x"))
    let failure = try client().failure(
      HTTPRequest(.get, server.url(host: host), headers: ["Authorization": "Bearer secret"]))
    if failure != "answered 200" { #expect(server.requests == []) }
    return failure
  }

  private func untrusted(_ host: String, _ reason: String) -> String {
    "the certificate of \(host) is not trusted: \(reason); if it is of a private authority, name its"
      + " certificate with --ca-file or SSL_CERT_FILE"
  }

  @Test func trustsWhatLeadsToItsAnchors() throws {
    let chain = [Samples.leaf, Samples.intermediate]
    #expect(try failure(chain) == "answered 200")
    #expect(try failure(chain, host: "localhost") == "answered 200")
    #expect(try failure(chain, host: "www.example.com") == "answered 200")
  }

  @Test func trustsNothingElse() throws {
    #expect(
      try failure([Samples.leaf])
        == untrusted("127.0.0.1", "unable to get local issuer certificate"))
    #expect(
      try failure([Samples.expired], host: "localhost")
        == untrusted("localhost", "certificate has expired"))
    #expect(
      try failure([SampleCertificate("self", alternativeNames: ["IP:127.0.0.1"])])
        == untrusted("127.0.0.1", "self-signed certificate"))
    let chain = [Samples.leaf, Samples.intermediate]
    #expect(
      try failure(chain, host: "other.example") == untrusted("other.example", "hostname mismatch"))
    #expect(
      try failure([SampleCertificate("name.example", issuer: Samples.root)], host: "name.example")
        == untrusted("name.example", "hostname mismatch"))
    let partial = SampleCertificate(
      "x", alternativeNames: ["DNS:w*.example.com"], issuer: Samples.root)
    #expect(
      try failure([partial], host: "www.example.com")
        == untrusted("www.example.com", "hostname mismatch"))
  }

  @Test func asksTheEnvironmentWhomToTrust() throws {
    let server = HTTPTestServer(Samples.server, sending: ok("x"))
    let trusting = TrustAnchors.system(environment: ["SSL_CERT_FILE": root.path])
    #expect(try client(trusting).get(server.url()).status == 200)
    let distrusting = try client(TrustAnchors.system(environment: ["SSL_CERT_DIR": "/nowhere"]))
    #expect(
      distrusting.failure(HTTPRequest(.get, server.url()))
        == untrusted("127.0.0.1", "unable to get local issuer certificate"))
    let missing = try client(TrustAnchors.system(environment: ["SSL_CERT_FILE": "/nowhere.pem"]))
    #expect(
      missing.failure(HTTPRequest(.get, server.url()))
        == "cannot read the certificate authorities in /nowhere.pem: No such file or directory")
    #expect(TrustAnchors.system(environment: [:]).files.count == 1)
  }

  @Test func refusesOldProtocols() throws {
    let server = HTTPTestServer(
      ServerConfiguration(
        [Samples.leaf, Samples.intermediate], versions: TLS1_VERSION...TLS1_1_VERSION),
      sending: ok("x"))
    #expect(
      try client().failure(HTTPRequest(.get, server.url()))
        == "127.0.0.1 speaks no version of TLS that is new enough to send credentials over"
    )
  }

  @Test(arguments: [TLS1_2_VERSION, TLS1_3_VERSION])
  func showsWhoItIs(version: Int32) throws {
    let server = HTTPTestServer(
      ServerConfiguration(
        [Samples.leaf, Samples.intermediate], versions: version...version,
        clientCertificate: .required, clientAuthority: Samples.root),
      sending: ok("x"))
    let identity = try ClientIdentity(
      certificates: Array(Samples.client.pem.utf8), key: Array(Samples.client.keyPEM().utf8),
      password: nil)
    #expect(try client(identity: identity).get(server.url()).status == 200)
    let failure = try client().failure(HTTPRequest(.get, server.url()))
    #expect(
      failure
        == "127.0.0.1: the server ended the TLS handshake: "
        + (version == TLS1_2_VERSION ? "handshake failure" : "certificate required"))
  }

  @Test func aConnectionThatIsCutIsNoAnswer() throws {
    let server = HTTPTestServer(Samples.server) { _, peer in
      peer.write("HTTP/1.1 200 OK\r\n\r\n[half")
      // Without the end of the session that TLS has for this.
      peer.close()
      return false
    }
    #expect(
      try client().failure(HTTPRequest(.post, server.url()))
        == "the answer broke off after 5 bytes")
    let whole = HTTPTestServer(Samples.server) { _, peer in
      peer.write("HTTP/1.1 200 OK\r\n\r\n[whole]")
      return false
    }
    #expect(try client().get(whole.url()).body == Array("[whole]".utf8))
  }

  @Test func refusesAKeyThatIsNone() throws {
    let certificates = Array(Samples.client.pem.utf8)
    func failure(_ certificates: [UInt8], _ key: String, _ password: String?) -> String {
      let error = #expect(throws: OpenSSLError.self) {
        try ClientIdentity(certificates: certificates, key: Array(key.utf8), password: password)
      }
      return error?.description ?? ""
    }
    #expect(
      failure([], Samples.client.keyPEM(), nil)
        == "cannot read the client certificate: no start line")
    let locked = Samples.client.keyPEM(password: "secret")
    for password in [nil, "", "wrong"] {
      #expect(
        failure(certificates, locked, password)
          .hasPrefix("cannot read the private key of the client certificate: "))
    }
    #expect(
      failure(certificates, Samples.leaf.keyPEM(), nil)
        == "cannot use the client certificate: key values mismatch")
  }
}
