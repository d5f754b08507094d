import COpenSSL

/// Why a TLS session went no further.
package enum TLSFailure: Error, Equatable, Sendable {
  /// The server ended it with an alert of this number (RFC 8446, 6.2).
  case alert(TLSAlert)
  /// The server speaks no version that the library and we do.
  case unsupportedVersion
  /// The certificate is not one to send a request to, in OpenSSL's words.
  case untrusted(reason: String)
  /// What came breaks the protocol, or is beyond the library, in its words.
  case violation(reason: String)
}

/// An alert's number.
package struct TLSAlert: Hashable, Sendable, CustomStringConvertible {
  package let number: UInt8

  package init(number: UInt8) { self.number = number }

  static let closeNotify: TLSAlert = .init(number: 0)
  static let protocolVersion: TLSAlert = .init(number: 70)

  /// `handshake failure`.
  package var description: String {
    // OpenSSL 3.0 has no names for these.
    switch number {
    case 109: return "missing extension"
    case 116: return "certificate required"
    case 120: return "no application protocol"
    default: break
    }
    let text = unsafe SSL_alert_desc_string_long(Int32(number))
    let name = unsafe text.map { unsafe String(cString: $0) } ?? "unknown"
    return name == "unknown" ? "alert \(number)" : name
  }
}
