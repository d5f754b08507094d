import Glibc
import Testing

@testable import OperatingSystem

/// Programs run to their end: real ones, by `/bin/sh`.
struct DialogueTests {
  private let folder = TemporaryFolder()

  /// Runs a shell script and gives all that it printed.
  private func run(
    _ script: String, input: [[UInt8]] = [], time: Double = 30, output limit: Int = 1 << 24,
    errors: Int = 1 << 16, grace: Double = 0.2, environment: [String: String] = [:]
  ) throws -> (result: Dialogue.Result, output: String) {
    var input = input[...]
    var output: [UInt8] = []
    let result = try Dialogue.run(
      Program(
        path: "/bin/sh", arguments: ["-c", script], environment: environment, folder: folder.path),
      within: Dialogue.Limits(time: time, output: limit, errors: errors, grace: grace),
      input: { input.popFirst() },
      output: {
        output += $0
        return true
      })
    return (result, String(decoding: output, as: UTF8.self))
  }

  // MARK: What it gets and gives

  @Test func writesAndReadsAtOnce() throws {
    let chunk = Array(repeating: UInt8(ascii: "x"), count: 99_999) + [0x0A]
    let (result, output) = try run("cat; echo done >&2", input: Array(repeating: chunk, count: 50))
    #expect(output.utf8.count == 5_000_000)
    #expect(result.ending == .exited(status: 0))
    #expect(result.tookAllInput)
    #expect(String(decoding: result.errors, as: UTF8.self) == "done\n")
  }

  @Test func hasNoEnvironmentButItsOwn() throws {
    let (_, output) = try run("env", environment: ["A": "1", "PATH": "/usr/bin:/bin"])
    let variables = output.split(separator: "\n").filter { !$0.hasPrefix("PWD=") }.sorted()
    #expect(variables.filter { !$0.hasPrefix("_=") } == ["A=1", "PATH=/usr/bin:/bin"])
  }

  @Test func worksInItsFolder() throws {
    #expect(try run("pwd").output == folder.path + "\n")
  }

  @Test func inheritsNoDescriptors() throws {
    let leaked = try FileDescriptor(opening: "/dev/null", O_RDONLY)
    #expect(fcntl(leaked.number, F_SETFD, 0) == 0)
    // The shell has the folder itself open while it looks.
    let numbers = try run("for f in /proc/$$/fd/*; do echo ${f##*/}; done").output
    #expect(numbers.split(separator: "\n").compactMap { Int($0) }.filter { $0 > 3 } == [])
  }

  @Test func doesNotIgnoreBrokenPipes() throws {
    #expect(try run("kill -PIPE $$; echo still here").result.ending == .killed(signal: SIGPIPE))
  }

  @Test(arguments: [
    ("exit 0", Dialogue.Ending.exited(status: 0)), ("exit 7", .exited(status: 7)),
    ("kill -SEGV $$", .killed(signal: SIGSEGV)), ("kill -KILL $$", .killed(signal: SIGKILL)),
  ])
  func saysHowItEnded(script: String, ending: Dialogue.Ending) throws {
    #expect(try run(script).result.ending == ending)
  }

  @Test func survivesAProgramThatDoesNotRead() throws {
    let chunk = [UInt8](repeating: 0x0A, count: 1 << 20)
    for script in ["exit 3", "exec <&-; exit 3"] {
      let (result, _) = try run(script, input: [chunk, chunk])
      #expect(result.ending == .exited(status: 3))
      #expect(!result.tookAllInput)
    }
  }

  @Test func waitsForAProgramThatClosedItsOutput() throws {
    let (result, _) = try run("exec >&- 2>&-; cat >copy; exit 5", input: [Array("in".utf8)])
    #expect(result.ending == .exited(status: 5))
  }

  // MARK: What ends it

  @Test(arguments: [
    ("while :; do :; done", Dialogue.Ending.outOfTime),
    ("trap '' TERM; while :; do :; done", .outOfTime),
    ("exec >&- 2>&-; while :; do :; done", .outOfTime),
    ("while :; do echo flood; done", .outputTooLong),
    ("while :; do echo flood >&2; done", .errorsTooLong),
    ("sleep 1000 &", .leftSomethingBehind),
    ("(trap '' TERM; while :; do :; done) & exit 0", .leftSomethingBehind),
  ])
  func isEndedWithAllItStarted(script: String, ending: Dialogue.Ending) throws {
    let (result, output) = try run(
      "echo $$; sleep 1001 & echo $!; \(script)",
      time: ending == .outOfTime ? 0.3 : 30, output: 100_000)
    #expect(result.ending == ending)
    #expect(result.errors.count <= 1 << 16)
    let numbers = output.split(separator: "\n").prefix(2).compactMap { pid_t($0) }
    #expect(numbers.count == 2)
    for number in numbers { #expect(hasGone(number)) }
  }

  @Test func aProcessWithItsPipesClosedIsEndedToo() throws {
    let (result, output) = try run("sleep 1002 <&- >&- 2>&- & echo $!")
    #expect(result.ending == .exited(status: 0))
    #expect(hasGone(try #require(pid_t(output.dropLast()))))
  }

  @Test func isDismissed() throws {
    var output: [UInt8] = []
    let result = try Dialogue.run(
      Program(path: "/bin/sh", arguments: ["-c", "echo $$; exec sleep 1003"], folder: "/"),
      within: Dialogue.Limits(time: 30, output: 100, errors: 100), input: { nil },
      output: {
        output += $0
        return false
      })
    #expect(result.ending == .dismissed)
    #expect(hasGone(try #require(pid_t(String(decoding: output.dropLast(), as: UTF8.self)))))
  }

  @Test func anInterruptionEndsItToo() async throws {
    let path = folder.path("number")
    await #expect(processExitsWith: .signal(SIGTERM)) { [path = path as String] in
      _ = try Dialogue.run(
        Program(
          path: "/bin/sh", arguments: ["-c", "echo $$ >\(path); echo; exec sleep 1004"],
          environment: ["PATH": "/usr/bin:/bin"], folder: "/"),
        within: Dialogue.Limits(time: 30, output: 100, errors: 100), input: { nil },
        output: { _ in kill(getpid(), SIGTERM) == 0 })
    }
    let number = try text(of: path)
    #expect(hasGone(try #require(pid_t(number.dropLast()))))
  }

  // MARK: What was started ahead

  private func start(_ script: String) throws -> (program: Program, start: Dialogue.Start) {
    let program = Program(
      path: "/bin/sh", arguments: ["-c", script], environment: ["PATH": "/usr/bin:/bin"],
      folder: folder.path)
    return (program, try Dialogue.Start(program))
  }

  private func output(_ program: Program, startedAs start: Dialogue.Start) throws -> String {
    var output: [UInt8] = []
    let result = try Dialogue.run(
      program, startedAs: start, within: .init(time: 30, output: 100, errors: 100), input: { nil },
      output: {
        output += $0
        return true
      })
    #expect(result.ending == .exited(status: 0))
    return String(decoding: output, as: UTF8.self)
  }

  @Test func whatWasStartedIsTalkedToOnce() throws {
    let (program, start) = try start("echo started >>starts; cat; cat starts")
    #expect(try output(program, startedAs: start) == "started\n")
    // What is over cannot be gone on with, so another is started.
    #expect(try output(program, startedAs: start) == "started\nstarted\n")
  }

  @Test func whatNobodyTalksToIsEnded() throws {
    let path = folder.path("number")
    var unused: Dialogue.Start? = try start("echo $$ >number.new; mv number.new number; cat").start
    let deadline = Deadline(after: 30)
    while !deadline.hasPassed, (try? text(of: path)) == nil { _ = sched_yield() }
    withExtendedLifetime(unused) {}
    unused = nil
    #expect(hasGone(try #require(pid_t(try text(of: path).dropLast()))))
  }

  // MARK: What cannot be run

  @Test func saysWhyAProgramCannotBeRun() throws {
    let plain = try folder.write("#!/bin/sh\n", to: "plain")
    func failure(_ path: String, arguments: [String] = [], folder: String = "/") -> String? {
      do {
        _ = try Dialogue.run(
          Program(path: path, arguments: arguments, folder: folder),
          within: Dialogue.Limits(time: 9, output: 9, errors: 9), input: { nil },
          output: { _ in true })
        return nil
      } catch {
        return "\(error)"
      }
    }
    #expect(failure("/no/such") == "cannot run /no/such: no such file or directory")
    #expect(failure(plain) == "cannot run \(plain): permission denied")
    #expect(failure(folder.path) == "cannot run \(folder.path): permission denied")
    #expect(failure("/bin/true", arguments: ["a\0b"]) == "cannot run /bin/true: invalid argument")
    #expect(
      failure("/bin/true", folder: "/no/such") == "cannot run /bin/true: no such file or directory")
  }

  @Test func keepsNoDescriptorsAndNoZombies() async {
    await #expect(processExitsWith: .exitCode(0)) {
      func pipes() -> Int {
        (0..<256).count { number in
          (try? status(of: number, named: "", to: "look at"))?.format == S_IFIFO
        }
      }
      let before = pipes()
      for script in ["cat", "exit 1", "kill -9 $$", "exec sleep 1000", "sleep 1000 &"] {
        _ = try Dialogue.run(
          Program(path: "/bin/sh", arguments: ["-c", script], folder: "/"),
          within: Dialogue.Limits(time: 0.1, output: 9, errors: 9, grace: 0.05), input: { nil },
          output: { _ in true })
      }
      _ = try? Dialogue.run(
        Program(path: "/no/such", folder: "/"),
        within: Dialogue.Limits(time: 9, output: 9, errors: 9), input: { nil },
        output: { _ in true })
      var ending: Int32 = 0
      let hasNoChildren = unsafe waitpid(-1, &ending, WNOHANG) == -1 && errno == ECHILD
      exit(pipes() > before ? 1 : hasNoChildren ? 0 : 2)
    }
  }

  /// Whether a process that was ended is gone, or a zombie that only its new parent can take away.
  private func hasGone(_ number: pid_t) -> Bool {
    let deadline = Deadline(after: 10)
    while !deadline.hasPassed {
      guard let status = try? text(of: "/proc/\(number)/stat"),
        let state = status.split(separator: ")").last?.dropFirst().first
      else { return true }
      if state == "Z" || state == "X" { return true }
      _ = sched_yield()
    }
    return false
  }
}
