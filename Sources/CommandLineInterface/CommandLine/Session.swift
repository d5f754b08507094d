import Network
import OperatingSystem
import RuleEngine
import SourceText

/// What a run of the tool has to do with the world: all of it comes in here, as values.
package struct Session: Sendable {
  /// A stream for people or for a report.
  package struct Stream: Sendable {
    package let isTerminal: Bool
    /// The width of the terminal, if it is one and knows.
    package let columns: Int?
    package let write: @Sendable (Span<UInt8>) throws(SystemError) -> Void

    package init(
      isTerminal: Bool, columns: Int?,
      write: @escaping @Sendable (Span<UInt8>) throws(SystemError) -> Void
    ) {
      self.isTerminal = isTerminal
      self.columns = columns
      self.write = write
    }
  }

  package let environment: [String: String]
  package let workingDirectory: String
  package let now: Instant
  package let workers: Workers
  package let output: Stream
  package let error: Stream
  /// The time in which sources on the network are asked.
  package let pacing: HTTPPacing
  /// Asks a person for a password; nil where there is nobody to ask.
  package let askPassword: (@Sendable (_ place: String) -> String?)?
  /// Takes what a run is done with: where a process ends anyway, it need not be taken to pieces.
  package let keep: @Sendable (any Sendable) -> Void

  package init(
    environment: [String: String], workingDirectory: String, now: Instant, workers: Workers,
    output: Stream, error: Stream, pacing: HTTPPacing = .system,
    askPassword: (@Sendable (_ place: String) -> String?)? = nil,
    keep: @escaping @Sendable (any Sendable) -> Void = { _ in }
  ) {
    self.environment = environment
    self.workingDirectory = workingDirectory
    self.now = now
    self.workers = workers
    self.output = output
    self.error = error
    self.pacing = pacing
    self.askPassword = askPassword
    self.keep = keep
  }

  func print(_ text: String) throws(SystemError) {
    try output.write((text.hasSuffix("\n") ? text : text + "\n").utf8.span)
  }

  /// A message for people; if even that cannot be written, there is nobody to tell.
  func complain(_ text: String) {
    try? error.write((text.hasSuffix("\n") ? text : text + "\n").utf8.span)
  }

  /// Text that stands on the terminal for a moment and ends no line.
  func show(_ text: String) {
    try? error.write(text.utf8.span)
  }

  /// Whether to colour a stream: `--color` decides, then `NO_COLOR`, `FORCE_COLOR`, the terminal.
  func colours(_ stream: Stream, _ arguments: ParsedArguments) -> Bool {
    switch arguments.value("color") {
    case "always": return true
    case "never": return false
    default: break
    }
    if let value = environment["NO_COLOR"], !value.isEmpty { return false }
    if let value = environment["FORCE_COLOR"], !value.isEmpty { return value != "0" }
    return stream.isTerminal && environment["TERM"] != "dumb"
  }

  /// The width to wrap help at.
  var width: Int {
    environment["COLUMNS"].flatMap { Int($0) } ?? output.columns ?? 80
  }
}
