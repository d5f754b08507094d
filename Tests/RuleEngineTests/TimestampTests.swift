import RuleEngine
import Testing

/// The spellings of times that listings use, and those that are no times.
struct TimestampTests {
  /// What each spelling means; a trailing `?` where UTC was assumed.
  static let times: [(text: String, meaning: String)] = [
    // RFC 3339, and the examples of its section 5.8.
    ("2014-01-01T05:20:00.12345Z", "2014-01-01T05:20:00.12345Z"),
    ("2026-09-30T12:00:00+00:00", "2026-09-30T12:00:00Z"),
    ("1985-04-12T23:20:50.52Z", "1985-04-12T23:20:50.52Z"),
    ("1996-12-19T16:39:57-08:00", "1996-12-20T00:39:57Z"),
    ("1990-12-31T23:59:60Z", "1991-01-01T00:00:00Z"),
    ("1990-12-31T15:59:60-08:00", "1991-01-01T00:00:00Z"),
    ("2017-01-01T05:29:60+05:30", "2017-01-01T00:00:00Z"),
    ("1937-01-01T12:00:27.87+00:20", "1937-01-01T11:40:27.87Z"),
    ("2026-08-24t14:06:00z", "2026-08-24T14:06:00Z"),
    ("2026-08-24 14:06:00Z", "2026-08-24T14:06:00Z"),
    ("2026-08-24T14:06Z", "2026-08-24T14:06:00Z"),
    // Offsets.
    ("2026-08-24T14:06:00-00:00", "2026-08-24T14:06:00Z"),
    ("2026-08-24T14:06:00+0000", "2026-08-24T14:06:00Z"),
    ("2026-08-24T14:06:00+0200", "2026-08-24T12:06:00Z"),
    ("2026-08-24T14:06:00+02", "2026-08-24T12:06:00Z"),
    ("2026-08-24T00:06:00+14:00", "2026-08-23T10:06:00Z"),
    ("2026-12-31T23:59:59-23:59", "2027-01-01T23:58:59Z"),
    ("2026-08-24T14:06:00 UTC", "2026-08-24T14:06:00Z"),
    ("2026-08-24 14:06:00 GMT", "2026-08-24T14:06:00Z"),
    // Go's `time.String`.
    ("2024-03-01 00:00:00 +0000 UTC", "2024-03-01T00:00:00Z"),
    ("2024-03-01 00:00:00.999 -0700 MST", "2024-03-01T07:00:00.999Z"),
    ("2024-03-01 00:00:00 +0200 CEST", "2024-02-29T22:00:00Z"),
    // Fractions of any length; what is below a nanosecond is dropped.
    ("2026-08-24T14:06:00.1Z", "2026-08-24T14:06:00.1Z"),
    ("2026-08-24T14:06:00.000Z", "2026-08-24T14:06:00Z"),
    ("2026-08-24T14:06:00.123456789Z", "2026-08-24T14:06:00.123456789Z"),
    ("2026-08-24T14:06:00.123456789999Z", "2026-08-24T14:06:00.123456789Z"),
    ("2026-08-24T14:06:00.0000000001Z", "2026-08-24T14:06:00Z"),
    ("2026-08-24T14:06:00,5Z", "2026-08-24T14:06:00.5Z"),
    // No zone.
    ("2020-11-07T16:46:43.456", "2020-11-07T16:46:43.456Z?"),
    ("2017-10-10 14:06:00", "2017-10-10T14:06:00Z?"),
    ("2017-10-10T14:06", "2017-10-10T14:06:00Z?"),
    // Days.
    ("2020-04-30", "2020-04-30"),
    ("2035.06.04", "2035-06-04"),
    ("2035/06/04", "2035-06-04"),
    // The ends of the calendar.
    ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
    ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"),
    ("9999-12-31", "9999-12-31"),
    ("2000-02-29", "2000-02-29"),
    ("2028-02-29T23:59:59.999Z", "2028-02-29T23:59:59.999Z"),
    ("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.5Z"),
  ]

  @Test(arguments: times)
  func reads(_ text: String, meaning: String) throws {
    let time = try Timestamp(parsing: text)
    #expect(time.description + (time.zoneAssumed ? "?" : "") == meaning)
    #expect(time.precision == (meaning.utf8.count == 10 ? .day : .second))
  }

  static let faults: [(text: String, reason: String)] = [
    ("2026-02-31T00:00:00Z", "month 2 of 2026 has no day 31"),
    ("2026-02-29", "month 2 of 2026 has no day 29"),
    ("1900-02-29", "month 2 of 1900 has no day 29"),
    ("2026-04-31", "month 4 of 2026 has no day 31"),
    ("2026-01-00", "month 1 of 2026 has no day 0"),
    ("2026-00-10", "there is no month 0"),
    ("2026-13-01", "there is no month 13"),
    ("0000-01-01T00:00:00Z", "the year is not one of 0001 to 9999"),
    ("0000-00-00", "the year is not one of 0001 to 9999"),
    ("10000-01-01T00:00:00Z", "the year is not one of 0001 to 9999"),
    ("292278994-08-17T07:12:55Z", "the year is not one of 0001 to 9999"),
    ("-0001-01-01", "not a date or time"),
    ("2026-08-24T24:00:00Z", "there is no such time of day"),
    ("2026-08-24T14:60:00Z", "there is no such time of day"),
    ("2026-08-24T14:06:61Z", "there is no such time of day"),
    ("2026-08-24T14:06:60Z", "there is no such time of day"),
    ("2026-08-24T23:59:60+01:00", "there is no such time of day"),
    ("", "not a date or time"),
    (" ", "not a date or time"),
    ("never", "not a date or time"),
    ("2026", "not a date or time"),
    ("2026-08", "not a date or time"),
    ("2026-8-4", "not a date or time"),
    ("2026-08.24", "not a date or time"),
    ("20260824", "not a date or time"),
    ("1700000000", "not a date or time"),
    ("24-08-2026", "not a date or time"),
    ("08/24/2026", "not a date or time"),
    ("03 Jul 2020", "not a date or time"),
    ("Aug 24 14:06:00 2026 GMT", "not a date or time"),
    ("2026-08-24T", "not a date or time"),
    ("2026-08-24T14", "not a date or time"),
    ("2026-08-24T14:6:00Z", "not a date or time"),
    ("2026-08-24T14:06:00.Z", "not a date or time"),
    ("2026-08-24T14:06:00Z ", "not a date or time"),
    (" 2026-08-24T14:06:00Z", "not a date or time"),
    ("2026-08-24T14:06:00ZZ", "not a date or time"),
    ("2026-08-24T14:06:00Z+00:00", "not a date or time"),
    ("2026-08-24T14:06:00+24:00", "not a date or time"),
    ("2026-08-24T14:06:00+02:60", "not a date or time"),
    ("2026-08-24T14:06:00+02:", "not a date or time"),
    ("2026-08-24T14:06:00+2:00", "not a date or time"),
    ("2026-08-24T14:06:00 CEST", "not a date or time"),
    ("2026-08-24T14:06:00U", "not a date or time"),
    ("２０２６-08-24", "not a date or time"),
    ("2026-08-24\u{2028}", "not a date or time"),
    ("2026-08-24T14:06:00.\(String(repeating: "1", count: 60))Z", "not a date or time"),
  ]

  @Test(arguments: faults)
  func refuses(_ text: String, reason: String) {
    #expect(throws: TimestampError(reason: reason)) { try Timestamp(parsing: text) }
  }

  /// A format's own zone counts where the text names none, and never for a whole day.
  @Test func zonesOfTheFormatCountWhereNoneIsNamed() throws {
    let local = try Timestamp(parsing: "2026-08-24T14:06:00", offset: 120)
    #expect(local.description == "2026-08-24T12:06:00Z")
    #expect(!local.zoneAssumed)
    let named = try Timestamp(parsing: "2026-08-24T14:06:00Z", offset: 120)
    #expect(named.description == "2026-08-24T14:06:00Z")
    let day = try Timestamp(parsing: "2026-08-24", offset: 120)
    #expect(day.description == "2026-08-24")
  }

  @Test func daysEndAtMidnight() throws {
    let day = try Timestamp(parsing: "2026-02-28")
    #expect(day.start.description == "2026-02-28T00:00:00Z")
    #expect(day.end.description == "2026-03-01T00:00:00Z")
    let last = try Timestamp(parsing: "9999-12-31")
    #expect(last.end.description == "10000-01-01T00:00:00Z")
    let second = try Timestamp(parsing: "2026-02-28T00:00:00Z")
    #expect(second.end == second.start)
  }

  static let epochs: [(text: String, milliseconds: Bool?, meaning: String)] = [
    ("0", nil, "1970-01-01T00:00:00Z"),
    ("-1", nil, "1969-12-31T23:59:59Z"),
    ("1700000000", nil, "2023-11-14T22:13:20Z"),
    ("1.7e9", nil, "2023-11-14T22:13:20Z"),
    ("1700000000.5", nil, "2023-11-14T22:13:20.5Z"),
    ("1700000000.123", nil, "2023-11-14T22:13:20.123Z"),
    ("1700000000.9999999", nil, "2023-11-14T22:13:21Z"),
    ("1700000000123", nil, "2023-11-14T22:13:20.123Z"),
    ("99999999999", nil, "5138-11-16T09:46:39Z"),
    ("100000000000", nil, "1973-03-03T09:46:40Z"),
    ("100000000000", false, "5138-11-16T09:46:40Z"),
    ("1700000000", true, "1970-01-20T16:13:20Z"),
    ("-62135596800", nil, "0001-01-01T00:00:00Z"),
    ("253402300799", false, "9999-12-31T23:59:59Z"),
    ("1e-400", nil, "1970-01-01T00:00:00Z"),
  ]

  @Test(arguments: epochs)
  func readsEpochs(_ text: String, milliseconds: Bool?, meaning: String) throws {
    let time = try Timestamp(epoch: text, milliseconds: milliseconds)
    #expect(time.description == meaning)
    #expect(time.precision == .second && !time.zoneAssumed)
  }

  static let epochFaults: [(text: String, milliseconds: Bool?, reason: String)] = [
    ("253402300800", false, "not a time of the years 1 to 9999"),
    ("-62135596801", false, "not a time of the years 1 to 9999"),
    ("1e15", nil, "not a number of seconds since 1970"),
    (String(repeating: "9", count: 400), nil, "not a number of seconds since 1970"),
    ("1e400", nil, "not a number of seconds since 1970"),
    ("", nil, "not a number of seconds since 1970"),
    ("nan", nil, "not a number of seconds since 1970"),
    ("inf", nil, "not a number of seconds since 1970"),
    ("0x10", nil, "not a number of seconds since 1970"),
    ("2026-08-24", nil, "not a number of seconds since 1970"),
    ("12 ", nil, "not a number of seconds since 1970"),
  ]

  @Test(arguments: epochFaults)
  func refusesEpochs(_ text: String, milliseconds: Bool?, reason: String) {
    #expect(throws: TimestampError(reason: reason)) {
      try Timestamp(epoch: text, milliseconds: milliseconds)
    }
  }

  static let patterns: [(pattern: String, text: String, meaning: String?)] = [
    ("dd MMM yyyy", "03 Jul 2020", "2020-07-03"),
    ("dd MMM yyyy", "31 DEC 1999", "1999-12-31"),
    ("d MMM yyyy", "3 jul 2020", "2020-07-03"),
    ("d MMM yyyy", "13 Jul 2020", "2020-07-13"),
    ("d/M/yyyy", "3/7/2020", "2020-07-03"),
    ("M/d/yyyy H:mm", "12/31/2020 7:05", "2020-12-31T07:05:00Z?"),
    ("dd.MM.yyyy HH:mm:ss", "03.07.2020 23:59:59", "2020-07-03T23:59:59Z?"),
    ("yyyyMMdd", "20200703", "2020-07-03"),
    ("yyyy年MM月dd日", "2020年07月03日", "2020-07-03"),
    ("dd MMM yyyy", "03 July 2020", nil),
    ("dd MMM yyyy", "03 Foo 2020", nil),
    ("dd MMM yyyy", "3 Jul 2020", nil),
    ("dd MMM yyyy", "03 Jul 2020 ", nil),
    ("dd MMM yyyy", "03 Jul 20", nil),
    ("dd MMM yyyy", "", nil),
    ("yyyy年MM月dd日", "2020年07月03", nil),
    ("yyyy-MM-dd", "2020-07-03T00:00:00Z", nil),
  ]

  @Test(arguments: patterns)
  func readsPatterns(_ pattern: String, text: String, meaning: String?) throws {
    guard let meaning else {
      #expect(throws: TimestampError(reason: "not a date or time")) {
        try Timestamp(parsing: text.utf8.span, pattern: pattern)
      }
      return
    }
    let time = try Timestamp(parsing: text.utf8.span, pattern: pattern)
    #expect(time.description + (time.zoneAssumed ? "?" : "") == meaning)
  }

  @Test func patternsKnowTheCalendarAndTheZone() throws {
    #expect(throws: TimestampError(reason: "month 2 of 2020 has no day 30")) {
      try Timestamp(parsing: "30 Feb 2020".utf8.span, pattern: "dd MMM yyyy")
    }
    #expect(throws: TimestampError(reason: "there is no such time of day")) {
      try Timestamp(parsing: "2020-01-01 24:00".utf8.span, pattern: "yyyy-MM-dd HH:mm")
    }
    let time = try Timestamp(
      parsing: "2020-07-03 01:00".utf8.span, pattern: "yyyy-MM-dd HH:mm", offset: 120)
    #expect(time.description == "2020-07-02T23:00:00Z")
    let day = try Timestamp(parsing: "2020-07-03".utf8.span, pattern: "yyyy-MM-dd", offset: 120)
    #expect(day.description == "2020-07-03")
  }
}
