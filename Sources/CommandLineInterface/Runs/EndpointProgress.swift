/// How far a run has come with its endpoints, as one line that is written over itself.
struct EndpointProgress {
  /// Who waits no longer than this many seconds needs no news.
  private static let patience = 1.0
  /// Seconds between two lines.
  private static let interval = 0.1
  /// Back to the start of the line, with nothing on it.
  static let nothing = "\r\u{1B}[K"

  private let start: Double
  private var next: Double
  private var done = 0
  private var failed = 0

  /// - Parameter now: seconds on a clock that is never set back.
  init(startingAt now: Double) {
    start = now
    next = now + Self.patience
  }

  /// Whether there is a line to take away in the end.
  private(set) var isShown = false

  /// The line to show when another endpoint is done; nil if there is none to show yet.
  mutating func line(after hasFailed: Bool, of count: Int, now: Double) -> String? {
    done += 1
    if hasFailed { failed += 1 }
    guard now >= next else { return nil }
    next = now + Self.interval
    isShown = true
    let rate = Int((Double(done) / (now - start)).rounded())
    return Self.nothing
      + "\(done) of \(count) endpoints, \(failed) without a certificate, \(rate) a second"
  }
}
