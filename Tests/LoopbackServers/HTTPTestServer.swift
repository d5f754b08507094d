import Synchronization

/// A server that answers each request with what a test says, in the clear or over TLS.
package final class HTTPTestServer: Sendable {
  private let server: LoopbackServer
  package let scheme: String

  /// - Parameter answer: given the request's number, from 1, and its head; the connection is kept
  ///   while there are requests and it returns true.
  private init(
    _ configuration: ServerConfiguration?,
    answer: @escaping @Sendable (Int, String, Peer) -> Bool
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
        guard answer(log.add(head, peer), head, peer) else { break }
      }
      if configuration != nil { peer.endTLS() }
    }
  }

  /// - Parameter answer: as above, without the head.
  package convenience init(
    _ configuration: ServerConfiguration? = nil,
    _ answer: @escaping @Sendable (Int, Peer) -> Bool
  ) {
    self.init(configuration) { number, _, peer in answer(number, peer) }
  }

  /// - Parameter response: the answer to a request with that head, after which the connection is
  ///   closed if it says so; nil cuts it.
  package convenience init(
    _ configuration: ServerConfiguration? = nil,
    answering response: @escaping @Sendable (String) -> String?
  ) {
    self.init(configuration) { _, head, peer in
      guard let response = response(head) else {
        peer.reset()
        return false
      }
      return peer.write(response) && !response.contains("\r\nConnection: close\r\n")
    }
  }

  /// - Parameter response: sent to every request as it is.
  package convenience init(_ configuration: ServerConfiguration? = nil, sending response: String) {
    self.init(configuration) { _, peer in peer.write(response) }
  }

  private let log: Log

  package var port: UInt16 { server.port }
  /// Each from its first line to the end of its body.
  package var requests: [String] { log.requests.withLock { $0.map(\.text) } }
  package var bodies: [[UInt8]] { log.requests.withLock { $0.map(\.body) } }
  package var connectionCount: Int { server.connectionCount }

  private struct Request {
    let head: String
    let body: [UInt8]

    var text: String { head + String(decoding: body, as: UTF8.self) }
  }

  private final class Log: Sendable {
    let requests = Mutex<[Request]>([])

    func add(_ head: String, _ peer: Peer) -> Int {
      let length = head.split(separator: "\r\n").first { $0.hasPrefix("Content-Length: ") }
      let body = length.flatMap { Int($0.dropFirst(16)) }.flatMap { peer.read($0) }
      return requests.withLock {
        $0.append(Request(head: head, body: body ?? []))
        return $0.count
      }
    }
  }
}
