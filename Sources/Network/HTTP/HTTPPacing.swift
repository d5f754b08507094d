import OperatingSystem

/// Time and chance, as a client finds them.
package struct HTTPPacing: Sendable {
  /// Seconds since 1970-01-01T00:00:00Z.
  let now: @Sendable () -> Int64
  /// Seconds on a clock that is never set back.
  package let moment: @Sendable () -> Double
  /// Waits for so many seconds.
  package let pause: @Sendable (Double) -> Void
  /// From 0 up to 1.
  let random: @Sendable () -> Double

  package init(
    now: @escaping @Sendable () -> Int64, moment: @escaping @Sendable () -> Double,
    pause: @escaping @Sendable (Double) -> Void, random: @escaping @Sendable () -> Double
  ) {
    self.now = now
    self.moment = moment
    self.pause = pause
    self.random = random
  }

  package static let system = HTTPPacing(
    now: { Clock.now().seconds }, moment: Clock.monotonic, pause: { Deadline(after: $0).wait() },
    random: { Double.random(in: 0..<1) })

  /// The same time and chance, waited for in another way.
  package func pausing(_ pause: @escaping @Sendable (Double) -> Void) -> HTTPPacing {
    HTTPPacing(now: now, moment: moment, pause: pause, random: random)
  }
}
