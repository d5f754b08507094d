/// STARTTLS in IMAP (RFC 9051, 6.2.1).
struct IMAPDialogue: StartTLSDialogue {
  private var wasGreeted = false

  mutating func proceed(_ input: inout DialogueInput) throws(StartTLSFailure) -> StartTLSStep {
    while let line = try input.takeLine() {
      let words = line.split(separator: " ", maxSplits: 2).map { $0.uppercased() }
      guard words.count >= 2 else { throw .unexpected(reply: line) }
      switch (words[0], words[1], wasGreeted) {
      case ("*", "OK", false):
        wasGreeted = true
        return .send(line: "a STARTTLS")
      case ("A", "OK", true): return .ready
      // Who is logged in already cannot begin TLS.
      case ("*", "BYE", _), ("*", "PREAUTH", _), ("A", _, true): throw .refused(reply: line)
      case ("*", _, true): continue
      default: throw .unexpected(reply: line)
      }
    }
    return .wait
  }
}
