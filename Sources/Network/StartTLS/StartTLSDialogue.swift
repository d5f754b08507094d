/// What a client and a server say to each other before they begin TLS on the same connection.
protocol StartTLSDialogue: Sendable {
  /// Takes from `input` what it waited for, and says what comes next.
  ///
  /// It is called when the connection is made, when bytes have come, and when what it wanted to
  /// send is on its way.
  mutating func proceed(_ input: inout DialogueInput) throws(StartTLSFailure) -> StartTLSStep
}

enum StartTLSStep: Equatable, Sendable {
  case send([UInt8])
  case wait
  /// TLS is to begin.
  case ready

  static func send(line: String) -> StartTLSStep { .send(Array((line + "\r\n").utf8)) }
}
