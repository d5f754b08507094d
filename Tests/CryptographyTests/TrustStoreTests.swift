import Synchronization
import Testing

@testable import Cryptography

struct TrustStoreTests {
  /// 2027-01-15T08:00:00Z, when the vectors are valid.
  private let now: Int64 = 1_800_000_000
  private let authority = CertificateVectors.ca
  private let leaf = CertificateVectors.leaf

  private func verdict(
    on certificate: [UInt8], through others: [[UInt8]] = [], trusting roots: [[UInt8]],
    at seconds: Int64
  ) throws -> TrustVerdict {
    let store = try TrustStore()
    for root in roots { try store.add(SignedCertificate(der: root.span)) }
    return store.verdict(
      on: try SignedCertificate(der: certificate.span),
      through: try others.map { try SignedCertificate(der: $0.span) }, at: seconds)
  }

  @Test func aPathLeadsToATrustedRoot() throws {
    #expect(try verdict(on: leaf, trusting: [authority], at: now) == .trusted)
    #expect(try verdict(on: authority, trusting: [authority], at: now) == .trusted)
    #expect(
      try verdict(on: leaf, through: [authority], trusting: [authority, leaf], at: now) == .trusted)
    // What is trusted need not have issued itself.
    #expect(try verdict(on: leaf, trusting: [leaf], at: now) == .trusted)
  }

  @Test func aPathEndsWhereNobodyIsTrusted() throws {
    #expect(
      try verdict(on: leaf, trusting: [], at: now)
        == .untrusted(reason: "unable to get local issuer certificate", at: leaf))
    #expect(
      try verdict(on: leaf, through: [authority], trusting: [], at: now)
        == .untrusted(reason: "self-signed certificate in certificate chain", at: authority))
    #expect(
      try verdict(on: authority, trusting: [CertificateVectors.sha1], at: now)
        == .untrusted(reason: "self-signed certificate", at: authority))
  }

  @Test func everyCertificateMustBeValidAtTheTime() throws {
    #expect(
      try verdict(on: leaf, trusting: [authority], at: 0)
        == .untrusted(reason: "certificate is not yet valid", at: authority))
    #expect(
      try verdict(on: leaf, trusting: [authority], at: 5_000_000_000)
        == .untrusted(reason: "certificate has expired", at: authority))
  }

  @Test func aFileThatIsNamedMustBeThere() throws {
    let error = #expect(throws: OpenSSLError.self) {
      try TrustStore(TrustAnchors(files: ["/no/such/roots.pem"]))
    }
    #expect(
      error?.description == "cannot read the certificate authorities in /no/such/roots.pem: "
        + "No such file or directory")
  }

  @Test func aLazyStoreIsOpenedOnce() throws {
    let count = Mutex(0)
    let lazy = LazyTrustStore { () throws(OpenSSLError) in
      count.withLock { $0 += 1 }
      return try TrustStore()
    }
    #expect(count.withLock { $0 } == 0)
    #expect(try lazy.get() === lazy.get())
    #expect(count.withLock { $0 } == 1)
  }
}
