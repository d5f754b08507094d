import Glibc

/// An open file, pipe or device, closed when its owner goes.
package struct FileDescriptor: ~Copyable {
  package let number: Int32

  package init(adopting number: Int32) {
    self.number = number
  }

  /// Opens a file, never to be inherited by a child process and never as controlling terminal.
  init(opening path: String, _ flags: Int32, mode: mode_t = 0, to operation: String = "open")
    throws(SystemError)
  {
    // The system would take what stands before the NUL for the path.
    guard !path.utf8.contains(0) else {
      throw SystemError(operation, path: path, code: EINVAL)
    }
    let number = retrying { unsafe Glibc.open(path, flags | O_CLOEXEC | O_NOCTTY, mode) }
    guard number >= 0 else { throw SystemError(operation, path: path) }
    self.init(adopting: number)
  }

  deinit { _ = Glibc.close(number) }

  /// Closes the file and reports what the system had put off reporting.
  consuming func close(named name: String) throws(SystemError) {
    let result = Glibc.close(number)
    let code = errno
    discard self
    // An interrupted close has closed the descriptor all the same.
    guard result == 0 || code == EINTR else {
      throw SystemError("write", path: name, code: code)
    }
  }
}

/// Repeats a call that a signal interrupted.
func retrying<Result: SignedInteger>(_ call: () -> Result) -> Result {
  while true {
    let result = call()
    if result != -1 || errno != EINTR { return result }
  }
}

/// Writes all bytes, however few the system takes at a time.
func write(_ bytes: Span<UInt8>, to descriptor: Int32, named name: String) throws(SystemError) {
  var written = 0
  while written < bytes.count {
    let count = unsafe bytes.withUnsafeBytes { buffer in
      retrying {
        unsafe Glibc.write(
          descriptor, buffer.baseAddress?.advanced(by: written), bytes.count - written)
      }
    }
    if count > 0 {
      written += count
    } else if count == 0 || errno != EAGAIN || !wait(for: Int16(POLLOUT), on: descriptor) {
      throw SystemError("write", path: name, code: count == 0 ? EIO : errno)
    }
  }
}

/// Waits until a descriptor that someone else made non-blocking is ready.
func wait(for events: Int16, on descriptor: Int32) -> Bool {
  var request = pollfd(fd: descriptor, events: events, revents: 0)
  return retrying { unsafe poll(&request, 1, -1) } == 1
}
