/// A UTCTime or GeneralizedTime: its instant, and how it was written.
package struct CertificateTime: DERReadable, Hashable {
  package enum Encoding: Sendable {
    case utcTime, generalizedTime
  }

  /// What RFC 5280 does not allow in a time but can be read all the same.
  struct Irregularities: OptionSet, Hashable, Sendable {
    let rawValue: UInt8

    static let withoutSeconds = Irregularities(rawValue: 1)
    static let fraction = Irregularities(rawValue: 2)
    static let offset = Irregularities(rawValue: 4)
    static let withoutZone = Irregularities(rawValue: 8)
  }

  /// Seconds since 1970-01-01T00:00:00Z, without leap seconds.
  package let seconds: Int64
  package let encoding: Encoding
  /// 1950 to 2049 in a UTCTime, 0 to 9999 in a GeneralizedTime.
  package let year: Int
  let irregularities: Irregularities
  /// The offset of the text's first byte.
  package let offset: Int

  /// Nil unless the element is of one of the two types and names an instant of the calendar.
  package init?(_ element: DERElement, in bytes: Span<UInt8>) {
    var digits: Digits
    switch element.identifier {
    case DERTag.utcTime:
      encoding = .utcTime
      digits = Digits(position: element.contentStart, end: element.contentEnd)
      guard let short = digits.pair(in: bytes) else { return nil }
      year = short < 50 ? 2000 + short : 1900 + short
    case DERTag.generalizedTime:
      encoding = .generalizedTime
      digits = Digits(position: element.contentStart, end: element.contentEnd)
      guard let century = digits.pair(in: bytes), let short = digits.pair(in: bytes) else {
        return nil
      }
      year = century * 100 + short
    default: return nil
    }
    offset = element.contentStart
    var irregularities: Irregularities = []
    guard let month = digits.pair(in: bytes), let day = digits.pair(in: bytes),
      let hour = digits.pair(in: bytes), let minute = digits.pair(in: bytes),
      (1...12).contains(month), day >= 1, day <= CertificateTime.days(of: month, year),
      hour < 24, minute < 60
    else { return nil }
    var second = 0
    if let written = digits.pair(in: bytes) {
      guard written < 60 else { return nil }
      second = written
      if encoding == .generalizedTime, digits.skipFraction(in: bytes) {
        irregularities.insert(.fraction)
      }
    } else {
      irregularities.insert(.withoutSeconds)
    }
    guard let zone = digits.zone(in: bytes, irregularities: &irregularities) else { return nil }
    self.irregularities = irregularities
    let days = CertificateTime.daysSinceEpoch(year, month, day)
    seconds = Int64(((days * 24 + hour) * 60 + minute - zone) * 60 + second)
  }

  private static func days(of month: Int, _ year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  // Counting years from March makes the leap day the last of its year.
  private static func daysSinceEpoch(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The characters of a time that are not read yet.
  private struct Digits {
    var position: Int
    let end: Int

    /// The next two digits; otherwise nothing moves.
    mutating func pair(in bytes: Span<UInt8>) -> Int? {
      guard position &+ 2 <= end, end <= bytes.count else { return nil }
      let tens = bytes[position] &- 0x30
      let ones = bytes[position &+ 1] &- 0x30
      guard tens < 10, ones < 10 else { return nil }
      position &+= 2
      return Int(tens) * 10 + Int(ones)
    }

    /// Whether there was a fraction of a second, which is dropped.
    mutating func skipFraction(in bytes: Span<UInt8>) -> Bool {
      guard position &+ 1 < end, bytes[position] == 0x2E || bytes[position] == 0x2C,
        bytes[position &+ 1] &- 0x30 < 10
      else { return false }
      position &+= 1
      while position < end, bytes[position] &- 0x30 < 10 { position &+= 1 }
      return true
    }

    /// Minutes east of UTC, once nothing else is left.
    mutating func zone(in bytes: Span<UInt8>, irregularities: inout Irregularities) -> Int? {
      guard position < end else {
        irregularities.insert(.withoutZone)
        return 0
      }
      let sign = bytes[position]
      position &+= 1
      if sign == 0x5A { return position == end ? 0 : nil }
      guard sign == 0x2B || sign == 0x2D, let hours = pair(in: bytes),
        let minutes = pair(in: bytes), hours < 24, minutes < 60, position == end
      else { return nil }
      irregularities.insert(.offset)
      return (sign == 0x2B ? 1 : -1) * (hours * 60 + minutes)
    }
  }
}
