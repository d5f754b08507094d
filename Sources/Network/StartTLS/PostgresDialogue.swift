/// The SSLRequest of PostgreSQL's protocol 3.
struct PostgresDialogue: StartTLSDialogue {
  private var wasAsked = false

  mutating func proceed(_ input: inout DialogueInput) throws(StartTLSFailure) -> StartTLSStep {
    guard wasAsked else {
      wasAsked = true
      return .send([0, 0, 0, 8, 0x04, 0xD2, 0x16, 0x2F])
    }
    switch input.byte(0) {
    case nil: return .wait
    case UInt8(ascii: "S"):
      _ = input.take(1)
      return .ready
    case UInt8(ascii: "N"): throw .notOffered
    case UInt8(ascii: "E"):
      guard let message = try Self.errorMessage(&input) else { return .wait }
      throw .refused(reply: message)
    default: throw .unexpected(reply: input.excerpt)
    }
  }

  /// The field M of an ErrorResponse.
  private static func errorMessage(
    _ input: inout DialogueInput
  ) throws(StartTLSFailure) -> String? {
    var length = 0
    for offset in 1...4 {
      guard let byte = input.byte(offset) else { return nil }
      length = length << 8 | Int(byte)
    }
    guard (4...8192).contains(length) else { throw .unexpected(reply: input.excerpt) }
    guard let response = input.take(1 + length) else { return nil }
    for field in response.dropFirst(5).split(separator: 0) where field.first == UInt8(ascii: "M") {
      return String(decoding: field.dropFirst(), as: UTF8.self)
    }
    return "an error without a message"
  }
}
