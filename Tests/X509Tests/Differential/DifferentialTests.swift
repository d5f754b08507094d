import Foundation
import Testing
import X509

/// On every certificate, request and revocation list that both can read, our facts are OpenSSL's.
///
/// `CERTGATE_THOROUGH=1` makes up thousands of certificates, and `CERTGATE_CORPUS` names a folder to
/// read in place of the system's trust store.
@Suite struct DifferentialTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let corpus = environment["CERTGATE_CORPUS"] ?? "/etc/ssl/certs"

  /// What OpenSSL says otherwise; nil if not both read the bytes.
  private func disagreements(on bytes: [UInt8]) throws -> [String]? {
    guard let openSSL = CertificateFacts(openSSL: bytes) else { return nil }
    // OpenSSL puts the parts of a string together, which is possible in BER only.
    let faults = try CertificateLayout(bytes.span).faults(in: bytes.span)
    guard !faults.contains(where: { $0.kind == .constructedString }) else { return nil }
    return try openSSL.disagreements(with: CertificateFacts(bytes.span))
  }

  @Test(arguments: [
    Vector.rsa, Vector.ed25519, Vector.pss, Vector.explicitCurve, Vector.dsa, Vector.version1,
    Vector.x25519, NameVector.multiple, NameVector.bmp, NameVector.teletex,
    ExtensionVector.everyExtension, NameVector.request, NameVector.revocationList,
  ])
  func vectors(pem: String) throws {
    let disagreements = try disagreements(on: PEMText.decoded(pem))
    #expect(disagreements == [])
  }

  @Test func everyCurve() throws {
    for key in OpenSSLCurves.keys {
      var sample = SampleCertificate()
      sample.key = key
      let disagreements = try disagreements(on: sample.bytes)
      #expect(disagreements == [])
    }
  }

  @Test func generated() throws {
    var generator = CertificateGenerator(seed: 1, curveKeys: OpenSSLCurves.keys)
    var facts: Set<String> = []
    for _ in 0..<(TotalityTests.isThorough ? 5000 : 100) {
      let bytes = generator.next()
      let hexadecimal = HexadecimalText.of(bytes.span, bytes.indices)
      let openSSL = try #require(CertificateFacts(openSSL: bytes), "\(hexadecimal)")
      facts.formUnion(openSSL.lines.keys)
      let disagreements = try openSSL.disagreements(with: CertificateFacts(bytes.span))
      #expect(disagreements == [], "\(hexadecimal)")
    }
    #expect(facts == Self.facts)
  }

  @Test func generatedRequests() throws {
    var generator = CertificateGenerator(seed: 2, curveKeys: OpenSSLCurves.keys)
    for _ in 0..<(TotalityTests.isThorough ? 2000 : 30) {
      let bytes = generator.nextRequest()
      let disagreements = try disagreements(on: bytes)
      #expect(disagreements == [], "\(HexadecimalText.of(bytes.span, bytes.indices))")
    }
  }

  /// Where a flipped bit makes the two differ, ours says what it had to forgive.
  @Test func damaged() throws {
    var generator = CertificateGenerator(seed: 3, curveKeys: OpenSSLCurves.keys)
    var random = SplitMix(state: 4)
    var compared = 0
    for _ in 0..<(TotalityTests.isThorough ? 3000 : 50) {
      var bytes = generator.next()
      bytes[random.below(bytes.count)] ^= 1 << UInt8(random.below(8))
      guard let disagreements = try disagreements(on: bytes) else { continue }
      compared += 1
      let faults = try CertificateLayout(bytes.span).faults(in: bytes.span)
      #expect(
        disagreements.isEmpty || !faults.isEmpty,
        "\(disagreements) in \(HexadecimalText.of(bytes.span, bytes.indices))")
    }
    #expect(compared > 25)
  }

  private static let facts: Set = [
    "authorityInfoAccess", "authorityKeyIdentifier", "basicConstraints", "cRLDistributionPoints",
    "certificatePolicies", "extKeyUsage", "extension", "freshestCRL", "inhibitAnyPolicy", "issuer",
    "issuerAltName", "issuerUniqueID", "key", "keyNumbers", "keyUsage", "nameConstraints",
    "netscapeCertType", "notAfter", "notBefore", "policyConstraints", "policyMappings",
    "privateKeyUsagePeriod", "serial", "signature", "signature PSS", "signature digest",
    "signatureAlgorithm", "signatureAlgorithm PSS", "signatureAlgorithm digest", "signatureValue",
    "signedCertificateTimestamps", "subject",
    "subjectAltName", "subjectInfoAccess", "subjectKeyIdentifier", "subjectUniqueID", "tlsFeature",
    "version",
  ]

  @Test(.enabled(if: FileManager.default.fileExists(atPath: corpus)))
  func trustStore() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.corpus).sorted()
    var seen: Set<[UInt8]> = []
    for file in files {
      guard let data = FileManager.default.contents(atPath: "\(Self.corpus)/\(file)") else {
        continue
      }
      for bytes in certificates(in: Array(data)) where seen.insert(bytes).inserted {
        let disagreements = try disagreements(on: bytes) ?? []
        #expect(disagreements == [], "\(file)")
      }
    }
    #expect(!seen.isEmpty)
  }

  /// The certificates of a file, which is PEM or DER.
  private func certificates(in file: [UInt8]) -> [[UInt8]] {
    guard file.first != 0x30 else { return [file] }
    var certificates: [[UInt8]] = []
    var scanner = PEMScanner()
    var buffer = Base64Buffer()
    while let block = scanner.next(in: file.span) {
      guard (try? block.decode(file.span, into: &buffer)) != nil else { continue }
      certificates.append(buffer.bytes)
    }
    return certificates
  }
}
