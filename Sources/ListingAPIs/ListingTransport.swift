import Network
import SourceText

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
    let name = PercentEncoding.encoded(parameter)
    let path = target.prefix { $0 != "?" }
    var pairs = target[path.endIndex...].dropFirst().split(separator: "&").filter {
      $0 != name && !$0.hasPrefix(name + "=")
    }.map(String.init)
    pairs.append("\(name)=\(PercentEncoding.encoded(value))")
    return resolving("\(path)?\(pairs.joined(separator: "&"))") ?? self
  }
}
