/// A timestamp: seconds and nanoseconds since 1970-01-01T00:00:00Z, in the years 1 to 9999.
package struct Moment: Hashable, Comparable, Sendable {
  package let seconds: Int64
  /// 0 to 999,999,999.
  package let nanoseconds: Int32

  private static let first: Int64 = -62_135_596_800
  private static let last: Int64 = 253_402_300_799

  /// Nil outside the years 1 to 9999.
  package init?(seconds: Int64, nanoseconds: Int32 = 0) {
    guard (Self.first...Self.last).contains(seconds), (0..<1_000_000_000).contains(nanoseconds)
    else { return nil }
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  package static func < (left: Moment, right: Moment) -> Bool {
    (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
  }

  func adding(_ span: TimeSpan) throws(Failure) -> Moment {
    let nanoseconds = nanoseconds + span.nanoseconds
    let carry: Int64 = nanoseconds >= 1_000_000_000 ? 1 : 0
    guard
      let moment = Moment(
        seconds: seconds + span.seconds + carry,
        nanoseconds: nanoseconds - Int32(carry) * 1_000_000_000)
    else { throw .timestampRange }
    return moment
  }

  func since(_ other: Moment) throws(Failure) -> TimeSpan {
    let nanoseconds = nanoseconds - other.nanoseconds
    let borrow: Int64 = nanoseconds < 0 ? 1 : 0
    guard
      let span = TimeSpan(
        seconds: seconds - other.seconds - borrow,
        nanoseconds: nanoseconds + Int32(borrow) * 1_000_000_000)
    else { throw .durationRange }
    return span
  }
}

/// A duration: seconds, rounded down, and nanoseconds beyond them.
///
/// The bound lies where the specification's own tests and certificates both are content: the whole
/// range of timestamps is too long, and from today to the end of 9999, the notAfter of what has no
/// end (RFC 5280, 4.1.2.5), is not.
package struct TimeSpan: Hashable, Comparable, Sendable {
  package let seconds: Int64
  /// 0 to 999,999,999.
  package let nanoseconds: Int32

  private static let longest: Int64 = 300_000_000_000

  package static let zero = TimeSpan(unchecked: 0)

  private init(unchecked seconds: Int64) {
    self.seconds = seconds
    nanoseconds = 0
  }

  /// Nil beyond 300,000,000,000 seconds, some 9,500 years.
  package init?(seconds: Int64, nanoseconds: Int32 = 0) {
    guard
      (-Self.longest..<Self.longest).contains(seconds)
        || (seconds == Self.longest && nanoseconds == 0),
      (0..<1_000_000_000).contains(nanoseconds)
    else { return nil }
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  /// Nil beyond what a duration can tell.
  init?(totalNanoseconds total: Int128) {
    let (quotient, remainder) = total.quotientAndRemainder(dividingBy: 1_000_000_000)
    let borrow: Int128 = remainder < 0 ? 1 : 0
    guard let seconds = Int64(exactly: quotient - borrow) else { return nil }
    self.init(seconds: seconds, nanoseconds: Int32(remainder + borrow * 1_000_000_000))
  }

  package static func < (left: TimeSpan, right: TimeSpan) -> Bool {
    (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
  }

  var totalNanoseconds: Int128 {
    Int128(seconds) * 1_000_000_000 + Int128(nanoseconds)
  }

  func adding(_ other: TimeSpan) throws(Failure) -> TimeSpan {
    guard let sum = TimeSpan(totalNanoseconds: totalNanoseconds + other.totalNanoseconds) else {
      throw .durationRange
    }
    return sum
  }

  func negated() throws(Failure) -> TimeSpan {
    guard let span = TimeSpan(totalNanoseconds: -totalNanoseconds) else { throw .durationRange }
    return span
  }
}
