/// When a zone's clocks change, every year alike, in the notation of POSIX: `CET-1CEST,M3.5.0,M10.5.0/3`.
struct ZoneRule {
  private let standard: Int
  private let daylight: (offset: Int, start: Change, end: Change)?

  /// Nil if the text is no rule.
  init?(_ text: String) {
    var cursor = TextCursor(text)
    guard Self.skipName(&cursor), let standard = Self.time(&cursor) else { return nil }
    self.standard = -standard
    if cursor.isAtEnd {
      daylight = nil
      return
    }
    guard Self.skipName(&cursor) else { return nil }
    var offset = -standard + 3600
    if cursor.next != UInt8(ascii: ",") {
      guard let time = Self.time(&cursor) else { return nil }
      offset = -time
    }
    guard cursor.take(","), let start = Change(&cursor), cursor.take(","),
      let end = Change(&cursor), cursor.isAtEnd
    else { return nil }
    daylight = (offset, start, end)
  }

  func secondsEast(at seconds: Int64) -> Int {
    guard let daylight else { return standard }
    let year = CalendarDate(seconds: seconds + Int64(standard)).year
    let start = daylight.start.seconds(in: year) - Int64(standard)
    let end = daylight.end.seconds(in: year) - Int64(daylight.offset)
    let isDaylight =
      start < end
      ? (start..<end).contains(seconds) : !(end..<start).contains(seconds)
    return isDaylight ? daylight.offset : standard
  }

  /// Letters, or anything between angle brackets.
  private static func skipName(_ cursor: inout TextCursor) -> Bool {
    if cursor.take("<") {
      _ = cursor.take { $0 != UInt8(ascii: ">") }
      return cursor.take(">")
    }
    return !cursor.take { Unicode.Scalar($0).isASCIILetterOrDigit && !(0x30...0x39).contains($0) }
      .isEmpty
  }

  /// Hours, and minutes and seconds if need be, in seconds.
  fileprivate static func time(_ cursor: inout TextCursor) -> Int? {
    let sign = cursor.take("-") ? -1 : 1
    if sign == 1 { _ = cursor.take("+") }
    guard let hours = cursor.number(digits: 1...3) else { return nil }
    var seconds = hours * 3600
    for unit in [60, 1] where cursor.take(":") {
      guard let number = cursor.number(digits: 2...2) else { return nil }
      seconds += number * unit
    }
    return sign * seconds
  }

  /// A day of every year, and a time of that day.
  private struct Change {
    enum Day {
      /// The given weekday of the given week (5: the last) of a month.
      case weekday(month: Int, week: Int, day: Int)
      /// Counted from 1, 29 February never counted.
      case julian(Int)
      /// Counted from 0, with 29 February.
      case ordinal(Int)
    }

    let day: Day
    let time: Int

    init?(_ cursor: inout TextCursor) {
      if cursor.take("M") {
        guard let month = cursor.number(digits: 1...2), (1...12).contains(month), cursor.take("."),
          let week = cursor.number(digits: 1...1), (1...5).contains(week), cursor.take("."),
          let weekday = cursor.number(digits: 1...1), weekday < 7
        else { return nil }
        day = .weekday(month: month, week: week, day: weekday)
      } else if cursor.take("J") {
        guard let number = cursor.number(digits: 1...3), (1...365).contains(number) else {
          return nil
        }
        day = .julian(number)
      } else {
        guard let number = cursor.number(digits: 1...3), number < 366 else { return nil }
        day = .ordinal(number)
      }
      if cursor.take("/") {
        guard let time = ZoneRule.time(&cursor) else { return nil }
        self.time = time
      } else {
        time = 7200
      }
    }

    /// Seconds of the local clock since 1970.
    func seconds(in year: Int) -> Int64 {
      let newYear = CalendarDate.days(toYear: year, month: 1, day: 1)
      let days: Int
      switch day {
      case .julian(let number):
        let isLeap = CalendarDate.length(ofMonth: 2, year: year) == 29
        days = newYear + number - (isLeap && number >= 60 ? 0 : 1)
      case .ordinal(let number):
        days = newYear + number
      case .weekday(let month, let week, let weekday):
        let first = CalendarDate.days(toYear: year, month: month, day: 1)
        let firstWeekday = CalendarDate(seconds: Int64(first * 86_400)).dayOfWeek
        var offset = (weekday - firstWeekday + 7) % 7 + (week - 1) * 7
        if offset >= CalendarDate.length(ofMonth: month, year: year) { offset -= 7 }
        days = first + offset
      }
      return Int64(days * 86_400 + time)
    }
  }
}
