import LoopbackServers
import OperatingSystem
import Testing

@testable import Network

struct HTTPClientTests {
  @Test func sendsWhatItIsAskedTo() throws {
    let server = HTTPTestServer(sending: ok("hello"))
    let client = try TestClient()
    let response = try client.get(server.url("/a?b=c"), headers: ["Authorization": "Bearer x"])
    #expect(response.status == 200)
    #expect(response.reason == "OK")
    #expect(response.body == Array("hello".utf8))
    let authority = "127.0.0.1:\(server.port)"
    #expect(
      server.requests == [
        "GET /a?b=c HTTP/1.1\r\nHost: \(authority)\r\nUser-Agent: certgate/test\r\n"
          + "Accept-Encoding: identity\r\nAuthorization: Bearer x\r\n\r\n"
      ])
    _ = try client.send(HTTPRequest(.post, server.url("/p"), body: Array("{}".utf8)))
    #expect(
      server.requests[1]
        == "POST /p HTTP/1.1\r\nHost: \(authority)\r\nUser-Agent: certgate/test\r\n"
        + "Accept-Encoding: identity\r\nContent-Length: 2\r\n\r\n{}")
  }

  @Test func keepsConnections() throws {
    let server = HTTPTestServer(sending: ok("x"))
    let client = try TestClient()
    for _ in 0..<3 { _ = try client.get(server.url()) }
    #expect(server.connectionCount == 1)
    let other = HTTPTestServer(sending: ok("x", "Connection: close\r\n"))
    for _ in 0..<3 { _ = try client.get(other.url()) }
    #expect(other.connectionCount == 3)
  }

  /// A server may close a connection that nobody uses at any time.
  @Test func replacesAConnectionThatWasClosed() throws {
    let server = HTTPTestServer { _, peer in
      peer.write(ok("x"))
      return false
    }
    let client = try TestClient()
    for _ in 0..<3 { #expect(try client.get(server.url()).status == 200) }
    #expect(server.connectionCount == 3)
    #expect(client.pauses == [])
  }

  @Test func sendsNoPostTwice() throws {
    let server = HTTPTestServer { number, peer in
      if number == 1 { peer.write(ok("x")) }
      return number == 1
    }
    let client = try TestClient()
    _ = try client.get(server.url())
    #expect(
      client.failure(HTTPRequest(.post, server.url(), body: [1]))
        == "the server closed the connection instead of answering")
    #expect(server.requests.count == 2)
    // Not over a connection that may have been closed before the request was sent.
    #expect(server.connectionCount == 2)
  }

  /// Whoever submits something must know whether it may have arrived.
  @Test func tellsWhatMayHaveArrivedFromWhatWasNotSent() throws {
    let silent = HTTPTestServer { _, peer in
      peer.hold()
      return false
    }
    let client = try TestClient(timeout: 0.05)
    let waited = #expect(throws: HTTPError.self) {
      try client.send(HTTPRequest(.post, silent.url(), body: [1]))
    }
    #expect(waited == .unclear(reason: "127.0.0.1 did not answer in time"))
    let closed = ClosedPort()
    let refused = #expect(throws: HTTPError.self) {
      let url = try #require(HTTPURL("http://127.0.0.1:\(closed.port)/"))
      _ = try client.send(HTTPRequest(.post, url, body: [1]))
    }
    #expect(refused == .connection(.refused, host: "127.0.0.1"))
    #expect(client.pauses == [])
  }

  @Test func readsALargeAnswer() throws {
    let body = String(repeating: "0123456789", count: 100_000)
    let server = HTTPTestServer(Samples.server, sending: ok(body))
    let folder = TemporaryFile(Samples.root.pem)
    let response = try TestClient(anchors: .init(files: [folder.path])).get(server.url())
    #expect(response.body == Array(body.utf8))
  }

  @Test func doesNotSplitHeaders() throws {
    let server = HTTPTestServer(sending: ok("x"))
    for value in ["secret\r\nX: y", "secret\n", "secret\0"] {
      #expect(
        try TestClient().failure(
          HTTPRequest(.get, server.url(), headers: ["X-Api-Token": value]))
          == "the value of the header X-Api-Token has a line break or control character; look at"
          + " where it comes from")
    }
    #expect(server.connectionCount == 0)
  }

  // MARK: Faults

  @Test(arguments: [
    (
      "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
      "the answer broke off after 4 of 100 bytes"
    ),
    (
      "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nmore",
      "the answer is not HTTP as it should be: it is longer than it says"
    ),
    (
      "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\u{1F}xxx",
      "the answer is compressed (gzip), which was not asked for; a proxy or the server is configured"
        + " wrongly"
    ),
    (
      "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nxxxx",
      "the answer is not HTTP as it should be: it has several values of Content-Length"
    ),
    (
      "HTTP/1.1 200 OK\r\nContent-Length: 2000000\r\n\r\n",
      "the answer is longer than 1048576 bytes"
    ),
    (
      "220 mail.example ESMTP\r\n",
      "the answer is not HTTP as it should be: it begins with something else"
    ),
    ("", "the server closed the connection instead of answering"),
  ])
  func saysWhatIsWrong(response: String, message: String) throws {
    let server = HTTPTestServer { _, peer in
      peer.write(response)
      return false
    }
    #expect(try TestClient().failure(HTTPRequest(.get, server.url())) == message)
  }

  @Test func chunksThatNeverEnd() throws {
    let server = HTTPTestServer { _, peer in
      peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
      let chunk = "1000\r\n\(String(repeating: "x", count: 4096))\r\n"
      while peer.write(chunk) {}
      return false
    }
    #expect(
      try TestClient().failure(HTTPRequest(.get, server.url()))
        == "the answer is longer than 1048576 bytes")
  }

  @Test func aServerThatIsSilentOrTrickles() throws {
    let silent = HTTPTestServer { _, peer in
      peer.hold()
      return false
    }
    let client = try TestClient(timeout: 0.1)
    let message = "127.0.0.1 did not answer in time"
    #expect(client.failure(HTTPRequest(.get, silent.url())) == message)
    let trickling = HTTPTestServer { _, peer in
      peer.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
      while peer.isThere(after: 5), peer.write("x") {}
      return false
    }
    #expect(client.failure(HTTPRequest(.get, trickling.url())) == message)
    // Who was too slow once is not asked again.
    #expect(client.pauses == [])
  }

  @Test func aConnectionThatIsReset() throws {
    let server = HTTPTestServer { number, peer in
      if number > 2 { return peer.write(ok("at last")) }
      if number == 2 { peer.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf") }
      peer.reset()
      return false
    }
    let client = try TestClient()
    #expect(try client.get(server.url()).body == Array("at last".utf8))
    #expect(client.pauses == [0.5, 1])
  }

  @Test func noServerAtAll() throws {
    let closed = ClosedPort()
    let url = try #require(HTTPURL("http://127.0.0.1:\(closed.port)/"))
    let client = try TestClient()
    #expect(
      client.failure(HTTPRequest(.get, url))
        == "127.0.0.1: the connection was refused: nothing listens on the port")
    #expect(client.pauses == [0.5, 1, 2])
    let unknown = try #require(HTTPURL("http://a.example/"))
    #expect(client.failure(HTTPRequest(.get, unknown)) == "a.example: there is no such name")
    #expect(client.pauses.count == 3)
    let gate = Gate()
    let slow = try TestClient(timeout: 0.05) { _ in
      gate.wait()
      return .failure(.notFound)
    }
    #expect(
      slow.failure(HTTPRequest(.get, unknown))
        == "a.example: timed out: the name servers said nothing")
    gate.open()
  }

  // MARK: Patience

  @Test(arguments: ["7", "Sun, 06 Nov 1994 08:49:44 GMT"])
  func comesBackWhenTheServerSays(retryAfter: String) throws {
    let server = HTTPTestServer { number, peer in
      peer.write(
        number == 1
          ? "HTTP/1.1 429 Too Many\r\nRetry-After: \(retryAfter)\r\nContent-Length: 0\r\n\r\n"
          : ok("now"))
    }
    let client = try TestClient()
    #expect(try client.get(server.url()).body == Array("now".utf8))
    #expect(client.pauses == [7])
    #expect(server.connectionCount == 1)
  }

  @Test func doesNotWaitForEver() throws {
    let server = HTTPTestServer(
      sending: "HTTP/1.1 503 Busy\r\nRetry-After: 99999\r\nContent-Length: 0\r\n\r\n")
    let client = try TestClient()
    #expect(
      client.failure(HTTPRequest(.get, server.url()))
        == "the server answers 503 and asks to come back in 27 h")
    #expect(client.pauses == [])
    let busy = HTTPTestServer(sending: "HTTP/1.1 429 Busy\r\nContent-Length: 0\r\n\r\n")
    #expect(try client.get(busy.url()).status == 429)
    #expect(busy.requests.count == 4)
    #expect(client.pauses == [0.5, 1, 2])
    #expect(try client.send(HTTPRequest(.post, busy.url())).status == 429)
    #expect(busy.requests.count == 5)
  }

  // MARK: Redirects

  @Test func followsWithinTheOrigin() throws {
    let server = HTTPTestServer { number, peer in
      peer.write(
        number == 1
          ? "HTTP/1.1 301 Moved\r\nLocation: /b?c\r\nContent-Length: 0\r\n\r\n" : ok("here"))
    }
    let response = try TestClient().get(server.url("/a"), headers: ["X-Api-Token": "secret"])
    #expect(response.body == Array("here".utf8))
    #expect(server.requests[1].hasPrefix("GET /b?c HTTP/1.1\r\n"))
    #expect(server.requests[1].contains("X-Api-Token: secret\r\n"))
  }

  @Test(arguments: [301, 302, 303, 307, 308]) func carriesNoCredentialElsewhere(status: Int) throws
  {
    let other = HTTPTestServer(sending: ok("caught"))
    for place in ["http://127.0.0.1:\(other.port)/?leak=1", "//127.0.0.1:\(other.port)/"] {
      let server = HTTPTestServer(
        sending: "HTTP/1.1 \(status) x\r\nLocation: \(place)\r\nContent-Length: 0\r\n\r\n")
      let failure = try TestClient().failure(
        HTTPRequest(.get, server.url(), headers: ["Authorization": "Bearer secret"]))
      #expect(
        failure
          == "http://127.0.0.1:\(server.port) redirects to http://127.0.0.1:\(other.port), which is"
          + " not followed, lest credentials go there; if that is right, configure the new address")
    }
    #expect(other.connectionCount == 0)
  }

  @Test func goesNowhereElse() throws {
    func failure(_ headers: String, _ method: HTTPRequest.Method = .get) throws -> String? {
      let server = HTTPTestServer(
        sending: "HTTP/1.1 302 x\r\n\(headers)Content-Length: 0\r\n\r\n")
      return try TestClient().failure(HTTPRequest(method, server.url("/a")))
    }
    #expect(try failure("") == "the answer 302 does not say where to go")
    #expect(
      try failure("Location: file:///etc/passwd\r\n") == "the answer 302 does not say where to go")
    #expect(try failure("Location: /a\r\n") == "the server redirects again and again")
    #expect(
      try failure("Location: /b\r\n", .post)
        == "the server answers 302 and wants it sent elsewhere, which is not done")
  }
}
