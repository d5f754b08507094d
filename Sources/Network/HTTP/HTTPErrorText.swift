extension HTTPError: CustomStringConvertible {
  /// A sentence without a period, and what to do. What servers say stands in it as it came:
  /// whoever prints it escapes it.
  package var description: String {
    switch self {
    case .connection(let failure, let host): "\(host): \(failure)"
    case .untrusted(let host, let reason):
      "the certificate of \(host) is not trusted: \(reason); if it is of a private authority, name"
        + " its certificate with --ca-file or SSL_CERT_FILE"
    case .outdated(let host):
      "\(host) speaks no version of TLS that is new enough to send credentials over"
    case .timedOut(let host): "\(host) did not answer in time"
    case .malformed(let reason): "the answer is not HTTP as it should be: \(reason)"
    case .truncated(0, _): "the server closed the connection instead of answering"
    case .truncated(let got, let expected?):
      "the answer broke off after \(got) of \(expected) bytes"
    case .truncated(let got, nil): "the answer broke off after \(got) bytes"
    case .headTooLong: "the answer has more headers than any should"
    case .bodyTooLong(let limit): "the answer is longer than \(limit) bytes"
    case .compressed(let encoding):
      "the answer is compressed (\(encoding)), which was not asked for; a proxy or the server is"
        + " configured wrongly"
    case .redirectedElsewhere(let origin, let place):
      "\(origin) redirects to \(place), which is not followed, lest credentials go there; if that"
        + " is right, configure the new address"
    case .redirectedWithoutPlace(let status): "the answer \(status) does not say where to go"
    case .tooManyRedirects: "the server redirects again and again"
    case .redirectedSubmission(let status):
      "the server answers \(status) and wants it sent elsewhere, which is not done"
    case .comeBackLater(let seconds, let status):
      "the server answers \(status) and asks to come back in \(Self.time(seconds))"
    case .proxyRefused(let status, let proxy): Self.text(proxy, status)
    case .unusableProxy(let variable, let scheme?):
      "\(variable) names a proxy of the kind \(scheme), and only those of HTTP are spoken to; write"
        + " http://HOST:PORT, or name the server in no_proxy"
    case .unusableProxy(let variable, nil):
      "\(variable) names no proxy that can be used; write http://HOST:PORT"
    case .unsendableHeader(let name):
      "the value of the header \(name) has a line break or control character; look at where it"
        + " comes from"
    case .unclear(let reason), .local(let reason): reason
    }
  }

  private static func text(_ proxy: String, _ status: Int) -> String {
    status == 407
      ? "the proxy \(proxy) asks for a user and password; put them into the variable that names it"
      : "the proxy \(proxy) answers \(status)"
  }

  private static func time(_ seconds: Int) -> String {
    switch seconds {
    case ..<120: "\(seconds) s"
    case ..<7200: "\(seconds / 60) min"
    default: "\(seconds / 3600) h"
    }
  }
}
