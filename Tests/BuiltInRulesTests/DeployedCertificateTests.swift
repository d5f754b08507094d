import RuleEngine
import Testing

@testable import BuiltInRules

/// How endpoints and what is listed meet, and what is the same certificate.
struct DeployedCertificateTests {
  private func endpoint(_ host: String, names: String? = nil, _ facts: String) -> String {
    #"{"name":"e","usedBy":["\#(host)"],"dnsNames":["\#(names ?? host)"],\#(facts),"endpoint":{"tlsVersion":"TLSv1.3"}}"#
  }

  private static let older = "serves an older certificate than is listed for"

  private func messages(_ records: String..., options: String = "") throws -> [String] {
    try Trial("deployed-certificate", options: options).results(of: ExampleListing(records))
      .map { $0.outcome == .pass ? "pass" : $0.message }
  }

  @Test(arguments: [
    #""usedBy":["https://WWW.example.com:8443/x"]"#, #""usedBy":["*.example.com"]"#,
    #""usedBy":["arn:aws:elb/1"],"dnsNames":["www.example.com."]"#,
    #""usedBy":[],"dnsNames":["*.EXAMPLE.com"]"#,
  ])
  func hostsMeet(_ names: String) throws {
    #expect(
      try messages(
        endpoint("www.example.com", #""serial":"1","notAfter":"2026-02-01T00:00:00Z""#),
        #"{"name":"l",\#(names),"serial":"2","notAfter":"2026-03-01"}"#) == [
          #"\#(Self.older) "www.example.com" (listing.json:2): the renewed one is not deployed"#
        ])
  }

  @Test func addressesMeet() throws {
    #expect(
      try messages(
        endpoint("2001:db8::1", #""serial":"1","notAfter":"2026-02-01T00:00:00Z""#),
        endpoint("192.0.2.1", #""serial":"1","notAfter":"2026-02-01T00:00:00Z""#),
        #"{"name":"l","usedBy":["[2001:DB8:0::1]:443"],"serial":"1"}"#,
        #"{"name":"l","dnsNames":[],"certificate":{"ipAddresses":["192.0.2.1"]},"serial":"1"}"#)
        == ["pass", "pass"])
  }

  @Test(arguments: [
    #""usedBy":["example.com"]"#, #""usedBy":["a.www.example.com"]"#,
    #""usedBy":["example.net"],"dnsNames":["www.example.com"]"#, #""dnsNames":["*.com"]"#,
    #""kind":"request","dnsNames":["www.example.com"]"#,
  ])
  func hostsDoNotMeet(_ names: String) throws {
    let served = endpoint("www.example.com", #""serial":"1""#)
    let listed = #"{"name":"l",\#(names),"serial":"2"}"#
    #expect(try messages(served, listed) == [])
    #expect(
      try messages(served, listed, options: "listed: true") == [
        #"nothing in the run is listed for "www.example.com""#
      ])
  }

  @Test func whatEndpointsShowIsNotListed() throws {
    #expect(
      try messages(
        endpoint("www.example.com", #""serial":"1""#), endpoint("www.example.com", #""serial":"2""#)
      )
        == [])
  }

  @Test func onlyTheNamedFactsCount() throws {
    #expect(
      try messages(
        endpoint("www.example.com", #""serial":"1""#),
        #"{"name":"l","usedBy":["www.example.net"],"dnsNames":["www.example.com"],"serial":"1"}"#,
        options: "hosts-of: dnsNames") == ["pass"])
  }

  /// A listing's own algorithm is computed from the certificate.
  @Test func fingerprintsOfAllAlgorithmsAreCompared() throws {
    let served = """
      {"name":"e","usedBy":["api.example"],"certificate":"\(ExampleCertificate.leaf)",\
      "endpoint":{"tlsVersion":"TLSv1.3"}}
      """
    let md5 = "MD5 Fingerprint=A6:61:47:8B:53:8D:15:C9:F1:D9:12:8C:EF:4E:15:CC"
    let sha1 = "sha1:625005ed3ebfda9938fd30bdb1146266dec7fd32"
    for fingerprint in [md5, sha1] {
      let listed = #"{"name":"l","usedBy":["api.example"],"fingerprints":["\#(fingerprint)"]}"#
      #expect(try messages(served, listed) == ["pass"])
    }
    let other = #"{"name":"l","usedBy":["api.example"],"fingerprints":["\#(sha1.dropLast())0"]}"#
    #expect(
      try messages(served, other) == [
        #"serves another certificate than is listed for "api.example" (listing.json:2)"#
      ])
  }

  @Test func theEndHasToDoWhereNothingElseIsListed() throws {
    let served = endpoint("www.example.com", #""notAfter":"2026-02-01T12:00:00Z""#)
    let listed = { (end: String) in #"{"name":"l","usedBy":["www.example.com"],"notAfter":\#(end)}"#
    }
    #expect(try messages(served, listed(#""2026-02-01""#)) == ["pass"])
    #expect(
      try messages(served, listed(#""2026-02-02""#)) == [
        #"\#(Self.older) "www.example.com" (listing.json:2): the renewed one is not deployed"#
      ])
    #expect(
      try messages(served, listed("null")) == [
        "cannot be judged: what is listed for www.example.com states nothing to tell certificates "
          + "apart by"
      ])
  }

  @Test func whatCannotBeReadIsNotJudged() throws {
    let served =
      #"{"name":"e","usedBy":["api.example"],"certificate":"AAAA","endpoint":{"tlsVersion":"TLSv1.3"}}"#
    let messages = try messages(served, #"{"name":"l","usedBy":["api.example"],"serial":"1"}"#)
    #expect(messages.count == 1)
    #expect(
      messages[0].hasPrefix("cannot be judged: the certificate cannot be read ("), "\(messages)")
  }

  /// Lifetimes get shorter: the certificate that was issued last ends first.
  @Test func theDayOfIssueSaysWhatIsNewer() throws {
    let served = endpoint(
      "www.example.com",
      #""serial":"1","notBefore":"2025-06-01T00:00:00Z","notAfter":"2026-07-01T00:00:00Z""#)
    #expect(
      try messages(
        served,
        #"{"name":"l","usedBy":["www.example.com"],"serial":"2","notBefore":"2025-12-01","notAfter":"2026-01-17"}"#
      ) == [#"\#(Self.older) "www.example.com" (listing.json:2): the renewed one is not deployed"#])
  }

  @Test func oneOfSeveralThatAreListedIsEnough() throws {
    let served = endpoint("www.example.com", #""serial":"1","notAfter":"2026-02-01T00:00:00Z""#)
    let listed = (1...3).map {
      #"{"name":"l","dnsNames":["www.example.com"],"serial":"\#($0)","notAfter":"2026-0\#($0 + 1)-01"}"#
    }
    #expect(try messages(served, listed[0], listed[1], listed[2]) == ["pass"])
    #expect(
      try messages(served, listed[1], listed[0], listed[2], options: "newest: true") == [
        "serves a certificate that is listed, but not the newest (listing.json:4)"
      ])
    #expect(
      try messages(served, listed[2], listed[1]) == [
        #"\#(Self.older) "www.example.com" (listing.json:2): the renewed one is not deployed"#
      ])
  }

  /// The listing is behind, which is no outage.
  @Test func aNewerOneIsAWarningAtMost() throws {
    let results = try Trial("deployed-certificate").results(
      of: ExampleListing([
        endpoint("www.example.com", #""serial":"2","notAfter":"2026-03-01T00:00:00Z""#),
        #"{"name":"l","usedBy":["www.example.com"],"serial":"1","notAfter":"2026-02-01"}"#,
      ]))
    #expect(results.map(\.severity) == [.warning])
    #expect(
      results.first?.evidence.map(\.required) == ["2026-02-01, as in listing.json:2"])
  }

  @Test func isCountedForEndpointsAlone() throws {
    let evaluation = try Trial("deployed-certificate").evaluation(
      of: ExampleListing([
        endpoint("a.example", #""serial":"1""#), endpoint("b.example", #""serial":"1""#),
        #"{"name":"l","usedBy":["a.example"],"serial":"1"}"#,
        #"{"name":"l","usedBy":["c.example"],"serial":"1"}"#,
      ]))
    let tally = evaluation.suites[0].tallies[0]
    #expect(tally.passed == 1)
    #expect(
      tally.notApplicable == [
        .outOfScope("TLS endpoints"): 2,
        .outOfScope("TLS endpoints for whose host something is listed"): 1,
      ])
    #expect(evaluation.suites[0].flagged == [])
  }
}
