import RuleEngine
import Testing

@testable import BuiltInRules

/// Options a rule refuses, and what it says.
struct RefusedOptions: CustomTestStringConvertible, Sendable {
  let id: String
  let options: [String: OptionInput]
  let error: OptionError

  init(_ id: String, _ options: [String: OptionInput], _ error: OptionError) {
    self.id = id
    self.options = options
    self.error = error
  }

  var testDescription: String { "\(id): \(error.message)" }
}

@Suite struct RuleOptionTests {
  private static let refused: [RefusedOptions] = [
    RefusedOptions(
      "allowed-issuer", [:],
      OptionError("allow or deny must be given: without them nothing is asked")),
    RefusedOptions(
      "allowed-issuer", ["allow": .text("x"), "by": .text("organisation")],
      OptionError(
        "'organisation' is not one of name, common-name, organization", option: "by",
        suggestion: "organization")),
    RefusedOptions(
      "certificate-authority", ["max-path-length": .text("0")],
      OptionError("a leaf has no path below it: expect something else", option: "max-path-length")),
    RefusedOptions(
      "chain-trust", ["roots": .list([ExampleCertificate.root, "AAAA"])],
      OptionError(
        "this is no certificate in base64 or PEM: cannot read the certificate: nested asn1 error",
        option: "roots", element: 1)),
    RefusedOptions(
      "chain-trust", ["roots": .text("Example Root!")],
      OptionError(
        "this is no certificate in base64 or PEM: '!' is not base64", option: "roots")),
    RefusedOptions(
      "expiry-window", ["warn-remaining": .text("30d")],
      OptionError(
        "warn-remaining must be more than min-remaining, which is 30d", option: "warn-remaining")),
    RefusedOptions(
      "expiry-window", ["min-remaining": .text("60d"), "max-remaining": .text("59d")],
      OptionError(
        "max-remaining must not be less than min-remaining, which is 60d",
        option: "max-remaining")),
    RefusedOptions(
      "expiry-window", ["warn-remaining": .text("60d"), "max-remaining": .text("59d")],
      OptionError(
        "max-remaining must not be less than warn-remaining, which is 60d",
        option: "max-remaining")),
    RefusedOptions(
      "expiry-window", ["min-remaining": .text("30 days")],
      OptionError(
        "'30 days' is not a duration: write a whole number and a unit, such as 30d, 720h or 4w",
        option: "min-remaining", suggestion: "30d")),
    RefusedOptions(
      "extended-key-usage", ["required": .list(["clientAuth", "serverauth"])],
      OptionError(
        "'serverauth' is no purpose that is known: write one such as serverAuth, or dotted numbers",
        option: "required", element: 1, suggestion: "serverAuth")),
    RefusedOptions(
      "extended-key-usage",
      ["only": .list(["serverAuth"]), "forbidden": .list(["1.3.6.1.5.5.7.3.1"])],
      OptionError(
        "'serverAuth' is required or allowed as well", option: "forbidden", element: 0)),
    RefusedOptions(
      "extended-key-usage", ["only": .text("serverAuth"), "required": .text("clientAuth")],
      OptionError(
        "'clientAuth' is not among those of only", option: "required", element: 0)),
    RefusedOptions(
      "extended-key-usage", ["separate": .text("serverAuth")],
      OptionError(
        "one purpose alone cannot be kept apart: name two at least", option: "separate")),
    RefusedOptions(
      "fingerprint-algorithm", ["allow": .list(["sha256", "sha-512"])],
      OptionError(
        "'sha-512' is not one of md5, sha1, sha256, sha384, sha512", option: "allow", element: 1,
        suggestion: "sha512")),
    RefusedOptions(
      "hostname-coverage", ["names": .list(["a.example", "*.example.com"])],
      OptionError(
        "'*.example.com' is a wildcard: clients connect to hosts, so name those", option: "names",
        element: 1)),
    RefusedOptions(
      "hostname-coverage", ["names": .text("https://a.example")],
      OptionError("'https://a.example' is no name of a host: it is a URI", option: "names")),
    RefusedOptions(
      "hostname-coverage", ["names": .text("bücher.example")],
      OptionError(
        "'bücher.example' is no name of a host: it has 'ü', and its ASCII form is "
          + "\"xn--bcher-kva.example\"", option: "names", suggestion: "xn--bcher-kva.example")),
    RefusedOptions(
      "key-strength", ["algorithms": .list(["RSA", "DSA"])],
      OptionError(
        "'DSA' is not one of RSA, RSA-PSS, RSA-OAEP, EC, Ed25519, Ed448, X25519, X448, ML-DSA, "
          + "SLH-DSA, ML-KEM, hash-based, GOST or a size such as ML-DSA-65",
        option: "algorithms", element: 1)),
    RefusedOptions(
      "key-strength", ["algorithms": .text("ECDSA")],
      OptionError(
        "'ECDSA' is not one of RSA, RSA-PSS, RSA-OAEP, EC, Ed25519, Ed448, X25519, X448, ML-DSA, "
          + "SLH-DSA, ML-KEM, hash-based, GOST or a size such as ML-DSA-65",
        option: "algorithms", suggestion: "EC")),
    RefusedOptions(
      "key-strength", ["curves": .list(["P-256", "P-257"])],
      OptionError(
        "'P-257' is no curve that has a name, such as P-256 or brainpoolP384r1", option: "curves",
        element: 1)),
    RefusedOptions(
      "key-usage", ["required": .text("digitalSignatures")],
      OptionError(
        "'digitalSignatures' is not one of digitalSignature, nonRepudiation, keyEncipherment, "
          + "dataEncipherment, keyAgreement, keyCertSign, cRLSign, encipherOnly, decipherOnly",
        option: "required", suggestion: "digitalSignature")),
    RefusedOptions(
      "key-usage", ["required": .text("cRLSign"), "forbidden": .list(["keyCertSign", "cRLSign"])],
      OptionError("'cRLSign' is required as well", option: "forbidden", element: 1)),
    RefusedOptions(
      "key-usage", ["consistent": .text("false")],
      OptionError(
        "required, forbidden, critical or consistent must be given: without them nothing is asked")),
    RefusedOptions(
      "name-pattern", [:],
      OptionError("allow or deny must be given: without them nothing is asked")),
    RefusedOptions(
      "name-pattern", ["fact": .text("notAfter"), "allow": .text("x")],
      OptionError(
        "'notAfter' is not one of "
          + Fact.allCases.filter { [.text, .texts].contains($0.kind) }.map(\.name)
          .joined(separator: ", "), option: "fact")),
    RefusedOptions(
      "renewal-health", ["max-attempts": .text("-1")],
      OptionError("'-1' is not a whole number from 0 to 1000000", option: "max-attempts")),
    RefusedOptions(
      "revocation-pointers", ["either": .text("false"), "http-only": .text("false")],
      OptionError("nothing is asked: neither of ocsp and crl, nor either, nor http-only")),
    RefusedOptions(
      "serial-number", ["max-octets": .text("8")],
      OptionError("min-bits must be less than 64: max-octets leaves no more", option: "min-bits")),
    RefusedOptions(
      "unique-key", ["may-share": .text("same-owner"), "scope": .text("owner")],
      OptionError(
        "scope: owner compares only what may-share: same-owner lets pass", option: "scope")),
    RefusedOptions(
      "required-san", ["wildcards-cover": .text("true")],
      OptionError("all-of, any-of, none-of or only must be given: without them nothing is asked")),
    RefusedOptions(
      "required-san", ["all-of": .text("https://api.example.com")],
      OptionError("a DNS name has no ':'", option: "all-of", range: 5..<6)),
    RefusedOptions(
      "required-san", ["all-of": .list(["api.example.com", "/^api/"])],
      OptionError("a DNS name has no '/'", option: "all-of", element: 1, range: 0..<1)),
    RefusedOptions(
      "required-san", ["only": .text("a..example")],
      OptionError("a DNS name has no empty labels", option: "only", range: 2..<3)),
    RefusedOptions(
      "required-san", ["none-of": .list(["Bücher.example"])],
      OptionError(
        "a certificate states the A-label of an international name: write the xn-- form",
        option: "none-of", element: 0, range: 1..<2, suggestion: "xn--bcher-kva.example")),
    RefusedOptions(
      "signature-algorithm", ["forbid": .list(["sha1", "SHA-256"])],
      OptionError(
        "'SHA-256' is neither a digest, such as sha256, nor an algorithm, such as "
          + "ecdsa-with-SHA256", option: "forbid", element: 1, suggestion: "sha256")),
    RefusedOptions(
      "signature-algorithm", ["allow": .list(["sha256", "sha1"])],
      OptionError("'sha1' is forbidden as well: change forbid too", option: "allow", element: 1)),
    RefusedOptions(
      "status", ["allow": .text("deleted")],
      OptionError(
        "'deleted' is not one of ok, pending, expired, revoked, failed, unavailable, other",
        option: "allow")),
    RefusedOptions(
      "unique-name", ["fact": .text("id")],
      OptionError(
        "'id' is not one of name, label, dnsNames, fingerprints, serial", option: "fact")),
    RefusedOptions(
      "unique-name", ["scope": .text("run")],
      OptionError("'run' is not one of listing, owner, inventory", option: "scope")),
    RefusedOptions(
      "validity-period", [:],
      OptionError("max or schedule must be given: without them nothing is asked")),
    RefusedOptions(
      "validity-period", ["schedule": .text("cab")],
      OptionError("'cab' is not one of none, cabf", option: "schedule", suggestion: "cabf")),
    RefusedOptions(
      "well-formed", ["only": .text("zero-serial"), "ignore": .list(["zero-serial", "overrun"])],
      OptionError(
        "'overrun' is not judged anyway: it is not among those of only", option: "ignore",
        element: 1)),
  ]

  @Test(arguments: refused)
  func areRefused(_ refused: RefusedOptions) throws {
    let rule = try #require(BuiltInRules.all.first { $0.documentation.id == refused.id })
    #expect(throws: refused.error) { _ = try rule.init(options: Options(refused.options)) }
  }

  private static let asciiForms: [(String, String)] = [
    ("münchen.example", "xn--mnchen-3ya.example"),
    ("пример.example", "xn--e1afmkfd.example"),
    ("例え.example", "xn--r8jz45g.example"),
    ("*.Übung.example", "*.xn--bung-zra.example"),
  ]

  @Test(arguments: asciiForms)
  func internationalNamesHaveAnASCIIForm(_ name: String, _ form: String) {
    #expect(Punycode.asciiForm(of: name) == form)
  }

  /// IDNA maps these, or tells them apart, by rules of its own.
  @Test(arguments: [
    "straße.example", "ﬁx.example", "u\u{308}ber.example", "☃.example", "ü*.example",
  ])
  func namesThatNeedMappingHaveNone(_ name: String) {
    #expect(Punycode.asciiForm(of: name) == nil)
  }

  @Test func labelsTooLongForTheDNSHaveNone() {
    let longest = String(repeating: "a", count: 50)
    #expect(Punycode.asciiForm(of: "ü" + longest) != nil)
    #expect(Punycode.asciiForm(of: "ü" + longest + longest) == nil)
  }

  @Test(arguments: [
    ("bcher-kva", true), ("mnchen-3ya", true), ("e1afmkfd", true), ("r8jz45g", true),
    ("BCHER-KVA", true), ("abc-", false), ("abc", true), ("", false), ("-", false),
    ("99999999", false), ("bcher-kv", false), ("a-!", false), ("zzzzzzzzzzzzzzzzzzzz", false),
  ])
  func encodedLabelsAreKnown(_ text: String, _ isEncoded: Bool) {
    #expect(Punycode.isEncoded(text) == isEncoded)
  }
}
