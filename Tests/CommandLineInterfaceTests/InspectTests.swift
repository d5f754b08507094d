import RuleEngine
import Testing

@testable import CommandLineInterface

/// `certgate inspect` of certificates, as people read it.
struct InspectTests {
  private let folder: TemporaryFolder
  private var tool: Tool

  init() throws {
    folder = try TemporaryFolder()
    tool = Tool()
    tool.workingDirectory = folder.path
  }

  private func inspected(_ record: String, _ options: String = "") throws -> [String] {
    try folder.write("r.json", "[\(record)]")
    let outcome = tool.run("inspect --as certgate \(options) r.json")
    #expect(outcome.errors == "")
    return outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
  }

  /// The lines of a card below its heading.
  private func card(_ record: String, _ options: String = "") throws -> [String] {
    Array(try inspected(record, options).dropFirst(4).prefix { $0.hasPrefix("  ") })
  }

  private static let leaf = """
    {"kind":"certificate","name":"api.example.com","owner":"shop",\
    "notBefore":"2026-11-01T00:00:00Z","notAfter":"2027-01-29T23:59:59Z",\
    "issuer":"CN=R11,O=Let's Encrypt,C=US","serial":"4a1b","keyAlgorithm":"EC",\
    "signatureAlgorithm":"ecdsa-with-SHA256","certificate":{"version":3,"sha256":"\(digest)",\
    "subject":"CN=api.example.com,O=Example Ltd","keyBits":256,"keyCurve":"P-256",\
    "signatureHash":"sha256","keyUsage":["digitalSignature"],\
    "extendedKeyUsage":["serverAuth","clientAuth"],"criticalExtensions":["keyUsage"],\
    "names":["DNS:api.example.com","IP:192.0.2.1"],"isCA":false,"selfIssued":false,\
    "selfSigned":false,"ocspURIs":null,"crlURIs":["http://c.example/1.crl"],\
    "caIssuerURIs":["http://i.example/1.cer"],"sctCount":2,"policies":["2.23.140.1.2.1","1.2.3"],\
    "subjectKeyID":"aabb","authorityKeyID":"ccdd","keySHA256":"\(digest)",\
    "faults":["long-serial: the serial number has 21 bytes; 20 are allowed (byte 15)"]}}
    """
  private static let digest = String(repeating: "0123456789abcdef", count: 4)

  @Test func aCertificateIsOnOneScreen() throws {
    #expect(
      try inspected(Self.leaf) == [
        "r.json",
        "  certgate, 1 certificate, listing complete",
        "",
        "  api.example.com  leaf certificate, r.json:1:2",
        "  subject      CN=api.example.com,O=Example Ltd",
        "  names        api.example.com",
        "               IP:192.0.2.1",
        "  issuer       CN=R11,O=Let's Encrypt,C=US",
        "  serial       4a1b",
        "  valid        2026-11-01T00:00:00Z to 2027-01-29T23:59:59Z",
        "               ━━━━──────────────── 69 days left of 90 days",
        "  key          EC P-256",
        "  signature    ecdsa-with-SHA256",
        "  key usage    digitalSignature (critical)",
        "  purposes     serverAuth, clientAuth",
        "  policies     2.23.140.1.2.1 domainValidated, 1.2.3",
        "  revocation   CRL http://c.example/1.crl",
        "  issuer at    http://i.example/1.cer",
        "  logged       2 signed timestamps",
        "  SHA-256      \(Self.digest)",
        "  key SHA-256  \(Self.digest)",
        "  key id       aabb",
        "  issuer key   ccdd",
        "  owner        shop",
        "  faults       long-serial: the serial number has 21 bytes; 20 are allowed",
        "               (byte 15)",
        "",
      ])
  }

  private static let times: [(at: String, line: String)] = [
    ("2026-10-30", "──────────────────── begins in 2 days, for 90 days"),
    ("2026-11-01", "──────────────────── 89 days left of 90 days"),
    ("2026-12-16", "━━━━━━━━━━────────── 44 days left of 90 days"),
    ("2027-01-29T20:00:00Z", "━━━━━━━━━━━━━━━━━━━─ 3 hours left of 90 days"),
    ("2027-02-01", "━━━━━━━━━━━━━━━━━━━━ expired 2 days ago, after 90 days"),
  ]

  @Test(arguments: times)
  func whatIsLeftIsCountedFromATime(_ at: String, _ line: String) throws {
    let lines = try inspected(Self.leaf, "--at \(at)")
    #expect(lines.first?.hasSuffix("SIMULATED") == true)
    #expect(lines.contains("               " + line))
  }

  private static let others: [(record: String, heading: String, lines: [String])] = [
    (
      #"{"name":"root","keyAlgorithm":"RSA","signatureAlgorithm":"rsassaPss","certificate":{"subject":"CN=root","isCA":true,"selfIssued":true,"selfSigned":true,"keyBits":4096,"keyExponent":"3","signatureHash":"sha384","pathLength":null,"keyUsage":null,"crlURIs":null,"version":1}}"#,
      "  root  root certificate, r.json:1:2",
      [
        "  version      1", "  subject      CN=root", "  key          RSA 4096 bits exponent 3",
        "  signature    rsassaPss over sha384 by its own key", "  key usage    not restricted",
        "  path below   not limited",
      ]
    ),
    (
      #"{"name":"ca","certificate":{"subject":null,"isCA":true,"selfIssued":false,"pathLength":0,"extendedKeyUsage":null}}"#,
      "  ca  intermediate CA certificate, r.json:1:2",
      ["  subject      empty", "  path below   leaf certificates only"]
    ),
    (
      #"{"kind":"key","exposesPrivateKey":true,"name":"server"}"#,
      "  server  private key, r.json:1:2",
      ["  exposed      to everyone who can read this place; it is not shown"]
    ),
    (
      #"{"kind":"request","name":"new.example.com","keyAlgorithm":"Ed25519","certificate":{"subject":"CN=new.example.com","names":[],"version":1}}"#,
      "  new.example.com  certificate request, r.json:1:2",
      ["  subject      CN=new.example.com", "  names        none stated", "  key          Ed25519"]
    ),
  ]

  @Test(arguments: others)
  func otherKindsAreNamed(_ record: String, _ heading: String, _ lines: [String]) throws {
    let inspected = try inspected(record)
    #expect(inspected.dropFirst(3).first == heading)
    #expect(try card(record) == lines)
  }

  @Test func thousandsOfNamesAreCounted() throws {
    let names = (1...2000).map { #""DNS:n\#($0).example""# }.joined(separator: ",")
    let lines = try card(#"{"name":"x","certificate":{"subject":"CN=x","names":[\#(names)]}}"#)
    #expect(lines.count == 14)
    #expect(lines.last == "               and 1,988 more")
  }

  @Test(arguments: [40, 60, 80, 200])
  func noLineIsWiderThanTheTerminal(_ width: Int) throws {
    var narrow = self
    narrow.tool.environment["COLUMNS"] = String(width)
    let lines = try narrow.card(Self.leaf)
    let text = lines.joined()
    #expect(lines.allSatisfy { $0.unicodeScalars.count < width })
    #expect(text.contains("clientAuth"))
    #expect(text.filter { $0 != " " }.contains(Self.digest))
  }

  @Test func namesFromStrangersCannotAct() throws {
    let record =
      #"{"name":"a\u001b[2J","certificate":{"subject":"CN=\u202e,O=x\\","names":["DNS:\u0007b\n  faults  none"]}}"#
    #expect(
      try inspected(record, "--color never").dropFirst(3).prefix(3) == [
        #"  a\x1B[2J  certificate, r.json:1:2"#,
        #"  subject      CN=\u{202E},O=x\\"#,
        #"  names        \x07b\n  faults  none"#,
      ])
  }

  @Test func coloursAreAskedFor() throws {
    #expect(try card(Self.leaf, "--color never").allSatisfy { !$0.contains("\u{1B}") })
    let coloured = try inspected(Self.leaf, "--color always")
    #expect(coloured.contains("  \u{1B}[2msubject\u{1B}[0m      CN=api.example.com,O=Example Ltd"))
    #expect(
      coloured.contains(
        "               \u{1B}[32m━━━━──────────────── 69 days left of 90 days\u{1B}[0m"))
    #expect(
      try inspected(Self.leaf, "--color always --at 2027-03-01").contains(
        "               \u{1B}[1;31m━━━━━━━━━━━━━━━━━━━━ expired 30 days ago, after 90 days\u{1B}[0m"
      ))
  }

  /// A record of a listing keeps the table of its facts, certificates beside it or not.
  @Test func listingsKeepTheirTable() throws {
    let lines = try inspected(Self.leaf + #",{"name":"listed","notAfter":"2027-01-01"}"#)
    #expect(lines.contains { $0.hasPrefix("  listed  r.json:1:") })
    #expect(lines.contains { $0.hasPrefix("  fact ") })
    #expect(try inspected(Self.leaf).allSatisfy { !$0.hasPrefix("  fact ") })
  }

  @Test func aTimeThatIsNoneIsRefused() throws {
    try folder.write("r.json", "[\(Self.leaf)]")
    let outcome = tool.run("inspect --at soon r.json")
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("'soon' is no time for --at"))
  }
}
