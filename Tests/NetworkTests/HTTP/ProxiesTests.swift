import Testing

@testable import Network

struct ProxiesTests {
  private func proxy(_ environment: [String: String], _ url: String) throws -> Proxies.Proxy? {
    try Proxies(environment: environment).proxy(for: try #require(HTTPURL(url)).origin)
  }

  @Test func choosesByScheme() throws {
    let environment = [
      "http_proxy": "http://plain.example:3128", "https_proxy": "secure.example:8080",
      "HTTPS_PROXY": "http://never.example:1",
    ]
    #expect(try proxy(environment, "http://a.example")?.place == "plain.example:3128")
    #expect(try proxy(environment, "https://a.example")?.place == "secure.example:8080")
    #expect(
      try proxy(["ALL_PROXY": "http://all.example"], "https://a.example")?.place
        == "all.example:1080")
    #expect(
      try proxy(["HTTPS_PROXY": "http://[::1]:8080/"], "https://a.example")?.place == "::1:8080")
    #expect(try proxy(["https_proxy": ""], "https://a.example") == nil)
    #expect(try proxy([:], "https://a.example") == nil)
  }

  /// A header `Proxy:` of a request becomes this variable in a CGI program.
  @Test func passesOverWhatACallerCanSet() throws {
    #expect(try proxy(["HTTP_PROXY": "http://evil.example:1"], "http://a.example") == nil)
  }

  @Test func provesWhoItIs() throws {
    func authorization(_ user: String) throws -> String? {
      try proxy(["https_proxy": "http://\(user)@p.example:1"], "https://a.example")?
        .headers["proxy-authorization"]
    }
    #expect(try authorization("user:pass") == "Basic dXNlcjpwYXNz")
    #expect(try authorization("us%65r:p%40ss@") == "Basic dXNlcjpwQHNzQA==")
    #expect(try authorization("u") == "Basic dQ==")
  }

  @Test(arguments: [
    ("*", true), ("a.example", true), ("A.Example", true), ("example", true), (".example", true),
    ("*.example", true), ("b.example", false), ("xample", false), ("a.example:443", true),
    ("a.example:80", false), ("b.example, a.example", true), ("", false), (",", false),
    ("192.0.2.0/24", false), (".", false),
  ])
  func makesExceptions(noProxy: String, isDirect: Bool) throws {
    let environment = ["https_proxy": "http://p.example:1", "no_proxy": noProxy]
    #expect(try (proxy(environment, "https://a.example") == nil) == isDirect)
  }

  @Test(arguments: [
    ("192.0.2.7", true), ("192.0.2.0/24", true), ("192.0.3.0/24", false), ("192.0.2.6/31", true),
    ("192.0.2.4/31", false), ("0.0.0.0/0", true), ("192.0.2.7/32", true), ("192.0.2.8/32", false),
    ("::/0", false), ("192.0.2.7/x", false),
  ])
  func makesExceptionsOfAddresses(noProxy: String, isDirect: Bool) throws {
    let environment = ["https_proxy": "http://p.example:1", "NO_PROXY": noProxy]
    #expect(try (proxy(environment, "https://192.0.2.7") == nil) == isDirect)
  }

  @Test(arguments: [
    "http://", "http://%zz@p.example", "http://p.example:x", "://p.example", "s:k@p.example:x://",
  ])
  func refusesWhatItCannotUse(value: String) {
    let error = #expect(throws: HTTPError.self) {
      try proxy(["https_proxy": value], "https://a.example")
    }
    #expect(
      error?.description == "https_proxy names no proxy that can be used; write http://HOST:PORT")
  }

  /// Such a value often holds a password, so only its scheme is shown.
  @Test(arguments: [
    ("socks5://user:secret@p.example:1", "socks5"), ("SOCKS4A://p.example", "socks4a"),
    ("https://user:secret@p.example", "https"),
  ])
  func saysWhichKindItCannotUse(value: String, scheme: String) {
    let error = #expect(throws: HTTPError.self) {
      try proxy(["ALL_PROXY": value], "https://a.example")
    }
    #expect(
      error?.description == "ALL_PROXY names a proxy of the kind \(scheme), and only those of HTTP "
        + "are spoken to; write http://HOST:PORT, or name the server in no_proxy")
  }
}
