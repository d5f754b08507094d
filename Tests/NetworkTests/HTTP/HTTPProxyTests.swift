import Cryptography
import LoopbackServers
import OperatingSystem
import Testing

@testable import Network

struct HTTPProxyTests {
  @Test func tellsAProxyTheWholeURL() throws {
    let proxy = HTTPTestServer(sending: ok("from the proxy"))
    let client = try TestClient(
      environment: ["http_proxy": "http://user:pass@127.0.0.1:\(proxy.port)"])
    let url = try #require(HTTPURL("http://a.example/x?y"))
    #expect(try client.get(url).body == Array("from the proxy".utf8))
    #expect(
      proxy.requests == [
        "GET http://a.example/x?y HTTP/1.1\r\nHost: a.example\r\nUser-Agent: certgate/test\r\n"
          + "Accept-Encoding: identity\r\nProxy-Authorization: Basic dXNlcjpwYXNz\r\n\r\n"
      ])
  }

  /// What is for the server is not for the proxy.
  @Test func speaksTLSThroughAProxy() throws {
    let proxy = LoopbackServer { peer in
      guard
        peer.read(through: "\r\n\r\n")
          == "CONNECT a.example:8443 HTTP/1.1\r\nHost: a.example:8443\r\n"
          + "User-Agent: certgate/test\r\nProxy-Authorization: Basic dXNlcjpwYXNz\r\n\r\n"
      else { return }
      peer.write("HTTP/1.1 200 Connected\r\nContent-Length: 5\r\n\r\n")
      let leaf = SampleCertificate("x", alternativeNames: ["DNS:a.example"], issuer: Samples.root)
      guard peer.startTLS(ServerConfiguration([leaf])) else { return }
      let head = peer.read(through: "\r\n\r\n") ?? ""
      peer.write(ok(head.contains("Proxy-Authorization") ? "leaked" : "tunnelled"))
      peer.hold()
    }
    let root = TemporaryFile(Samples.root.pem)
    let client = try TestClient(
      anchors: TrustAnchors(files: [root.path]),
      environment: ["https_proxy": "user:pass@127.0.0.1:\(proxy.port)"])
    let url = try #require(HTTPURL("https://a.example:8443/"))
    #expect(try client.get(url).body == Array("tunnelled".utf8))
  }

  @Test func saysThatTheProxyWillNot() throws {
    func failure(_ answer: String) throws -> (String?, UInt16) {
      let proxy = LoopbackServer { peer in
        _ = peer.read(through: "\r\n\r\n")
        peer.write(answer)
        peer.hold()
      }
      let client = try TestClient(
        environment: ["https_proxy": "http://user:secret@127.0.0.1:\(proxy.port)"])
      let url = try #require(HTTPURL("https://a.example/"))
      return (client.failure(HTTPRequest(.get, url)), proxy.port)
    }
    let (denied, first) = try failure("HTTP/1.1 403 Forbidden\r\n\r\n")
    #expect(denied == "the proxy 127.0.0.1:\(first) answers 403")
    let (unknown, second) = try failure("HTTP/1.1 407 Who?\r\nContent-Length: 1\r\n\r\nx")
    #expect(
      unknown
        == "the proxy 127.0.0.1:\(second) asks for a user and password; put them into the variable"
        + " that names it")
    let (evil, _) = try failure("HTTP/1.1 200 OK\r\n\r\nGET")
    #expect(evil == "the answer is not HTTP as it should be: it is longer than it says")
  }
}
