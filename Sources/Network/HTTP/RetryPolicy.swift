/// When a request that failed is sent again.
package struct RetryPolicy: Equatable, Sendable {
  /// How often a request is sent at most.
  package var attempts = 4
  /// Seconds to wait before the second attempt, at the most; each further one doubles them.
  package var firstPause = 1.0
  /// The most that is waited between attempts by our own choice, in seconds.
  package var longestPause = 30.0
  /// The most that a server may ask to be waited for, in seconds.
  package var longestRequestedPause = 60.0

  package init() {}

  enum Decision: Equatable {
    /// Send it again after so many seconds.
    case wait(Double)
    /// What there is, is the result.
    case accept
    /// The server asks for more patience than there is.
    case comeBackLater(seconds: Int)
  }

  /// - Parameters:
  ///   - attempt: the number of the one that failed, from 1.
  ///   - remaining: how many seconds there are for all that is left to do.
  ///   - random: from 0 up to 1, so that many clients do not come back at the same time.
  ///   - now: seconds since 1970-01-01T00:00:00Z.
  func decision(
    after response: HTTPResponse, attempt: Int, remaining: Double, random: Double, now: Int64
  ) -> Decision {
    guard response.status == 429 || response.status == 503 else { return .accept }
    guard let requested = Self.requestedPause(response.headers, now: now) else {
      return decision(attempt: attempt, remaining: remaining, random: random)
    }
    // What is too long now is not shorter after other attempts.
    guard requested <= longestRequestedPause, requested < remaining else {
      return .comeBackLater(seconds: Int(requested))
    }
    return attempt < attempts ? .wait(requested) : .accept
  }

  /// After an error of the network.
  func decision(attempt: Int, remaining: Double, random: Double) -> Decision {
    guard attempt < attempts else { return .accept }
    var longest = firstPause
    for _ in 1..<max(attempt, 1) { longest = min(2 * longest, longestPause) }
    // At least half, so that waiting does what it is for.
    let pause = longest / 2 + random * longest / 2
    return pause < remaining ? .wait(pause) : .accept
  }

  /// The longest that the headers ask for, in seconds.
  static func requestedPause(_ headers: HTTPHeaders, now: Int64) -> Double? {
    headers.values("Retry-After").compactMap { text in
      if !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }) {
        return min(Double(text) ?? 0, 1e9)
      }
      return HTTPDate.seconds(text, now: now).map { Double(max(0, min($0 - now, 1_000_000_000))) }
    }.max()
  }
}
