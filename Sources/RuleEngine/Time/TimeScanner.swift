/// Reads the parts of a date and time, byte by byte.
struct TimeScanner {
  // No spelling of a time is longer; a copy this small costs less than a lifetime to follow.
  private static let limit = 64
  private var bytes = InlineArray<64, UInt8>(repeating: 0)
  private let count: Int
  private var position = 0
  /// The time of day had a sixtieth second, which only the last minute of a day in UTC can have.
  private(set) var hasLeapSecond = false

  /// Nil if the text is empty or longer than any time.
  init?(_ text: Span<UInt8>) {
    guard (1...TimeScanner.limit).contains(text.count) else { return nil }
    count = text.count
    for index in text.indices { bytes[index] = text[index] }
  }

  var atEnd: Bool { position == count }

  private var next: UInt8? { position < count ? bytes[position] : nil }

  /// Takes one ASCII character, or takes no step.
  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    position &+= 1
    return true
  }

  /// Exactly as many decimal digits, or nil and no step.
  @inline(__always)
  private mutating func digits(_ length: Int) -> Int? {
    let end = position &+ length
    guard end <= count else { return nil }
    var number = 0
    var index = position
    while index < end {
      let digit = bytes[index] &- 0x30
      guard digit < 10 else { return nil }
      number = number &* 10 &+ Int(digit)
      index &+= 1
    }
    position = end
    return number
  }

  private var atDigit: Bool { next.map { (0x30...0x39).contains($0) } ?? false }

  /// `2026-08-24`, `2026.08.24` or `2026/08/24`.
  mutating func date() throws(TimestampError) -> CivilDate {
    guard let year = digits(4) else { throw .notATime }
    if atDigit {
      while atDigit { position += 1 }
      guard take("-") else { throw .notATime }
      throw TimestampError(reason: "the year is not one of 0001 to 9999")
    }
    guard let separator = next, (0x2D...0x2F).contains(separator) else { throw .notATime }
    position += 1
    guard let month = digits(2), next == separator else { throw .notATime }
    position += 1
    guard let day = digits(2), !atDigit else { throw .notATime }
    return try TimeScanner.date(year: year, month: month, day: day)
  }

  static func date(year: Int, month: Int, day: Int) throws(TimestampError) -> CivilDate {
    guard (1...9999).contains(year) else {
      throw TimestampError(reason: "the year is not one of 0001 to 9999")
    }
    guard (1...12).contains(month) else {
      throw TimestampError(reason: "there is no month \(month)")
    }
    guard let date = CivilDate(year: year, month: month, day: day) else {
      throw TimestampError(reason: "month \(month) of \(year) has no day \(day)")
    }
    return date
  }

  mutating func dateTimeSeparator() throws(TimestampError) {
    guard take("T") || take("t") || take(" ") else { throw .notATime }
  }

  /// `14:06`, `14:06:00` or `14:06:00.123`, as seconds of the day; a leap second is the next
  /// minute's first.
  mutating func time() throws(TimestampError) -> (seconds: Int, nanoseconds: Int) {
    guard let hour = digits(2), take(":"), let minute = digits(2) else { throw .notATime }
    var second = 0
    if take(":") {
      guard let value = digits(2) else { throw .notATime }
      second = value
    }
    guard hour < 24, minute < 60, second <= 60 else { throw .noSuchTime }
    hasLeapSecond = second == 60
    return (hour * 3600 + minute * 60 + second, try fraction())
  }

  private mutating func fraction() throws(TimestampError) -> Int {
    guard take(".") || take(",") else { return 0 }
    guard atDigit else { throw .notATime }
    var nanoseconds = 0
    var weight = 100_000_000
    while let byte = next, (0x30...0x39).contains(byte) {
      nanoseconds += Int(byte - 0x30) * weight
      weight /= 10
      position += 1
    }
    return nanoseconds
  }

  /// Minutes east of UTC: `Z`, `+02:00`, `+0200`, `+02`, ` +0200 CEST`, ` UTC`; nil for none.
  mutating func zone() throws(TimestampError) -> Int? {
    if atEnd { return nil }
    _ = take(" ")
    if take("Z") || take("z") { return 0 }
    if take("U") { return try utc() }
    if take("G") { return try gmt() }
    let isWest = next == 0x2D
    guard take("+") || take("-") else { throw .notATime }
    guard let hours = digits(2) else { throw .notATime }
    let hasColon = take(":")
    let minutes = digits(2)
    guard hours < 24, (minutes ?? 0) < 60, minutes != nil || !hasColon else { throw .notATime }
    skipZoneName()
    return (hours * 60 + (minutes ?? 0)) * (isWest ? -1 : 1)
  }

  private mutating func utc() throws(TimestampError) -> Int {
    guard take("T"), take("C") else { throw .notATime }
    return 0
  }

  private mutating func gmt() throws(TimestampError) -> Int {
    guard take("M"), take("T") else { throw .notATime }
    return 0
  }

  // Go's time.String repeats the offset as a name: "+0000 UTC".
  private mutating func skipZoneName() {
    let start = position
    guard take(" ") else { return }
    while let byte = next, (0x41...0x5A).contains(byte) { position += 1 }
    if position == start + 1 { position = start }
  }

  /// Follows a pattern such as `dd MMM yyyy HH:mm`; what it does not name is the earliest.
  mutating func follow(_ pattern: String) throws(TimestampError) -> (
    date: CivilDate, seconds: Int, hasTime: Bool
  ) {
    var fields: [Character: Int] = [:]
    var rest = Substring(pattern)
    while let letter = rest.first {
      let run = rest.prefix { $0 == letter }.count
      rest = rest.dropFirst(run)
      switch letter {
      case "M" where run == 3:
        guard let month = englishMonth() else { throw .notATime }
        fields["M"] = month
      case "y", "M", "d", "H", "m", "s":
        guard let number = digits(run) ?? (run == 1 ? oneOrTwoDigits() : nil) else {
          throw .notATime
        }
        fields[letter] = run == 1 ? extended(number) : number
      default:
        for byte in String(repeating: letter, count: run).utf8 {
          guard next == byte else { throw .notATime }
          position += 1
        }
      }
    }
    guard atEnd, let year = fields["y"] else { throw .notATime }
    let date = try TimeScanner.date(
      year: year, month: fields["M"] ?? 1, day: fields["d"] ?? 1)
    let (hour, minute, second) = (fields["H"] ?? 0, fields["m"] ?? 0, fields["s"] ?? 0)
    guard hour < 24, minute < 60, second < 60 else {
      throw .noSuchTime
    }
    return (date, hour * 3600 + minute * 60 + second, fields["H"] != nil)
  }

  private mutating func oneOrTwoDigits() -> Int? { digits(2) ?? digits(1) }

  // A single letter reads one digit or two: `d` takes both "3" and "13".
  private mutating func extended(_ number: Int) -> Int {
    guard number < 10, let second = digits(1) else { return number }
    return number * 10 + second
  }

  private mutating func englishMonth() -> Int? {
    guard position + 3 <= count else { return nil }
    let word = (position..<position + 3).map { bytes[$0] | 0x20 }
    let names = [
      "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    guard let index = names.firstIndex(where: { Array($0.utf8) == word }) else { return nil }
    position += 3
    return index + 1
  }
}

extension Timestamp {
  /// Reads a text by a pattern of `TimeFormat.pattern`.
  package init(
    parsing bytes: Span<UInt8>, pattern: String, offset: Int? = nil
  ) throws(TimestampError) {
    guard var scanner = TimeScanner(bytes) else { throw .notATime }
    let (date, seconds, hasTime) = try scanner.follow(pattern)
    self.init(
      Instant(
        seconds: Int64(date.daysSinceEpoch) * 86_400 + Int64(seconds)
          - (hasTime ? Int64(offset ?? 0) * 60 : 0)),
      precision: hasTime ? .second : .day, zoneAssumed: hasTime && offset == nil)
  }
}
