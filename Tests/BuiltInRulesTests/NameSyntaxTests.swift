import Testing

@testable import BuiltInRules

/// Names and addresses at the edges of their grammars.
struct NameSyntaxTests {
  private static let addresses: [(String, [UInt8]?)] = [
    ("192.0.2.1", [192, 0, 2, 1]),
    ("255.255.255.255", [255, 255, 255, 255]),
    ("256.0.0.1", nil), ("1.2.3", nil), ("1.2.3.4.5", nil), ("01.2.3.4", nil), ("1.2.3.", nil),
    ("+1.2.3.4", nil), ("", nil), ("1.2.3.4/8", nil),
    ("::", Array(repeating: 0, count: 16)),
    ("::1", Array(repeating: 0, count: 15) + [1]),
    ("2001:DB8::1:0", [0x20, 1, 0x0D, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0]),
    ("1:2:3:4:5:6:7:8", [0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 8]),
    ("::ffff:192.0.2.1", Array(repeating: 0, count: 10) + [255, 255, 192, 0, 2, 1]),
    ("1:2:3:4:5:6:7::", [0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 0]),
    ("1:2:3:4:5:6:7:8::", nil), ("1::2::3", nil), (":::", nil), (":1", nil), ("1:", nil),
    ("1:2:3:4:5:6:7", nil), ("12345::", nil), ("::g", nil), ("::+1", nil), ("fe80::1%eth0", nil),
    ("::1.2.3.4.5", nil), ("1.2.3.4::", nil),
  ]

  @Test(arguments: addresses)
  func addressesAreRead(_ text: String, _ bytes: [UInt8]?) {
    #expect(IPAddress(text)?.bytes == bytes)
  }

  private static let reservations: [(String, String?)] = [
    ("10.255.255.255", "private use (RFC 1918)"), ("11.0.0.0", nil), ("9.255.255.255", nil),
    ("172.15.255.255", nil), ("172.16.0.0", "private use (RFC 1918)"),
    ("172.31.255.255", "private use (RFC 1918)"), ("172.32.0.0", nil),
    ("100.64.0.1", "carriers' networks (RFC 6598)"), ("100.128.0.1", nil),
    ("255.255.255.255", "future use (RFC 1112)"), ("8.8.8.8", nil),
    ("::1", "the machine itself (RFC 4291)"), ("::2", nil),
    ("::ffff:8.8.8.8", "IPv4 (RFC 4291)"), ("fdff::1", "private use (RFC 4193)"),
    ("fe80::1", "one link (RFC 4291)"), ("fec0::1", nil), ("2606:4700::1111", nil),
    ("3fff:fff::1", "documentation (RFC 9637)"), ("3fff:1000::1", nil),
  ]

  @Test(arguments: reservations)
  func reservedBlocksEndWhereTheyDo(_ text: String, _ use: String?) throws {
    #expect(SpecialUse.reservation(of: try #require(IPAddress(text))) == use)
  }

  private static let label63 = String(repeating: "a", count: 63)
  private static let names: [(String, String?)] = [
    ("a", nil), ("A.Example", nil), ("*.a", nil), ("xn--bcher-kva.example", nil),
    ("1.example", nil),
    ("a-b--c.example", nil), ("\(label63).example", nil),
    ("\(label63)a.example", "a label has 64 characters, more than 63"),
    ("\(label63).\(label63).\(label63).\(label63.dropLast(2))", nil),
    (
      "\(label63).\(label63).\(label63).\(label63.dropLast())",
      "it has 254 characters, more than 253"
    ),
    ("", "it is empty"), (" ", "it has a space"), (".", "it ends with a dot"),
    (".example", "it begins with a dot"), ("a.example.", "it ends with a dot"),
    ("a..example", "it has an empty label"), ("a.1", "it ends in a number, as no domain does"),
    ("1.2.3.4", "it is an IP address"), ("::1", "it is an IP address"),
    ("1.2.3.400", "it ends in a number, as no domain does"), ("a.example:443", "it has a port"),
    ("http://a.example", "it is a URI"), ("a@b.example", "it is a mail address"),
    ("a b", "it has a space"), ("a\0b", "it has a control character"), ("a/b", "it has '/'"),
    ("*", "a wildcard needs a domain"), ("*a.example", "its wildcard is not the whole first label"),
    ("**.example", "its wildcard is not the whole first label"),
    ("a.*", "its wildcard is not the whole first label"),
    ("a-.example", "label \"a-\" begins or ends with a hyphen"),
    ("-", "label \"-\" begins or ends with a hyphen"),
    ("☃.example", "it has '☃'"),
    ("xn--.example", "label \"xn--\" begins or ends with a hyphen"),
    ("XN--99999999.example", "label \"XN--99999999\" is no valid Punycode"),
  ]

  @Test(arguments: names)
  func namesAreJudged(_ name: String, _ fault: String?) {
    #expect(DNSNameSyntax(allowsUnderscores: false).fault(in: name) == fault)
  }

  private static let hosts: [(String, ReferenceIdentity?)] = [
    ("a.example", .dnsName("a.example")), ("https://A.example:8443/x?y=1", .dnsName("a.example")),
    ("a.example.", .dnsName("a.example")), ("a.example:443", .dnsName("a.example")),
    ("192.0.2.1:443", IPAddress("192.0.2.1").map { .address($0) }),
    ("[2001:db8::1]:443", IPAddress("2001:db8::1").map { .address($0) }),
    ("2001:db8::1", IPAddress("2001:db8::1").map { .address($0) }),
    ("https://intranet/x", .dnsName("intranet")), ("loadbalancer", nil),
    ("arn:aws:elasticloadbalancing:eu-west-1:1:x", nil),
    ("*.example.com", nil), ("", nil), ("https://", nil), ("[::1", nil), ("a.example:http", nil),
  ]

  @Test(arguments: hosts)
  func hostsAreMadeOut(_ text: String, _ host: ReferenceIdentity?) {
    #expect(ReferenceIdentity(within: text) == host)
  }
}
