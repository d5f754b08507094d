import COpenSSL
import Glibc
import Synchronization

/// A client of a `LoopbackServer`, in the clear or over TLS.
@safe package final class Peer: Sendable {
  private let number: Int32
  private let isOpen = Mutex(true)
  nonisolated(unsafe) private var session: OpaquePointer?
  private let unread = Mutex<[UInt8]>([])

  init(adopting number: Int32) {
    self.number = number
  }

  deinit { unsafe SSL_free(session) }

  /// Answers the client's handshake; false if that failed.
  package func startTLS(_ configuration: ServerConfiguration) -> Bool {
    ERR_clear_error()
    unsafe session = configuration.makeSession()
    _ = unsafe SSL_set_fd(session, number)
    return unsafe SSL_accept(session) == 1
  }

  /// The server name that the client asked for in its handshake.
  package var serverName: String? {
    unsafe SSL_get_servername(session, TLSEXT_NAMETYPE_host_name).map {
      unsafe String(cString: $0)
    }
  }

  /// Waits for bytes; none mean that the client is gone.
  package func read() -> [UInt8] {
    let unread = takeUnread()
    guard unread.isEmpty else { return unread }
    var bytes = [UInt8](repeating: 0, count: 16 << 10)
    let count =
      if let session = unsafe session {
        Int(unsafe SSL_read(session, &bytes, Int32(bytes.count)))
      } else { unsafe recv(number, &bytes, bytes.count, 0) }
    return Array(bytes.prefix(max(0, count)))
  }

  private func takeUnread() -> [UInt8] {
    unread.withLock { unread in
      defer { unread = [] }
      return unread
    }
  }

  /// Waits for bytes up to and with the mark; nil if the client goes before.
  package func read(through mark: String) -> String? {
    var bytes: [UInt8] = []
    let mark = Array(mark.utf8)
    while true {
      let more = read()
      guard !more.isEmpty else { return nil }
      for (offset, byte) in more.enumerated() {
        bytes.append(byte)
        if bytes.suffix(mark.count).elementsEqual(mark) {
          unread.withLock { $0 = Array(more[(offset + 1)...]) }
          return String(decoding: bytes, as: UTF8.self)
        }
      }
    }
  }

  /// Waits for so many bytes.
  package func read(_ count: Int) -> [UInt8]? {
    var bytes: [UInt8] = []
    while bytes.count < count {
      let more = read()
      guard !more.isEmpty else { return nil }
      bytes += more
    }
    let rest = Array(bytes[count...])
    unread.withLock { $0 = rest }
    return Array(bytes[..<count])
  }

  /// False if the client is gone.
  @discardableResult
  package func write(_ bytes: [UInt8]) -> Bool {
    guard !bytes.isEmpty else { return true }
    if let session = unsafe session {
      return unsafe SSL_write(session, bytes, Int32(bytes.count)) == bytes.count
    }
    return unsafe send(number, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
  }

  @discardableResult
  package func write(_ text: String) -> Bool { write(Array(text.utf8)) }

  /// Says nothing and waits until the client goes.
  package func hold() {
    while !read().isEmpty {}
  }

  /// `POLLRDHUP`, which Glibc keeps from Swift.
  private static let goneForReading: Int16 = 0x2000

  /// Waits for so many milliseconds; false if the client goes before.
  package func isThere(after milliseconds: Int32) -> Bool {
    var request = pollfd(fd: number, events: Self.goneForReading, revents: 0)
    return unsafe poll(&request, 1, milliseconds) == 0
  }

  /// Ends the TLS session as the protocol asks, which leaves the connection open.
  package func endTLS() {
    // Once closed, the number may be that of another connection.
    isOpen.withLock { isOpen in
      if isOpen { _ = unsafe SSL_shutdown(session) }
    }
  }

  /// Ends the connection without a word, as a crashed machine does.
  package func reset() {
    var option = linger(l_onoff: 1, l_linger: 0)
    _ = unsafe setsockopt(
      number, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    close()
  }

  package func close() {
    isOpen.withLock { isOpen in
      if isOpen { _ = Glibc.close(number) }
      isOpen = false
    }
  }

  /// Wakes whoever waits for the client.
  func interrupt() {
    isOpen.withLock { isOpen in
      if isOpen { _ = shutdown(number, Int32(SHUT_RDWR)) }
    }
  }
}
