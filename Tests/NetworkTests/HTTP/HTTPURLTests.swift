import Testing

@testable import Network

struct HTTPURLTests {
  @Test(arguments: [
    ("https://api.example.com", "https://api.example.com", "/"),
    ("HTTPS://API.Example.com:443/a?b=c#d", "https://api.example.com", "/a?b=c"),
    ("http://127.0.0.1:8080?x", "http://127.0.0.1:8080", "/?x"),
    ("https://[2001:DB8::1]:8443/", "https://[2001:db8::1]:8443", "/"),
    ("https://a_b.example:/x", "https://a_b.example", "/x"),
    ("https://a.example/./b/../c/%2e", "https://a.example", "/c/%2e"),
    ("https://a.example/a b/\u{E9}?<\">", "https://a.example", "/a%20b/%C3%A9?%3C%22%3E"),
    ("https://a.example/../../x/..", "https://a.example", "/"),
  ])
  func reads(text: String, origin: String, target: String) throws {
    let url = try #require(HTTPURL(text))
    #expect(url.origin.description == origin)
    #expect(url.target == target)
  }

  @Test(arguments: [
    "", "api.example.com", "//a.example", "ftp://a.example", "file:///etc/passwd", "https:///x",
    "https://user:secret@a.example", "https://a.example:0", "https://a.example:65536",
    "https://a.example:+443", "https://a.example:x", "https://a b", "https://b\u{FC}cher.example",
    "https://[127.0.0.1]", "https://[::1", "https://a.example/\r\nX: y", "https://a.example\\@b",
    "javascript:alert(1)", "https://\(String(repeating: "a", count: 254))",
  ])
  func refuses(text: String) {
    #expect(HTTPURL(text) == nil)
  }

  @Test(arguments: [
    ("?page=2", "https://a.example/x/y?page=2"), ("z", "https://a.example/x/z"),
    ("../z", "https://a.example/z"), ("/z?q", "https://a.example/z?q"),
    ("", "https://a.example/x/y?q=1"),
    ("#f", "https://a.example/x/y?q=1"), ("//b.example/z", "https://b.example/z"),
    ("http://a.example/x", "http://a.example/x"), ("./a:b", "https://a.example/x/a:b"),
  ])
  func resolves(reference: String, expected: String) throws {
    let base = try #require(HTTPURL("https://a.example/x/y?q=1"))
    let url = try #require(base.resolving(reference))
    #expect("\(url.origin)\(url.target)" == expected)
  }

  @Test(arguments: ["mailto:a@b", "file:///etc/passwd", "//", "https:///", "/\u{1}"])
  func resolvesNothingElse(reference: String) throws {
    #expect(try #require(HTTPURL("https://a.example/x")).resolving(reference) == nil)
  }

  @Test func showsNoQuery() throws {
    #expect(
      try #require(HTTPURL("https://a.example/x?key=secret")).redacted == "https://a.example/x?…")
    #expect(try #require(HTTPURL("https://a.example/x")).redacted == "https://a.example/x")
  }
}
