import Glibc

/// A program that runs in a process group of its own; when its owner goes, so does the group.
struct ChildProcess: ~Copyable {
  /// How a process ended.
  enum Ending: Equatable, Sendable {
    case exited(status: Int32)
    case killed(signal: Int32)
  }

  /// The number of the process and of its group.
  private let number: pid_t
  private let watch: ProcessGroups.Slot?
  private var ending: Ending?
  // Our ends of its standard streams; none blocks.
  private var inputEnd: FileDescriptor?
  private var outputEnd: FileDescriptor?
  private var errorsEnd: FileDescriptor?
  /// Whether its standard input holds a mebibyte that it has not read yet.
  let hasWideInput: Bool

  init(_ program: Program) throws(SystemError) {
    Signals.ignoreBrokenPipe()
    let input = try Pipe()
    let output = try Pipe()
    let errors = try Pipe()
    // A program that finds its input ready need not wait for whoever writes it.
    let isWide = input.widen()
    for end in [input.writer.number, output.reader.number, errors.reader.number]
    where fcntl(end, F_SETFL, O_NONBLOCK) != 0 {
      throw SystemError("make", path: "a pipe")
    }
    var request = SpawnRequest()
    request.give(input.reader.number, as: STDIN_FILENO)
    request.give(output.writer.number, as: STDOUT_FILENO)
    request.give(errors.writer.number, as: STDERR_FILENO)
    request.confine(to: program.folder)
    request.lead()
    number = try request.start(program)
    watch = ProcessGroups.watch(number)
    hasWideInput = isWide
    inputEnd = consume input.writer
    outputEnd = consume output.reader
    errorsEnd = consume errors.reader
  }

  deinit {
    if ending == nil { _ = ChildProcess.end(number, watch) }
  }

  /// Whether the program itself has ended; what it started may still run.
  var hasEnded: Bool {
    if ending != nil { return true }
    var info = unsafe siginfo_t()
    // It stays a zombie, so that its number goes to no other process before the group is ended.
    let result = unsafe waitid(P_PID, id_t(number), &info, WEXITED | WNOWAIT | WNOHANG)
    return unsafe result != 0 || info.si_signo == SIGCHLD
  }

  /// Asks everything in the group to end.
  func terminate() {
    if ending == nil { _ = kill(-number, SIGTERM) }
  }

  /// Ends everything in the group, and says how the program itself ended.
  mutating func end() -> Ending {
    if let ending { return ending }
    let last = ChildProcess.end(number, watch)
    ending = last
    return last
  }

  /// Where its standard input is written to; nil once that is closed.
  var input: Int32? { inputEnd.number }
  /// Where its standard output is read from; nil once that is closed.
  var output: Int32? { outputEnd.number }
  /// Where its standard error is read from; nil once that is closed.
  var errors: Int32? { errorsEnd.number }

  mutating func closeInput() { inputEnd = nil }
  mutating func closeOutput() { outputEnd = nil }
  mutating func closeErrors() { errorsEnd = nil }

  private static func end(_ number: pid_t, _ watch: ProcessGroups.Slot?) -> Ending {
    _ = kill(-number, SIGKILL)
    if let watch { ProcessGroups.forget(watch) }
    var status: Int32 = 0
    guard retrying({ unsafe waitpid(number, &status, 0) }) == number else {
      return .killed(signal: SIGKILL)
    }
    let signal = status & 0x7F
    return signal == 0 ? .exited(status: status >> 8 & 0xFF) : .killed(signal: signal)
  }
}

extension Optional where Wrapped == FileDescriptor {
  // Inlined, it crashes the optimizer of Swift 6.3.1.
  @inline(never)
  fileprivate var number: Int32? {
    switch self {
    case .some(let descriptor): descriptor.number
    case .none: nil
    }
  }
}
