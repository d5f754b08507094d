/// How far a probe has come.
package enum ProbeStage: String, Sendable {
  case lookup, connection, startTLS, handshake

  /// In the middle of a sentence.
  package var name: String {
    switch self {
    case .lookup: "the lookup of the name"
    case .connection: "connecting"
    case .startTLS: "STARTTLS"
    case .handshake: "the TLS handshake"
    }
  }
}
