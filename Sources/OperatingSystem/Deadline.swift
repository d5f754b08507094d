import Glibc

/// A moment that work must be done by, on a clock that is never set back.
package struct Deadline: Comparable, Sendable {
  /// Seconds on the monotonic clock.
  package let moment: Double

  package init(moment: Double) {
    self.moment = moment
  }

  package init(after seconds: Double, from now: Double = Clock.monotonic()) {
    moment = now + seconds
  }

  package static let never: Deadline = .init(moment: .infinity)

  /// Seconds, negative once it has passed.
  package func remaining(at now: Double = Clock.monotonic()) -> Double { moment - now }

  package var hasPassed: Bool { remaining() <= 0 }

  /// Returns when it has passed.
  package func wait() {
    // The system's call takes less than a second.
    while !hasPassed { _ = usleep(UInt32(min(max(remaining(), 0), 0.9) * 1e6) + 1) }
  }

  package static func < (first: Deadline, second: Deadline) -> Bool {
    first.moment < second.moment
  }
}
