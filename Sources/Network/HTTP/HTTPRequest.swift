/// What is asked of a server.
package struct HTTPRequest: Sendable {
  package enum Method: String, Sendable {
    /// May be sent again when it is not clear whether it arrived.
    case get = "GET"
    /// May not.
    case post = "POST"
  }

  package let method: Method
  package let url: HTTPURL
  /// Beside those that every request has.
  package let headers: HTTPHeaders
  package let body: [UInt8]

  package init(
    _ method: Method = .get, _ url: HTTPURL, headers: HTTPHeaders = [:], body: [UInt8] = []
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
  }

  /// The bytes to send.
  ///
  /// - Parameters:
  ///   - proxyHeaders: for a proxy that is told the whole URL; nil if none stands between.
  func message(userAgent: String, proxyHeaders: HTTPHeaders?) -> [UInt8] {
    let target = proxyHeaders == nil ? url.target : "\(url.origin)\(url.target)"
    var text = "\(method.rawValue) \(target) HTTP/1.1\r\nHost: \(url.origin.authority)\r\n"
    text += "User-Agent: \(userAgent)\r\nAccept-Encoding: identity\r\n"
    for (name, value) in headers.fields + (proxyHeaders?.fields ?? []) {
      text += "\(name): \(value)\r\n"
    }
    if method == .post { text += "Content-Length: \(body.count)\r\n" }
    return Array((text + "\r\n").utf8) + body
  }
}
