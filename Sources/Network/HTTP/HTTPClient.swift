import Cryptography
import OperatingSystem

/// Sends requests over HTTP/1.1 to servers that it trusts, one at a time.
///
/// What a request carries goes to the origin that it names and to no other.
package final class HTTPClient {
  package struct Configuration {
    package var anchors: TrustAnchors
    /// Shown to servers that ask for a certificate.
    package var identity: ClientIdentity?
    package var proxies = Proxies.none
    package var userAgent: String
    /// The longest body of an answer, in bytes.
    package var bodyLimit = 64 << 20
    /// Seconds for one attempt, from the lookup of the name to the last byte.
    package var timeout = 30.0
    package var retries = RetryPolicy()

    package init(anchors: TrustAnchors, userAgent: String) {
      self.anchors = anchors
      self.userAgent = userAgent
    }
  }

  private static let redirectLimit = 5

  private let configuration: Configuration
  private let connector: HTTPConnector
  private let pacing: HTTPPacing
  private var security: HTTPSecurity?
  /// Connections that wait for another request.
  private var idle: [HTTPURL.Origin: HTTPConnection] = [:]

  package init(
    _ configuration: Configuration, resolver: NameResolver, pacing: HTTPPacing = .system
  ) {
    self.configuration = configuration
    self.pacing = pacing
    connector = HTTPConnector(
      resolver: resolver, proxies: configuration.proxies, userAgent: configuration.userAgent)
  }

  /// Sends a request, again where that may help and do no harm, and gives the answer, whatever its
  /// status.
  ///
  /// - Parameter deadline: for all attempts and the pauses between them.
  package func send(
    _ request: HTTPRequest, until deadline: Deadline
  ) throws(HTTPError) -> HTTPResponse {
    if let name = request.headers.unsendable { throw .unsendableHeader(name: name) }
    var attempt = 1
    while true {
      let decision: RetryPolicy.Decision
      let result = attemptOnce(
        request, until: min(deadline, Deadline(after: configuration.timeout)))
      let remaining = deadline.remaining()
      switch result {
      case .success(let response) where request.method == .get:
        decision = configuration.retries.decision(
          after: response, attempt: attempt, remaining: remaining, random: pacing.random(),
          now: pacing.now())
      case .failure(let error) where request.method == .get && error.isTransient:
        decision = configuration.retries.decision(
          attempt: attempt, remaining: remaining, random: pacing.random())
      default: decision = .accept
      }
      switch decision {
      case .accept: return try result.get()
      case .comeBackLater(let seconds):
        throw .comeBackLater(seconds: seconds, status: try result.get().status)
      case .wait(let seconds): pacing.pause(seconds)
      }
      attempt += 1
    }
  }

  private func attemptOnce(
    _ request: HTTPRequest, until deadline: Deadline
  ) -> Result<HTTPResponse, HTTPError> {
    do throws(HTTPError) {
      return .success(try follow(request, until: deadline))
    } catch {
      return .failure(error)
    }
  }

  /// Goes where the server says, as long as that is the same server.
  private func follow(
    _ request: HTTPRequest, until deadline: Deadline
  ) throws(HTTPError) -> HTTPResponse {
    var request = request
    for _ in 0...Self.redirectLimit {
      let response = try exchange(request, until: deadline)
      guard [301, 302, 303, 307, 308].contains(response.status) else { return response }
      guard request.method == .get else { throw .redirectedSubmission(status: response.status) }
      guard let place = response.headers["Location"], let next = request.url.resolving(place)
      else { throw .redirectedWithoutPlace(status: response.status) }
      guard next.origin == request.url.origin else {
        throw .redirectedElsewhere(from: request.url.origin, to: "\(next.origin)")
      }
      request = HTTPRequest(.get, next, headers: request.headers)
    }
    throw .tooManyRedirects
  }

  private func exchange(
    _ request: HTTPRequest, until deadline: Deadline
  ) throws(HTTPError) -> HTTPResponse {
    let origin = request.url.origin
    if let connection = idle.removeValue(forKey: origin), request.method == .get {
      do throws(HTTPError) {
        return try exchange(request, over: connection, until: deadline)
      } catch .truncated(got: 0, of: nil) {
        // It was closed while nobody used it, which is not the fault of this request.
      }
    }
    let connection = try connector.connect(
      to: origin, { () throws(HTTPError) in try readSecurity() }, until: deadline)
    do throws(HTTPError) {
      return try exchange(request, over: connection, until: deadline)
    } catch {
      throw request.method == .get ? error : .unclear(reason: "\(error)")
    }
  }

  private func exchange(
    _ request: HTTPRequest, over connection: HTTPConnection, until deadline: Deadline
  ) throws(HTTPError) -> HTTPResponse {
    let origin = request.url.origin
    let proxy = origin.isSecure ? nil : try configuration.proxies.proxy(for: origin)
    let message = request.message(
      userAgent: configuration.userAgent, proxyHeaders: proxy?.headers)
    var reader = ResponseReader(bodyLimit: configuration.bodyLimit)
    do throws(HTTPError) {
      try connection.send(message, until: deadline)
      while reader.response == nil {
        switch try connection.receive(until: deadline) {
        case .bytes(let bytes): try reader.receive(bytes)
        case .end(let isClean): try reader.end(isClean: isClean)
        }
      }
    } catch .connection(.reset, _) {
      throw .truncated(got: reader.byteCount, of: nil)
    }
    guard let response = reader.response else { throw .truncated(got: 0, of: nil) }
    if reader.keepsAlive { idle[origin] = connection }
    return response
  }

  private func readSecurity() throws(HTTPError) -> HTTPSecurity {
    if let security { return security }
    let security = try HTTPSecurity(configuration.anchors, configuration.identity)
    self.security = security
    return security
  }
}
