import Cryptography
import RuleEngine
import X509

/// Asks that an endpoint staples a good OCSP response, where one is due.
struct StapledResponse: RecordRule {
  private enum Due: String, Choice, CaseIterable {
    case mustStaple = "must-staple"
    case whenResponderNamed = "when-responder-named"
    case always
  }

  private static let due = Option<Due>.choice(
    "require", of: Due.allCases, default: .mustStaple,
    "When there must be one: only where the certificate demands it, wherever the certificate names a "
      + "responder, or always. One that is there is judged in any case.")
  private static let maxAge = Option<Duration?>.duration(
    "max-age", "How long ago the responder may have known it; by default until it ends itself.")
  private static let clockSkew = Option.duration(
    "clock-skew", default: "5m", "By how much the responder's clock may differ.")

  private let due: Due
  private let maxAge: Duration?
  private let clockSkew: Duration

  init(options: Options) throws(OptionError) {
    due = try options[Self.due]
    maxAge = try options[Self.maxAge]
    clockSkew = try options[Self.clockSkew]
  }

  var needs: [Fact] { [.stapledResponse] }

  var reads: [Fact] { [.stapledResponse, .certificate, .chain] }

  var requirement: String {
    let age = maxAge.map { ", no more than \($0) old" } ?? ""
    return switch due {
    case .mustStaple: "a good OCSP response\(age), if the certificate demands one or one is there"
    case .whenResponderNamed:
      "a good OCSP response\(age), if the certificate names a responder or one is there"
    case .always: "a good OCSP response\(age)"
    }
  }

  func judge(
    _ record: CertificateRecord, at now: Instant, _ findings: inout Findings
  ) throws(FactUnavailable) {
    if case .missing = record.reader.text(.stapledResponse) {
      return try judgeAbsence(from: record, &findings)
    }
    let text = try record.text(.stapledResponse)
    let certificate = try record.certificate
    var buffer = Base64Buffer()
    let bytes = text.utf8.span
    guard (try? buffer.decode(bytes, in: bytes.indices)) != nil else {
      throw FactUnavailable(fact: .stapledResponse, reason: .unreadable("it is no base64"))
    }
    do throws(OpenSSLError) {
      let response = try OCSPResponse(der: buffer.bytes.span)
      let own = try SignedCertificate(der: certificate.bytes.span)
      try judge(response, of: own, among: record.reader.chain().value ?? [], now, &findings)
    } catch {
      findings.full(
        .cannotBeRead(error), key: "response", evidence: .init(.stapledResponse))
    }
  }

  private func judgeAbsence(
    from record: CertificateRecord, _ findings: inout Findings
  ) throws(FactUnavailable) {
    let isDemanded = record.reader.texts(.tlsFeatures).value?.contains("status_request") == true
    let responder = record.reader.texts(.ocspURIs).value?.first
    if isDemanded {
      findings.full(
        .isDemanded, key: "absent", evidence: [.init(.stapledResponse), .init(.tlsFeatures)])
    } else if due == .whenResponderNamed, let responder {
      findings.full(
        .isAbsent(responder), key: "absent",
        evidence: [.init(.stapledResponse), .init(.ocspURIs)])
    } else if due == .always {
      findings.full(.isAbsent(nil), key: "absent", evidence: .init(.stapledResponse))
    } else {
      throw FactUnavailable(
        fact: .stapledResponse,
        reason: .outOfScope("TLS endpoints that staple a response or have to"))
    }
  }

  private func judge(
    _ response: borrowing OCSPResponse, of certificate: SignedCertificate,
    among chain: [Certificate], _ now: Instant, _ findings: inout Findings
  ) throws(OpenSSLError) {
    let place = [Findings.EvidenceRequest(.stapledResponse)]
    if let refusal = response.refusal {
      return findings.full(.isNone(refusal), key: "response", evidence: place)
    }
    // A root is its own issuer; what OpenSSL cannot read, no client can go by.
    let issuer = ([certificate] + chain.compactMap { try? SignedCertificate(der: $0.bytes.span) })
      .first { $0.verifies(certificate) == .verified }
    guard let statement = response.statement(on: certificate, issuedBy: issuer) else {
      return findings.full(.isOfAnother, key: "response", evidence: place)
    }
    switch statement.status {
    case .good: break
    case .unknown: findings.full(.isUnknown, key: "status", evidence: place)
    case .revoked(let time, let reason):
      findings.full(
        .isRevoked(Instant(seconds: time), reason), key: "status", evidence: place)
    }
    judgeTimes(of: statement, now, place, &findings)
    guard let issuer else {
      return findings.full(.hasNoIssuer, key: "signature", evidence: place + [.init(.chain)])
    }
    if case .doesNotVerify(let reason) = try response.verdict(signedFor: issuer, at: now.seconds) {
      findings.full(.isNotSigned(reason), key: "signature", evidence: place)
    }
  }

  /// RFC 6960, section 4.2.2.1.
  private func judgeTimes(
    of statement: OCSPStatement, _ now: Instant, _ place: [Findings.EvidenceRequest],
    _ findings: inout Findings
  ) {
    let start = Instant(seconds: statement.thisUpdate)
    let end = statement.nextUpdate.map { Instant(seconds: $0) }
    if now + clockSkew < start {
      findings.full(.isOfTheFuture(start), key: "time", evidence: place)
    } else if let end, end + clockSkew < now {
      findings.full(.hasEnded(end), key: "time", evidence: place)
    } else if let maxAge, start + maxAge + clockSkew < now {
      findings.full(.isOld(start, now.since(start)), key: "time", evidence: place)
    }
  }
}

extension StapledResponse {
  static let documentation = RuleDocumentation(
    id: "stapled-response",
    summary: "An endpoint staples a good OCSP response, where one is due.",
    rationale: """
      A certificate that demands a staple (must-staple) is refused without one by the clients that \
      look, so a server that has lost its responder is down for them. A staple that is there must \
      be about this certificate, say that it is good, hold at the time of the run, and be signed by \
      the issuer or by a responder that the issuer delegated to; servers go on serving a stale one \
      for long. Many authorities have no responders any more, and most clients never ask, so that \
      by default nothing is asked of an endpoint that staples nothing and need not. No responder \
      is asked.
      """,
    citation: """
      RFC 6960, sections 4.2.2.1 (Time) and 4.2.2.2 (Authorized Responders); RFC 7633, section \
      4.2 (Certificate Status Request)
      """,
    options: [due.declaration, maxAge.declaration, clockSkew.declaration],
    passing: [
      RuleExample(
        "the certificate demands a response, and a good one is there",
        records: [ExampleStaple.record(ExampleStaple.leaf, staple: ExampleStaple.good)]),
      RuleExample(
        "a responder signs for the authority",
        options: "require: always\nmax-age: 2d",
        records: [ExampleStaple.record(ExampleStaple.leaf, staple: ExampleStaple.delegated)]),
    ],
    flagged: [
      RuleExample(
        "the certificate demands a response",
        records: [ExampleStaple.record(ExampleStaple.leaf, staple: nil)],
        messages: [
          "staples no OCSP response, and its certificate demands one: clients that look refuse it"
        ]),
      RuleExample(
        "the certificate names a responder",
        options: "require: when-responder-named",
        records: [ExampleStaple.record(ExampleStaple.plain, staple: nil)],
        messages: [
          "staples no OCSP response, though its certificate names the responder http://ocsp.example"
        ]),
      RuleExample(
        "the certificate was revoked",
        records: [ExampleStaple.record(ExampleStaple.leaf, staple: ExampleStaple.revoked)],
        messages: [
          "the certificate was revoked 2025-12-20T00:00:00Z (keyCompromise), as its staple says"
        ]),
      RuleExample(
        "the response is old, and about another certificate",
        options: "max-age: 1d",
        records: [
          ExampleStaple.record(ExampleStaple.leaf, staple: ExampleStaple.good),
          ExampleStaple.record(ExampleStaple.leaf, staple: ExampleStaple.goodPlain),
        ],
        messages: [
          "the stapled OCSP response is of 2025-12-30T00:00:00Z, 2 days ago",
          "the stapled OCSP response is about another certificate",
        ]),
    ])
}

extension String {
  fileprivate static let isDemanded =
    "staples no OCSP response, and its certificate demands one: clients that look refuse it"

  fileprivate static func isAbsent(_ responder: String?) -> String {
    let reason = responder.map { ", though its certificate names the responder \($0)" } ?? ""
    return "staples no OCSP response\(reason)"
  }

  fileprivate static func cannotBeRead(_ error: OpenSSLError) -> String {
    "\(error)"
  }

  fileprivate static func isNone(_ refusal: String) -> String {
    "the stapled OCSP response is no answer: \(refusal)"
  }

  fileprivate static let isOfAnother = "the stapled OCSP response is about another certificate"

  fileprivate static let isUnknown =
    "the responder does not know the certificate, as its staple says"

  fileprivate static func isRevoked(_ time: Instant, _ reason: String?) -> String {
    "the certificate was revoked \(time)\(reason.map { " (\($0))" } ?? ""), as its staple says"
  }

  fileprivate static func isOfTheFuture(_ start: Instant) -> String {
    "the stapled OCSP response does not hold before \(start)"
  }

  fileprivate static func hasEnded(_ end: Instant) -> String {
    "the stapled OCSP response ended \(end)"
  }

  fileprivate static func isOld(_ start: Instant, _ age: Duration) -> String {
    "the stapled OCSP response is of \(start), \(age.inWords) ago"
  }

  fileprivate static let hasNoIssuer =
    "the stapled OCSP response cannot be verified: the issuer does not come along"

  fileprivate static func isNotSigned(_ reason: String) -> String {
    "the stapled OCSP response is not signed by the issuer or for it: \(reason)"
  }
}
