import Testing

@testable import Network

struct RetryPolicyTests {
  private let now: Int64 = 784_111_777

  @Test(
    arguments: [
      ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777),
      ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777),
      ("Sun Nov  6 08:49:37 1994", 784_111_777), ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
      ("Tue, 29 Feb 2028 23:59:60 GMT", 1_835_481_600),
      ("Sunday, 06-Nov-50 08:49:37 GMT", -604_422_623),
      ("Sunday, 06-Nov-30 08:49:37 GMT", 1_920_185_377),
    ] as [(String, Int64)])
  func readsDates(text: String, seconds: Int64) {
    #expect(HTTPDate.seconds(text, now: now) == seconds)
  }

  @Test(arguments: [
    "", "tomorrow", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 PST",
    "Sun, 32 Nov 1994 08:49:37 GMT", "Sun, 06 Foo 1994 08:49:37 GMT",
    "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 06 Nov 1994 08:49 GMT", "Sun, 06 Nov -994 08:49:37 GMT",
    "Sun, 06 Nov 99999999999999999999 08:49:37 GMT", "1994-11-06T08:49:37Z",
  ])
  func readsNothingElse(text: String) {
    #expect(HTTPDate.seconds(text, now: now) == nil)
  }

  private func decision(
    _ status: Int, retryAfter: [String] = [], attempt: Int = 1, remaining: Double = 1000
  ) -> RetryPolicy.Decision {
    var headers = HTTPHeaders()
    for value in retryAfter { headers.add("retry-after", value) }
    return RetryPolicy().decision(
      after: HTTPResponse(status: status, reason: "", headers: headers), attempt: attempt,
      remaining: remaining, random: 0.5, now: now)
  }

  @Test func waitsAsTheServerAsks() {
    #expect(decision(429, retryAfter: ["7"]) == .wait(7))
    #expect(decision(503, retryAfter: ["Sun, 06 Nov 1994 08:49:47 GMT"]) == .wait(10))
    #expect(decision(503, retryAfter: ["Sun, 06 Nov 1994 08:00:00 GMT"]) == .wait(0))
    #expect(decision(429, retryAfter: ["3", "9", "nonsense"]) == .wait(9))
    #expect(decision(429, retryAfter: ["60"]) == .wait(60))
  }

  @Test func doesNotWaitForHours() {
    #expect(decision(429, retryAfter: ["61"]) == .comeBackLater(seconds: 61))
    #expect(
      decision(429, retryAfter: ["Sun, 06 Nov 1994 09:49:37 GMT"]) == .comeBackLater(seconds: 3600))
    #expect(decision(429, retryAfter: ["30"], remaining: 20) == .comeBackLater(seconds: 30))
    #expect(
      decision(429, retryAfter: [String(repeating: "9", count: 400)])
        == .comeBackLater(seconds: 1_000_000_000))
  }

  @Test func backsOffByItself() {
    #expect(
      (1...4).map { decision(429, attempt: $0) } == [.wait(0.75), .wait(1.5), .wait(3), .accept])
    #expect(decision(503, retryAfter: ["-5"]) == .wait(0.75))
    #expect(decision(429, remaining: 0.5) == .accept)
    #expect(decision(429, retryAfter: ["7"], attempt: 4) == .accept)
    var policy = RetryPolicy()
    policy.attempts = 100
    #expect(policy.decision(attempt: 50, remaining: 1000, random: 0) == .wait(15))
  }

  @Test func acceptsAnyOtherAnswer() {
    for status in [200, 400, 401, 403, 404, 408, 500, 502, 504] {
      #expect(decision(status, retryAfter: ["1"]) == .accept)
    }
  }
}
