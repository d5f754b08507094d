import Glibc
import Testing

@testable import OperatingSystem

/// A pseudoterminal stands for the terminal, and the test for the person at it.
final class TerminalPromptTests {
  private let person: FileDescriptor
  private let terminal: FileDescriptor

  init() throws {
    person = try FileDescriptor(opening: "/dev/ptmx", O_RDWR | O_NOCTTY)
    // Unlocks the other end and asks for its number: TIOCSPTLCK and TIOCGPTN, which are macros.
    var isLocked: Int32 = 0
    var number: Int32 = 0
    let isOpen =
      unsafe (ioctl(person.number, 0x4004_5431, &isLocked) == 0
      && ioctl(person.number, 0x8004_5430, &number) == 0)
    #expect(isOpen)
    terminal = try FileDescriptor(opening: "/dev/pts/\(number)", O_RDWR)
  }

  /// Reads what the terminal shows until it has shown a text.
  private func shown(until text: String) -> String {
    var shown = ""
    while !shown.contains(text) {
      var buffer = [UInt8](repeating: 0, count: 256)
      let count = unsafe read(person.number, &buffer, buffer.count)
      guard count > 0 else { break }
      shown += String(decoding: buffer[..<count], as: UTF8.self)
    }
    return shown
  }

  /// Asks, types what is typed as soon as the question is there, and returns the answer and all that
  /// was to be seen.
  private func answer(typing keys: String) throws -> (password: String?, screen: String) {
    let answers = Answers()
    let number = dup(terminal.number)
    let thread = Thread.start(stackSize: 1 << 20) {
      let terminal = FileDescriptor(adopting: number)
      answers.password = TerminalPrompt.password("Password of store.p12: ", at: terminal)
    }
    guard let thread else { return (nil, "") }
    var screen = shown(until: "Password of store.p12: ")
    try write(keys.utf8.span, to: person.number, named: "the terminal")
    screen += shown(until: "\r\n")
    #expect(pthread_join(thread, nil) == 0)
    return (answers.password, screen)
  }

  /// Written by the thread that asks, read after it has ended.
  private final class Answers: @unchecked Sendable {
    var password: String?
  }

  @Test(arguments: [
    ("secret\n", "secret"), ("secret\r", "secret"), ("secrt\u{7F}et\u{8}et\n", "secreet"),
    ("wrong\u{15}right\n", "right"), ("\n", ""), ("pässword\n", "pässword"),
  ])
  func readsWhatIsTypedAndShowsNothingOfIt(keys: String, password: String) throws {
    let answer = try answer(typing: keys)
    #expect(answer.password == password)
    #expect(answer.screen == "Password of store.p12: \r\n")
  }

  @Test(arguments: ["secret\u{3}", "secret\u{4}", "\u{1C}"])
  func leavingIsNoAnswer(keys: String) throws {
    let answer = try answer(typing: keys)
    #expect(answer.password == nil)
    #expect(answer.screen == "Password of store.p12: \r\n")
  }

  @Test func theTerminalShowsAgainWhatIsTyped() throws {
    var before = termios()
    var after = termios()
    #expect(unsafe tcgetattr(terminal.number, &before) == 0)
    _ = try answer(typing: "secret\n")
    #expect(unsafe tcgetattr(terminal.number, &after) == 0)
    #expect(after.c_lflag == before.c_lflag)
    #expect(after.c_lflag & tcflag_t(ECHO) != 0)
  }

  @Test func whatIsNoTerminalIsNotAsked() throws {
    let file = try FileDescriptor(opening: "/dev/null", O_RDWR)
    #expect(TerminalPrompt.password("Password: ", at: file) == nil)
  }
}
