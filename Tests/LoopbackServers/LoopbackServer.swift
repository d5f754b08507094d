import Glibc
import OperatingSystem
import Synchronization

/// A server on 127.0.0.1 that does to its clients what a test says; gone when its owner goes.
package final class LoopbackServer: Sendable {
  private let state: ServerState

  /// - Parameter serve: called for every connection on a thread of its own; the connection is
  ///   closed when it returns.
  package init(_ serve: @escaping @Sendable (Peer) -> Void) {
    Signals.ignoreBrokenPipe()
    state = ServerState(serve)
    state.start()
  }

  deinit { state.stop() }

  package var port: UInt16 { state.port }

  /// How many connections there have been.
  package var connectionCount: Int { state.connectionCount }
}

/// What the threads of a server share.
private final class ServerState: Sendable {
  let port: UInt16
  private let listener: Int32
  private let serve: @Sendable (Peer) -> Void
  private let open = Mutex(Open())

  private struct Open {
    var peers: [Int: Peer] = [:]
    var threads: [pthread_t] = []
    var isStopped = false
    var count = 0
  }

  init(_ serve: @escaping @Sendable (Peer) -> Void) {
    self.serve = serve
    (listener, port) = Self.bind()
    _ = listen(listener, 512)
  }

  var connectionCount: Int { open.withLock { $0.count } }

  func start() {
    let thread = Self.start { self.acceptAll() }
    open.withLock { $0.threads.append(thread) }
  }

  /// Ends all connections, and returns when nothing is left of the server.
  func stop() {
    let (peers, first) = open.withLock { open in
      open.isStopped = true
      return (Array(open.peers.values), open.threads[0])
    }
    _ = shutdown(listener, Int32(SHUT_RDWR))
    for peer in peers { peer.interrupt() }
    // The first thread starts the others, so it must end before they are all known.
    _ = pthread_join(first, nil)
    for thread in open.withLock({ $0.threads }).dropFirst() { _ = pthread_join(thread, nil) }
    _ = close(listener)
  }

  private func acceptAll() {
    while true {
      let number = Glibc.accept(listener, nil, nil)
      if number < 0 {
        if errno == EINTR || errno == ECONNABORTED { continue }
        return
      }
      let peer = Peer(adopting: number)
      let (key, isStopped) = open.withLock { open in
        open.count += 1
        open.peers[open.count] = peer
        return (open.count, open.isStopped)
      }
      if isStopped { peer.interrupt() }
      let thread = Self.start {
        self.serve(peer)
        self.open.withLock { $0.peers[key] = nil }
        peer.close()
      }
      open.withLock { $0.threads.append(thread) }
    }
  }

  /// A socket that nobody listens on yet.
  fileprivate static func bind() -> (Int32, UInt16) {
    let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        _ = unsafe Glibc.bind(number, address, size)
        _ = unsafe getsockname(number, address, &size)
      }
    }
    return (number, UInt16(bigEndian: address.sin_port))
  }

  private static func start(_ body: @escaping @Sendable () -> Void) -> pthread_t {
    final class Box: Sendable {
      let body: @Sendable () -> Void
      init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    var thread = pthread_t()
    let box = unsafe Unmanaged.passRetained(Box(body))
    _ = unsafe pthread_create(
      &thread, nil,
      { argument in
        if let argument = unsafe argument {
          unsafe Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body()
        }
        return nil
      }, box.toOpaque())
    return thread
  }
}

/// A port of 127.0.0.1 that nobody listens on, and that nobody else gets meanwhile.
package final class ClosedPort: Sendable {
  package let port: UInt16
  private let socket: Int32

  package init() { (socket, port) = ServerState.bind() }

  deinit { _ = close(socket) }
}
