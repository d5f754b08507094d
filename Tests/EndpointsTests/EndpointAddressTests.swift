import Network
import Testing

@testable import Endpoints

struct EndpointAddressTests {
  @Test(
    arguments: [
      ("tls://www.example.com", "tls://www.example.com", "www.example.com", 443),
      ("TLS://WWW.Example.com:443/", "tls://www.example.com", "www.example.com", 443),
      ("tls://www.example.com.:8443", "tls://www.example.com.:8443", "www.example.com", 8443),
      ("tls://192.0.2.1", "tls://192.0.2.1", nil, 443),
      ("tls://[2001:DB8::1]:8443", "tls://[2001:db8::1]:8443", nil, 8443),
      ("tls://192.0.2.1?sni=a.example", "tls://192.0.2.1?sni=a.example", "a.example", 443),
      ("tls://localhost?sni=A.example.", "tls://localhost?sni=a.example", "a.example", 443),
      (
        "tls://mail.example:25?starttls=SMTP", "tls://mail.example?starttls=smtp", "mail.example",
        25
      ),
      (
        "tls://mail.example:443?starttls=smtp", "tls://mail.example:443?starttls=smtp",
        "mail.example", 443
      ),
      (
        "tls://a.example?alpn=h2,http/1.1&sni=b.example",
        "tls://a.example?sni=b.example&alpn=h2,http/1.1", "b.example", 443
      ),
      ("tls://1.0.0.example", "tls://1.0.0.example", "1.0.0.example", 443),
    ] as [(String, String, String?, UInt16)])
  func reads(text: String, place: String, serverName: String?, port: UInt16) throws {
    let address = try EndpointAddress(text)
    #expect(address.place == place)
    #expect(address.endpoint.serverName == serverName)
    #expect(address.endpoint.port == port)
    #expect(address.expectedName == serverName ?? address.endpoint.host)
    #expect(try EndpointAddress(place) == address)
  }

  @Test func readsEveryProtocol() throws {
    for startTLS in StartTLS.allCases {
      let endpoint = try EndpointAddress("tls://a.example?starttls=\(startTLS.rawValue)").endpoint
      #expect(endpoint.startTLS == startTLS)
      #expect(endpoint.port == startTLS.port)
    }
    let protocols = try EndpointAddress("tls://a.example?alpn=h2,http/1.1").endpoint
    #expect(protocols.applicationProtocols == ["h2", "http/1.1"])
  }

  @Test(arguments: [
    ("https://a.example", "an endpoint begins with tls://", 0, 6),
    ("tls://", "there is no host", 6, 1),
    ("tls://:443", "there is no host", 6, 1),
    ("tls://user@a.example", "an endpoint has no user and password", 6, 14),
    ("tls://a b", "'a b' is no name of a host", 6, 3),
    ("tls://a..b", "'a..b' is no name of a host", 6, 4),
    ("tls://b\u{FC}cher.example", "'b\u{FC}cher.example' is not ASCII", 6, 14),
    ("tls://127.1", "'127.1' is no IP address", 6, 5),
    ("tls://0x7f.0x1", "'0x7f.0x1' is no IP address", 6, 8),
    ("tls://192.0.2.256", "'192.0.2.256' is no IP address", 6, 11),
    ("tls://[::1", "'::1' is no IPv6 address", 7, 3),
    ("tls://[192.0.2.1]", "'192.0.2.1' is no IPv6 address", 7, 9),
    ("tls://2001:db8::1", "an IPv6 address stands in brackets", 6, 11),
    ("tls://a.example:", "'' is no port from 1 to 65535", 16, 1),
    ("tls://a.example:0", "'0' is no port from 1 to 65535", 16, 1),
    ("tls://a.example:+1", "'+1' is no port from 1 to 65535", 16, 2),
    ("tls://a.example:65536", "'65536' is no port from 1 to 65535", 16, 5),
    ("tls://a.example/path", "an endpoint ends with its port and parameters", 16, 4),
    ("tls://a.example#x", "an endpoint ends with its port and parameters", 15, 2),
    ("tls://a.example?snii=x", "unknown parameter 'snii'", 16, 4),
    ("tls://a.example?sni", "sni has no value", 16, 3),
    ("tls://a.example?sni=", "sni has no value", 16, 3),
    ("tls://a.example?sni=b&sni=c", "sni is given twice", 22, 3),
    ("tls://a.example?sni=192.0.2.1", "sni takes a name; an IP address cannot be asked for", 20, 9),
    ("tls://a.example?sni=-\u{1B}", "'-\u{1B}' is no name of a host", 20, 2),
    ("tls://a.example?alpn=h2,", "alpn takes names of protocols: h2,http/1.1", 21, 3),
    (
      "tls://a.example?starttls=stmp", "unknown protocol 'stmp' for starttls; did you mean 'smtp'?",
      25, 4
    ),
    (
      "tls://\(String(repeating: "a", count: 64)).example",
      "'\(String(repeating: "a", count: 64)).example' is no name of a host", 6, 72
    ),
  ])
  func refuses(text: String, message: String, offset: Int, length: Int) {
    let error = #expect(throws: EndpointAddressError.self) { try EndpointAddress(text) }
    #expect(error?.message == message)
    #expect(error?.offset == offset)
    #expect(error?.length == length)
  }
}
