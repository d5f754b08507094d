/// A day and a time of day of the proleptic Gregorian calendar.
struct CalendarDate {
  let year: Int
  /// 1 to 12.
  let month: Int
  /// 1 to 31.
  let day: Int
  let secondOfDay: Int
  private let days: Int

  /// Nil unless the calendar has such a day in the years 1 to 9999.
  init?(year: Int, month: Int, day: Int, secondOfDay: Int = 0) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Self.length(ofMonth: month, year: year)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
    self.secondOfDay = secondOfDay
    days = Self.days(toYear: year, month: month, day: day)
  }

  /// The day and time a number of seconds after 1970-01-01T00:00:00.
  init(seconds: Int64) {
    let seconds = Int(seconds)
    days = seconds.dividedDown(by: 86_400)
    secondOfDay = seconds - days * 86_400
    // Counting years from March makes the leap day the last of its year.
    let shifted = days + 719_468
    let era = shifted.dividedDown(by: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Seconds since 1970-01-01T00:00:00.
  var seconds: Int64 { Int64(days * 86_400 + secondOfDay) }

  /// 0 is Sunday.
  var dayOfWeek: Int {
    let shifted = days + 4
    return shifted - shifted.dividedDown(by: 7) * 7
  }

  /// Counted from 0.
  var dayOfYear: Int { days - Self.days(toYear: year, month: 1, day: 1) }

  /// Days since 1970-01-01.
  static func days(toYear year: Int, month: Int, day: Int) -> Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = shiftedYear.dividedDown(by: 400)
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

extension Int {
  /// The quotient, rounded down.
  func dividedDown(by divisor: Int) -> Int {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
