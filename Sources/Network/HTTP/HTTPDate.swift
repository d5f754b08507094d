/// The dates of HTTP (RFC 9110, 5.6.7): `Sun, 06 Nov 1994 08:49:37 GMT`, and its two old forms.
enum HTTPDate {
  /// Seconds since 1970-01-01T00:00:00Z; nil if it is no such date.
  ///
  /// - Parameter now: in the same unit; an old form has a year of two digits.
  static func seconds(_ text: String, now: Int64) -> Int64? {
    let words = text.split { $0 == " " || $0 == "," || $0 == "-" }
    // Sun 06 Nov 1994 08:49:37 GMT, Sunday 06 Nov 94 08:49:37 GMT, Sun Nov 6 08:49:37 1994
    let isOldest = words.count == 5
    guard isOldest || words.count == 6 && words[5] == "GMT" else { return nil }
    let (day, month, year, time) =
      isOldest
      ? (words[2], words[1], words[4], words[3]) : (words[1], words[2], words[3], words[4])
    guard year.utf8.count == 4 || year.utf8.count == 2, let dayNumber = number(day, 1...31),
      let month = months.firstIndex(of: String(month)),
      let yearNumber = number(year, 0...9999), let seconds = secondsOfDay(time)
    else { return nil }
    let fullYear = year.utf8.count == 2 ? century(yearNumber, now: now) : yearNumber
    return Int64(days(fullYear, month + 1, dayNumber)) * 86400 + Int64(seconds)
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  private static func number(_ text: Substring, _ range: ClosedRange<Int>) -> Int? {
    guard text.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(text) else {
      return nil
    }
    return range.contains(number) ? number : nil
  }

  private static func secondsOfDay(_ text: Substring) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 3, let hour = number(parts[0], 0...23),
      let minute = number(parts[1], 0...59), let second = number(parts[2], 0...60)
    else { return nil }
    return hour * 3600 + minute * 60 + second
  }

  /// The year that ends so and is not more than fifty years from now.
  private static func century(_ year: Int, now: Int64) -> Int {
    let thisYear = 1970 + Int(now / 31_556_952)
    let candidate = thisYear / 100 * 100 + year
    if candidate > thisYear + 50 { return candidate - 100 }
    return candidate < thisYear - 50 ? candidate + 100 : candidate
  }

  /// Days since 1970-01-01 in the Gregorian calendar.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    // Years that begin in March have their leap day at the end.
    let year = month > 2 ? year : year - 1
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return year * 365 + year / 4 - year / 100 + year / 400 + dayOfYear - 719_468
  }
}
