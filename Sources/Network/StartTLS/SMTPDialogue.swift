/// STARTTLS in SMTP (RFC 3207), and in LMTP, which differs by how the client says hello (RFC 2033).
struct SMTPDialogue: StartTLSDialogue {
  private enum State { case greeting, hello, startTLS }

  private let hello: String
  private var state = State.greeting
  private var reply = NumberedReply.Reader()

  init(hello: String = "EHLO") {
    self.hello = hello
  }

  mutating func proceed(_ input: inout DialogueInput) throws(StartTLSFailure) -> StartTLSStep {
    guard let reply = try reply.read(&input) else { return .wait }
    switch state {
    case .greeting:
      guard reply.number == 220 else { throw .refused(reply: reply.text) }
      state = .hello
      // An address literal, because servers doubt names that they cannot look up.
      return .send(line: "\(hello) [127.0.0.1]")
    case .hello:
      guard reply.number == 250 else { throw .refused(reply: reply.text) }
      guard reply.lines.dropFirst().contains(where: { $0.uppercased() == "STARTTLS" }) else {
        throw .notOffered
      }
      state = .startTLS
      return .send(line: "STARTTLS")
    case .startTLS:
      guard reply.number == 220 else { throw .refused(reply: reply.text) }
      return .ready
    }
  }
}
