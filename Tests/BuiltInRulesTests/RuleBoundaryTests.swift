import BuiltInRules
import RuleEngine
import Testing

@Suite struct RuleBoundaryTests {
  /// 2026-01-01T00:00:00Z, on either side of which the expiries below lie.
  private static let midnight = RuleExample.instant

  private static let lastInstants: [(String, Int64, Int32, [String])] = [
    ("2026-01-01T00:00:00Z", 0, 0, []),
    ("2026-01-01T00:00:00Z", 0, 1, ["expired just now, at 2026-01-01T00:00:00Z"]),
    ("2026-01-01T00:00:00Z", 1, 0, ["expired 1 second ago, at 2026-01-01T00:00:00Z"]),
    ("2026-01-01", 86_400, 0, []),
    ("2026-01-01", 86_401, 0, ["expired 1 second ago, on 2026-01-01"]),
  ]

  @Test(arguments: lastInstants)
  func expiryIncludesItsLastInstant(
    _ expiry: String, _ seconds: Int64, _ nanoseconds: Int32, _ messages: [String]
  ) throws {
    let now = Instant(
      seconds: Self.midnight.seconds + seconds, nanoseconds: nanoseconds)
    let trial = try Trial("expiry-window", options: "min-remaining: 0d")
    #expect(try trial.findings(#"{"notAfter":"\#(expiry)"}"#, at: now) == messages)
  }

  private static let windowEnds: [(Int64, String)] = [
    (-1, "max"), (0, ""), (1, ""),
    (170 * 86_400, ""), (170 * 86_400 + 1, "min"),
  ]

  @Test(arguments: windowEnds)
  func theWindowIncludesBothEnds(_ seconds: Int64, _ end: String) throws {
    let trial = try Trial("expiry-window", options: "min-remaining: 30d\nmax-remaining: 200d")
    let now = Self.midnight + Duration(seconds: seconds)
    let messages = [
      "min": ["expires in 29 days, on 2026-07-20; at least 30 days are required"],
      "max": ["expires in more than 200 days, on 2026-07-20; at most 200 days are allowed"],
    ]
    #expect(
      try trial.findings(#"{"notAfter":"2026-07-20T00:00:00Z"}"#, at: now) == messages[end] ?? [])
  }

  private static let severities: [(Int64, Severity?)] = [
    (0, nil), (1, .warning), (30 * 86_400, .warning), (30 * 86_400 + 1, .error),
  ]

  @Test(arguments: severities)
  func aWarningComesBeforeTheError(_ seconds: Int64, _ severity: Severity?) throws {
    let trial = try Trial("expiry-window", options: "min-remaining: 30d\nwarn-remaining: 60d")
    let listing = try ExampleListing([#"{"notAfter":"2026-03-02T00:00:00Z"}"#])
    let results = try trial.results(of: listing, at: Self.midnight + Duration(seconds: seconds))
    #expect(results.map(\.severity) == [severity])
  }

  @Test func timesAtTheEdgeOfTheCalendarAreJudged() throws {
    let trial = try Trial(
      "expiry-window",
      options: "min-remaining: 1d\nwarn-remaining: 3000000d\nor-fraction-of-lifetime: 1/1000000")
    let findings = try trial.findings(
      #"{"notBefore":"0001-01-01","notAfter":"9999-12-31"}"#,
      #"{"notBefore":"9999-12-31","notAfter":"0001-01-01"}"#)
    #expect(
      findings == [
        "expires in 2912442 days, on 9999-12-31; at least 3000000 days are advised",
        "expired 739615 days ago, on 0001-01-01",
      ])
  }

  private static let wildcards: [(String, String, Bool)] = [
    ("api.example.com", "*.example.com", true),
    ("API.example.com", "*.EXAMPLE.com.", true),
    ("example.com", "*.example.com", false),
    ("a.b.example.com", "*.example.com", false),
    ("a.b.example.com", "*.b.example.com", true),
    ("a.b.example.com", "a.*.example.com", false),
    ("api.example.com", "a*.example.com", false),
    ("api.example.com", "*pi.example.com", false),
    ("api.example.com", "**.com", false),
    ("api", "*", false),
    ("api.example.com", "*.com", false),
    ("xn--bcher-kva.example.com", "*.example.com", true),
  ]

  @Test(arguments: wildcards)
  func aWildcardStandsForOneLabel(_ required: String, _ stated: String, _ covers: Bool) throws {
    let trial = try Trial("required-san", options: "all-of: \(required)")
    #expect(
      try trial.findings(#"{"dnsNames":["\#(stated)"]}"#)
        == (covers ? [] : [#"does not state "\#(required)""#]))
  }

  private static let patterns: [(String, String, Bool)] = [
    ("*.example.com", "*.example.com", true),
    ("\\*.example.com", "*.example.com", true),
    ("\\*.example.com", "a.example.com", false),
    ("*.example.com", "*.a.example.com", false),
    ("**.example.com", "*.a.example.com", true),
    ("api.**", "*.example.com", false),
  ]

  @Test(arguments: patterns)
  func aPatternIsMetByANameThatMatches(
    _ required: String, _ stated: String, _ meets: Bool
  ) throws {
    let trial = try Trial("required-san", options: "any-of: '\(required)'")
    #expect(
      try trial.findings(#"{"dnsNames":["\#(stated)"]}"#)
        == (meets ? [] : [#"states none of "\#(required)""#]))
  }

  private static let forbidden: [(String, String, Bool)] = [
    ("admin.example.com", "*.example.com", true),
    ("admin.**", "*.example.com", true),
    ("adm?n*.example.com", "*.example.com", true),
    ("*.example.com", "*.example.com", false),
    ("**.corp.example.com", "*.example.com", false),
    ("a.b.example.com", "*.example.com", false),
    ("**.internal", "*.example.com", false),
    ("\\*.**", "www.example.com", false),
  ]

  @Test(arguments: forbidden)
  func aWildcardCoversForbiddenNames(
    _ forbidden: String, _ stated: String, _ covers: Bool
  ) throws {
    let trial = try Trial(
      "required-san", options: "none-of: '\(forbidden)'\nwildcards-cover: false")
    let findings = try trial.findings(#"{"dnsNames":["\#(stated)"]}"#)
    let message = #"states "\#(stated)", which covers the forbidden "\#(forbidden)""#
    #expect(findings.contains(message) == covers)
  }

  @Test func aNameIsReportedOnce() throws {
    let trial = try Trial("required-san", options: "none-of: a.example\nonly: b.example")
    #expect(
      try trial.findings(#"{"dnsNames":["a.example","a.example","b.example"]}"#)
        == [#"states "a.example", which is forbidden"#])
  }

  @Test func statusAgreesOnTheDayOfTheExpiry() throws {
    let trial = try Trial("status", options: "allow: [ok, expired]")
    let now = Self.midnight + Duration(seconds: 3600)
    let records = ["ok", "expired"].map { #"{"status":"\#($0)","notAfter":"2026-01-01"}"# }
    #expect(try trial.findings(records[0], records[1], at: now) == [])
    #expect(
      try trial.findings(#"{"status":"ok","notAfter":"2025-12-31"}"#, at: now)
        == [#"status is "ok", but the certificate expired 2025-12-31"#])
    #expect(
      try trial.findings(#"{"status":"expired","notAfter":"2026-01-02"}"#, at: now)
        == [#"status is "expired", but the certificate expires 2026-01-02"#])
  }

  @Test func evidenceNamesTheElement() throws {
    let trial = try Trial("name-pattern", options: "fact: dnsNames\ndeny: b*")
    let results = try trial.results(of: ExampleListing([#"{"dnsNames":["a","b","c"]}"#]))
    #expect(results.map(\.key) == ["b"])
    #expect(results.first?.evidence.map(\.place.pointer) == ["/dnsNames/1"])
  }

  @Test func everyFingerprintOfAClashIsReported() throws {
    let md5 = ["d41d8cd98f00b204e9800998ecf8427e", "0cc175b9c0f1b6a831c399e269772661"]
    let record = #"{"fingerprints":["md5:\#(md5[0])","md5:\#(md5[1])"]}"#
    let trial = try Trial("unique-name", options: "fact: fingerprints")
    let results = try trial.results(of: ExampleListing([record, record]))
    #expect(results.map(\.key) == md5 + md5)
    #expect(
      results.first?.message
        == "fingerprint \"\(md5[0])\" is used by 2 certificates in this listing (also listing.json:2)"
    )
  }
}
