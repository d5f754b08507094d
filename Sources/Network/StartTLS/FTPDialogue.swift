/// AUTH TLS in FTP (RFC 4217, 4).
struct FTPDialogue: StartTLSDialogue {
  private var wasGreeted = false
  private var reply = NumberedReply.Reader()

  mutating func proceed(_ input: inout DialogueInput) throws(StartTLSFailure) -> StartTLSStep {
    while let reply = try reply.read(&input) {
      switch (reply.number, wasGreeted) {
      // The service will be ready in a while, and says so then.
      case (120, false): continue
      case (220, false):
        wasGreeted = true
        return .send(line: "AUTH TLS")
      case (234, true): return .ready
      default: throw .refused(reply: reply.text)
      }
    }
    return .wait
  }
}
