/// The parts of timestamps and durations.
enum TimeFunctions {
  static let all: [Function] =
    parts.flatMap { name, spanPart, momentPart in
      var overloads = [Overload([.timestamp], .int)]
      if spanPart != nil { overloads.append(Overload([.duration], .int)) }
      return [
        Function(
          name, isMember: true, overloads,
          .unary { (_, value) throws(Failure) in
            switch value {
            case .timestamp(let moment):
              return .int(momentPart(CalendarDate(seconds: moment.seconds), moment))
            case .duration(let span):
              guard let spanPart else { throw .noMatchingOverload }
              return .int(spanPart(span))
            default: throw .noMatchingOverload
            }
          }),
        .member(
          name, Overload([.timestamp, .string], .int),
          body: .binary { (context, value, zone) throws(Failure) in
            guard case .timestamp(let moment) = value, case .string(let zone) = zone else {
              throw .noMatchingOverload
            }
            let offset = try context.zone(named: zone).secondsEast(at: moment.seconds)
            let date = CalendarDate(seconds: moment.seconds + Int64(offset))
            return .int(momentPart(date, moment))
          }),
      ]
    }

  static let names = Set(parts.map(\.0))

  private typealias SpanPart = @Sendable (TimeSpan) -> Int64
  private typealias MomentPart = @Sendable (CalendarDate, Moment) -> Int64

  private static let parts: [(String, SpanPart?, MomentPart)] = [
    ("getFullYear", nil, { date, _ in Int64(date.year) }),
    ("getMonth", nil, { date, _ in Int64(date.month - 1) }),
    ("getDayOfMonth", nil, { date, _ in Int64(date.day - 1) }),
    ("getDate", nil, { date, _ in Int64(date.day) }),
    ("getDayOfWeek", nil, { date, _ in Int64(date.dayOfWeek) }),
    ("getDayOfYear", nil, { date, _ in Int64(date.dayOfYear) }),
    (
      "getHours", { whole($0, in: 3_600_000_000_000) },
      { date, _ in Int64(date.secondOfDay / 3600) }
    ),
    (
      "getMinutes", { whole($0, in: 60_000_000_000) },
      { date, _ in Int64(date.secondOfDay / 60 % 60) }
    ),
    (
      "getSeconds", { whole($0, in: 1_000_000_000) },
      { date, _ in Int64(date.secondOfDay % 60) }
    ),
    (
      "getMilliseconds", { whole($0, in: 1_000_000) % 1000 },
      { _, moment in Int64(moment.nanoseconds / 1_000_000) }
    ),
  ]

  /// How many whole units a duration has, rounded towards zero.
  private static func whole(_ span: TimeSpan, in unit: Int128) -> Int64 {
    Int64(span.totalNanoseconds / unit)
  }
}
