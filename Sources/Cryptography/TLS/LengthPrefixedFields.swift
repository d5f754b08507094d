/// Reads the fields of a TLS structure (RFC 8446, 3.4), each behind its length.
struct LengthPrefixedFields {
  /// A field that is longer than what it is in.
  struct Overrun: Error {}

  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) {
    rest = bytes
  }

  var isEmpty: Bool { rest.isEmpty }

  mutating func takeInteger(byteCount: Int) throws(Overrun) -> Int {
    try takeBytes(byteCount).reduce(0) { $0 << 8 | Int($1) }
  }

  /// The next field, behind a length of so many bytes.
  mutating func take(lengthBytes: Int) throws(Overrun) -> ArraySlice<UInt8> {
    try takeBytes(try takeInteger(byteCount: lengthBytes))
  }

  private mutating func takeBytes(_ count: Int) throws(Overrun) -> ArraySlice<UInt8> {
    guard count <= rest.count else { throw Overrun() }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }
}
