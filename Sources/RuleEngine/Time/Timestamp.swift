import SourceText

/// A time as a document states it: precise to the second or only to the day.
package struct Timestamp: Hashable, Sendable {
  package enum Precision: Sendable { case second, day }

  /// The instant, or the start of the day in UTC.
  package let start: Instant
  package let precision: Precision
  /// The document named no zone, and UTC was assumed.
  package let zoneAssumed: Bool

  package init(_ start: Instant, precision: Precision = .second, zoneAssumed: Bool = false) {
    self.start = start
    self.precision = precision
    self.zoneAssumed = zoneAssumed
  }

  /// The end of the stated day, or the instant itself: "has expired" counts from here.
  package var end: Instant {
    precision == .day ? start + Duration(seconds: 86_400) : start
  }
}

extension Timestamp: CustomStringConvertible {
  /// In bytes.
  package static let longestDescription = 48

  package var description: String {
    String(utf8Capacity: Self.longestDescription) { append(to: &$0) }
  }

  /// Appends the description.
  package func append(to text: inout OutputSpan<UInt8>) {
    if precision == .day { appendDay(to: &text) } else { start.append(to: &text) }
  }

  /// Appends the day in UTC.
  package func appendDay(to text: inout OutputSpan<UInt8>) { start.appendDay(to: &text) }
}

/// How a document writes its times.
package enum TimeFormat: Hashable, Sendable {
  /// RFC 3339 with any fraction, ISO 8601 without a zone, a date alone, Go's `time.String`;
  /// numbers are epoch seconds, or milliseconds from 100,000,000,000 on.
  case automatic
  case epochSeconds
  case epochMilliseconds
  /// Letters y M d H m s stand for digits, MMM for an English month, all else for itself.
  case pattern(String)
}

/// Why a text is no time.
package struct TimestampError: Error, Hashable, Sendable {
  package let reason: String

  package init(reason: String) {
    self.reason = reason
  }
}

extension Timestamp {
  package init(parsing text: String, offset: Int? = nil) throws(TimestampError) {
    try self.init(parsing: text.utf8.span, offset: offset)
  }

  /// Reads a time as `TimeFormat.automatic` describes it.
  ///
  /// - Parameter offset: minutes east of UTC where a time of day names no zone; nil assumes UTC.
  package init(parsing bytes: Span<UInt8>, offset: Int? = nil) throws(TimestampError) {
    if let instant = Instant(inUTC: bytes) {
      self.init(instant)
      return
    }
    guard var scanner = TimeScanner(bytes) else { throw .notATime }
    let date = try scanner.date()
    guard !scanner.atEnd else {
      self.init(Instant(seconds: Int64(date.daysSinceEpoch) * 86_400), precision: .day)
      return
    }
    try scanner.dateTimeSeparator()
    let time = try scanner.time()
    let zone = try scanner.zone()
    guard scanner.atEnd else { throw .notATime }
    let seconds =
      Int64(date.daysSinceEpoch) * 86_400 + Int64(time.seconds) - Int64(zone ?? offset ?? 0) * 60
    if scanner.hasLeapSecond && seconds % 86_400 != 0 { throw .noSuchTime }
    self.init(
      Instant(seconds: seconds, nanoseconds: Int32(time.nanoseconds)),
      zoneAssumed: zone == nil && offset == nil)
  }

  /// Reads a number of seconds or milliseconds since the epoch, with any fraction.
  ///
  /// - Parameter milliseconds: nil decides by size: 100,000,000,000 and more are milliseconds.
  package init(epoch text: String, milliseconds: Bool? = nil) throws(TimestampError) {
    // As JSON writes numbers: `Double` also reads "0x10", "nan" and "inf".
    let isPlain = text.utf8.allSatisfy {
      (0x30...0x39).contains($0) || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains($0)
    }
    guard isPlain, let number = Double(text), number.isFinite, number.magnitude < 1e15 else {
      throw TimestampError(reason: "not a number of seconds since 1970")
    }
    let seconds = milliseconds ?? (number.magnitude >= 1e11) ? number / 1000 : number
    let whole = seconds.rounded(.down)
    guard whole >= -62_135_596_800, whole < 253_402_300_800 else {
      throw TimestampError(reason: "not a time of the years 1 to 9999")
    }
    // Digits of a binary fraction below the microsecond are noise: 0.123 comes as 0.12299999.
    let microseconds = Int64(((seconds - whole) * 1e6).rounded())
    self.init(
      Instant(
        seconds: Int64(whole) + microseconds / 1_000_000,
        nanoseconds: Int32(microseconds % 1_000_000) * 1000))
  }
}

extension TimestampError {
  static let notATime = TimestampError(reason: "not a date or time")
  static let noSuchTime = TimestampError(reason: "there is no such time of day")
}
