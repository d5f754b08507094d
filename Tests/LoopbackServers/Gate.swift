import Glibc

/// Lets threads wait for a moment that a test chooses.
package final class Gate: Sendable {
  private let reader, writer: Int32

  package init() {
    var ends: [Int32] = [0, 0]
    _ = unsafe socketpair(
      AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends)
    (reader, writer) = (ends[0], ends[1])
  }

  deinit {
    _ = close(reader)
    _ = close(writer)
  }

  /// For those who wait, and those who will.
  package func open() { _ = shutdown(writer, Int32(SHUT_RDWR)) }

  package func wait() {
    var byte: UInt8 = 0
    _ = unsafe read(reader, &byte, 1)
  }
}
