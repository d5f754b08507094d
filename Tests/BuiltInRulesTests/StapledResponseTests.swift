import RuleEngine
import Testing

@testable import BuiltInRules

struct StapledResponseTests {
  private typealias Example = ExampleStaple

  private static let future = "the stapled OCSP response does not hold before 2025-12-30T00:00:00Z"
  private static let ended = "the stapled OCSP response ended 2026-01-06T00:00:00Z"

  /// It holds from 2025-12-30 to 2026-01-06; the clock may be five minutes off.
  @Test(arguments: [
    ("2025-12-29T23:54:59Z", [future]), ("2025-12-29T23:55:00Z", []),
    ("2026-01-06T00:05:00Z", []), ("2026-01-06T00:05:01Z", [ended]),
  ])
  func holdsForATime(_ time: String, _ messages: [String]) throws {
    let now = try Timestamp(parsing: time).start
    let trial = try Trial("stapled-response")
    #expect(
      try trial.findings(Example.record(Example.leaf, staple: Example.good), at: now) == messages)
  }

  @Test func theClockMayBeAsFarOffAsIsSaid() throws {
    let now = try Timestamp(parsing: "2026-01-06T00:59:00Z").start
    let trial = try Trial("stapled-response", options: "clock-skew: 1h\nmax-age: 30d")
    #expect(try trial.findings(Example.record(Example.leaf, staple: Example.good), at: now) == [])
  }

  @Test(arguments: [
    ("MAMKAQM=", "the stapled OCSP response is no answer: trylater"),
    ("MAMKAQE=", "the stapled OCSP response is no answer: malformedrequest"),
    ("AAAA", "cannot read the OCSP response: nested asn1 error"),
  ])
  func mustBeAnAnswer(_ response: String, _ message: String) throws {
    let trial = try Trial("stapled-response")
    #expect(try trial.findings(Example.record(Example.plain, staple: response)) == [message])
  }

  @Test func mustBeVerifiableByWhatIsSent() throws {
    let record = """
      {"name":"api","endpoint":{"stapledResponse":"\(Example.good)"},\
      "certificate":"\(Example.leaf)","chain":[]}
      """
    #expect(
      try Trial("stapled-response").findings(record) == [
        "the stapled OCSP response cannot be verified: the issuer does not come along"
      ])
  }

  @Test func whatIsNoBase64IsUnreadable() throws {
    let record = Example.record(Example.leaf, staple: "!!!")
    let results = try Trial("stapled-response").results(of: ExampleListing([record]))
    #expect(
      results.map(\.message) == [
        "cannot be judged: endpoint.stapledResponse is unreadable (it is no base64)"
      ])
  }

  /// An authority without responders, as most are today.
  @Test func nothingIsAskedWhereNothingIsDue() throws {
    let without = ExampleCertificate.record(ExampleCertificate.leaf, chain: [])
      .replacing("\"chain\"", with: "\"endpoint\":{\"stapledResponse\":null},\"chain\"")
    let named = Example.record(Example.plain, staple: nil)
    for (options, record, messages) in [
      ("", without, []), ("", named, []), ("require: when-responder-named", without, []),
      ("require: always", without, ["staples no OCSP response"]),
    ] {
      let trial = try Trial("stapled-response", options: options)
      #expect(try trial.findings(record) == messages)
      let tally = try trial.evaluation(of: ExampleListing([record])).suites[0].tallies[0]
      #expect(tally.passed == 0)
      #expect(
        tally.notApplicable.keys.map(\.description)
          == (messages.isEmpty
            ? ["only TLS endpoints that staple a response or have to are judged"] : []))
    }
  }

  /// A file states none, which says nothing.
  @Test func onlyEndpointsAreJudged() throws {
    let record = ExampleCertificate.record(Example.leaf, chain: [])
    let tally = try Trial("stapled-response").evaluation(of: ExampleListing([record])).suites[0]
      .tallies[0]
    #expect(
      tally.notApplicable.keys.map(\.description) == [
        "only TLS endpoints are judged"
      ])
  }
}
