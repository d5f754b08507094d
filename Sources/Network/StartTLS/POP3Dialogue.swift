/// STLS in POP3 (RFC 2595, 4).
struct POP3Dialogue: StartTLSDialogue {
  private var wasGreeted = false

  mutating func proceed(_ input: inout DialogueInput) throws(StartTLSFailure) -> StartTLSStep {
    guard let line = try input.takeLine() else { return .wait }
    guard !line.hasPrefix("-ERR") else { throw .refused(reply: line) }
    guard line.hasPrefix("+OK") else { throw .unexpected(reply: line) }
    if wasGreeted { return .ready }
    wasGreeted = true
    return .send(line: "STLS")
  }
}
