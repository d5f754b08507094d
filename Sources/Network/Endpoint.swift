/// A TLS server, and how it is asked for its certificate.
package struct Endpoint: Hashable, Sendable {
  /// Where to connect to: a name, or an IP address without brackets.
  package let host: String
  package let port: UInt16
  /// The name whose certificate is asked for (SNI); none for an IP address.
  package let serverName: String?
  /// What to offer as application protocols (ALPN), the best first.
  package let applicationProtocols: [String]
  /// What the server speaks before TLS, if anything.
  package let startTLS: StartTLS?

  package init(
    host: String, port: UInt16, serverName: String?, applicationProtocols: [String] = [],
    startTLS: StartTLS? = nil
  ) {
    self.host = host
    self.port = port
    self.serverName = serverName
    self.applicationProtocols = applicationProtocols
    self.startTLS = startTLS
  }
}
