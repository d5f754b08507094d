/// Takes the chunked transfer coding (RFC 9112, 7.1) off a body that comes in pieces.
struct ChunkedBody {
  private static let lineLimit = 4096
  private static let trailerLimit = 64 << 10

  private enum State: Equatable {
    case size
    case data(left: Int)
    case dataEnd, trailer, end
  }

  private var state = State.size
  private var line: [UInt8] = []
  private var trailerCount = 0

  var hasEnded: Bool { state == .end }

  /// Appends what is in the chunks to `body`, and gives the bytes behind the last.
  mutating func receive(
    _ bytes: ArraySlice<UInt8>, into body: inout [UInt8], limit: Int
  ) throws(HTTPError) -> ArraySlice<UInt8> {
    var rest = bytes
    while !rest.isEmpty, state != .end {
      if case .data(let left) = state {
        let part = rest.prefix(left)
        guard body.count + part.count <= limit else { throw .bodyTooLong(limit: limit) }
        body += part
        rest = rest.dropFirst(part.count)
        state = part.count == left ? .dataEnd : .data(left: left - part.count)
      } else {
        try receiveLine(&rest)
      }
    }
    return rest
  }

  private mutating func receiveLine(_ rest: inout ArraySlice<UInt8>) throws(HTTPError) {
    let end = rest.firstIndex(of: UInt8(ascii: "\n"))
    line += rest[..<(end ?? rest.endIndex)]
    guard line.count <= Self.lineLimit else { throw .malformed(reason: "a chunk has no size") }
    guard let end else {
      rest = []
      return
    }
    rest = rest[(end + 1)...]
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    defer { line = [] }
    switch state {
    case .size:
      guard let size = Self.size(line) else { throw .malformed(reason: "a chunk has no size") }
      state = size == 0 ? .trailer : .data(left: size)
    case .dataEnd:
      guard line.isEmpty else { throw .malformed(reason: "a chunk is longer than it says") }
      state = .size
    case .trailer, .data, .end:
      trailerCount += line.count
      guard trailerCount <= Self.trailerLimit else { throw .headTooLong }
      if line.isEmpty { state = .end }
    }
  }

  /// Hexadecimal digits, and perhaps extensions, which nobody uses.
  private static func size(_ line: [UInt8]) -> Int? {
    let digits = line.prefix { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: " ") }
    guard (1...15).contains(digits.count) else { return nil }
    return Int(String(decoding: digits, as: UTF8.self), radix: 16).flatMap { $0 < 0 ? nil : $0 }
  }
}
