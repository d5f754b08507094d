import Glibc
import Synchronization

/// A program that is run to its end: it gets input as fast as it takes it, and what it prints is
/// handed on as it comes.
///
/// Whatever happens, when `run` returns nothing of the program is left: no process of its group, no
/// zombie, no descriptor.
package enum Dialogue {
  /// What a program may use up.
  package struct Limits: Sendable {
    /// Seconds from its start to its end.
    package var time: Double
    /// Bytes on its standard output.
    package var output: Int
    /// Bytes on its standard error.
    package var errors: Int
    /// Seconds between being asked to end and being ended, and for how long what it started may
    /// hold its pipes when it has itself ended.
    package var grace: Double

    package init(time: Double, output: Int, errors: Int, grace: Double = 1) {
      self.time = time
      self.output = output
      self.errors = errors
      self.grace = grace
    }
  }

  /// How it came to an end.
  package enum Ending: Equatable, Sendable {
    case exited(status: Int32)
    case killed(signal: Int32)
    /// It took longer than it may.
    case outOfTime
    /// It printed more than it may on standard output.
    case outputTooLong
    /// It printed more than it may on standard error.
    case errorsTooLong
    /// It ended, but something it started held its standard output or error open.
    case leftSomethingBehind
    /// Whoever got its output wanted no more.
    case dismissed
  }

  package struct Result: Sendable {
    package let ending: Ending
    /// It took all of its input, as far as can be told.
    package let tookAllInput: Bool
    /// What it printed on standard error, as far as it may.
    package let errors: [UInt8]
  }

  /// A program that was started, to be talked to later: its start costs no time then. It is ended
  /// where nobody does.
  package final class Start: Sendable {
    private let process: Mutex<ChildProcess?>

    package init(_ program: Program) throws(SystemError) {
      process = Mutex(try ChildProcess(program))
    }

    fileprivate func take() -> ChildProcess? {
      process.withLock { $0.take() }
    }
  }

  /// Runs a program.
  ///
  /// - Parameters:
  ///   - start: of the same program, if it was started ahead; its time counts from now on.
  ///   - input: gives the next bytes of its standard input; nil at the end.
  ///   - output: takes what it printed; false dismisses it.
  package static func run(
    _ program: Program, startedAs start: Start? = nil, within limits: Limits,
    input: () -> [UInt8]?, output: ([UInt8]) -> Bool
  ) throws(SystemError) -> Result {
    let process: ChildProcess
    if let started = start?.take() {
      process = started
    } else {
      process = try ChildProcess(program)
    }
    var exchange = Exchange(with: process, limits)
    let stop = try exchange.run(input: input, output: output)
    return try exchange.end(stop)
  }
}

/// One run of a program, as far as it has got.
private struct Exchange: ~Copyable {
  // How long it may go unnoticed that a program has ended while its pipes are held open.
  private static let interval = 0.05
  private static let chunkSize = 1 << 16
  // How long a program is left with a mebibyte to read: being woken for every page that it has read
  // would cost more than reading it.
  private static let respite = 0.001

  private var process: ChildProcess
  private let limits: Dialogue.Limits
  private let deadline: Deadline
  private var polls = PollSet()
  /// Bytes on their way to its standard input.
  private var pending: ArraySlice<UInt8> = []
  private var tookAllInput = false
  /// When more can be written, if its input is full.
  private var nextWrite: Deadline?
  private var outputCount = 0
  private var errors: [UInt8] = []

  init(with process: consuming ChildProcess, _ limits: Dialogue.Limits) {
    self.process = process
    self.limits = limits
    deadline = Deadline(after: limits.time)
  }

  /// Serves the program's pipes until they are closed and it has ended, or says why it must stop.
  mutating func run(
    input: () -> [UInt8]?, output: ([UInt8]) -> Bool
  ) throws(SystemError) -> Dialogue.Ending? {
    var release = Deadline.never
    while process.output != nil || process.errors != nil {
      prepare(input)
      polls.removeAll()
      if nextWrite?.hasPassed == true { nextWrite = nil }
      let toWrite = nextWrite == nil ? number(process.input, .writing) : nil
      let toRead = number(process.output, .reading)
      let toComplain = number(process.errors, .reading)
      try polls.wait(
        until: min(deadline, release, nextWrite ?? .never, Deadline(after: Self.interval)))
      if deadline.hasPassed { return .outOfTime }
      let isReady = (isReady(toWrite), isReady(toRead), isReady(toComplain))
      if isReady.0 { send() }
      if isReady.1, let stop = receive(output) { return stop }
      if isReady.2, let stop = receiveErrors() { return stop }
      if isReady != (false, false, false) { continue }
      if release.hasPassed { return .leftSomethingBehind }
      if release == .never, process.hasEnded { release = Deadline(after: limits.grace) }
    }
    process.closeInput()
    return try waitForEnd(until: deadline) ? nil : .outOfTime
  }

  /// Ends whatever is left of the program, after a moment to do so itself if it must stop.
  consuming func end(_ stop: Dialogue.Ending?) throws(SystemError) -> Dialogue.Result {
    process.closeInput()
    if stop != nil {
      process.terminate()
      _ = try waitForEnd(until: Deadline(after: limits.grace))
    }
    let ending: Dialogue.Ending =
      switch process.end() {
      case .exited(let status): .exited(status: status)
      case .killed(let signal): .killed(signal: signal)
      }
    return Dialogue.Result(ending: stop ?? ending, tookAllInput: tookAllInput, errors: errors)
  }

  /// False if the deadline came first.
  private mutating func waitForEnd(until deadline: Deadline) throws(SystemError) -> Bool {
    var pause = 0.0005
    while !process.hasEnded {
      if deadline.hasPassed { return false }
      polls.removeAll()
      try polls.wait(until: min(deadline, Deadline(after: pause)))
      pause = min(2 * pause, Self.interval)
    }
    return true
  }

  // MARK: Pipes

  private mutating func number(_ descriptor: Int32?, _ readiness: PollSet.Readiness) -> Int? {
    descriptor.map { polls.add($0, for: readiness) }
  }

  private func isReady(_ number: Int?) -> Bool {
    number.map { !polls.readiness(of: $0).isEmpty } ?? false
  }

  /// Has the next bytes at hand before they can be written, so that the program need not wait.
  private mutating func prepare(_ input: () -> [UInt8]?) {
    while pending.isEmpty, process.input != nil {
      if let next = input() {
        pending = next[...]
      } else {
        tookAllInput = true
        process.closeInput()
      }
    }
  }

  private mutating func send() {
    guard let number = process.input else { return }
    let count = unsafe pending.withUnsafeBytes { buffer in
      retrying { unsafe Glibc.write(number, buffer.baseAddress, buffer.count) }
    }
    if count > 0 {
      pending = pending.dropFirst(count)
      if !pending.isEmpty, process.hasWideInput { nextWrite = Deadline(after: Self.respite) }
    } else if errno != EAGAIN {
      // It reads no more; what it says of that is still to come.
      pending = []
      process.closeInput()
    }
  }

  private mutating func receive(_ output: ([UInt8]) -> Bool) -> Dialogue.Ending? {
    guard let number = process.output, let bytes = read(number) else { return nil }
    if bytes.isEmpty { process.closeOutput() }
    outputCount += bytes.count
    if outputCount > limits.output { return .outputTooLong }
    return bytes.isEmpty || output(bytes) ? nil : .dismissed
  }

  private mutating func receiveErrors() -> Dialogue.Ending? {
    guard let number = process.errors, let bytes = read(number) else { return nil }
    if bytes.isEmpty { process.closeErrors() }
    errors += bytes.prefix(limits.errors - errors.count + 1)
    guard errors.count > limits.errors else { return nil }
    errors.removeLast()
    return .errorsTooLong
  }

  /// Nil if there is nothing to read yet; no bytes at the end.
  private func read(_ descriptor: Int32) -> [UInt8]? {
    var result = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: Self.chunkSize) { buffer, count in
      result = retrying { unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count) }
      count = max(0, result)
    }
    return result < 0 && errno == EAGAIN ? nil : bytes
  }
}
