import RuleEngine
import Testing

@testable import BuiltInRules

/// Links of every kind that a chain can have.
struct ChainTests {
  private typealias Example = ExampleCertificate

  private static let chains: [(String, String, [String], [String])] = [
    (
      "a root in another order of validity", Example.leaf, [Self.expired, Example.intermediate], []
    ),
    (
      "an authority certified twice", Example.leaf,
      [Example.intermediate, Self.crossSigned, Self.otherRoot], []
    ),
    ("a name in other letters", Example.leaf, [Self.loose, Example.root], []),
    (
      "an expired issuer", Example.leaf, [Self.expired],
      [#"the issuer "Example CA 1" expired 2025-06-01T00:00:00Z"#]
    ),
    (
      "an issuer of the future", Example.leaf, [Self.future],
      [#"the issuer "Example CA 1" is not valid before 2027-01-01T00:00:00Z"#]
    ),
    (
      "no authority", Example.leaf, [Self.noAuthority],
      [#""Example CA 1" issued a certificate, but is no CA certificate"#]
    ),
    (
      "a key that may not sign", Example.leaf, [Self.noSigning],
      ["the key of \"Example CA 1\" may not sign certificates (keyCertSign)"]
    ),
    (
      "another name for the key", Example.leaf, [Self.renamed],
      [
        #""api.example" names "Example CA 1" as its issuer, but has the key identifier of "#
          + #""Example CA One""#
      ]
    ),
    (
      "an authority where none may be", Self.leafOfLower, [Self.lower, Example.intermediate],
      [#""Example CA 1" allows 0 CA certificates below it, and there are 1"#]
    ),
    (
      "a signature by another key", Self.forged, [Example.intermediate],
      [#"the signature of "api.example" was not made by the key of "Example CA 1""#]
    ),
    (
      "what belongs to no link", Example.leaf, [Example.intermediate, Self.leafOfLower],
      [#""deep.example" is no link of the chain"#]
    ),
    (
      "what comes twice", Example.leaf, [Example.leaf, Example.intermediate, Example.intermediate],
      [#""api.example" comes twice"#, #""Example CA 1" comes twice"#]
    ),
    (
      "a gap", Self.leafOfLower, [Self.lower, Example.root],
      [#""Example CA 1", which issued "Example CA 2", is missing before "Example Root""#]
    ),
  ]

  @Test(arguments: chains)
  func linksAreJudged(
    _ title: String, _ certificate: String, _ chain: [String], _ messages: [String]
  ) throws {
    let record = Example.record(certificate, chain: chain)
    #expect(try Trial("chain").findings(record) == messages)
  }

  @Test func wasteIsAWarning() throws {
    let record = Example.record(
      Example.leaf, chain: [Example.intermediate, Example.root, Example.root, Self.leafOfLower])
    let results = try Trial("chain", options: "root: forbidden")
      .results(of: ExampleListing([record]))
    #expect(results.map(\.severity) == [.warning, .warning, .warning])
    #expect(results.map(\.key) == ["root", "strays", "repeat 3"])
  }

  @Test func longChainsAreNotFollowed() throws {
    let chain = Array(repeating: Example.intermediate, count: 101)
    #expect(
      try Trial("chain").findings(Example.record(Example.leaf, chain: chain))
        == ["101 certificates come with it, and clients read 100 at most"])
    let trust = try Trial("chain-trust", options: "roots: \"\(Example.root)\"")
    #expect(try trust.findings(Example.record(Example.leaf, chain: chain)) == [])
  }

  @Test func whatBelongsNowhereIsOneWarning() throws {
    let chain = [Example.intermediate, Self.lower, Self.leafOfLower, Self.forged]
    #expect(
      try Trial("chain").findings(Example.record(Example.leaf, chain: chain))
        == [#""Example CA 2", "deep.example" are no links of the chain"#])
    #expect(
      try Trial("chain").findings(Example.record(Example.leaf, chain: chain + [Self.otherRoot]))
        == [#""Example Root", which issued "Example CA 1", is missing before "Other Root""#])
  }

  @Test func theRootCanBeAskedFor() throws {
    let record = Example.record(Example.leaf, chain: [Example.intermediate])
    #expect(
      try Trial("chain", options: "root: required").findings(record)
        == [
          #"the chain ends before its root, with "Example CA 1", whose issuer is "Example Root""#
        ])
    #expect(
      try Trial("chain", options: "issuer: false").findings(
        Example.record(Example.leaf, chain: [])) == [])
  }

  @Test func evidenceNamesBothSidesOfALink() throws {
    let record = Example.record(Example.leaf, chain: [Example.impostor])
    let results = try Trial("chain").results(of: ExampleListing([record]))
    #expect(results.map(\.key) == ["issuer 1", "signature 1"])
    #expect(
      results.map { $0.evidence.map(\.place.pointer) } == [
        ["/certificate", "/chain/0"], ["/certificate", "/chain/0"],
      ])
  }

  // MARK: Certificates, as in `ExampleCertificate`

  /// The intermediate's name and key, from 2024-01-01 to 2025-06-01.
  private static let expired =
    """
    MIIBUjCCAQSgAwIBAgIQWhnAB+OIQdJrkA8zfqS4BTAFBgMrZXAwFzEVMBMGA1UEAwwMRXhhbXBsZSBS\
    b290MB4XDTI0MDEwMTAwMDAwMFoXDTI1MDYwMTAwMDAwMFowFzEVMBMGA1UEAwwMRXhhbXBsZSBDQSAx\
    MCowBQYDK2VwAyEAwDnrhllkv3huGywhBaX5aWUritBRm1eT6jPeVt6H0/ajZjBkMBIGA1UdEwEB/wQI\
    MAYBAf8CAQAwDgYDVR0PAQH/BAQDAgEGMB0GA1UdDgQWBBRr4V5nsslj/4rGcq1kApxJLmIcAzAfBgNV\
    HSMEGDAWgBSxlql98x59XwNE/76O4dsIGD7SoDAFBgMrZXADQQD8WN/h35dFQELHKLtR1PYLsY2XK3da\
    VQo1JnhG6j9ivNWC2/SfGYOrPuiGmU4ku3za4KJ0GxeVW5Oawz9/82IE
    """

  /// The same, from 2027-01-01.
  private static let future =
    """
    MIIBUjCCAQSgAwIBAgIQWhnAB+OIQdJrkA8zfqS4BjAFBgMrZXAwFzEVMBMGA1UEAwwMRXhhbXBsZSBS\
    b290MB4XDTI3MDEwMTAwMDAwMFoXDTMwMDEwMTAwMDAwMFowFzEVMBMGA1UEAwwMRXhhbXBsZSBDQSAx\
    MCowBQYDK2VwAyEAwDnrhllkv3huGywhBaX5aWUritBRm1eT6jPeVt6H0/ajZjBkMBIGA1UdEwEB/wQI\
    MAYBAf8CAQAwDgYDVR0PAQH/BAQDAgEGMB0GA1UdDgQWBBRr4V5nsslj/4rGcq1kApxJLmIcAzAfBgNV\
    HSMEGDAWgBSxlql98x59XwNE/76O4dsIGD7SoDAFBgMrZXADQQAtw2PROE2lyI2m5dqMFK9AR+OypCpy\
    u1DAMeb5p4AI21dSy/Z6WYndWCvXxpbb/hW+NJDdTiFQlCuoKbLU9CEA
    """

  /// The same, with cA false.
  private static let noAuthority =
    """
    MIIBHDCBz6ADAgECAhBaGcAH44hB0muQDzN+pLgHMAUGAytlcDAXMRUwEwYDVQQDDAxFeGFtcGxlIFJv\
    b3QwHhcNMjUwMTAxMDAwMDAwWhcNMzUwMTAxMDAwMDAwWjAXMRUwEwYDVQQDDAxFeGFtcGxlIENBIDEw\
    KjAFBgMrZXADIQDAOeuGWWS/eG4bLCEFpflpZSuK0FGbV5PqM95W3ofT9qMxMC8wDAYDVR0TAQH/BAIw\
    ADAfBgNVHSMEGDAWgBSxlql98x59XwNE/76O4dsIGD7SoDAFBgMrZXADQQDyFTFNpWgQBi9sXtXJ8Q1n\
    6ZeDfEJAz/XTC74L1t5795nJsXWm/0a4mw8O1PMXaLc7ccC4Up4vjsnTdCniR5kD
    """

  /// The same, with cRLSign as its only key usage.
  private static let noSigning =
    """
    MIIBTzCCAQGgAwIBAgIQWhnAB+OIQdJrkA8zfqS4CDAFBgMrZXAwFzEVMBMGA1UEAwwMRXhhbXBsZSBS\
    b290MB4XDTI1MDEwMTAwMDAwMFoXDTM1MDEwMTAwMDAwMFowFzEVMBMGA1UEAwwMRXhhbXBsZSBDQSAx\
    MCowBQYDK2VwAyEAwDnrhllkv3huGywhBaX5aWUritBRm1eT6jPeVt6H0/ajYzBhMA8GA1UdEwEB/wQF\
    MAMBAf8wDgYDVR0PAQH/BAQDAgECMB0GA1UdDgQWBBRr4V5nsslj/4rGcq1kApxJLmIcAzAfBgNVHSME\
    GDAWgBSxlql98x59XwNE/76O4dsIGD7SoDAFBgMrZXADQQBdtuMKRsOprCqtRIM2ktWguRYIui5/cPbQ\
    ZbopUd0xwCFbJjg9MbZnxo3dlIgMuCkQb2cYsRvwkYZC7qok+1AG
    """

  /// The same key, as `Example CA One`.
  private static let renamed =
    """
    MIIBUTCCAQOgAwIBAgIQWhnAB+OIQdJrkA8zfqS4CTAFBgMrZXAwFzEVMBMGA1UEAwwMRXhhbXBsZSBS\
    b290MB4XDTI1MDEwMTAwMDAwMFoXDTM1MDEwMTAwMDAwMFowGTEXMBUGA1UEAwwORXhhbXBsZSBDQSBP\
    bmUwKjAFBgMrZXADIQDAOeuGWWS/eG4bLCEFpflpZSuK0FGbV5PqM95W3ofT9qNjMGEwDwYDVR0TAQH/\
    BAUwAwEB/zAOBgNVHQ8BAf8EBAMCAQYwHQYDVR0OBBYEFGvhXmeyyWP/isZyrWQCnEkuYhwDMB8GA1Ud\
    IwQYMBaAFLGWqX3zHn1fA0T/vo7h2wgYPtKgMAUGAytlcANBAKHlhB4ABcsfj3IH91WTipAZv4t6QvLu\
    TDZdtBG1sTqMGjTofqgKsoA2byihoKPUDtmFinLTtfpYr0Sk1GDjYwU=
    """

  /// The same, issued by `Other Root`.
  private static let crossSigned =
    """
    MIIBTDCB/6ADAgECAhBaGcAH44hB0muQDzN+pLgKMAUGAytlcDAVMRMwEQYDVQQDDApPdGhlciBSb290\
    MB4XDTI1MDEwMTAwMDAwMFoXDTM1MDEwMTAwMDAwMFowFzEVMBMGA1UEAwwMRXhhbXBsZSBDQSAxMCow\
    BQYDK2VwAyEAwDnrhllkv3huGywhBaX5aWUritBRm1eT6jPeVt6H0/ajYzBhMA8GA1UdEwEB/wQFMAMB\
    Af8wDgYDVR0PAQH/BAQDAgEGMB0GA1UdDgQWBBRr4V5nsslj/4rGcq1kApxJLmIcAzAfBgNVHSMEGDAW\
    gBS6UPcfuGALpv21x1mHCA2oc8CuZjAFBgMrZXADQQBs3W5zIqxaVKSrDrDAlNFEKmH8eTxp95t5YwWt\
    fSIfjP/Y9vDblU37upk5JDgg10F61IqyXJMF+I1chTSmAvsA
    """

  /// `Other Root`.
  private static let otherRoot =
    """
    MIIBKTCB3KADAgECAhBaGcAH44hB0muQDzN+pLgLMAUGAytlcDAVMRMwEQYDVQQDDApPdGhlciBSb290\
    MB4XDTI1MDEwMTAwMDAwMFoXDTM1MDEwMTAwMDAwMFowFTETMBEGA1UEAwwKT3RoZXIgUm9vdDAqMAUG\
    AytlcAMhAOIJaHXCaKCZPyD6S2bhX/ZR6eVc0sCN+7JOH0B5wUW6o0IwQDAPBgNVHRMBAf8EBTADAQH/\
    MA4GA1UdDwEB/wQEAwIBBjAdBgNVHQ4EFgQUulD3H7hgC6b9tcdZhwgNqHPArmYwBQYDK2VwA0EAHoPL\
    Z3LEXECTiflqafX9GkJ4ZFXl9OKOKh1BUU+nr5wXKL2uNy7Mwh6ddEFPs3mzsfRIZQq6bc5rjeffDw7N\
    Dg==
    """

  /// The same, as `EXAMPLE  CA 1`.
  private static let loose =
    """
    MIIBUDCCAQKgAwIBAgIQWhnAB+OIQdJrkA8zfqS4DzAFBgMrZXAwFzEVMBMGA1UEAwwMRXhhbXBsZSBS\
    b290MB4XDTI1MDEwMTAwMDAwMFoXDTM1MDEwMTAwMDAwMFowGDEWMBQGA1UEAwwNRVhBTVBMRSAgQ0Eg\
    MTAqMAUGAytlcAMhAMA564ZZZL94bhssIQWl+WllK4rQUZtXk+oz3lbeh9P2o2MwYTAPBgNVHRMBAf8E\
    BTADAQH/MA4GA1UdDwEB/wQEAwIBBjAdBgNVHQ4EFgQUa+FeZ7LJY/+KxnKtZAKcSS5iHAMwHwYDVR0j\
    BBgwFoAUsZapffMefV8DRP++juHbCBg+0qAwBQYDK2VwA0EAFfmnMJSNkHR9Km7epsbQBFwwItBUjSXM\
    dESMBEHP5n4qqFgxsQaL67QOgRzbWwtrSC74r1F//JeADvrGxRBbBw==
    """

  /// `Example CA 2`, issued by the intermediate, which allows none below it.
  private static let lower =
    """
    MIIBTzCCAQGgAwIBAgIQWhnAB+OIQdJrkA8zfqS4DDAFBgMrZXAwFzEVMBMGA1UEAwwMRXhhbXBsZSBD\
    QSAxMB4XDTI1MDEwMTAwMDAwMFoXDTM1MDEwMTAwMDAwMFowFzEVMBMGA1UEAwwMRXhhbXBsZSBDQSAy\
    MCowBQYDK2VwAyEA2j8LkhS1YF+/OkR7BpavSoAr3IjtSeOyI7DYQ9PPQ9ajYzBhMA8GA1UdEwEB/wQF\
    MAMBAf8wDgYDVR0PAQH/BAQDAgEGMB0GA1UdDgQWBBSif2r3wcFTwzjLwIxHMzEN4PfJaTAfBgNVHSME\
    GDAWgBRr4V5nsslj/4rGcq1kApxJLmIcAzAFBgMrZXADQQAoJoe6LYavXJqB3Y1Y7GbU+AamRExHggxs\
    zrVDGOyvuk7BMW/R0sWWMuBVWkgENC54TzQT+YuQgVuLbemmH/cD
    """

  /// `deep.example`, issued by `Example CA 2`.
  private static let leafOfLower =
    """
    MIIBJzCB2qADAgECAhBaGcAH44hB0muQDzN+pLgNMAUGAytlcDAXMRUwEwYDVQQDDAxFeGFtcGxlIENB\
    IDIwHhcNMjUwMTAxMDAwMDAwWhcNMzUwMTAxMDAwMDAwWjAXMRUwEwYDVQQDDAxkZWVwLmV4YW1wbGUw\
    KjAFBgMrZXADIQA+MBxxjeZ1OSVZnR2th5gaRWB2JWbnfDrErX4S1/OD2KM8MDowHwYDVR0jBBgwFoAU\
    on9q98HBU8M4y8CMRzMxDeD3yWkwFwYDVR0RBBAwDoIMZGVlcC5leGFtcGxlMAUGAytlcANBAHRa75rd\
    LXaPr1JlclomLXfgKbxZf4e+AS65FIbZ+w1MsB2tQb2KahOshkRo2jpF5aGpdJ7W/Gg+XkXpfF8zJAw=
    """

  /// `api.example`, signed by another key than the intermediate's.
  private static let forged =
    """
    MIIBBDCBt6ADAgECAhBaGcAH44hB0muQDzN+pLgOMAUGAytlcDAXMRUwEwYDVQQDDAxFeGFtcGxlIENB\
    IDEwHhcNMjUwMTAxMDAwMDAwWhcNMzUwMTAxMDAwMDAwWjAWMRQwEgYDVQQDDAthcGkuZXhhbXBsZTAq\
    MAUGAytlcAMhAFQB/UIY4F4bCrCAy9+GZ7YO3s1vhvXPnwa8lQdnaWPBoxowGDAWBgNVHREEDzANggth\
    cGkuZXhhbXBsZTAFBgMrZXADQQBks5FmKTUnsFI1us2125oPYdTgQqu4dwoa9B99N0AGd7H+InRa1mqC\
    FlaIdvtW3lEx46gNQhUNJSDFu9TiQo8N
    """
}
