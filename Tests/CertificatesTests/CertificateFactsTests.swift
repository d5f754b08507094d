import RuleEngine
import SourceText
import Testing
import X509

@testable import Certificates

/// What is read of certificates, requests and keys, against what OpenSSL prints of the same.
struct CertificateFactsTests {
  private static let leaf: [(Fact, [String])] = [
    (.kind, ["certificate"]),
    (.name, ["shop.example.com"]),
    (.dnsNames, ["shop.example.com", "www.shop.example.com"]),
    (.notBefore, ["2026-10-01T00:00:00Z"]),
    (.notAfter, ["2026-12-30T00:00:00Z"]),
    (.issuer, ["CN=Example Issuing,O=Example Trust,C=NL"]),
    (.serial, ["68cf01542af603fe50a62342561b547439983cf5"]),
    (.keyAlgorithm, ["EC"]),
    (.signatureAlgorithm, ["ecdsa-with-SHA256"]),
    (.fingerprints, [Sample.shopDigest]),
    (.exposesPrivateKey, ["false"]),
    (.version, ["3"]),
    (.sha256, [Sample.shopDigest]),
    (.subject, ["CN=shop.example.com,O=Example Shop,C=NL"]),
    (.commonName, ["shop.example.com"]),
    (.keyBits, ["256"]),
    (.keyCurve, ["P-256"]),
    (.keySHA256, ["101f3b8b69fc647417cfe0fe83a6289aa32845697dac376e3c2601f26c1af4da"]),
    (.signatureHash, ["sha256"]),
    (.isCA, ["false"]),
    (.keyUsage, ["digitalSignature"]),
    (.extendedKeyUsage, ["serverAuth"]),
    (.policies, ["2.23.140.1.2.1"]),
    (.names, ["DNS:shop.example.com", "DNS:www.shop.example.com", "IP:192.0.2.10"]),
    (.ipAddresses, ["192.0.2.10"]),
    (.emailAddresses, []),
    (.uris, []),
    (.ocspURIs, ["http://ocsp.example.com"]),
    (.caIssuerURIs, ["http://ca.example.com/issuing.der"]),
    (.crlURIs, ["http://crl.example.com/issuing.crl"]),
    (
      .extensions,
      [
        "basicConstraints", "keyUsage", "extKeyUsage", "subjectAltName", "authorityInfoAccess",
        "cRLDistributionPoints", "certificatePolicies", "subjectKeyIdentifier",
        "authorityKeyIdentifier",
      ]
    ),
    (.criticalExtensions, ["basicConstraints", "keyUsage"]),
    (.subjectKeyID, ["dcb1228d8c26c2182292c8ccf1008c340abac726"]),
    (.authorityKeyID, ["bb55fd77ade7ce80e816f38cb8eaad265da448a6"]),
    (.selfIssued, ["false"]),
    (.selfSigned, ["false"]),
    (.faults, []),
  ]

  @Test(arguments: leaf)
  func ofALeaf(fact: Fact, texts: [String]) throws {
    #expect(try record(Sample.chain).texts(of: fact) == texts)
  }

  /// What is not there is missing, and what does not apply is not spoken of.
  @Test(arguments: [
    (Fact.pathLength, FactUnavailable.Reason.missing), (.sctCount, .missing),
    (.tlsFeatures, .missing), (.keyExponent, .unspoken), (.id, .unspoken), (.owner, .unspoken),
    (.renewalStatus, .unspoken),
  ])
  func ofALeafThatLacks(fact: Fact, reason: FactUnavailable.Reason) {
    #expect(throws: FactUnavailable(fact: fact, reason: reason)) {
      try record(Sample.chain).texts(of: fact)
    }
  }

  @Test(arguments: [
    (Fact.keyAlgorithm, ["RSA"]), (.keyBits, ["1024"]), (.keyExponent, ["65537"]),
    (.signatureAlgorithm, ["sha1WithRSAEncryption"]), (.signatureHash, ["sha1"]),
    (.isCA, ["false"]), (.dnsNames, []), (.names, []), (.selfIssued, ["true"]),
    (.selfSigned, ["true"]), (.name, ["printer.example.com"]),
  ])
  func ofDERInAFileNamedPEM(fact: Fact, texts: [String]) throws {
    #expect(try record(Sample.printer).texts(of: fact) == texts)
  }

  @Test(arguments: [
    (Fact.isCA, ["true"]), (.keyCurve, ["P-384"]), (.keyUsage, ["keyCertSign", "cRLSign"]),
    (.selfSigned, ["true"]), (.name, ["Example Root"]),
  ])
  func ofARoot(fact: Fact, texts: [String]) throws {
    #expect(try record(Sample.root).texts(of: fact) == texts)
    #expect(try record(Array(Sample.trusted.utf8)).texts(of: fact) == texts)
  }

  @Test func trustSettingsAreNoFault() throws {
    #expect(try record(Array(Sample.trusted.utf8)).texts(of: .faults) == [])
    let sha256 = try record(Sample.root).texts(of: .sha256)
    #expect(try record(Array(Sample.trusted.utf8)).texts(of: .sha256) == sha256)
  }

  @Test func aForgedSignatureIsNoneOfItsOwn() throws {
    var forged = Sample.printer
    forged[forged.count - 1] ^= 1
    #expect(try record(forged).texts(of: .selfIssued) == ["true"])
    #expect(try record(forged).texts(of: .selfSigned) == ["false"])
  }

  /// Three timestamps of two logs, in a certificate with nothing else.
  @Test func timestampsAndTheirLogs() {
    func element(_ tag: UInt8, _ parts: [UInt8]...) -> [UInt8] {
      let content = parts.flatMap { $0 }
      return [tag, 0x82, UInt8(content.count >> 8), UInt8(content.count & 0xFF)] + content
    }
    let timestamps = [UInt8(1), 2, 1].flatMap { log in
      [0, 47, 0] + [UInt8](repeating: log, count: 32) + [UInt8](repeating: 0, count: 10)
        + [4, 3, 0, 0]
    }
    let list = element(0x04, [0, UInt8(timestamps.count)], timestamps)
    let identifier: [UInt8] = [0x06, 10, 0x2B, 6, 1, 4, 1, 0xD6, 0x79, 2, 4, 2]
    let extensions = element(0x30, element(0x30, identifier, element(0x04, list)))
    let certificate = element(0x30, element(0x30, [0x02, 1, 1], element(0xA3, extensions)))
    let facts = CertificateFacts()
    facts.read(certificate.span, of: .certificate)
    #expect(facts.count(.sctCount).value == 3)
    #expect(
      facts.texts(.sctLogs).value == [
        "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=",
        "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=",
      ])
    let text = CertificateFacts.Text(at: SourceLocation(wholeFile: "in"))
    let place = facts.place(of: .sctLogs, element: 1, in: text)
    #expect(place.byteOffset == certificate.count - 96)
  }

  @Test func ofARequest() throws {
    let request = record(Sample.request)
    let stated: [(Fact, [String])] = [
      (.kind, ["request"]), (.name, ["example.com"]), (.subject, ["CN=example.com"]),
      (.dnsNames, ["example.com"]), (.names, ["DNS:example.com"]), (.keyAlgorithm, ["EC"]),
      (.keyBits, ["256"]), (.version, ["1"]), (.signatureHash, ["sha256"]), (.faults, []),
    ]
    for (fact, texts) in stated { #expect(try request.texts(of: fact) == texts, "\(fact.name)") }
    for fact in [
      Fact.notBefore, .notAfter, .issuer, .serial, .fingerprints, .sha256, .isCA, .keyUsage,
      .extendedKeyUsage, .selfSigned, .sctCount, .authorityKeyID,
    ] {
      #expect(throws: FactUnavailable(fact: fact, reason: .unspoken), "\(fact.name)") {
        try request.texts(of: fact)
      }
    }
    guard case .unspoken = request.reader.certificate() else {
      Issue.record("a request is no certificate")
      return
    }
  }

  @Test func ofAPrivateKeyNothingIsSaidButThatItIsThere() throws {
    let key = record(Sample.key)
    for fact in Fact.allCases {
      switch fact {
      case .kind: #expect(try key.texts(of: fact) == ["key"])
      case .exposesPrivateKey: #expect(try key.texts(of: fact) == ["true"])
      default:
        #expect(throws: FactUnavailable(fact: fact, reason: .unspoken), "\(fact.name)") {
          try key.texts(of: fact)
        }
      }
    }
    let place = key.reader.place(of: .exposesPrivateKey)
    #expect(place.excerpt == "BEGIN PRIVATE KEY (not shown)")
    #expect(place.found == "a private key (not shown)")
    #expect(place.location == SourceLocation(path: "in", line: 1, column: 1))
  }

  // openssl asn1parse gives the offsets.
  @Test(arguments: [
    (Fact.serial, 13), (.issuer, 47), (.notBefore, 114), (.notAfter, 129), (.subject, 144),
    (.keyBits, 209), (.isCA, 308), (.keyUsage, 322), (.extendedKeyUsage, 338), (.dnsNames, 359),
    (.ocspURIs, 416),
  ])
  func factsHaveTheirByte(fact: Fact, offset: Int) {
    #expect(record(Sample.chain).reader.place(of: fact).byteOffset == offset)
  }

  @Test func aPlaceShowsTheValueUnderItsName() {
    let place = record(Sample.chain).reader.place(of: .keyBits)
    #expect(place.excerpt == "keyBits: 256")
    #expect(place.value == 9..<12)
    #expect(place.location == SourceLocation(path: "in", line: 1, column: 1))
    let name = record(Sample.chain).reader.place(of: .dnsNames, element: 1)
    #expect(name.excerpt == "dnsNames: www.shop.example.com")
    #expect(name.byteOffset == 388)
  }

  private func record(_ bytes: [UInt8]) -> CertificateRecord {
    let file = CertificateFile(
      .init(bytes), place: "in", format: CertificateFormat(recognising: .init(bytes)) ?? .pem)
    let reader = file.makeReader()
    reader.move(to: 0)
    let input = Input(
      place: "in", pathInProject: "in", format: "pem", records: file, completeness: .complete)
    return CertificateRecord(reader: reader, input: input, index: 0)
  }
}
