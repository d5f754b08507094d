import OperatingSystem
import RuleEngine
import SourceText
import Synchronization

extension CommandLineTool {
  /// Runs the tool as this process: with its arguments, environment, streams and clock.
  package static func runProcess() -> ExitStatus {
    Signals.ignoreBrokenPipe()
    StandardStream.occupyClosed()
    let session = Session(
      environment: ProcessEnvironment.variables(),
      workingDirectory: ProcessEnvironment.workingDirectory,
      // A report speaks of seconds.
      now: Instant(seconds: Clock.now().seconds),
      workers: Workers(count: Shards.available) { count, body in
        Shards.run(count, body)
      } runGivingWay: { count, body in
        Shards.run(count, givingWay: true, body)
      },
      output: Session.Stream(.output), error: Session.Stream(.error),
      askPassword: TerminalPrompt.isAvailable ? askPassword : nil,
      keep: { thing in kept.withLock { $0.append(thing) } })
    return run(ProcessEnvironment.arguments, session)
  }

  /// Lasts as long as the process.
  private static let kept = Mutex<[any Sendable]>([])

  @Sendable private static func askPassword(of place: String) -> String? {
    TerminalPrompt.password("Password of \(Escaping.terminal(place)): ")
  }
}

extension Session.Stream {
  fileprivate init(_ stream: StandardStream) {
    self.init(isTerminal: stream.isTerminal, columns: stream.columns) {
      (bytes) throws(SystemError) in try stream.write(bytes)
    }
  }
}
