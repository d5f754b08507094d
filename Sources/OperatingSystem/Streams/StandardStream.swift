import Glibc

/// Standard output or standard error, unbuffered.
package struct StandardStream: Sendable {
  package static let output = StandardStream(descriptor: STDOUT_FILENO, name: "standard output")
  package static let error = StandardStream(descriptor: STDERR_FILENO, name: "standard error")

  private let descriptor: Int32
  private let name: String

  init(descriptor: Int32, name: String) {
    self.descriptor = descriptor
    self.name = name
  }

  package func write(_ bytes: Span<UInt8>) throws(SystemError) {
    try OperatingSystem.write(bytes, to: descriptor, named: name)
  }

  package var isTerminal: Bool { isatty(descriptor) == 1 }

  /// The width of the terminal, if the stream is one and knows.
  package var columns: Int? {
    var size = winsize()
    guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return Int(size.ws_col)
  }

  /// Occupies the numbers of standard streams that the parent process had closed.
  ///
  /// Else the first file that is opened gets the number, and is written over by messages. Done
  /// once, before anything is opened; the stream itself still fails, as a closed one should.
  package static func occupyClosed() {
    for number in STDIN_FILENO...STDERR_FILENO where fcntl(number, F_GETFD) == -1 {
      // The lowest free number, which is this one; unusable, because opened the wrong way round.
      _ = unsafe open("/dev/null", number == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }
}
