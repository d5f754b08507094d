import Testing

@testable import Cryptography

struct SignedCertificateTests {
  @Test func verifiesTheIssuersSignatureOnly() throws {
    let ca = try certificate(CertificateVectors.ca)
    let leaf = try certificate(CertificateVectors.leaf)
    #expect(ca.verifies(leaf) == .verified)
    #expect(ca.verifies(ca) == .verified)
    #expect(leaf.verifies(ca) == .doesNotVerify)
    #expect(leaf.verifies(leaf) == .doesNotVerify)
  }

  /// However weak the algorithm is: that is for rules to judge.
  @Test(arguments: [
    CertificateVectors.md5, CertificateVectors.sha1, CertificateVectors.pss,
    CertificateVectors.shortRSA, CertificateVectors.ecdsa,
  ])
  func verifiesSelfSignedCertificates(der: [UInt8]) throws {
    let subject = try certificate(der)
    #expect(subject.verifies(subject) == .verified)
    var damaged = der
    damaged[damaged.count - 5] ^= 1
    #expect(subject.verifies(try certificate(damaged)) == .doesNotVerify)
  }

  @Test(arguments: [CertificateVectors.sha1, CertificateVectors.ecdsa, CertificateVectors.pss])
  func aKeyOfAnotherKindDidNotMakeTheSignature(der: [UInt8]) throws {
    let ca = try certificate(CertificateVectors.ca)
    let other = try certificate(der)
    #expect(ca.verifies(other) == .doesNotVerify)
    #expect(other.verifies(ca) == .doesNotVerify)
  }

  @Test func anUnknownSignatureAlgorithmIsNoVerdict() throws {
    // sha1WithRSAEncryption becomes an identifier that nobody has assigned.
    let der = replacing(
      [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x05], by: 0x7f,
      in: CertificateVectors.sha1)
    let subject = try certificate(der)
    #expect(
      subject.verifies(subject)
        == .cannotTell(reason: "cannot verify the signature: unknown signature algorithm"))
  }

  @Test func aHashFunctionThatIsNotThereIsNoVerdict() throws {
    let subject = try certificate(CertificateVectors.md4)
    #expect(
      subject.verifies(subject)
        == .cannotTell(reason: "cannot verify md4WithRSAEncryption: unsupported"))
  }

  @Test func anUnknownKeyIsNoVerdict() throws {
    // Ed25519 becomes an identifier that nobody has assigned.
    let der = replacing([0x06, 0x03, 0x2b, 0x65, 0x70], by: 0x7f, in: CertificateVectors.ca)
    let issuer = try certificate(der)
    let leaf = try certificate(CertificateVectors.leaf)
    guard case .cannotTell(let reason) = issuer.verifies(leaf) else {
      Issue.record("a verdict by a key that is not known")
      return
    }
    #expect(reason.hasPrefix("cannot read the issuer's public key: "))
  }

  @Test func refusesWhatIsNoCertificate() {
    for count in CertificateVectors.leaf.indices {
      #expect {
        try certificate(Array(CertificateVectors.leaf.prefix(count)))
      } throws: {
        "\($0)".hasPrefix("cannot read the certificate: ")
      }
    }
  }

  @Test func survivesEveryDamagedByte() throws {
    let ca = try certificate(CertificateVectors.ca)
    var bytes = CertificateVectors.leaf
    for index in bytes.indices {
      bytes[index] ^= 0x01
      if let leaf = try? certificate(bytes) {
        #expect(ca.verifies(leaf) != .verified, "byte \(index)")
      }
      bytes[index] ^= 0x01
    }
  }

  private func certificate(_ der: [UInt8]) throws(OpenSSLError) -> SignedCertificate {
    try SignedCertificate(der: der.span)
  }

  /// Replaces the last byte of each occurrence.
  private func replacing(_ pattern: [UInt8], by last: UInt8, in bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for index in bytes.indices where bytes[index...].starts(with: pattern) {
      bytes[index + pattern.count - 1] = last
    }
    return bytes
  }
}
