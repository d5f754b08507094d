import Testing

@testable import Expressions

@Suite struct TimeTests {
  @Test(arguments: [
    Sample("timestamp('2026-11-21T06:30:00.5+01:00')", #"timestamp("2026-11-21T05:30:00.5Z")"#),
    Sample(
      "timestamp('0001-01-01T00:00:00Z') + duration('1ns')",
      #"timestamp("0001-01-01T00:00:00.000000001Z")"#),
    Sample("timestamp('2024-02-29t12:00:00z').getDayOfYear()", "59"),
    Sample("timestamp('1969-12-31T23:59:59.25Z') - timestamp(0)", #"duration("-0.75s")"#),
    Sample("duration('1h30m') + duration('-0.5s')", #"duration("5399.5s")"#),
    Sample(
      "[duration('0'), duration('-1.5h'), duration('100us'), duration('.5s')]",
      #"[duration("0s"), duration("-5400s"), duration("0.0001s"), duration("0.5s")]"#),
    Sample("duration('-90s').getMinutes()", "-1"),
    Sample("duration('123.321456789s').getMilliseconds()", "321"),
    Sample("timestamp('2026-11-21T23:30:00Z').getDate('+01:00')", "22"),
    Sample("timestamp('2026-11-22T00:30:00Z').getDayOfWeek('-00:30')", "0"),
    // A certificate without an end (RFC 5280, 4.1.2.5) has a lifetime.
    Sample("timestamp('9999-12-31T23:59:59Z') - notBefore > duration('2400h')", "true"),
  ])
  func times(_ sample: Sample) {
    #expect(sample.outcome() == sample.expected)
  }

  /// A compiled zone (RFC 9636) with these transitions and this rule for later times.
  private static func zoneFile(
    _ transitions: [(time: Int64, type: UInt8)], offsets: [Int32], rule: String
  ) -> [UInt8] {
    func bytes(_ value: some FixedWidthInteger) -> [UInt8] {
      (0..<value.bitWidth / 8).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
    func header(_ times: Int, _ types: Int, _ characters: Int) -> [UInt8] {
      Array("TZif2".utf8) + Array(repeating: 0, count: 15)
        + [0, 0, 0, times, types, characters].flatMap { bytes(Int32($0)) }
    }
    return header(0, 1, 1) + Array(repeating: 0, count: 7)
      + header(transitions.count, offsets.count, 4)
      + transitions.flatMap { bytes($0.time) } + transitions.map(\.type)
      + offsets.flatMap { bytes($0) + [0, 0] } + Array("LMT\0".utf8) + Array("\n\(rule)\n".utf8)
  }

  private static let file = zoneFile(
    [(1000, 1), (2000, 0)], offsets: [3600, 7200], rule: "CET-1CEST,M3.5.0,M10.5.0/3")

  @Test(arguments: [
    (999, 3600), (1000, 7200), (1999, 7200),
    // 2026: summer from 29 March 01:00Z to 25 October 01:00Z.
    (1_774_745_999, 3600), (1_774_746_000, 7200), (1_792_889_999, 7200), (1_792_890_000, 3600),
  ])
  func zone(seconds: Int64, offset: Int) throws {
    let rules = try #require(TimeZoneRules(file: Self.file))
    #expect(rules.secondsEast(at: seconds) == offset)
  }

  @Test(
    arguments: [
      ("NZST-12NZDT,M9.5.0,M4.1.0/3", 1_767_225_600, 46_800),
      ("<+0530>-5:30", 0, 19_800),
      ("EST5EDT4,J60/2,J300/2", 1_767_225_600, -18_000),
      ("EST5EDT,59,299", 1_780_000_000, -14_400),
    ] as [(String, Int64, Int)])
  func rule(text: String, seconds: Int64, offset: Int) throws {
    #expect(try #require(ZoneRule(text)).secondsEast(at: seconds) == offset)
  }

  @Test func damagedZones() {
    for count in 0..<Self.file.count - 30 {
      let isRead = TimeZoneRules(file: Array(Self.file[..<count])) != nil
      #expect(!isRead, "\(count) bytes")
    }
    for place in Self.file.indices {
      var file = Self.file
      file[place] ^= 0xFF
      _ = TimeZoneRules(file: file)?.secondsEast(at: 1_774_746_000)
    }
    for text in ["", "CET", "CET-1CEST", "CET-1CEST,M13.1.0,M1.1.0", "CET-1CEST,M1.1.0"] {
      let isRead = ZoneRule(text) != nil
      #expect(!isRead, "\(text)")
    }
  }

  @Test func namesOfZonesAreNoPaths() throws {
    let zones = TimeZones { name in
      Issue.record("asked for \(name)")
      return nil
    }
    for name in ["../etc/passwd", "/etc/localtime", "a//b", "", "a b", "Europe/.."] {
      #expect(throws: Failure.self) { try zones.rules(named: name) }
    }
    let known = TimeZones { $0 == "Europe/Berlin" ? Self.file : nil }
    let schema = ExpressionSchema(facts: [.init("t", .timestamp)], zones: known)
    let expression = try Expressions.Expression("t.getHours('Europe/Berlin')", schema: schema)
    var evaluator = Evaluator(expression)
    let summer = Moment(seconds: 1_774_746_000).map(Value.timestamp)
    guard case .value(.int(3)) = evaluator.evaluate(Bindings([summer])) else {
      Issue.record("not three o'clock")
      return
    }
  }
}
