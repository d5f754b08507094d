import Testing

@testable import Network

/// Answers as bytes, whole and in pieces.
struct ResponseReaderTests {
  /// What came of the bytes, and of the end if the answer was not whole before.
  private func read(
    _ text: String, pieces: Int, isClean: Bool = true
  ) -> Result<HTTPResponse, HTTPError> {
    var reader = ResponseReader(bodyLimit: 1000)
    do throws(HTTPError) {
      var rest = Array(text.utf8)[...]
      while !rest.isEmpty {
        try reader.receive(Array(rest.prefix(pieces)))
        rest = rest.dropFirst(pieces)
      }
      if reader.response == nil { try reader.end(isClean: isClean) }
    } catch {
      return .failure(error)
    }
    return reader.response.map { .success($0) } ?? .failure(.local(reason: "no answer"))
  }

  @Test(arguments: [
    ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", 200, "hello"),
    ("HTTP/1.1 200 OK\r\ncontent-length:5\r\nCONTENT-LENGTH: 5 \r\n\r\nhello", 200, "hello"),
    ("HTTP/1.1 200 OK\r\nContent-Length: 5, 5\r\n\r\nhello", 200, "hello"),
    ("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 200, ""),
    ("HTTP/1.1 404 Not Found\nContent-Length: 2\n\nno", 404, "no"),
    ("HTTP/1.0 200 OK\r\n\r\nuntil the end", 200, "until the end"),
    ("HTTP/1.1 200\r\n\r\n", 200, ""),
    ("HTTP/1.1 204 No Content\r\n\r\n", 204, ""),
    ("HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", 304, ""),
    (
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nX: y\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx",
      200, "x"
    ),
    (
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n5\r\nhello\r\n1;x=y\r\n,\r\nA\r\n0123456789\r\n0\r\nX: y\r\n\r\n",
      200, "hello,0123456789"
    ),
    ("HTTP/1.1 200 OK\r\nContent-Encoding: identity\r\nContent-Length: 1\r\n\r\nx", 200, "x"),
  ])
  func reads(text: String, status: Int, body: String) throws {
    for pieces in [1, 3, 10_000] {
      let response = try read(text, pieces: pieces).get()
      #expect(response.status == status)
      #expect(String(decoding: response.body, as: UTF8.self) == body)
    }
  }

  @Test(arguments: [
    (
      "SSH-2.0-OpenSSH\r\n", "the answer is not HTTP as it should be: it begins with something else"
    ),
    (
      "HTTP/2 200\r\n\r\n",
      "the answer is not HTTP as it should be: its first line has no version and status"
    ),
    (
      "HTTP/1.1 2000 OK\r\n\r\n",
      "the answer is not HTTP as it should be: its first line has no version and status"
    ),
    (
      "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
      "the answer is not HTTP as it should be: a header has no name"
    ),
    (
      "HTTP/1.1 200 OK\r\nA: b\r\n folded: c\r\n\r\n",
      "the answer is not HTTP as it should be: a header has no name"
    ),
    (
      "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
      "the answer is not HTTP as it should be: it has several values of Content-Length"
    ),
    (
      "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
      "the answer is not HTTP as it should be: its Content-Length is not a number"
    ),
    (
      "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
      "the answer is not HTTP as it should be: its Content-Length is not a number"
    ),
    ("HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n", "the answer is longer than 1000 bytes"),
    (
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
      "the answer is not HTTP as it should be: its Transfer-Encoding is not chunked"
    ),
    (
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
      "the answer is not HTTP as it should be: it has both Transfer-Encoding and Content-Length"
    ),
    (
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
      "the answer is not HTTP as it should be: a chunk has no size"
    ),
    (
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
      "the answer is not HTTP as it should be: a chunk has no size"
    ),
    (
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nxyz\r\n",
      "the answer is not HTTP as it should be: a chunk is longer than it says"
    ),
    (
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffff\r\n\(String(repeating: "x", count: 1001))",
      "the answer is longer than 1000 bytes"
    ),
    (
      "HTTP/1.1 200 OK\r\nContent-Encoding: GZIP\r\nContent-Length: 5\r\n\r\nhello",
      "the answer is compressed (gzip), which was not asked for; a proxy or the server is configured wrongly"
    ),
    ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell", "the answer broke off after 4 of 5 bytes"),
    (
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel",
      "the answer broke off after 3 bytes"
    ),
    (
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n0\r\n",
      "the answer broke off after 3 bytes"
    ),
    ("HTTP/1.1 200 OK\r\nContent-Le", "the answer broke off after 27 bytes"),
    ("", "the server closed the connection instead of answering"),
    (
      "HTTP/1.1 200 OK\r\n\r\n\(String(repeating: "x", count: 1001))",
      "the answer is longer than 1000 bytes"
    ),
    (
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhello",
      "the answer is not HTTP as it should be: it is longer than it says"
    ),
    (
      "HTTP/1.1 200 OK\r\nX: \(String(repeating: "x", count: 70_000))",
      "the answer has more headers than any should"
    ),
  ])
  func refuses(text: String, message: String) {
    for pieces in [1, 3, 100_000] where text.utf8.count < 10_000 || pieces > 1 {
      guard case .failure(let error) = read(text, pieces: pieces) else {
        Issue.record("an answer in pieces of \(pieces)")
        return
      }
      #expect(error.description == message, "pieces of \(pieces)")
    }
  }

  /// A connection that was cut is not one that ended.
  @Test func knowsACutBody() {
    let text = "HTTP/1.1 200 OK\r\n\r\nhalf"
    #expect(read(text, pieces: 100, isClean: false) == .failure(.truncated(got: 4, of: nil)))
  }

  @Test func knowsWhetherTheConnectionLives() throws {
    func keepsAlive(_ text: String) throws -> Bool {
      var reader = ResponseReader(bodyLimit: 1000)
      try reader.receive(Array(text.utf8))
      return reader.keepsAlive
    }
    #expect(try keepsAlive("HTTP/1.1 204 x\r\n\r\n"))
    #expect(try !keepsAlive("HTTP/1.1 204 x\r\nConnection: foo, Close\r\n\r\n"))
    #expect(try !keepsAlive("HTTP/1.0 204 x\r\n\r\n"))
    #expect(try keepsAlive("HTTP/1.0 204 x\r\nConnection: Keep-Alive\r\n\r\n"))
    #expect(try !keepsAlive("HTTP/1.1 200 x\r\n\r\nuntil the end"))
  }
}
