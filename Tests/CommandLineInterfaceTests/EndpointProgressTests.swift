import Testing

@testable import CommandLineInterface

struct EndpointProgressTests {
  /// The lines after endpoints that are done, or failed, so many seconds after the start.
  private func lines(_ done: [(hasFailed: Bool, seconds: Double)]) -> (
    lines: [String?], isShown: Bool
  ) {
    var progress = EndpointProgress(startingAt: 50)
    let lines = done.map { progress.line(after: $0.hasFailed, of: 9, now: 50 + $0.seconds) }
    return (lines, progress.isShown)
  }

  @Test func saysNothingToThePatient() {
    let (lines, isShown) = lines((1...9).map { (false, Double($0) / 10) })
    #expect(lines.allSatisfy { $0 == nil })
    #expect(!isShown)
  }

  @Test func saysHowFarItIsButNotForEveryOne() {
    let (lines, isShown) = lines([(true, 0.5), (false, 1), (false, 1.05), (true, 2)])
    #expect(
      lines == [
        nil, "\r\u{1B}[K2 of 9 endpoints, 1 without a certificate, 2 a second", nil,
        "\r\u{1B}[K4 of 9 endpoints, 2 without a certificate, 2 a second",
      ])
    #expect(isShown)
  }
}
