/// The SSLRequest of MySQL's and MariaDB's protocol 10.
struct MySQLDialogue: StartTLSDialogue {
  private var wasAsked = false

  mutating func proceed(_ input: inout DialogueInput) throws(StartTLSFailure) -> StartTLSStep {
    if wasAsked { return .ready }
    guard let low = input.byte(0), let middle = input.byte(1), let high = input.byte(2),
      let number = input.byte(3)
    else { return .wait }
    let length = Int(low) | Int(middle) << 8 | Int(high) << 16
    guard (1...8192).contains(length) else { throw .unexpected(reply: input.excerpt) }
    guard let packet = input.take(4 + length) else { return .wait }
    let payload = packet.dropFirst(4)
    switch payload.first {
    case Self.error:
      throw .refused(reply: String(decoding: payload.dropFirst(3).prefix(200), as: UTF8.self))
    case Self.protocolVersion:
      guard let capabilities = Self.capabilities(payload) else {
        throw .unexpected(reply: "a greeting that is cut short")
      }
      guard capabilities & Self.ssl != 0 else { throw .notOffered }
      wasAsked = true
      return .send(Self.request(number: number &+ 1))
    default: throw .unexpected(reply: String(decoding: packet.prefix(120), as: UTF8.self))
    }
  }

  private static let protocolVersion: UInt8 = 10
  private static let error: UInt8 = 0xFF
  private static let ssl = 0x0800

  /// The lower half, behind the server's version, the connection's number and the first random
  /// bytes.
  private static func capabilities(_ payload: ArraySlice<UInt8>) -> Int? {
    guard let end = payload.dropFirst().firstIndex(of: 0) else { return nil }
    let rest = payload[(end + 1)...].dropFirst(4 + 8 + 1)
    guard rest.count >= 2 else { return nil }
    return Int(rest[rest.startIndex]) | Int(rest[rest.startIndex + 1]) << 8
  }

  /// Thirty-two bytes: what the client can (protocol 4.1, SSL, secure connection), its largest
  /// packet, its character set, and zeros.
  private static func request(number: UInt8) -> [UInt8] {
    [32, 0, 0, number] + [0x00, 0x8A, 0, 0] + [0, 0, 0, 1] + [33]
      + [UInt8](repeating: 0, count: 23)
  }
}
