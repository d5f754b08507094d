/// A version of the protocol, by its number on the wire.
package struct TLSVersion: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let number: UInt16

  package init(number: UInt16) { self.number = number }

  package static let tls10: TLSVersion = .init(number: 0x0301)
  package static let tls11: TLSVersion = .init(number: 0x0302)
  package static let tls12: TLSVersion = .init(number: 0x0303)
  package static let tls13: TLSVersion = .init(number: 0x0304)

  package static func < (first: TLSVersion, second: TLSVersion) -> Bool {
    first.number < second.number
  }

  /// As OpenSSL and the settings of servers spell it: `TLSv1.2`.
  package var name: String {
    switch number {
    case 0x0300: "SSLv3"
    case 0x0301: "TLSv1"
    case 0x0302...0x0304: "TLSv1.\(number - 0x0301)"
    default: "0x" + String(number, radix: 16)
    }
  }

  /// `TLS 1.2`.
  package var description: String {
    switch number {
    case 0x0300: "SSL 3.0"
    case 0x0301...0x0304: "TLS 1.\(number - 0x0301)"
    default: "protocol version 0x" + String(number, radix: 16)
    }
  }
}
