/// The StartTLS operation of LDAP (RFC 4511, 4.14).
struct LDAPDialogue: StartTLSDialogue {
  private var wasAsked = false

  mutating func proceed(_ input: inout DialogueInput) throws(StartTLSFailure) -> StartTLSStep {
    guard wasAsked else {
      wasAsked = true
      return .send(Self.request)
    }
    guard let first = input.byte(0) else { return .wait }
    guard first == Self.sequence else { throw .unexpected(reply: input.excerpt) }
    guard let header = Self.header(input) else { return .wait }
    guard header.length <= Self.lengthLimit else { throw .tooMuch }
    guard let message = input.take(header.size + header.length) else { return .wait }
    try Self.judge(message.dropFirst(header.size))
    return .ready
  }

  /// An ExtendedRequest, number 1, for 1.3.6.1.4.1.1466.20037.
  private static let request: [UInt8] =
    [0x30, 0x1D, 0x02, 0x01, 0x01, 0x77, 0x18, 0x80, 0x16] + Array("1.3.6.1.4.1.1466.20037".utf8)

  private static let sequence: UInt8 = 0x30
  private static let extendedResponse: UInt8 = 0x78
  private static let lengthLimit = 16 << 10

  /// How long the message is behind its identifier and length, which take `size` bytes.
  private static func header(_ input: DialogueInput) -> (size: Int, length: Int)? {
    guard let length = input.byte(1) else { return nil }
    guard length & 0x80 != 0 else { return (2, Int(length)) }
    let count = Int(length & 0x7F)
    guard count <= 4 else { return (2, .max) }
    var value = 0
    for offset in 0..<count {
      guard let byte = input.byte(2 + offset) else { return nil }
      value = value << 8 | Int(byte)
    }
    return (2 + count, value)
  }

  private static func judge(_ message: ArraySlice<UInt8>) throws(StartTLSFailure) {
    var fields = BERFields(message)
    _ = fields.next()
    guard let response = fields.next(), response.tag == extendedResponse else {
      throw .unexpected(reply: "an LDAP message of another kind")
    }
    var parts = BERFields(response.content)
    guard let result = parts.next()?.content.last else {
      throw .unexpected(reply: "an LDAP answer without a result")
    }
    guard result != 0 else { return }
    _ = parts.next()
    let text = parts.next().map { String(decoding: $0.content.prefix(200), as: UTF8.self) } ?? ""
    throw .refused(reply: text.isEmpty ? "result \(result)" : "result \(result), \(text)")
  }
}

/// The elements of a BER message, one after the other.
private struct BERFields {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) {
    rest = bytes
  }

  mutating func next() -> (tag: UInt8, content: ArraySlice<UInt8>)? {
    guard let tag = rest.popFirst(), let first = rest.popFirst() else { return nil }
    var length = Int(first)
    if first & 0x80 != 0 {
      let count = Int(first & 0x7F)
      guard count <= 4, count <= rest.count else { return nil }
      length = rest.prefix(count).reduce(0) { $0 << 8 | Int($1) }
      rest = rest.dropFirst(count)
    }
    guard length <= rest.count else { return nil }
    defer { rest = rest.dropFirst(length) }
    return (tag, rest.prefix(length))
  }
}
