import Cryptography
import LoopbackServers
import OperatingSystem
import Synchronization

@testable import Network

/// A server that answers each request with what a test says, in the clear or over TLS.
final class HTTPTestServer: Sendable {
  private let server: LoopbackServer
  let scheme: String

  /// - Parameter answer: given the request's number, from 1; the connection is kept while there
  ///   are requests and it returns true.
  init(
    _ configuration: ServerConfiguration? = nil,
    _ answer: @escaping @Sendable (Int, Peer) -> Bool
  ) {
    let log = Log()
    self.log = log
    scheme = configuration == nil ? "http" : "https"
    server = LoopbackServer { peer in
      if let configuration, !peer.startTLS(configuration) {
        // Closing at once could take back what was said about why.
        _ = peer.isThere(after: -1)
        return
      }
      while let head = peer.read(through: "\r\n\r\n") {
        guard answer(log.add(head, peer), peer) else { break }
      }
      if configuration != nil { peer.endTLS() }
    }
  }

  /// - Parameter response: sent to every request as it is.
  convenience init(_ configuration: ServerConfiguration? = nil, sending response: String) {
    self.init(configuration) { _, peer in peer.write(response) }
  }

  private let log: Log

  var port: UInt16 { server.port }
  var requests: [String] { log.requests.withLock { $0 } }
  var connectionCount: Int { server.connectionCount }

  func url(_ path: String = "/", host: String = "127.0.0.1") -> HTTPURL {
    HTTPURL("\(scheme)://\(host):\(port)\(path)")!
  }

  private final class Log: Sendable {
    let requests = Mutex<[String]>([])

    func add(_ head: String, _ peer: Peer) -> Int {
      var request = head
      let length = head.split(separator: "\r\n").first { $0.hasPrefix("Content-Length: ") }
      if let count = length.flatMap({ Int($0.dropFirst(16)) }), let body = peer.read(count) {
        request += String(decoding: body, as: UTF8.self)
      }
      return requests.withLock {
        $0.append(request)
        return $0.count
      }
    }
  }
}

/// An answer with a length.
func ok(_ body: String, _ headers: String = "") -> String {
  "HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\(headers)\r\n\(body)"
}

/// A client whose pauses are counted and not made.
final class TestClient {
  private(set) var pauses: [Double] = []
  private var client: HTTPClient?

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
    client = HTTPClient(
      configuration, resolver: try NameResolver(lookup: lookup),
      pacing: HTTPPacing(
        now: { 784_111_777 }, pause: { [unowned self] in self.pauses.append($0) },
        random: { 0 }))
  }

  func send(_ request: HTTPRequest, within seconds: Double = 1000) throws -> HTTPResponse {
    try client!.send(request, until: Deadline(after: seconds))
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
