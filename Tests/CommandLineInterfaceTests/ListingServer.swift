import LoopbackServers
import Synchronization

/// A source on this machine, over TLS, that lists what a test says and answers submissions with what
/// a test says.
final class ListingServer: Sendable {
  static let authority = SampleCertificate("Root", role: .authority)
  private static let configuration = ServerConfiguration([
    SampleCertificate("server", alternativeNames: ["IP:127.0.0.1"], issuer: authority)
  ])

  private let server: HTTPTestServer

  /// - Parameters:
  ///   - listings: the answers to GET, one after the other; the last one again and again.
  ///   - submission: the answer to POST; nil cuts the connection.
  convenience init(_ listings: String..., submission: String? = nil) {
    let listed = Mutex(0)
    self.init(answering: { head in
      guard head.hasPrefix("GET ") else { return submission }
      return listed.withLock { count in
        count += 1
        return listings[min(count, listings.count) - 1]
      }
    })
  }

  /// - Parameter answer: the answer to a request with that head; nil cuts the connection.
  init(answering answer: @escaping @Sendable (String) -> String?) {
    server = HTTPTestServer(Self.configuration, answering: answer)
  }

  var address: String { "127.0.0.1:\(server.port)" }
  var requests: [String] { server.requests }
  var connectionCount: Int { server.connectionCount }

  /// What was handed in.
  var submissions: [String] { requests.filter { $0.hasPrefix("POST ") } }

  /// The bytes of what was handed in first.
  var submittedBody: [UInt8] {
    zip(requests, server.bodies).first { $0.0.hasPrefix("POST ") }?.1 ?? []
  }

  static func answer(_ body: String, status: String = "200 OK", _ headers: String = "") -> String {
    "HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\(headers)\r\n\(body)"
  }
}
