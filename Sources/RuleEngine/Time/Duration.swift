import SourceText

/// A length of time in whole seconds, written as a number and a unit: `30d`, `720h`, `4w`.
package struct Duration: Hashable, Comparable, Sendable {
  package let seconds: Int64

  package init(seconds: Int64) {
    self.seconds = seconds
  }

  /// Reads `45s`, `30m`, `720h`, `30d` or `4w`; nil for anything else, and beyond 9,999 years.
  package init?(_ text: String) {
    guard let unit = text.last, let scale = Duration.scales[unit] else { return nil }
    let digits = text.dropLast()
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let count = Int64(digits)
    else { return nil }
    let (seconds, overflow) = count.multipliedReportingOverflow(by: scale)
    guard !overflow, seconds <= 9999 * 366 * 86_400 else { return nil }
    self.seconds = seconds
  }

  private static let scales: [Character: Int64] = [
    "s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800,
  ]

  package static func < (lhs: Duration, rhs: Duration) -> Bool { lhs.seconds < rhs.seconds }
}

extension Duration: CustomStringConvertible {
  /// The largest unit that says it exactly, days before weeks: `30d`, `36h`, `90s`.
  package var description: String {
    if seconds == 0 { return "0s" }
    if seconds % 86_400 == 0 { return "\(seconds / 86_400)d" }
    if seconds % 3600 == 0 { return "\(seconds / 3600)h" }
    return seconds % 60 == 0 ? "\(seconds / 60)m" : "\(seconds)s"
  }

  /// For people, rounded down to the unit that matters: "12 days", "5 hours", "1 second".
  package var inWords: String { String(utf8Capacity: 32) { appendWords(to: &$0) } }

  /// Appends the same, of at most 32 bytes.
  package func appendWords(to text: inout OutputSpan<UInt8>) {
    let magnitude = seconds.magnitude
    switch magnitude {
    case 86_400...: text.append(magnitude / 86_400, of: "day")
    case 3600...: text.append(magnitude / 3600, of: "hour")
    case 60...: text.append(magnitude / 60, of: "minute")
    default: text.append(magnitude, of: "second")
    }
  }
}

extension OutputSpan<UInt8> {
  fileprivate mutating func append(_ count: UInt64, of unit: String) {
    append(decimal: count)
    append(UInt8(ascii: " "))
    append(unit)
    if count != 1 { append(UInt8(ascii: "s")) }
  }
}
