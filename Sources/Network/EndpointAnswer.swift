import Cryptography

/// What an endpoint showed of itself.
package struct EndpointAnswer: Equatable, Sendable {
  package let chain: PresentedChain
  package let version: TLSVersion
  /// The standard name of what was agreed on; none if the handshake ended before.
  package let cipherSuite: String?
  package let applicationProtocol: String?
  package let asksForClientCertificate: Bool
  /// Bytes that came between the go-ahead to begin TLS and TLS, where nothing belongs: somebody
  /// on the way may have put them there. They were dropped.
  package let bytesBeforeTLS: Int
  /// Why the handshake did not go on once the certificate was shown, as when the server wanted
  /// one of ours.
  package let interruption: ProbeFailure?
}
