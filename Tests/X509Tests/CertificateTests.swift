import Testing
import X509

@Suite struct CertificateTests {
  @Test func commonFacts() throws {
    let certificate = try Certificate(pem: Vector.rsa)
    certificate.read { layout, bytes in
      #expect(layout.version(in: bytes) == 3)
      #expect(
        layout.serial(in: bytes)?.hexadecimal(in: bytes)
          == "0123456789ABCDEF0123456789ABCDEF01234567")
      #expect(layout.serial(in: bytes)?.content.count == 20)
      #expect(
        layout.issuer(in: bytes)?.text(in: bytes) == #"CN=www.example.com,O=Example\, Inc.,C=DE"#)
      #expect(layout.subject(in: bytes)?.commonName(in: bytes) == "www.example.com")
      #expect(layout.isSelfIssued(in: bytes) == true)
      #expect(layout.signatureAlgorithm(in: bytes)?.name == "sha256WithRSAEncryption")
      #expect(layout.signatureAlgorithm(in: bytes)?.scheme == .rsa)
      #expect(layout.signatureAlgorithm(in: bytes)?.hash == .sha256)
      #expect(layout.signature(in: bytes)?.content.count == 256)
      #expect(layout.publicKey(in: bytes)?.family == .rsa)
      #expect(layout.publicKey(in: bytes)?.bits == 2048)
      #expect(layout.publicKey(in: bytes)?.exponent?.unsigned(in: bytes) == 65537)
      #expect(layout.publicKey(in: bytes)?.element.count == 290)
      #expect(layout.notBefore(in: bytes)?.seconds == 1_795_232_290)
      #expect(layout.notAfter(in: bytes)?.seconds == 1_803_008_290)
      #expect(layout.notAfter(in: bytes)?.encoding == .utcTime)
      #expect(layout.extensions?.count == 5)
      #expect(layout.faults(in: bytes).isEmpty)
    }
  }

  @Test(arguments: [
    (Vector.rsa, "RSA", 2048), (Vector.ed25519, "Ed25519", 256), (Vector.dsa, "DSA", 1024),
    (Vector.explicitCurve, "EC", 256), (Vector.version1, "EC", 256), (Vector.x25519, "X25519", 256),
  ])
  func publicKeys(pem: String, name: String, bits: Int) throws {
    try Certificate(pem: pem).read { layout, bytes in
      #expect(layout.publicKey(in: bytes)?.name == name)
      #expect(layout.publicKey(in: bytes)?.bits == bits)
    }
  }

  @Test(
    arguments: [
      (Vector.ed25519, "Ed25519", "Ed25519", nil), (Vector.dsa, "dsa-with-SHA256", "DSA", .sha256),
      (Vector.explicitCurve, "ecdsa-with-SHA512", "ECDSA", .sha512),
      (Vector.pss, "rsassaPss", "RSA-PSS", .sha384),
    ] as [(String, String, String, HashAlgorithm?)])
  func signatures(pem: String, name: String, scheme: String, hash: HashAlgorithm?) throws {
    try Certificate(pem: pem).read { layout, bytes in
      let algorithm = layout.signatureAlgorithm(in: bytes)
      #expect(algorithm?.name == name)
      #expect(algorithm?.scheme?.rawValue == scheme)
      #expect(algorithm?.hash == hash)
    }
  }

  @Test func pssParameters() throws {
    try Certificate(pem: Vector.pss).read { layout, bytes in
      let algorithm = layout.signatureAlgorithm(in: bytes)
      #expect(algorithm?.saltLength == 48)
      #expect(algorithm?.maskHash == .sha384)
    }
    var sample = SampleCertificate()
    sample.outerAlgorithm = DER.sequence(DER.oid("1.2.840.113549.1.1.10"), DER.sequence())
    let defaults = sample.read { $0.signatureAlgorithm(in: $1) }
    #expect(defaults?.hash == .sha1)
    #expect(defaults?.maskHash == .sha1)
    #expect(defaults?.saltLength == 20)
    // A signature has parameters, even if they are empty (RFC 4055, 3.1).
    sample.outerAlgorithm = DER.sequence(DER.oid("1.2.840.113549.1.1.10"))
    sample.innerAlgorithm = sample.outerAlgorithm
    #expect(sample.read { $0.signatureAlgorithm(in: $1)?.hash } == nil)
    #expect(sample.faults == [.unreadable(.signatureAlgorithm), .unreadable(.signature)])
  }

  @Test func curves() throws {
    try Certificate(pem: Vector.explicitCurve).read { layout, bytes in
      #expect(layout.publicKey(in: bytes)?.hasExplicitCurve == true)
      #expect(layout.publicKey(in: bytes)?.curve == nil)
    }
    try Certificate(pem: Vector.version1).read { layout, bytes in
      #expect(layout.publicKey(in: bytes)?.hasExplicitCurve == false)
      #expect(layout.publicKey(in: bytes)?.curve?.name == "P-256")
    }
    var sample = SampleCertificate()
    sample.key = SampleCertificate.key(
      "1.2.840.10045.2.1", [4, 1], parameters: DER.oid("1.3.132.0.34"))
    #expect(sample.read { $0.publicKey(in: $1)?.curve?.name } == "P-384")
    sample.key = SampleCertificate.key("1.2.840.10045.2.1", [4, 1], parameters: DER.oid("1.2.3"))
    #expect(sample.read { $0.publicKey(in: $1)?.curveOID?.description } == "1.2.3")
    #expect(sample.read { $0.publicKey(in: $1)?.bits } == nil)
  }

  /// The identifiers that NIST registered (RFC 9881, RFC 9909, RFC 9935), in DER made by hand.
  @Test(arguments: [
    ("3.17", "ML-DSA-44", PublicKey.Family.mlDSA), ("3.18", "ML-DSA-65", .mlDSA),
    ("3.19", "ML-DSA-87", .mlDSA), ("3.20", "SLH-DSA-SHA2-128s", .slhDSA),
    ("3.31", "SLH-DSA-SHAKE-256f", .slhDSA),
    ("3.46", "HashSLH-DSA-SHAKE-256f-with-SHAKE256", .slhDSA),
    ("3.33", "HashML-DSA-65-with-SHA512", .mlDSA), ("4.1", "ML-KEM-512", .mlKEM),
    ("4.2", "ML-KEM-768", .mlKEM), ("4.3", "ML-KEM-1024", .mlKEM),
  ])
  func postQuantum(arc: String, name: String, family: PublicKey.Family) {
    let oid = "2.16.840.1.101.3.4.\(arc)"
    var sample = SampleCertificate()
    sample.key = SampleCertificate.key(oid, [UInt8](repeating: 1, count: 1952))
    sample.innerAlgorithm = DER.sequence(DER.oid(oid))
    sample.outerAlgorithm = sample.innerAlgorithm
    sample.signature = DER.element(3, [UInt8](repeating: 0, count: 3310))
    #expect(sample.read { $0.publicKey(in: $1)?.name } == name)
    #expect(sample.read { $0.publicKey(in: $1)?.family } == family)
    #expect(sample.read { $0.publicKey(in: $1)?.key.count } == 1952)
    #expect(sample.read { $0.signatureAlgorithm(in: $1)?.name } == name)
    #expect((sample.read { $0.signatureAlgorithm(in: $1)?.scheme } == nil) == (family == .mlKEM))
    #expect(sample.faults.isEmpty)
  }

  @Test func version1() throws {
    try Certificate(pem: Vector.version1).read { layout, bytes in
      #expect(layout.version(in: bytes) == 1)
      #expect(layout.extensions == nil)
      #expect(layout.serial(in: bytes)?.isNegative == true)
      #expect(layout.serial(in: bytes)?.hexadecimal(in: bytes) == "-05")
      #expect(layout.notAfter(in: bytes)?.encoding == .generalizedTime)
      #expect(layout.notAfter(in: bytes)?.year == 9966)
      #expect(layout.faults(in: bytes).map(\.kind) == [.negativeSerial])
    }
  }

  @Test func uniqueIdentifiers() {
    var sample = SampleCertificate()
    sample.uniqueIDs = DER.element(0x81, [0, 1, 2]) + DER.element(0x82, [4, 0xF0])
    #expect(sample.read { $0.issuerUniqueID(in: $1)?.content.count } == 2)
    #expect(sample.read { $0.subjectUniqueID(in: $1)?.unused } == 4)
    #expect(sample.faults.isEmpty)
  }

  @Test func trustSettingsAreNoPartOfTheCertificate() throws {
    let bytes = try PEMText.decoded(NameVector.trusted)
    let certificate = try Certificate(bytes)
    #expect(try certificate.bytes == PEMText.decoded(Vector.ed25519))
    #expect(certificate.layout.faults(in: bytes.span, allowsTrailer: true).isEmpty)
    #expect(
      certificate.layout.faults(in: bytes.span).map(\.kind)
        == [.trailingBytes(bytes.count - certificate.bytes.count)])
  }

  @Test(
    arguments: [
      ([], "expected a SEQUENCE at byte 0"), ([0x30], "expected a SEQUENCE at byte 0"),
      ([0x31, 0], "expected a SEQUENCE at byte 0"),
      ([0x30, 0], "expected the SEQUENCE of a tbsCertificate at byte 2"),
      ([0x30, 0x82, 0, 3, 2, 1, 1], "expected the SEQUENCE of a tbsCertificate at byte 4"),
    ] as [([UInt8], String)])
  func refused(bytes: [UInt8], message: String) {
    let error = #expect(throws: DERError.self) { _ = try Certificate(bytes) }
    #expect(error?.description == message)
  }
}
