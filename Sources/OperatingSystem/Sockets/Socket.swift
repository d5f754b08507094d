import Glibc

/// A TCP connection that never blocks, closed when its owner goes.
package struct Socket: ~Copyable {
  private let descriptor: FileDescriptor
  /// The other end, in the words of errors.
  private let peer: String

  /// Begins to connect: `connectionResult` says how it went once the socket is writable.
  package init(connectingTo address: SocketAddress) throws(SystemError) {
    let peer = "\(address)"
    let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
    let number = Glibc.socket(address.family, type, 0)
    guard number >= 0 else { throw SystemError("connect to", path: peer) }
    let descriptor = FileDescriptor(adopting: number)
    // Requests and handshakes are small and wait for an answer.
    var isOn: Int32 = 1
    _ = unsafe setsockopt(
      number, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, socklen_t(MemoryLayout<Int32>.size))
    let result = unsafe address.withSystemForm { unsafe Glibc.connect(number, $0, $1) }
    // An interrupted attempt goes on by itself.
    guard result == 0 || errno == EINPROGRESS || errno == EINTR else {
      throw SystemError("connect to", path: peer)
    }
    self.descriptor = descriptor
    self.peer = peer
  }

  package var number: Int32 { descriptor.number }

  /// Returns if the connection was made; to be asked once, when the socket is writable.
  package func connectionResult() throws(SystemError) {
    var code: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    guard unsafe getsockopt(number, SOL_SOCKET, SO_ERROR, &code, &size) == 0 else {
      throw SystemError("connect to", path: peer)
    }
    guard code == 0 else { throw SystemError("connect to", path: peer, code: code) }
  }

  /// What was there to read.
  package enum Received: Equatable, Sendable {
    case bytes([UInt8])
    case nothingYet
    /// The other end will send no more.
    case end
  }

  package func receive(atMost count: Int) throws(SystemError) -> Received {
    var got = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: max(1, count)) { buffer, filled in
      got = retrying { unsafe recv(number, buffer.baseAddress, max(1, count), 0) }
      filled = max(0, got)
    }
    if got > 0 { return .bytes(bytes) }
    if got == 0 { return .end }
    guard errno == EAGAIN else { throw SystemError("read from", path: peer) }
    return .nothingYet
  }

  /// Sends as many of the bytes as the system takes now, and says how many: perhaps none.
  package func send(_ bytes: ArraySlice<UInt8>) throws(SystemError) -> Int {
    let count = unsafe bytes.withUnsafeBytes { buffer in
      retrying {
        // A connection that is gone is an error, not a signal that ends the process.
        unsafe Glibc.send(number, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL))
      }
    }
    if count >= 0 { return count }
    guard errno == EAGAIN else { throw SystemError("write to", path: peer) }
    return 0
  }
}
