import Listings
import Network
import Synchronization

/// Lets at most so many requests pass in any stretch of so many seconds, and none while the source
/// wants none.
final class RateWindow: Sendable {
  private struct State {
    /// When the last of them passed, oldest first.
    var passed: [Double] = []
    /// Until when none passes.
    var heldUntil = -Double.infinity
  }

  /// Requests can come closer together than they were sent, and whoever counts them counts there.
  private static let slack = 0.05

  private let rate: ListingRequest.Rate?
  private let pacing: HTTPPacing
  private let state = Mutex(State())

  init(_ rate: ListingRequest.Rate?, _ pacing: HTTPPacing) {
    self.rate = rate
    self.pacing = pacing
  }

  /// Lets nothing pass for so many seconds.
  func hold(for seconds: Double) {
    let moment = pacing.moment() + seconds
    state.withLock { $0.heldUntil = max($0.heldUntil, moment) }
  }

  /// Waits until another may pass.
  func wait() {
    while let seconds = secondsToWait(at: pacing.moment()) { pacing.pause(seconds) }
  }

  /// Nil if one passes now, which is then counted.
  private func secondsToWait(at now: Double) -> Double? {
    state.withLock { state in
      if state.heldUntil > now { return state.heldUntil - now }
      guard let rate else { return nil }
      if state.passed.count >= rate.requests {
        let free =
          state.passed[state.passed.count - rate.requests] + Double(rate.seconds)
          + Self.slack
        if free > now { return free - now }
        state.passed.removeFirst(state.passed.count - rate.requests + 1)
      }
      state.passed.append(now)
      return nil
    }
  }
}
