import Testing

@testable import Cryptography

struct OCSPResponseTests {
  // 2026-01-01T00:00:00Z
  private static let now: Int64 = 1_767_225_600
  private static let day: Int64 = 86_400

  private func certificate(_ der: [UInt8]) throws -> SignedCertificate {
    try SignedCertificate(der: der.span)
  }

  private func statement(
    _ response: [UInt8], on leaf: [UInt8] = OCSPVectors.leaf,
    issuedBy issuer: [UInt8]? = OCSPVectors.authority
  ) throws -> OCSPStatement? {
    try OCSPResponse(der: response.span).statement(
      on: certificate(leaf), issuedBy: issuer.map(certificate))
  }

  private func refusal(of response: [UInt8]) throws -> String? {
    try OCSPResponse(der: response.span).refusal
  }

  private func verdict(
    on response: [UInt8], at time: Int64 = now
  ) throws -> OCSPSignatureVerdict {
    try OCSPResponse(der: response.span).verdict(
      signedFor: certificate(OCSPVectors.authority), at: time)
  }

  @Test(arguments: [
    (OCSPVectors.good, OCSPStatement.Status.good), (OCSPVectors.sha256, .good),
    (OCSPVectors.unknown, .unknown),
    (OCSPVectors.revoked, .revoked(at: now - 12 * day, reason: "keyCompromise")),
    (OCSPVectors.revokedNoReason, .revoked(at: now - 12 * day, reason: nil)),
  ])
  func readsWhatIsStated(_ response: [UInt8], _ status: OCSPStatement.Status) throws {
    let statement = try #require(try statement(response))
    #expect(statement.status == status)
    #expect(statement.thisUpdate == Self.now - 2 * Self.day)
    #expect(statement.nextUpdate == Self.now + 5 * Self.day)
    #expect(try refusal(of: response) == nil)
  }

  @Test func needNotSayWhenItEnds() throws {
    #expect(try statement(OCSPVectors.endless)?.nextUpdate == nil)
    #expect(try statement(OCSPVectors.endless)?.status == .good)
  }

  @Test func tellsCertificatesApart() throws {
    #expect(try statement(OCSPVectors.good, on: OCSPVectors.plain) == nil)
    // Of the same name and number, but of another key.
    #expect(try statement(OCSPVectors.ofImpostor) == nil)
    #expect(try statement(OCSPVectors.good, issuedBy: OCSPVectors.impostor) == nil)
    #expect(try statement(OCSPVectors.ofImpostor, issuedBy: nil)?.status == .good)
  }

  @Test(
    arguments: [
      (OCSPVectors.good, nil), (OCSPVectors.sha256, nil), (OCSPVectors.delegated, nil),
      (OCSPVectors.undelegated, "missing ocspsigning usage"),
      (OCSPVectors.forged, "the signature is wrong"),
      (OCSPVectors.stranger, "certificate verify error"),
    ] as [([UInt8], String?)])
  func verifiesSignatures(_ response: [UInt8], _ fault: String?) throws {
    let verdict = try verdict(on: response)
    #expect(verdict == (fault.map { .doesNotVerify(reason: $0) } ?? .verified))
  }

  /// Responders' certificates live for weeks.
  @Test func aResponderMustBeValidAtTheTime() throws {
    let verdict = try verdict(on: OCSPVectors.delegated, at: Self.now + 90 * Self.day)
    #expect(verdict == .doesNotVerify(reason: "certificate verify error"))
  }

  @Test func saysWhyThereIsNoAnswer() throws {
    let response: [UInt8] = [0x30, 3, 10, 1, 3]
    #expect(try refusal(of: response) == "trylater")
    #expect(try statement(response) == nil)
    #expect(try verdict(on: response) == .doesNotVerify(reason: "nothing is signed"))
  }

  @Test func refusesWhatIsNone() {
    for length in OCSPVectors.good.indices {
      #expect(throws: OpenSSLError.self) {
        _ = try refusal(of: Array(OCSPVectors.good[..<length]))
      }
    }
  }
}
