import Cryptography
import LoopbackServers
import OperatingSystem

@testable import Network

/// The certificates that the servers of the tests have: keys take time to make.
enum Samples {
  static let root = SampleCertificate("Root", role: .authority)
  static let intermediate = SampleCertificate("Intermediate", role: .authority, issuer: root)
  static let leaf = SampleCertificate(
    "leaf", alternativeNames: ["DNS:localhost", "DNS:www.example.com", "IP:127.0.0.1"],
    issuer: intermediate)
  static let expired = SampleCertificate(
    "expired", alternativeNames: ["DNS:localhost"], issuer: root,
    validity: ("20000101000000Z", "20010101000000Z"))
  static let client = SampleCertificate("client", issuer: root)

  static let server = ServerConfiguration([leaf, intermediate])
}

extension Endpoint {
  /// A server of the test's own.
  init(
    _ server: LoopbackServer, serverName: String? = "www.example.com",
    applicationProtocols: [String] = [], startTLS: StartTLS? = nil
  ) {
    self.init(
      host: "127.0.0.1", port: server.port, serverName: serverName,
      applicationProtocols: applicationProtocols, startTLS: startTLS)
  }
}

/// The result of one probe.
///
/// - Parameter timeout: far longer than a test takes, unless the test waits for it.
func probe(
  _ endpoint: Endpoint, identity: ClientIdentity? = nil, timeout: Double = 60,
  lookup: @escaping @Sendable (String) -> NameResolver.Answer = { _ in .failure(.notFound) }
) throws -> ProbeResult {
  let resolver = try NameResolver(lookup: lookup)
  let prober = EndpointProber(resolver: resolver, identity: identity, timeout: timeout)
  return try prober.probe([endpoint])[0]
}

/// A server that answers handshakes and then waits until the client goes.
func tlsServer(_ configuration: ServerConfiguration) -> LoopbackServer {
  LoopbackServer { peer in
    _ = peer.startTLS(configuration)
    peer.hold()
  }
}
