import OperatingSystem

/// Time and chance, as the client finds them.
package struct HTTPPacing {
  /// Seconds since 1970-01-01T00:00:00Z.
  let now: () -> Int64
  /// Waits for so many seconds.
  let pause: (Double) -> Void
  /// From 0 up to 1.
  let random: () -> Double

  package init(
    now: @escaping () -> Int64, pause: @escaping (Double) -> Void,
    random: @escaping () -> Double
  ) {
    self.now = now
    self.pause = pause
    self.random = random
  }

  package static var system: HTTPPacing { waiting { Deadline(after: $0).wait() } }

  /// The system's time and chance, with pauses of one's own.
  package static func waiting(_ pause: @escaping (Double) -> Void) -> HTTPPacing {
    HTTPPacing(
      now: { Clock.now().seconds }, pause: pause, random: { Double.random(in: 0..<1) })
  }
}
