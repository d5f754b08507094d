import Network

/// Carries requests to a listing API and brings the answers back.
///
/// It follows redirects within the origin, waits as the source asks, and tries again where that is
/// safe.
package protocol ListingTransport: Sendable {
  /// - Parameter number: which page it is for, counted from 1.
  func send(_ request: HTTPRequest, page number: Int) throws(HTTPError) -> HTTPResponse
}

extension HTTPURL {
  /// The URL with a parameter of its query set to a value.
  func setting(_ parameter: String, to value: String) -> HTTPURL {
    let name = Self.encoded(parameter)
    let path = target.prefix { $0 != "?" }
    var pairs = target[path.endIndex...].dropFirst().split(separator: "&").filter {
      $0 != name && !$0.hasPrefix(name + "=")
    }.map(String.init)
    pairs.append("\(name)=\(Self.encoded(value))")
    return resolving("\(path)?\(pairs.joined(separator: "&"))") ?? self
  }

  /// A text as one segment of a path or one part of a query.
  static func encoded(_ text: String) -> String {
    var encoded = ""
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        encoded += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return encoded
  }
}
