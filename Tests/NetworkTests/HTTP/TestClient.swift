import Cryptography
import LoopbackServers
import OperatingSystem
import Synchronization

@testable import Network

extension HTTPTestServer {
  func url(_ path: String = "/", host: String = "127.0.0.1") -> HTTPURL {
    HTTPURL("\(scheme)://\(host):\(port)\(path)")!
  }
}

/// An answer with a length.
func ok(_ body: String, _ headers: String = "") -> String {
  "HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\(headers)\r\n\(body)"
}

/// A client whose pauses are counted and not made.
final class TestClient {
  private final class Pauses: Sendable {
    let seconds = Mutex<[Double]>([])
  }

  private let waited = Pauses()
  private let client: HTTPClient

  var pauses: [Double] { waited.seconds.withLock { $0 } }

  init(
    anchors: TrustAnchors = TrustAnchors(files: []), environment: [String: String] = [:],
    identity: ClientIdentity? = nil, timeout: Double = 60,
    lookup: @escaping @Sendable (String) -> NameResolver.Answer = { _ in .failure(.notFound) }
  ) throws {
    var configuration = HTTPClient.Configuration(anchors: anchors, userAgent: "certgate/test")
    configuration.proxies = Proxies(environment: environment)
    configuration.identity = identity
    configuration.timeout = timeout
    configuration.bodyLimit = 1 << 20
    let waited = waited
    client = HTTPClient(
      configuration, resolver: try NameResolver(lookup: lookup),
      pacing: HTTPPacing(
        now: { 784_111_777 }, moment: Clock.monotonic,
        pause: { seconds in waited.seconds.withLock { $0.append(seconds) } }, random: { 0 }))
  }

  func send(_ request: HTTPRequest, within seconds: Double = 1000) throws -> HTTPResponse {
    try client.send(request, until: Deadline(after: seconds))
  }

  func get(_ url: HTTPURL, headers: HTTPHeaders = [:]) throws -> HTTPResponse {
    try send(HTTPRequest(.get, url, headers: headers))
  }

  /// What a person is told when it goes wrong.
  func failure(_ request: HTTPRequest, within seconds: Double = 1000) -> String? {
    do {
      let response = try send(request, within: seconds)
      return "answered \(response.status)"
    } catch {
      return "\(error)"
    }
  }
}
