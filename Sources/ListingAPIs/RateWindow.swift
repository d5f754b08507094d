import Listings
import OperatingSystem
import Synchronization

/// Lets at most so many requests pass in any stretch of so many seconds.
final class RateWindow: Sendable {
  private let rate: ListingRequest.Rate?
  /// When the last of them passed, oldest first.
  private let passed = Mutex<[Double]>([])

  init(_ rate: ListingRequest.Rate?) {
    self.rate = rate
  }

  /// Waits until another may pass.
  func wait(now: () -> Double = Clock.monotonic, pause: (Double) -> Void) {
    guard let rate else { return }
    while let seconds = secondsToWait(rate, at: now()) { pause(seconds) }
  }

  /// Nil if one passes now, which is then counted.
  private func secondsToWait(_ rate: ListingRequest.Rate, at now: Double) -> Double? {
    passed.withLock { passed in
      if passed.count >= rate.requests {
        let free = passed[passed.count - rate.requests] + Double(rate.seconds)
        if free > now { return free - now }
        passed.removeFirst(passed.count - rate.requests + 1)
      }
      passed.append(now)
      return nil
    }
  }
}
