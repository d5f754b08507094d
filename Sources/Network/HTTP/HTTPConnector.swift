import Cryptography
import OperatingSystem

/// Makes connections to servers: looks their names up, tries their addresses, goes through the
/// proxy if there is one, and begins TLS.
struct HTTPConnector {
  let resolver: NameResolver
  let proxies: Proxies
  let userAgent: String

  /// - Parameter security: for servers that speak TLS.
  func connect(
    to origin: HTTPURL.Origin, _ security: () throws(HTTPError) -> HTTPSecurity,
    until deadline: Deadline
  ) throws(HTTPError) -> HTTPConnection {
    let proxy = try proxies.proxy(for: origin)
    let (host, port) = proxy.map { ($0.host, $0.port) } ?? (origin.host, origin.port)
    let socket = try open(host, port, until: deadline)
    let connection = HTTPConnection(socket, to: origin.host)
    if origin.isSecure {
      if let proxy { try tunnel(connection, to: origin, through: proxy, until: deadline) }
      try connection.startTLS(origin.host, in: try security().context, until: deadline)
    }
    return connection
  }

  private func open(
    _ host: String, _ port: UInt16, until deadline: Deadline
  ) throws(HTTPError) -> Socket {
    let addresses = try addresses(of: host, until: deadline)
    var attempt = ConnectionAttempt(
      addresses.map { SocketAddress($0, port: port) }, deadline: deadline,
      now: Clock.monotonic())
    var polls = PollSet()
    while let descriptor = attempt.descriptor {
      polls.removeAll()
      let number = polls.add(descriptor, for: .writing)
      try wait(&polls, until: attempt.nextDeadline)
      let isReady = !polls.readiness(of: number).isEmpty
      if let socket = attempt.proceed(isReady: isReady, now: Clock.monotonic()) { return socket }
    }
    throw .connection(attempt.failures.last?.failure ?? .nameNotFound, host: host)
  }

  private func addresses(
    of host: String, until deadline: Deadline
  ) throws(HTTPError) -> [IPAddress] {
    if let address = IPAddress(host) { return [address] }
    let ticket = resolver.resolve(host)
    defer { resolver.forget(ticket) }
    var polls = PollSet()
    _ = polls.add(resolver.descriptor, for: .reading)
    while true {
      try wait(&polls, until: deadline)
      switch resolver.takeAnswers()[ticket] {
      case .success(let addresses): return addresses
      case .failure(.notFound): throw .connection(.nameNotFound, host: host)
      case .failure(.failed(let reason)):
        throw .connection(.lookupFailed(reason: reason), host: host)
      case nil: if deadline.hasPassed { throw .connection(.silent(.lookup), host: host) }
      }
    }
  }

  private func tunnel(
    _ connection: HTTPConnection, to origin: HTTPURL.Origin, through proxy: Proxies.Proxy,
    until deadline: Deadline
  ) throws(HTTPError) {
    let place = origin.authorityWithPort
    var text = "CONNECT \(place) HTTP/1.1\r\nHost: \(place)\r\nUser-Agent: \(userAgent)\r\n"
    for (name, value) in proxy.headers.fields { text += "\(name): \(value)\r\n" }
    try connection.send(Array((text + "\r\n").utf8), until: deadline)
    var reader = ResponseReader(bodyLimit: 64 << 10, isTunnel: true)
    while reader.head == nil {
      switch try connection.receive(until: deadline) {
      case .bytes(let bytes): try reader.receive(bytes)
      case .end: throw .truncated(got: 0, of: nil)
      }
    }
    guard let status = reader.head?.status, (200...299).contains(status) else {
      throw .proxyRefused(status: reader.head?.status ?? 0, proxy: proxy.place)
    }
  }

  private func wait(_ polls: inout PollSet, until deadline: Deadline) throws(HTTPError) {
    do throws(SystemError) {
      try polls.wait(until: deadline)
    } catch {
      throw .local(reason: "\(error)")
    }
  }
}

/// Whom to trust, once it has been read from files.
final class HTTPSecurity {
  let context: TLSContext

  init(_ anchors: TrustAnchors, _ identity: ClientIdentity?) throws(HTTPError) {
    do throws(OpenSSLError) {
      context = try TLSContext.trusting(anchors, identity: identity)
    } catch {
      throw .local(reason: "\(error)")
    }
  }
}
