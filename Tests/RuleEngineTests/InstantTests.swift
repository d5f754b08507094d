import RuleEngine
import Testing

struct InstantTests {
  @Test func instantsAreOrderedByTheNanosecond() {
    let instants = [
      Instant(seconds: -2, nanoseconds: 999_999_999), Instant(seconds: -1), Instant(seconds: 0),
      Instant(seconds: 0, nanoseconds: 1), Instant(seconds: 1),
    ]
    #expect(instants.shuffled().sorted() == instants)
  }

  static let differences: [(from: Instant, to: Instant, seconds: Int64)] = [
    (Instant(seconds: 0), Instant(seconds: 10), 10),
    (Instant(seconds: 0, nanoseconds: 1), Instant(seconds: 10), 9),
    (Instant(seconds: 0), Instant(seconds: 10, nanoseconds: 1), 10),
    (Instant(seconds: 10), Instant(seconds: 0), -10),
    (Instant(seconds: 10), Instant(seconds: 0, nanoseconds: 1), -10),
    (Instant(seconds: 10, nanoseconds: 1), Instant(seconds: 0), -11),
  ]

  @Test(arguments: differences)
  func differencesRoundDown(_ from: Instant, to: Instant, seconds: Int64) {
    #expect(to.since(from).seconds == seconds)
  }

  @Test func durationsMoveInstants() {
    let day = Duration(seconds: 86_400)
    let start = Instant(seconds: 5, nanoseconds: 7)
    #expect((start + day).seconds == 86_405)
    #expect((start + day).nanoseconds == 7)
    #expect(start + day - day == start)
  }

  /// Every day of four hundred years, which is when the calendar repeats itself.
  @Test func daysAndDatesAgree() throws {
    var days = try #require(CivilDate(year: 1800, month: 1, day: 1)).daysSinceEpoch
    for year in 1800..<2200 {
      for month in 1...12 {
        for day in 1...CivilDate.days(inMonth: month, of: year) {
          let date = CivilDate(daysSinceEpoch: days)
          guard date == CivilDate(year: year, month: month, day: day),
            date.daysSinceEpoch == days
          else {
            Issue.record("day \(days) is \(date), not \(year)-\(month)-\(day)")
            return
          }
          days += 1
        }
      }
    }
    #expect(CivilDate(daysSinceEpoch: 0).description == "1970-01-01")
    #expect(CivilDate(year: 0, month: 1, day: 1) == nil)
    #expect(CivilDate(year: 10_000, month: 1, day: 1) == nil)
  }

  static let durations: [(text: String, seconds: Int64?)] = [
    ("45s", 45), ("30m", 1800), ("720h", 2_592_000), ("30d", 2_592_000), ("4w", 2_419_200),
    ("0d", 0), ("007d", 604_800), ("3659634d", 316_192_377_600),
    ("", nil), ("d", nil), ("30", nil), ("-1d", nil), ("+1d", nil), ("1.5d", nil), ("1 d", nil),
    ("30D", nil), ("30days", nil), ("1y", nil), ("1M", nil), ("d30", nil), ("1d12h", nil),
    ("３０d", nil), ("3659635d", nil), ("99999999999999999999d", nil), ("9223372036854775807w", nil),
  ]

  @Test(arguments: durations)
  func readsDurations(_ text: String, seconds: Int64?) {
    #expect(Duration(text)?.seconds == seconds)
  }

  static let spoken: [(seconds: Int64, description: String, words: String)] = [
    (0, "0s", "0 seconds"), (1, "1s", "1 second"), (59, "59s", "59 seconds"),
    (60, "1m", "1 minute"), (90, "90s", "1 minute"), (3600, "1h", "1 hour"),
    (129_600, "36h", "1 day"), (86_400, "1d", "1 day"), (604_800, "7d", "7 days"),
    (1_036_799, "1036799s", "11 days"), (-1, "-1s", "1 second"), (-172_800, "-2d", "2 days"),
  ]

  @Test(arguments: spoken)
  func saysDurations(_ seconds: Int64, description: String, words: String) {
    #expect(Duration(seconds: seconds).description == description)
    #expect(Duration(seconds: seconds).inWords == words)
  }

  static let fractions: [(text: String, numerator: Int64, denominator: Int64)] = [
    ("1/3", 1, 3), ("33%", 33, 100), ("0.33", 33, 100), ("0.5", 5, 10), ("2/4", 2, 4),
    ("1%", 1, 100), ("99%", 99, 100), ("0.000001", 1, 1_000_000), ("1/1000000", 1, 1_000_000),
  ]

  @Test(arguments: fractions)
  func readsFractions(_ text: String, numerator: Int64, denominator: Int64) throws {
    let fraction = try #require(Fraction(text))
    #expect(fraction.numerator == numerator)
    #expect(fraction.denominator == denominator)
    #expect(fraction.description == text)
  }

  @Test(arguments: [
    "", "0", "1", "0/3", "3/3", "4/3", "1/0", "-1/3", "1/-3", "-1/-3", "+1/3", "1/3/5", "1/", "/3",
    "0%", "100%", "+33%", "-33%", "33.3%", "%", "0.", "0.0", "1.0", ".5", "0.+5", "0.-5", "0,5",
    "0.3333333", "1/1000001", " 1/3", "1 / 3", "a/b", "99999999999999999999/3",
  ])
  func refusesFractions(_ text: String) {
    #expect(Fraction(text) == nil)
  }

  static let shares: [(fraction: String, of: Int64, seconds: Int64)] = [
    ("1/3", 90, 30), ("1/3", 91, 31), ("1/3", 0, 0), ("33%", 86_400, 28_512),
    ("999999/1000000", 316_192_377_600, 316_192_061_408), ("1/3", -90, -30),
  ]

  @Test(arguments: shares)
  func sharesRoundUp(_ text: String, of whole: Int64, seconds: Int64) throws {
    let fraction = try #require(Fraction(text))
    #expect(fraction.of(Duration(seconds: whole)).seconds == seconds)
  }
}
