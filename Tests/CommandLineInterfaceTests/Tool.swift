import Network
import OperatingSystem
import RuleEngine
import Synchronization
import Testing

@testable import CommandLineInterface

/// A time that stands still but for pauses, which take none.
final class TestTime: Sendable {
  private let paused = Mutex<[Double]>([])

  /// How long each pause would have been, in seconds.
  var pauses: [Double] { paused.withLock { $0 } }

  private var moment: Double { pauses.reduce(0, +) }

  var pacing: HTTPPacing {
    HTTPPacing(
      now: { Tool.now.seconds + Int64(self.moment) }, moment: { self.moment },
      pause: { seconds in self.paused.withLock { $0.append(seconds) } }, random: { 0 })
  }
}

/// The tool, run in this process with a world of the test's own.
struct Tool {
  /// What a run said, and how it ended.
  struct Outcome: Equatable {
    let output: String
    let errors: String
    let status: Int32
  }

  /// The folder of Package.swift.
  static let repository = {
    var path = #filePath
    for _ in 0..<3 { path = Paths.directory(of: path) }
    return path
  }()

  /// 2026-11-21T00:00:00Z.
  static let now = Instant(seconds: 1_795_219_200)

  var workingDirectory = Tool.repository
  var environment: [String: String] = [:]
  var isTerminal = false
  /// What writing to standard output throws.
  var outputFailure: SystemError?
  var workers = Workers(count: 2) { count, body in Shards.run(count, body) }
  /// The time of all runs.
  let time = TestTime()

  func run(_ arguments: [String]) -> Outcome {
    let output = Mutex<[UInt8]>([])
    let errors = Mutex<[UInt8]>([])
    let failure = outputFailure
    let session = Session(
      environment: environment, workingDirectory: workingDirectory, now: Tool.now,
      workers: workers,
      output: Session.Stream(isTerminal: isTerminal, columns: nil) {
        (bytes) throws(SystemError) in
        if let failure { throw failure }
        output.withLock { $0.append(bytes) }
      },
      error: Session.Stream(isTerminal: isTerminal, columns: nil) {
        (bytes) throws(SystemError) in errors.withLock { $0.append(bytes) }
      }, pacing: time.pacing)
    let status = CommandLineTool.run(arguments, session)
    return Outcome(
      output: output.withLock { String(decoding: $0, as: UTF8.self) },
      errors: errors.withLock { String(decoding: $0, as: UTF8.self) }, status: status.rawValue)
  }

  func run(_ line: String) -> Outcome {
    run(Transcript.words(of: line))
  }

  /// Runs a line, and sees that none of the secrets is printed.
  func run(
    _ line: String, hiding secrets: [String], at location: SourceLocation = #_sourceLocation
  ) -> Outcome {
    let outcome = run(line)
    for secret in secrets {
      #expect(
        !(outcome.output + outcome.errors).contains(secret), "\(outcome)",
        sourceLocation: location)
    }
    return outcome
  }
}

extension Tool {
  /// The tool in a folder, in which `home` holds the user's own configuration.
  init(in folder: TemporaryFolder, _ environment: [String: String]) {
    self.init(workingDirectory: folder.path)
    self.environment = environment
    self.environment["XDG_CONFIG_HOME"] = Paths.join(folder.path, "home")
  }
}
