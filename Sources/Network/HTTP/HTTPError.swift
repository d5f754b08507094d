/// Why there is no answer to a request.
package enum HTTPError: Error, Equatable, Sendable {
  /// No connection was made, or it broke before an answer began.
  case connection(ProbeFailure, host: String)
  /// The certificate of the server is not one to trust, in OpenSSL's words.
  case untrusted(host: String, reason: String)
  /// The server speaks no version of TLS that requests are sent over.
  case outdated(host: String)
  /// The time was over.
  case timedOut(host: String)
  /// What came is no answer of HTTP, for a reason that is the rest of a sentence.
  case malformed(reason: String)
  /// The connection ended before the answer did.
  case truncated(got: Int, of: Int?)
  case headTooLong
  case bodyTooLong(limit: Int)
  /// It is compressed, although that was not asked for.
  case compressed(encoding: String)
  case redirectedElsewhere(from: HTTPURL.Origin, to: String)
  case redirectedWithoutPlace(status: Int)
  case tooManyRedirects
  /// An answer to POST that asks for it to be sent somewhere else.
  case redirectedSubmission(status: Int)
  /// The server asks for more patience than there is, in seconds.
  case comeBackLater(seconds: Int, status: Int)
  case proxyRefused(status: Int, proxy: String)
  /// An environment variable that names a proxy, and the scheme of what it names, if that is what
  /// cannot be used. The value is not shown, as there may be a password in it.
  case unusableProxy(variable: String, scheme: String?)
  /// The name of a header whose value cannot be sent.
  case unsendableHeader(name: String)
  /// A POST was sent, or a part of it, and what became of it is not known; the reason is a sentence.
  case unclear(reason: String)
  /// Something is wrong here, not there.
  case local(reason: String)

  /// Whether it is worth while to ask again.
  var isTransient: Bool {
    switch self {
    case .connection(let failure, _):
      switch failure {
      case .refused, .reset, .closed, .unreachable, .lookupFailed: true
      default: false
      }
    case .truncated: true
    default: false
    }
  }
}
