import RuleEngine

/// How much of a validity is over, as a bar and in words.
struct ValidityGauge {
  private static let cells = 20

  private let start: Timestamp
  private let end: Timestamp
  private let now: Instant

  init(_ start: Timestamp, _ end: Timestamp, at now: Instant) {
    self.start = start
    self.end = end
    self.now = now
  }

  /// `━━━━━━━━━━━━━━────── 29 days left of 90`.
  var line: CardLine {
    // Both ends are part of the validity (RFC 5280, section 4.1.2.5).
    let total = Duration(seconds: end.start.since(start.start).seconds + 1)
    if end.end < now {
      return bar(Self.cells, .bad).adding(
        "expired \(now.since(end.end).inWords) ago, after \(total.inWords)", .bad)
    }
    if now < start.start {
      return bar(0, .warning).adding(
        "begins in \(start.start.since(now).inWords), for \(total.inWords)", .warning)
    }
    let left = end.end.since(now)
    let share = total.seconds > 0 ? Double(left.seconds) / Double(total.seconds) : 0
    // A third of the lifetime is when renewal is due; what expires within days is urgent.
    let tone: CardStyle.Tone = share < 1 / 3 || left.seconds < 7 * 86_400 ? .warning : .good
    let over = Self.cells - Int((share * Double(Self.cells)).rounded(.up))
    return bar(min(max(over, 0), Self.cells), tone).adding(
      "\(left.inWords) left of \(total.inWords)", tone)
  }

  private func bar(_ over: Int, _ tone: CardStyle.Tone) -> CardLine {
    CardLine(
      String(repeating: "━", count: over) + String(repeating: "─", count: Self.cells - over), tone)
  }
}
