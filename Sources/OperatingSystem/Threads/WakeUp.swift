import Glibc

/// Wakes whoever waits on descriptors, from another thread.
final class WakeUp: Sendable {
  private let reader: FileDescriptor
  private let writer: FileDescriptor

  init() throws(SystemError) {
    var ends: [Int32] = [0, 0]
    // Unlike a pipe, sockets are never without their flags, not even while another thread forks.
    let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
    guard unsafe socketpair(AF_UNIX, type, 0, &ends) == 0 else {
      throw SystemError("make", path: "a pair of sockets")
    }
    reader = FileDescriptor(adopting: ends[0])
    writer = FileDescriptor(adopting: ends[1])
  }

  /// Readable from the time it is raised until it is cleared.
  var descriptor: Int32 { reader.number }

  func raise() {
    // If the socket is full, it is readable already.
    var byte: UInt8 = 0
    _ = retrying { unsafe Glibc.write(writer.number, &byte, 1) }
  }

  func clear() {
    var bytes = [UInt8](repeating: 0, count: 256)
    while retrying({ unsafe Glibc.read(reader.number, &bytes, bytes.count) }) == bytes.count {}
  }
}
