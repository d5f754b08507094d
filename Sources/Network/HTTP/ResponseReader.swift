/// Reads one answer (RFC 9112) from bytes as they come, within bounds.
struct ResponseReader {
  private static let headLimit = 64 << 10

  private enum Framing {
    case length(Int)
    case chunked(ChunkedBody)
    case untilEnd
  }

  private enum State {
    case head
    case body(Framing)
    case done
  }

  private let bodyLimit: Int
  /// Whether the answer to CONNECT: what follows its head is no body.
  private let isTunnel: Bool
  private var state = State.head
  private var headBytes: [UInt8] = []
  private var partial: HTTPResponse?
  private(set) var keepsAlive = false
  /// How many bytes have come.
  private(set) var byteCount = 0

  init(bodyLimit: Int, isTunnel: Bool = false) {
    self.bodyLimit = bodyLimit
    self.isTunnel = isTunnel
  }

  /// The answer, once it is whole.
  var response: HTTPResponse? {
    if case .done = state { partial } else { nil }
  }

  /// Status and headers, once they are there.
  var head: HTTPResponse? { partial }

  mutating func receive(_ bytes: [UInt8]) throws(HTTPError) {
    guard !bytes.isEmpty else { return }
    byteCount += bytes.count
    var rest = bytes[...]
    while !rest.isEmpty {
      switch state {
      case .head: try receiveHead(&rest)
      case .body(let framing): rest = try receiveBody(rest, framing)
      case .done:
        // An answer that says it is shorter than it is, is not the whole of it.
        throw .malformed(reason: "it is longer than it says")
      }
    }
  }

  /// The server will send no more.
  ///
  /// - Parameter isClean: whether it said so, where it can: anybody on the way can cut a connection.
  mutating func end(isClean: Bool) throws(HTTPError) {
    keepsAlive = false
    switch state {
    case .done: return
    case .head: throw .truncated(got: byteCount, of: nil)
    case .body(.untilEnd) where isClean: state = .done
    case .body(.length(let left)):
      let got = partial?.body.count ?? 0
      throw .truncated(got: got, of: got + left)
    case .body: throw .truncated(got: partial?.body.count ?? 0, of: nil)
    }
  }

  // MARK: Head

  private mutating func receiveHead(_ rest: inout ArraySlice<UInt8>) throws(HTTPError) {
    while let byte = rest.popFirst() {
      headBytes.append(byte)
      let start = "HTTP/".utf8
      guard headBytes.count > start.count || start.starts(with: headBytes) else {
        throw .malformed(reason: "it begins with something else")
      }
      guard headBytes.count <= Self.headLimit else { throw .headTooLong }
      guard byte == UInt8(ascii: "\n"), Self.isHeadEnd(headBytes) else { continue }
      let parsed = try Self.parse(headBytes)
      headBytes = []
      // Informational answers come before the real one.
      guard parsed.response.status >= 200 || parsed.response.status == 101 else { return }
      try begin(parsed.response, isVersion11: parsed.isVersion11)
      return
    }
  }

  private static func isHeadEnd(_ head: [UInt8]) -> Bool {
    head.suffix(4).elementsEqual([13, 10, 13, 10]) || head.suffix(2).elementsEqual([10, 10])
  }

  private static func parse(
    _ head: [UInt8]
  ) throws(HTTPError) -> (response: HTTPResponse, isVersion11: Bool) {
    let lines = head.split(separator: 10).map { line in
      line.last == 13 ? line.dropLast() : line
    }.filter { !$0.isEmpty }.map { String(decoding: $0, as: UTF8.self) }
    let words = (lines.first ?? "").split(
      separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
    guard words.count >= 2, words[0] == "HTTP/1.1" || words[0] == "HTTP/1.0",
      words[1].utf8.count == 3, let status = Int(words[1]), (100...599).contains(status)
    else { throw .malformed(reason: "its first line has no version and status") }
    var headers = HTTPHeaders()
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":"), colon > line.startIndex,
        line[..<colon].utf8.allSatisfy(HTTPHeaders.isToken)
      else { throw .malformed(reason: "a header has no name") }
      headers.add(
        String(line[..<colon]), HTTPHeaders.trimmed(line[line.index(after: colon)...]))
    }
    let response = HTTPResponse(
      status: status, reason: words.count == 3 ? String(words[2]) : "", headers: headers)
    return (response, words[0] == "HTTP/1.1")
  }

  private mutating func begin(_ response: HTTPResponse, isVersion11: Bool) throws(HTTPError) {
    partial = response
    let connection = response.headers.list("Connection")
    keepsAlive =
      isVersion11 ? !connection.contains("close") : connection.contains("keep-alive")
    if isTunnel && (200...299).contains(response.status)
      || response.status == 204 || response.status == 304
    {
      state = .done
      return
    }
    if let encoding = response.headers.list("Content-Encoding").first(where: { $0 != "identity" }) {
      throw .compressed(encoding: encoding)
    }
    switch try framing(response.headers) {
    case .length(0): state = .done
    case .untilEnd:
      keepsAlive = false
      state = .body(.untilEnd)
    case let framing: state = .body(framing)
    }
  }

  private func framing(_ headers: HTTPHeaders) throws(HTTPError) -> Framing {
    let codings = headers.list("Transfer-Encoding")
    let lengths = Set(headers.list("Content-Length"))
    if !codings.isEmpty {
      guard codings == ["chunked"] else {
        throw .malformed(reason: "its Transfer-Encoding is not chunked")
      }
      // One of them is a lie, and who knows what a proxy made of it.
      guard lengths.isEmpty else {
        throw .malformed(reason: "it has both Transfer-Encoding and Content-Length")
      }
      return .chunked(ChunkedBody())
    }
    guard let text = lengths.first else { return .untilEnd }
    guard lengths.count == 1 else {
      throw .malformed(reason: "it has several values of Content-Length")
    }
    guard let length = Int(text), length >= 0, text.utf8.allSatisfy({ (48...57).contains($0) })
    else { throw .malformed(reason: "its Content-Length is not a number") }
    guard length <= bodyLimit else { throw .bodyTooLong(limit: bodyLimit) }
    return .length(length)
  }

  // MARK: Body

  private mutating func receiveBody(
    _ bytes: ArraySlice<UInt8>, _ framing: Framing
  ) throws(HTTPError) -> ArraySlice<UInt8> {
    // No second reference to the body, lest every piece copy it.
    var body = partial?.body ?? []
    partial?.body = []
    defer { partial?.body = body }
    switch framing {
    case .length(let left):
      let part = bytes.prefix(left)
      body += part
      state = part.count == left ? .done : .body(.length(left - part.count))
      return bytes.dropFirst(part.count)
    case .chunked(var chunks):
      let rest = try chunks.receive(bytes, into: &body, limit: bodyLimit)
      state = chunks.hasEnded ? .done : .body(.chunked(chunks))
      return rest
    case .untilEnd:
      guard body.count + bytes.count <= bodyLimit else { throw .bodyTooLong(limit: bodyLimit) }
      body += bytes
      return []
    }
  }
}
