import RuleEngine
import SourceText

/// Asks that enough of the validity is left, and not too much.
struct ExpiryWindow: RecordRule {
  private static let minRemaining = Option.duration(
    "min-remaining", default: "30d", "The least that must be left; exactly that much passes.")
  private static let warnRemaining = Option.duration(
    "warn-remaining", "Less than this, though no less than the minimum, is a warning.")
  private static let maxRemaining = Option.duration(
    "max-remaining",
    "The most that may be left, except to authorities, which live for years; exactly that much "
      + "passes.")
  private static let fractionOfLifetime = Option.fraction(
    "or-fraction-of-lifetime",
    "This share of the lifetime is enough where it is less than min-remaining; "
      + "warn-remaining shrinks in proportion.")

  private let bounds: Bounds
  // What is said of the bounds, made once.
  private let required: String
  private let advised: String
  private let fraction: Fraction?
  private let maximum: Duration?

  init(options: Options) throws(OptionError) {
    bounds = Bounds(
      minimum: try options[Self.minRemaining], warning: try options[Self.warnRemaining])
    required = bounds.required
    advised = bounds.advised
    fraction = try options[Self.fractionOfLifetime]
    maximum = try options[Self.maxRemaining]
    if let warning = bounds.warning, warning <= bounds.minimum {
      throw OptionError(
        "warn-remaining must be more than min-remaining, which is \(bounds.minimum)",
        option: Self.warnRemaining.name)
    }
    if let maximum, maximum < bounds.minimum {
      throw OptionError(
        "max-remaining must not be less than min-remaining, which is \(bounds.minimum)",
        option: Self.maxRemaining.name)
    }
    if let maximum, let warning = bounds.warning, maximum < warning {
      throw OptionError(
        "max-remaining must not be less than warn-remaining, which is \(warning)",
        option: Self.maxRemaining.name)
    }
  }

  var needs: [Fact] { [.notAfter] }

  var requirement: String {
    let share = fraction.map { " or \($0) of the lifetime" } ?? ""
    let most = maximum.map { " and at most \($0)" } ?? ""
    return "at least \(bounds.minimum)\(share)\(most) left"
  }

  func judge(
    _ record: CertificateRecord, at now: Instant, _ findings: inout Findings
  ) throws(FactUnavailable) {
    let expiry = try record.notAfter
    guard now <= expiry.end else {
      findings.full(.expired(expiry, at: now), evidence: .init(.notAfter))
      return
    }
    // A certificate that expires today, at a time not told, is valid but has no time left.
    let left = max(expiry.start.since(now), Duration(seconds: 0))
    let share = shareOfLifetime(of: record, expiry: expiry)
    let bounds = share.map(bounds.lowered) ?? bounds
    if left < bounds.minimum {
      if let fraction, share != nil, bounds.minimum < self.bounds.minimum {
        findings.full(
          .expiresTooSoon(expiry, in: left, fraction),
          evidence: [.init(.notAfter), .init(.notBefore)])
      } else {
        findings.full(
          .expires(expiry, in: left, share == nil ? required : bounds.required),
          evidence: .init(.notAfter))
      }
    } else if let warning = bounds.warning, left < warning {
      findings.early(
        .expires(expiry, in: left, share == nil ? advised : bounds.advised),
        evidence: .init(.notAfter, required: "at least \(warning) left"))
    } else if let maximum, left > maximum, CertificateRole.leaf.includes(record) {
      findings.full(
        .expiresTooLate(expiry, in: left, maximum), evidence: .init(.notAfter))
    }
  }

  private func shareOfLifetime(of record: CertificateRecord, expiry: Timestamp) -> Duration? {
    guard let fraction, let start = try? record.notBefore, start.start < expiry.end else {
      return nil
    }
    return fraction.of(expiry.end.since(start.start))
  }
}

/// From how much left on nothing is wrong, and from how much on nothing is said.
private struct Bounds {
  let minimum: Duration
  let warning: Duration?

  /// How it is said that less than the minimum is left.
  var required: String { "; at least \(minimum.inExactWords) \(minimum.verb) required" }

  /// How it is said that less is left than without a warning.
  var advised: String {
    warning.map { "; at least \($0.inExactWords) \($0.verb) advised" } ?? ""
  }

  /// The bounds with a minimum that is no more than a share of the lifetime, and the warning in
  /// proportion: a warning at 60 days would never cease for a certificate that lives for 47.
  func lowered(to share: Duration) -> Bounds {
    guard share < minimum else { return self }
    let scaled = warning.map { warning in
      let product = Int128(warning.seconds) * Int128(share.seconds)
      return Duration(seconds: Int64(truncatingIfNeeded: product / Int128(minimum.seconds)))
    }
    return Bounds(minimum: share, warning: scaled)
  }
}

extension ExpiryWindow {
  static let documentation = RuleDocumentation(
    id: "expiry-window",
    summary: "A certificate has enough of its validity left, and not too much.",
    rationale: """
      An expired certificate takes down whatever relies on it, and a renewal needs time for \
      approval, issuance and roll-out. Much validity left means a key that is used for too long \
      and a certificate that outlives what is known about its holder. Where a source tells only \
      the day of the expiry, time left is counted to the start of that day, and the certificate \
      has expired at its end.
      """,
    citation: """
      RFC 5280, section 4.1.2.5 (Validity); CA/Browser Forum TLS Baseline Requirements, \
      section 6.3.2; NIST SP 800-57 Part 1 Rev. 5, section 5.3 (Cryptoperiods)
      """,
    options: [
      minRemaining.declaration, warnRemaining.declaration, maxRemaining.declaration,
      fractionOfLifetime.declaration,
    ],
    passing: [
      RuleExample(
        "exactly the minimum is left",
        options: "min-remaining: 30d",
        records: [#"{"name":"api","notAfter":"2026-01-31T00:00:00Z"}"#]),
      RuleExample(
        "exactly the minimum is left to the day of the expiry",
        options: "min-remaining: 30d",
        records: [#"{"name":"api","notAfter":"2026-01-31"}"#]),
      RuleExample(
        "the day of the expiry has begun, and is not over",
        options: "min-remaining: 0d",
        records: [#"{"name":"api","notAfter":"2026-01-01"}"#]),
      RuleExample(
        "a third of a short lifetime is enough, being less than the fixed minimum",
        options: "min-remaining: 30d\nor-fraction-of-lifetime: 1/3",
        records: [
          #"{"name":"api","notBefore":"2025-12-30T00:00:00Z","notAfter":"2026-01-05T00:00:00Z"}"#
        ]),
      RuleExample(
        "30 days are enough, being less than a third of a long lifetime",
        options: "min-remaining: 30d\nor-fraction-of-lifetime: 1/3",
        records: [
          #"{"name":"api","notBefore":"2025-02-01T00:00:00Z","notAfter":"2026-02-01T00:00:00Z"}"#
        ]),
      RuleExample(
        "no more is left than allowed",
        options: "max-remaining: 200d",
        records: [#"{"name":"api","notAfter":"2026-07-20T00:00:00Z"}"#]),
      RuleExample(
        "an authority lives for longer than what it certifies",
        options: "max-remaining: 200d",
        records: [#"{"name":"root","notAfter":"2046-01-01","certificate":{"isCA":true}}"#]),
    ],
    flagged: [
      RuleExample(
        "one second less than the minimum is left",
        options: "min-remaining: 30d",
        records: [#"{"name":"api","notAfter":"2026-01-30T23:59:59Z"}"#],
        messages: ["expires in 29 days, on 2026-01-30; at least 30 days are required"]),
      RuleExample(
        "less is left than the default minimum",
        records: [#"{"name":"api","notAfter":"2026-01-30"}"#],
        messages: ["expires in 29 days, on 2026-01-30; at least 30 days are required"]),
      RuleExample(
        "enough is left, but less than without a warning",
        options: "min-remaining: 30d\nwarn-remaining: 60d",
        records: [#"{"name":"api","notAfter":"2026-02-15T00:00:00Z"}"#],
        messages: ["expires in 45 days, on 2026-02-15; at least 60 days are advised"]),
      RuleExample(
        "the certificate has expired",
        records: [
          #"{"name":"api","notAfter":"2025-12-01T00:00:00Z"}"#,
          #"{"name":"www","notAfter":"2025-12-30"}"#,
        ],
        messages: ["expired 31 days ago, on 2025-12-01", "expired 1 day ago, on 2025-12-30"]),
      RuleExample(
        "less than a third of a short lifetime is left",
        options: "min-remaining: 30d\nor-fraction-of-lifetime: 1/3",
        records: [
          #"{"name":"api","notBefore":"2025-12-27T00:00:00Z","notAfter":"2026-01-02T00:00:00Z"}"#
        ],
        messages: [
          "expires in 1 day, on 2026-01-02; at least 1/3 of its lifetime is required"
        ]),
      RuleExample(
        "the fixed minimum holds where the lifetime is not known",
        options: "min-remaining: 30d\nor-fraction-of-lifetime: 1/3",
        records: [#"{"name":"api","notBefore":null,"notAfter":"2026-01-05T00:00:00Z"}"#],
        messages: ["expires in 4 days, on 2026-01-05; at least 30 days are required"]),
      RuleExample(
        "the warning shrinks with the minimum",
        options: "min-remaining: 30d\nwarn-remaining: 60d\nor-fraction-of-lifetime: 1/3",
        records: [
          #"{"name":"api","notBefore":"2025-12-29T00:00:00Z","notAfter":"2026-01-04T00:00:00Z"}"#
        ],
        messages: ["expires in 3 days, on 2026-01-04; at least 4 days are advised"]),
      RuleExample(
        "more is left than allowed",
        options: "max-remaining: 200d",
        records: [
          #"{"name":"api","notAfter":"2026-07-20T00:00:01Z"}"#,
          #"{"name":"www","notAfter":"2026-07-21T00:00:00Z"}"#,
        ],
        messages: [
          "expires in more than 200 days, on 2026-07-20; at most 200 days are allowed",
          "expires in 201 days, on 2026-07-21; at most 200 days are allowed",
        ]),
    ])
}

extension String {
  fileprivate static func expired(_ expiry: Timestamp, at now: Instant) -> String {
    let ago = now.since(expiry.end)
    return ago.seconds == 0
      ? "expired just now, \(expiry.phrase(ago))"
      : "expired \(ago.inWords) ago, \(expiry.phrase(ago))"
  }

  fileprivate static func expiresTooSoon(
    _ expiry: Timestamp, in left: Duration, _ fraction: Fraction
  ) -> String {
    expires(expiry, in: left, "; at least \(fraction) of its lifetime is required")
  }

  fileprivate static func expiresTooLate(
    _ expiry: Timestamp, in left: Duration, _ maximum: Duration
  ) -> String {
    // Rounded down, what is left could read as no more than is allowed.
    let more = left.inWords == maximum.inWords ? "more than " : ""
    let most = "; at most \(maximum.inExactWords) \(maximum.verb) allowed"
    return expires(expiry, in: left, most, more: more)
  }

  /// - Parameters:
  ///   - rest: how much has to be left.
  ///   - more: what comes before how much is left.
  fileprivate static func expires(
    _ expiry: Timestamp, in left: Duration, _ rest: String, more: String = ""
  ) -> String {
    // Piece by piece, because a listing can have a million certificates that expire.
    String(utf8Capacity: 128 + rest.utf8.count) { text in
      text.append("expires ")
      if left.seconds == 0 {
        text.append("today")
      } else {
        text.append("in ")
        text.append(more)
        left.appendWords(to: &text)
      }
      text.append(", ")
      expiry.appendPhrase(left, to: &text)
      text.append(rest)
    }
  }
}

extension Timestamp {
  /// The day, or the second too where it is a matter of hours: "on 2026-12-08".
  fileprivate func phrase(_ distance: Duration) -> String {
    String(utf8Capacity: 64) { appendPhrase(distance, to: &$0) }
  }

  fileprivate func appendPhrase(_ distance: Duration, to text: inout OutputSpan<UInt8>) {
    if precision == .day || distance.seconds >= 86_400 {
      text.append("on ")
      appendDay(to: &text)
    } else {
      text.append("at ")
      append(to: &text)
    }
  }
}

extension Duration {
  /// In the largest unit that says it exactly: "30 days", "36 hours".
  fileprivate var inExactWords: String {
    for (unit, scale) in [("day", Int64(86_400)), ("hour", 3600), ("minute", 60)]
    where seconds > 0 && seconds % scale == 0 {
      return seconds == scale ? "1 \(unit)" : "\(seconds / scale) \(unit)s"
    }
    return seconds == 1 ? "1 second" : "\(seconds) seconds"
  }

  fileprivate var verb: String { inExactWords.hasPrefix("1 ") ? "is" : "are" }
}
