import Glibc

/// The clocks of the machine.
package enum Clock {
  /// The time of day, since 1970-01-01T00:00:00Z without leap seconds.
  package static func now() -> (seconds: Int64, nanoseconds: Int32) {
    let time = read(CLOCK_REALTIME)
    return (Int64(time.tv_sec), Int32(truncatingIfNeeded: time.tv_nsec))
  }

  /// Seconds since some moment in the past; never set back.
  package static func monotonic() -> Double {
    let time = read(CLOCK_MONOTONIC)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static func read(_ clock: clockid_t) -> timespec {
    var time = timespec()
    _ = unsafe clock_gettime(clock, &time)
    return time
  }
}
