import BuiltInRules
import RuleEngine
import Testing

/// What rules over certificates tell apart beyond their examples.
@Suite struct CertificateRuleTests {
  private static let outOfScope: [(id: String, options: String, record: String, reason: String)] = [
    (
      "validity-period", "max: 90d",
      #"{"notBefore":"2020-01-01","notAfter":"2040-01-01","certificate":{"isCA":true}}"#,
      "only leaf certificates are judged"
    ),
    (
      "validity-period", "max: 90d\napplies-to: ca",
      #"{"notBefore":"2020-01-01","notAfter":"2040-01-01","certificate":{"isCA":false}}"#,
      "only CA certificates are judged"
    ),
    (
      "key-usage", "required: digitalSignature\nconsistent: false",
      #"{"certificate":{"keyUsage":["keyCertSign"],"isCA":true}}"#,
      "only leaf certificates are judged"
    ),
    (
      "extended-key-usage", "required: serverAuth",
      #"{"certificate":{"extendedKeyUsage":null,"isCA":true}}"#,
      "only leaf certificates are judged"
    ),
    (
      "self-signed", "", #"{"certificate":{"selfSigned":true,"isCA":true}}"#,
      "only leaf certificates are judged"
    ),
    (
      "signature-algorithm", "",
      #"{"signatureAlgorithm":"sha1WithRSAEncryption","certificate":{"selfSigned":true}}"#,
      "only certificates that others signed are judged"
    ),
  ]

  /// They are counted with the reason, and neither pass nor are unknown.
  @Test(arguments: outOfScope)
  func certificatesOfAnotherKindAreNotJudged(
    _ id: String, _ options: String, _ record: String, _ reason: String
  ) throws {
    let trial = try Trial(id, options: options)
    let tally = try trial.evaluation(of: ExampleListing([record])).suites[0].tallies[0]
    #expect(tally.notApplicable.map { "\($0.key.description) \($0.value)" } == ["\(reason) 1"])
    #expect(tally.judged == 0)
    #expect(try trial.results(of: ExampleListing([record])).isEmpty)
  }

  private static let silent: [(id: String, options: String)] = [
    ("allowed-issuer", "allow: x"), ("certificate-authority", ""), ("extended-key-usage", ""),
    ("key-strength", ""), ("key-usage", ""), ("self-signed", ""), ("signature-algorithm", ""),
    ("validity-period", "schedule: cabf"), ("well-formed", ""),
  ]

  /// A listing that says nothing of the certificates themselves is left in peace.
  @Test(arguments: silent)
  func listingsWithoutCertificatesAreNotJudged(_ id: String, _ options: String) throws {
    let trial = try Trial(id, options: options)
    let listing = try ExampleListing([#"{"name":"api","notAfter":"2026-12-01"}"#])
    let tally = try trial.evaluation(of: listing).suites[0].tallies[0]
    #expect(tally.notApplicable.values.reduce(0, +) == 1)
    #expect(tally.judged == 0)
  }

  private static let steps: [(issued: String, days: Int)] = [
    ("2012-07-01", 1827), ("2016-07-01", 1827), ("2016-07-02", 1188), ("2018-03-01", 1188),
    ("2018-03-02", 825), ("2020-08-31", 825), ("2020-09-01", 398), ("2026-03-14", 398),
    ("2026-03-15", 200), ("2027-03-14", 200), ("2027-03-15", 100), ("2029-03-14", 100),
    ("2029-03-15", 47), ("2035-01-01", 47),
  ]

  @Test(arguments: steps)
  func theScheduleGoesByTheDayOfIssue(_ issued: String, _ days: Int) throws {
    let trial = try Trial("validity-period", options: "schedule: cabf")
    let start = try Timestamp(parsing: "\(issued)T12:00:00Z").start
    let end = start + Duration(seconds: Int64(days) * 86_400 - 1)
    let record = { (end: Instant) in #"{"notBefore":"\#(start)","notAfter":"\#(end)"}"# }
    #expect(try trial.findings(record(end)) == [])
    #expect(
      try trial.findings(record(end + Duration(seconds: 1))) == [
        "is valid for \(days + 1)d, and \(days)d are allowed for what is issued \(issued)"
      ])
  }

  @Test func nothingWasRequiredBeforeTheFirstRequirements() throws {
    let trial = try Trial("validity-period", options: "schedule: cabf")
    #expect(try trial.findings(#"{"notBefore":"2012-06-30","notAfter":"2032-06-30"}"#) == [])
  }

  private static let issuers: [(issuer: String, commonName: String, organization: String)] = [
    ("CN=R11,O=Let's Encrypt,C=US", "R11", "Let's Encrypt"),
    ("C = US, O = Let's Encrypt, CN = R11", "R11", "Let's Encrypt"),
    ("/C=US/O=Let's Encrypt/CN=R11", "R11", "Let's Encrypt"),
    (#"CN=a\\, b,O=\\C3\\9Cber \\+ Co"#, "a, b", "Über + Co"),
    (#"CN=\"a, b\",O=x"#, "a, b", "x"),
    ("OU=1+CN=multi,O=Example, Inc.", "multi", "Example, Inc."),
  ]

  @Test(arguments: issuers)
  func namesAreReadInAnyNotation(
    _ issuer: String, _ commonName: String, _ organization: String
  ) throws {
    for (part, value) in [("common-name", commonName), ("organization", organization)] {
      let record = #"{"issuer":"\#(issuer)"}"#
      let matching = try Trial("allowed-issuer", options: "by: \(part)\nallow: \"\(value)\"")
      #expect(try matching.findings(record) == [])
      let other = try Trial("allowed-issuer", options: "by: \(part)\ndeny: \"\(value)\"")
      #expect(try other.findings(record).count == 1)
    }
  }

  private static let keys: [(listed: String, messages: [String])] = [
    ("RSA-1024", ["the RSA key has 1024 bits, and 2048 are required"]),
    ("rsaEncryption 1024", ["the RSA key has 1024 bits, and 2048 are required"]),
    ("RSA_4096", []),
    ("EC_secp384r1", []),
    ("ecdsa_p521", []),
    ("EC-secp256k1", ["the key is on the curve secp256k1, which is none of P-256, P-384, P-521"]),
    ("DSA_2048", ["the key's algorithm DSA is not allowed"]),
    ("X25519", ["the key's algorithm X25519 is not allowed"]),
    ("quantum", ["the key's algorithm quantum is not allowed"]),
  ]

  @Test(arguments: keys)
  func keysAreKnownByTheWordsOfSources(_ listed: String, _ messages: [String]) throws {
    let trial = try Trial("key-strength")
    #expect(try trial.findings(#"{"keyAlgorithm":"\#(listed)"}"#) == messages)
  }

  private static let exponents: [(exponent: String, message: String?)] = [
    ("65537", nil), ("65535", "is 65535, and at least 65537 is required"),
    ("1", "is 1, and at least 65537 is required"), ("65536", "is 65536, which is even"),
    ("340282366920938463463374607431768211457", nil),
    (
      "340282366920938463463374607431768211456",
      "is 340282366920938463463374607431768211456, which is even"
    ),
  ]

  @Test(arguments: exponents)
  func exponentsAreOddAndNotSmall(_ exponent: String, _ message: String?) throws {
    let record =
      #"{"keyAlgorithm":"RSA","certificate":{"keyBits":2048,"keyExponent":"\#(exponent)"}}"#
    #expect(
      try Trial("key-strength").findings(record)
        == (message.map { ["the RSA key's exponent \($0)"] } ?? []))
  }

  /// Without a size, and without a word for it, nothing can be said.
  @Test func aKeyWithoutASizeIsUnknown() throws {
    let listing = try ExampleListing([#"{"keyAlgorithm":"RSA","certificate":{"keyBits":null}}"#])
    let results = try Trial("key-strength").results(of: listing)
    #expect(results.map(\.outcome) == [.unknown])
    #expect(
      results.map(\.message) == ["cannot be judged: certificate.keyBits is null"])
  }

  private static let signatures: [(listed: String, hash: String?)] = [
    ("SHA1WithRSA", "sha1"), ("sha-1WithRSAEncryption", "sha1"), ("ecdsa-with-SHA1", "sha1"),
    ("MD5 with RSA", "md5"), ("SHA512-256 with RSA", nil), ("SHA256WITHRSA", nil),
    ("sha3-256WithRSAEncryption", nil), ("SLH-DSA-SHA2-128s", nil), ("Ed448", nil),
  ]

  @Test(arguments: signatures)
  func digestsAreKnownByTheWordsOfSources(_ listed: String, _ hash: String?) throws {
    let findings = try Trial("signature-algorithm").findings(
      #"{"signatureAlgorithm":"\#(listed)"}"#)
    #expect(findings == (hash.map { ["is signed with \(listed), and \($0) is forbidden"] } ?? []))
  }

  @Test func evidenceNamesTheUse() throws {
    let trial = try Trial("key-usage", options: "forbidden: keyEncipherment")
    let listing = try ExampleListing([
      #"{"certificate":{"keyUsage":["digitalSignature","keyEncipherment"]}}"#
    ])
    let results = try trial.results(of: listing)
    #expect(results.first?.evidence.map(\.place.pointer) == ["/certificate/keyUsage/1"])
  }
}
