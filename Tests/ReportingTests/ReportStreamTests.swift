import OperatingSystem
import RuleEngine
import Testing

@testable import Reporting

struct ReportStreamTests {
  private struct DiskFull: Error {}

  private static let large = Samples.report([
    Samples.input("empty.json", []),
    Samples.input(
      "large.json",
      (0..<1200).map {
        Samples.record("n\($0)", notAfter: .time($0 % 2 == 0 ? "2026-01-02" : "2030-01-01"))
      }, deleted: [5, 1199]),
    Samples.input("small.json", [Samples.record("s")]),
  ])

  @Test(arguments: Reporters.names) func workersDoNotChangeAByte(format: String) {
    let one = render(format, Self.large) { $0.passes = true }
    for count in [2, 5] {
      let workers = Workers(count: count, run: threads.run)
      #expect(one == render(format, Self.large, workers: workers) { $0.passes = true })
    }
  }

  @Test func argumentsDoNotChangeAByte() {
    let inputs = Self.large.evaluation.inventory.inputs
    let other = Samples.report(inputs.reversed())
    for format in Reporters.names {
      #expect(render(format, Self.large) == render(format, other))
    }
  }

  @Test func severalReportersGetWhatEachGetsAlone() {
    var texts = Reporters.names.map { _ in [UInt8]() }
    let sinks = Reporters.names.indices.compactMap { index in
      Reporters.make(Reporters.names[index], for: Self.large, ReporterOptions()).map { reporter in
        ReportStream.Sink(reporter) { texts[index].append($0) }
      }
    }
    let errors = ReportStream(Self.large, workers: .sequential).write(to: sinks)
    #expect(errors.allSatisfy { $0 == nil })
    for (index, format) in Reporters.names.enumerated() {
      #expect(String(decoding: texts[index], as: UTF8.self) == render(format, Self.large))
    }
  }

  @Test(arguments: [0, 1, 3], [Workers.sequential, threads])
  func aSinkThatThrowsEndsItsOwnReportOnly(writes: Int, workers: Workers) throws {
    var options = ReporterOptions()
    options.passes = true
    let broken = try #require(Reporters.make("json", for: Self.large, options))
    let whole = try #require(Reporters.make("junit", for: Self.large, options))
    var left = writes
    var attempts = 0
    var text: [UInt8] = []
    let errors = ReportStream(Self.large, workers: workers).write(to: [
      .init(broken) { _ in
        attempts += 1
        if left == 0 { throw DiskFull() }
        left -= 1
      },
      .init(whole) { text.append($0) },
    ])
    #expect(errors.map { $0 is DiskFull } == [true, false])
    #expect(attempts == writes + 1)
    #expect(String(decoding: text, as: UTF8.self) == render("junit", Self.large))
  }

  @Test func aSinkThatThrewIsWrittenToNoMore() throws {
    let reporter = try #require(Reporters.make("json", for: Self.large, ReporterOptions()))
    var attempts = 0
    let errors = ReportStream(Self.large, workers: threads).write(to: [
      .init(reporter) { _ in
        attempts += 1
        if attempts == 2 { throw DiskFull() }
      }
    ])
    #expect(errors.map { $0 is DiskFull } == [true])
    #expect(attempts == 2)
  }

  @Test func unknownFormatsHaveNoReporter() {
    #expect(Reporters.make("yaml", for: Self.large, ReporterOptions()) == nil)
  }
}
