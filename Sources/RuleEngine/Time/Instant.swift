import SourceText

/// A point in time: seconds and nanoseconds since 1970-01-01T00:00:00Z, without leap seconds.
package struct Instant: Hashable, Comparable, Sendable {
  package var seconds: Int64
  /// 0 to 999,999,999.
  package var nanoseconds: Int32

  package init(seconds: Int64, nanoseconds: Int32 = 0) {
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  package static func < (lhs: Instant, rhs: Instant) -> Bool {
    (lhs.seconds, lhs.nanoseconds) < (rhs.seconds, rhs.nanoseconds)
  }

  package static func + (instant: Instant, duration: Duration) -> Instant {
    Instant(
      seconds: instant.seconds.addingReportingOverflow(duration.seconds).partialValue,
      nanoseconds: instant.nanoseconds)
  }

  package static func - (instant: Instant, duration: Duration) -> Instant {
    instant + Duration(seconds: -duration.seconds)
  }

  /// The time from `other` to this, in whole seconds, rounded down.
  package func since(_ other: Instant) -> Duration {
    let borrow: Int64 = nanoseconds < other.nanoseconds ? 1 : 0
    return Duration(
      seconds: seconds.subtractingReportingOverflow(other.seconds).partialValue - borrow)
  }
}

extension Instant {
  /// Reads what nearly all documents write, `2026-08-24T14:06:00Z` with any fraction; nil for all
  /// else, which `TimeScanner` reads or says what is wrong with.
  init?(inUTC text: Span<UInt8>) {
    guard (20...64).contains(text.count), text[text.count - 1] == UInt8(ascii: "Z"),
      text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"), text[10] == UInt8(ascii: "T"),
      text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
      let date = CivilDate(
        year: text.twoDigits(at: 0) * 100 + text.twoDigits(at: 2), month: text.twoDigits(at: 5),
        day: text.twoDigits(at: 8))
    else { return nil }
    let (hour, minute) = (text.twoDigits(at: 11), text.twoDigits(at: 14))
    let second = text.twoDigits(at: 17)
    guard hour < 24, minute < 60, second < 60 else { return nil }
    var nanoseconds: Int32 = 0
    if text.count > 20 {
      guard text.count > 21, text[19] == UInt8(ascii: ".") else { return nil }
      var weight: Int32 = 100_000_000
      for index in 20..<text.count - 1 {
        let digit = text[index] &- 0x30
        guard digit < 10 else { return nil }
        nanoseconds &+= Int32(digit) &* weight
        weight /= 10
      }
    }
    let seconds = (hour * 60 + minute) * 60 + second
    self.init(
      seconds: Int64(date.daysSinceEpoch) * 86_400 + Int64(seconds), nanoseconds: nanoseconds)
  }
}

extension Span<UInt8> {
  /// The number of two decimal digits; if they are none, one that no part of a date has.
  @inline(__always)
  fileprivate func twoDigits(at index: Int) -> Int {
    let (tens, ones) = (self[index] &- 0x30, self[index + 1] &- 0x30)
    return tens < 10 && ones < 10 ? Int(tens) * 10 + Int(ones) : 10_000
  }
}

extension Instant: CustomStringConvertible {
  /// RFC 3339 in UTC, to the second; a fraction only where there is one.
  package var description: String {
    String(utf8Capacity: 48) { append(to: &$0) }
  }

  /// Appends the description, of at most 48 bytes.
  package func append(to text: inout OutputSpan<UInt8>) {
    let second = Int(seconds - seconds.floorDivided(by: 86_400) * 86_400)
    appendDay(to: &text)
    text.append(UInt8(ascii: "T"))
    text.append(twoDigits: second / 3600, then: ":")
    text.append(twoDigits: second / 60 % 60, then: ":")
    guard nanoseconds > 0 else { return text.append(twoDigits: second % 60, then: "Z") }
    text.append(twoDigits: second % 60, then: ".")
    var (fraction, width) = (Int(nanoseconds), 9)
    while fraction % 10 == 0 { (fraction, width) = (fraction / 10, width - 1) }
    var scale = 1
    for _ in 1..<width { scale *= 10 }
    while scale > 0 {
      text.append(0x30 &+ UInt8(truncatingIfNeeded: fraction / scale % 10))
      scale /= 10
    }
    text.append(UInt8(ascii: "Z"))
  }
}

extension Instant {
  /// Appends the day in UTC.
  func appendDay(to text: inout OutputSpan<UInt8>) {
    CivilDate(daysSinceEpoch: Int(seconds.floorDivided(by: 86_400))).append(to: &text)
  }
}

extension CivilDate {
  /// Appends the description.
  func append(to text: inout OutputSpan<UInt8>) {
    if year > 9999 {
      // An instant can be later than any time that is read.
      for digit in String(year).utf8 { text.append(digit) }
      text.append(UInt8(ascii: "-"))
    } else {
      text.append(twoDigits: year / 100)
      text.append(twoDigits: year % 100, then: "-")
    }
    text.append(twoDigits: month, then: "-")
    text.append(twoDigits: day)
  }
}

extension OutputSpan<UInt8> {
  /// A number from 0 to 99.
  @inline(__always)
  fileprivate mutating func append(twoDigits number: Int) {
    append(0x30 &+ UInt8(truncatingIfNeeded: number / 10))
    append(0x30 &+ UInt8(truncatingIfNeeded: number % 10))
  }

  @inline(__always)
  fileprivate mutating func append(twoDigits number: Int, then end: Unicode.Scalar) {
    append(twoDigits: number)
    append(UInt8(ascii: end))
  }
}

extension Int64 {
  fileprivate func floorDivided(by divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}

/// A number in decimal with leading zeros to the given width.
func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}

/// A day of the proleptic Gregorian calendar.
package struct CivilDate: Hashable, Sendable, CustomStringConvertible {
  package let year: Int
  /// 1 to 12.
  package let month: Int
  /// 1 to the length of the month.
  package let day: Int

  /// Nil unless the calendar has such a day in the years 1 to 9999.
  package init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= CivilDate.days(inMonth: month, of: year)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  // Counting years from March makes the leap day the last of its year.
  package init(daysSinceEpoch days: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  package var daysSinceEpoch: Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  package static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  package var description: String { "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))" }
}
