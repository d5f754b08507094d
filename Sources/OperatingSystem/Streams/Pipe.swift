import Glibc

/// Both ends of a pipe, neither of which a child process inherits.
struct Pipe: ~Copyable {
  let reader, writer: FileDescriptor

  init() throws(SystemError) {
    var ends: [Int32] = [-1, -1]
    guard unsafe Glibc.pipe(&ends) == 0 else { throw SystemError("make", path: "a pipe") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    reader = FileDescriptor(adopting: ends[0])
    writer = FileDescriptor(adopting: ends[1])
  }
  /// Has it hold a mebibyte, as much as any process may ask for; false if the system does not let it.
  func widen() -> Bool {
    // F_SETPIPE_SZ, which Glibc does not offer to Swift.
    fcntl(writer.number, 1031, 1 << 20) >= 1 << 20
  }
}
