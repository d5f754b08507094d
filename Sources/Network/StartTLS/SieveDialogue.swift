/// STARTTLS in ManageSieve (RFC 5804, 2.2).
struct SieveDialogue: StartTLSDialogue {
  private var isOffered = false
  private var wasGreeted = false

  mutating func proceed(_ input: inout DialogueInput) throws(StartTLSFailure) -> StartTLSStep {
    while let line = try input.takeLine() {
      switch line.prefix(while: { $0 != " " }).uppercased() {
      case "OK" where wasGreeted: return .ready
      case "OK":
        guard isOffered else { throw .notOffered }
        wasGreeted = true
        return .send(line: "STARTTLS")
      case "NO", "BYE": throw .refused(reply: line)
      case "\"STARTTLS\"": isOffered = true
      case let word where word.hasPrefix("\""): continue
      default: throw .unexpected(reply: line)
      }
    }
    return .wait
  }
}
