/// STARTTLS in XMPP, as a client (RFC 6120, 5.4).
struct XMPPDialogue: StartTLSDialogue {
  private enum State { case start, features, startTLS }

  private let domain: String
  private var state = State.start

  /// - Parameter domain: whose server is asked for.
  init(domain: String) {
    self.domain = domain
  }

  mutating func proceed(_ input: inout DialogueInput) throws(StartTLSFailure) -> StartTLSStep {
    if state == .start {
      state = .features
      return .send(Array(header.utf8))
    }
    guard let first = input.byte(0) else { return .wait }
    guard first == UInt8(ascii: "<") || [0x09, 0x0A, 0x0D, 0x20].contains(first) else {
      throw .unexpected(reply: input.excerpt)
    }
    switch state {
    case .start, .features:
      guard let text = input.take(through: Self.ends) else { return .wait }
      guard !text.hasSuffix(Self.errorEnd) else { throw .refused(reply: Self.reason(in: text)) }
      guard text.contains("<starttls") else { throw .notOffered }
      state = .startTLS
      return .send(Array("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>".utf8))
    case .startTLS:
      guard let text = input.take(through: [">"]) else { return .wait }
      guard text.contains("<proceed") else { throw .refused(reply: String(text.prefix(120))) }
      return .ready
    }
  }

  private var header: String {
    let domain = domain.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      .replacing("'", with: "&apos;")
    return "<?xml version='1.0'?><stream:stream to='\(domain)' version='1.0' xmlns='jabber:client'"
      + " xmlns:stream='http://etherx.jabber.org/streams'>"
  }

  private static let errorEnd = "</stream:error>"
  private static let ends = ["</stream:features>", "<stream:features/>", errorEnd]

  /// The element before the end of the error.
  private static func reason(in text: String) -> String {
    "<" + (text.split(separator: "<").dropLast().last ?? "").prefix(120)
  }
}
