extension Moment: CustomStringConvertible {
  /// Reads RFC 3339: `2026-11-21T06:30:00.5+01:00`.
  init(_ text: String) throws(Failure) {
    let malformed = Failure.other(
      "\(QuotedText.quoted(text)) is no timestamp such as \"2026-11-21T06:30:00Z\" (RFC 3339)")
    var cursor = TextCursor(text)
    guard let year = cursor.number(digits: 4...5), cursor.take("-"),
      let month = cursor.number(digits: 2...2), cursor.take("-"),
      let day = cursor.number(digits: 2...2), cursor.take("T") || cursor.take("t"),
      let hour = cursor.number(digits: 2...2), hour < 24, cursor.take(":"),
      let minute = cursor.number(digits: 2...2), minute < 60, cursor.take(":"),
      let second = cursor.number(digits: 2...2), second < 60
    else { throw malformed }
    var nanoseconds: Int32 = 0
    if cursor.take(".") {
      guard let fraction = cursor.fraction() else { throw malformed }
      nanoseconds = fraction
    }
    var offset = 0
    if !cursor.take("Z"), !cursor.take("z") {
      let sign = cursor.take("+") ? 1 : cursor.take("-") ? -1 : 0
      guard sign != 0, let hours = cursor.number(digits: 2...2), hours < 24, cursor.take(":"),
        let minutes = cursor.number(digits: 2...2), minutes < 60
      else { throw malformed }
      offset = sign * (hours * 3600 + minutes * 60)
    }
    guard cursor.isAtEnd else { throw malformed }
    guard (1...9999).contains(year) else { throw .timestampRange }
    guard
      let date = CalendarDate(
        year: year, month: month, day: day, secondOfDay: hour * 3600 + minute * 60 + second)
    else { throw malformed }
    guard let moment = Moment(seconds: date.seconds - Int64(offset), nanoseconds: nanoseconds)
    else { throw .timestampRange }
    self = moment
  }

  /// RFC 3339 in UTC, with a fraction only where there is one.
  package var description: String {
    let date = CalendarDate(seconds: seconds)
    let time = date.secondOfDay
    let day = "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
    let clock = "\(padded(time / 3600, 2)):\(padded(time / 60 % 60, 2)):\(padded(time % 60, 2))"
    return "\(day)T\(clock)\(fractionText(nanoseconds))Z"
  }
}

extension TimeSpan: CustomStringConvertible {
  // "ms" stands before "m", so that the longer name is tried first.
  private static let units: [(name: String, nanoseconds: Int128)] = [
    ("ns", 1), ("us", 1_000), ("µs", 1_000), ("μs", 1_000), ("ms", 1_000_000),
    ("s", 1_000_000_000), ("m", 60_000_000_000), ("h", 3_600_000_000_000),
  ]

  /// Reads numbers with units: `2400h`, `-1.5s`, `1h30m`.
  init(_ text: String) throws(Failure) {
    let malformed = Failure.other(
      "\(QuotedText.quoted(text)) is no duration such as \"2400h\", \"1h30m\" or \"1.5s\"")
    var cursor = TextCursor(text)
    let sign: Int128 = cursor.take("-") ? -1 : 1
    if sign == 1 { _ = cursor.take("+") }
    if text.utf8.drop(while: { $0 == 0x2D || $0 == 0x2B }).elementsEqual([0x30]) {
      self = .zero
      return
    }
    var total: Int128 = 0
    repeat {
      let whole = cursor.take { (0x30...0x39).contains($0) }
      var fraction: Int32?
      if cursor.take(".") {
        fraction = cursor.fraction()
        if whole.isEmpty && fraction == nil { throw malformed }
      } else if whole.isEmpty {
        throw malformed
      }
      guard let unit = Self.unit(&cursor) else { throw malformed }
      // Eighteen digits of hours are out of range, and far from overflowing.
      guard whole.utf8.count <= 18 else { throw .durationRange }
      total += (Int128(whole) ?? 0) * unit
      total += Int128(fraction ?? 0) * unit / 1_000_000_000
    } while !cursor.isAtEnd
    guard let span = TimeSpan(totalNanoseconds: sign * total) else { throw .durationRange }
    self = span
  }

  private static func unit(_ cursor: inout TextCursor) -> Int128? {
    for unit in units where cursor.take(unit.name) { return unit.nanoseconds }
    return nil
  }

  /// In seconds, with a fraction only where there is one: `8640000s`, `-1.5s`.
  package var description: String {
    let total = totalNanoseconds
    let (seconds, rest) = total.magnitude.quotientAndRemainder(dividingBy: 1_000_000_000)
    return "\(total < 0 ? "-" : "")\(seconds)\(fractionText(Int32(rest)))s"
  }
}

/// A fraction of a second with its point, without zeros at its end; empty if there is none.
private func fractionText(_ nanoseconds: Int32) -> String {
  if nanoseconds == 0 { return "" }
  var digits = padded(Int(nanoseconds), 9)
  while digits.last == "0" { digits.removeLast() }
  return "." + digits
}

private func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
