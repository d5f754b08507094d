import Glibc
import Synchronization

/// Questions to the person at the terminal that the process was started from.
package enum TerminalPrompt {
  private static let lock = Mutex(())

  /// Whether there is such a terminal, and the process may use it.
  package static var isAvailable: Bool {
    guard isatty(STDERR_FILENO) == 1 else { return false }
    let terminal = unsafe open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard terminal >= 0 else { return false }
    defer { _ = close(terminal) }
    return tcgetpgrp(terminal) == getpgrp()
  }

  /// Asks for a password, which is not shown as it is typed; one question at a time.
  ///
  /// Nil if there is no terminal, or if the person leaves with control-C or control-D.
  package static func password(_ question: String) -> String? {
    lock.withLock { _ in
      guard let terminal = try? FileDescriptor(opening: "/dev/tty", O_RDWR | O_NOCTTY, to: "read")
      else { return nil }
      return password(question, at: terminal)
    }
  }

  static func password(_ question: String, at terminal: borrowing FileDescriptor) -> String? {
    var settings = termios()
    guard unsafe tcgetattr(terminal.number, &settings) == 0 else { return nil }
    var silent = settings
    // Without signals, so that control-C cannot leave the terminal silent.
    silent.c_lflag &= ~tcflag_t(ECHO | ISIG | ICANON)
    guard unsafe tcsetattr(terminal.number, TCSAFLUSH, &silent) == 0 else { return nil }
    defer { _ = unsafe tcsetattr(terminal.number, TCSAFLUSH, &settings) }
    try? write(question.utf8.span, to: terminal.number, named: "the terminal")
    let line = readLine(from: terminal.number)
    try? write("\n".utf8.span, to: terminal.number, named: "the terminal")
    return line
  }

  private static func readLine(from terminal: Int32) -> String? {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while retrying({ unsafe read(terminal, &byte, 1) }) == 1 {
      switch byte {
      case 0x0A, 0x0D: return String(decoding: line, as: UTF8.self)
      case 0x03, 0x04, 0x1C: return nil
      case 0x08, 0x7F: _ = line.popLast()
      case 0x15: line.removeAll()
      default: line.append(byte)
      }
    }
    return nil
  }
}
