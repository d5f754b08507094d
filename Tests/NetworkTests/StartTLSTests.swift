import Testing

@testable import Network

/// What is said in each protocol, as tables.
struct StartTLSTests {
  /// One side after the other.
  enum Line {
    case server(String)
    case client(String)
  }

  private static let ldapRequest: String =
    text([0x30, 0x1D, 2, 1, 1, 0x77, 0x18, 0x80, 0x16]) + "1.3.6.1.4.1.1466.20037"
  private static let mySQLGreeting: [UInt8] =
    [10] + Array("8.0.36\0".utf8) + [1, 0, 0, 0] + [UInt8](repeating: 65, count: 8) + [0]

  static let successes: [(StartTLS, [Line])] = [
    (
      .smtp,
      [
        .server("220-mail.example ESMTP\r\n220 welcome\r\n"), .client("EHLO [127.0.0.1]\r\n"),
        .server("250-mail.example\r\n250-SIZE 1\r\n250-starttls\r\n250 HELP\r\n"),
        .client("STARTTLS\r\n"), .server("220 go ahead\r\n"),
      ]
    ),
    (
      .lmtp,
      [
        .server("220\n"), .client("LHLO [127.0.0.1]\r\n"), .server("250-x\n250 STARTTLS\n"),
        .client("STARTTLS\r\n"), .server("220 go\n"),
      ]
    ),
    (
      .ftp,
      [
        .server("120 wait\r\n220-Hello\r\n220 is the number\r\n"), .client("AUTH TLS\r\n"),
        .server("234-Security\r\n now\r\n234 begins\r\n"),
      ]
    ),
    (
      .imap,
      [
        .server("* OK [CAPABILITY IMAP4rev1 STARTTLS] ready\r\n"), .client("a STARTTLS\r\n"),
        .server("* CAPABILITY IMAP4rev1\r\na OK begin\r\n"),
      ]
    ),
    (
      .pop3,
      [.server("+OK ready\r\n"), .client("STLS\r\n"), .server("+OK begin\r\n")]
    ),
    (
      .sieve,
      [
        .server("\"IMPLEMENTATION\" \"x\"\r\n\"StartTLS\"\r\nOK \"ready\"\r\n"),
        .client("STARTTLS\r\n"), .server("OK\r\n"),
      ]
    ),
    (
      .ldap,
      [
        .client(ldapRequest),
        .server(text([0x30, 0x0C, 2, 1, 1, 0x78, 7, 0x0A, 1, 0, 4, 0, 4, 0])),
      ]
    ),
    (
      .xmpp,
      [
        .client(
          "<?xml version='1.0'?><stream:stream to='a&amp;&lt;&apos;' version='1.0'"
            + " xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>"),
        .server(
          "<?xml version='1.0'?><stream:stream><stream:features>"
            + "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:features>"),
        .client("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"),
        .server("\n<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"),
      ]
    ),
    (.postgres, [.client(text([0, 0, 0, 8, 4, 0xD2, 0x16, 0x2F])), .server("S")]),
    (
      .mysql,
      [
        .server(packet(mySQLGreeting + [0xFF, 0xFF, 8])),
        .client(
          text([32, 0, 0, 1, 0, 0x8A, 0, 0, 0, 0, 0, 1, 33])
            + String(repeating: "\0", count: 23)),
      ]
    ),
  ]

  @Test(arguments: successes) func comesToTLS(startTLS: StartTLS, lines: [Line]) {
    for size in [1, 2, 100_000] {
      #expect(talk(startTLS, lines, pieces: size) == .ready(surplus: 0), "pieces of \(size)")
    }
  }

  @Test func everyProtocolHasATable() {
    #expect(Set(Self.successes.map(\.0)) == Set(StartTLS.allCases))
  }

  /// Whatever comes before TLS may have been put there by somebody on the way.
  @Test(arguments: successes.filter { $0.0 != .mysql })
  func countsWhatComesBehindTheGoAhead(startTLS: StartTLS, lines: [Line]) {
    guard case .server(let last) = lines.last else { return }
    #expect(
      talk(startTLS, lines.dropLast() + [.server(last + "evil")], pieces: 100_000)
        == .ready(surplus: 4))
  }

  /// A server that is cut off at any byte is waited for.
  @Test(arguments: successes) func waitsForTheRest(startTLS: StartTLS, lines: [Line]) {
    guard case .server(let last) = lines.last else { return }
    for count in 0..<last.unicodeScalars.count {
      let part = String(String.UnicodeScalarView(last.unicodeScalars.prefix(count)))
      #expect(talk(startTLS, lines.dropLast() + [.server(part)], pieces: 100_000) == .waiting)
    }
  }

  static let failures: [(StartTLS, [String], StartTLSFailure)] = [
    (.smtp, ["554 no\r\n"], .refused(reply: "554 no")),
    (.smtp, ["220 x\r\n", "502-\r\n502 no EHLO\r\n"], .refused(reply: "502 no EHLO")),
    (.smtp, ["220 x\r\n", "250 STARTTLS\r\n"], .notOffered),
    (.smtp, ["220 x\r\n", "250-x\r\n250 STARTTLSX\r\n"], .notOffered),
    (
      .smtp, ["220 x\r\n", "250-x\r\n250 STARTTLS\r\n", "454 TLS not available\r\n"],
      .refused(reply: "454 TLS not available")
    ),
    (.smtp, ["HTTP/1.1 400 Bad Request\r\n"], .unexpected(reply: "HTTP/1.1 400 Bad Request")),
    (.smtp, ["2200 x\r\n"], .unexpected(reply: "2200 x")),
    (.smtp, [String(repeating: "220-x\n", count: 101)], .tooMuch),
    (.smtp, ["220 " + String(repeating: "x", count: 4092)], .tooMuch),
    (.lmtp, ["220 x\r\n", "500 what?\r\n"], .refused(reply: "500 what?")),
    (.ftp, ["220 x\r\n", "530 no\r\n"], .refused(reply: "530 no")),
    (.ftp, ["421 busy\r\n"], .refused(reply: "421 busy")),
    (.imap, ["* BYE full\r\n"], .refused(reply: "* BYE full")),
    (.imap, ["* PREAUTH in\r\n"], .refused(reply: "* PREAUTH in")),
    (.imap, ["* OK x\r\n", "a BAD what?\r\n"], .refused(reply: "a BAD what?")),
    (.imap, ["+OK POP\r\n"], .unexpected(reply: "+OK POP")),
    (.imap, ["\r\n"], .unexpected(reply: "")),
    (.pop3, ["+OK x\r\n", "-ERR no\r\n"], .refused(reply: "-ERR no")),
    (.pop3, ["* OK IMAP\r\n"], .unexpected(reply: "* OK IMAP")),
    (.sieve, ["\"SIEVE\" \"x\"\r\nOK\r\n"], .notOffered),
    (.sieve, ["BYE \"full\"\r\n"], .refused(reply: "BYE \"full\"")),
    (.sieve, ["\"STARTTLS\"\r\nOK\r\n", "NO\r\n"], .refused(reply: "NO")),
    (.sieve, ["220 x\r\n"], .unexpected(reply: "220 x")),
    (
      .ldap, [text([0x30, 0x0F, 2, 1, 1, 0x78, 10, 0x0A, 1, 52, 4, 0, 4, 3]) + "no!"],
      .refused(reply: "result 52, no!")
    ),
    (
      .ldap, [text([0x30, 0x0C, 2, 1, 1, 0x78, 7, 0x0A, 1, 2, 4, 0, 4, 0])],
      .refused(reply: "result 2")
    ),
    (
      .ldap, [text([0x30, 3, 2, 1, 1])],
      .unexpected(reply: "an LDAP message of another kind")
    ),
    (
      .ldap, [text([0x30, 5, 2, 1, 1, 0x78, 0])],
      .unexpected(reply: "an LDAP answer without a result")
    ),
    (.ldap, [text([0x30, 0x84, 1, 0, 0, 0])], .tooMuch),
    (.ldap, [text([0x30, 0x85])], .tooMuch),
    (.ldap, ["220 x\r\n"], .unexpected(reply: "220 x")),
    (.xmpp, ["<stream:stream><stream:features/>"], .notOffered),
    (.xmpp, ["<a><stream:features><b/></stream:features>"], .notOffered),
    (
      .xmpp, ["<a><stream:error><host-unknown/></stream:error>"],
      .refused(reply: "<host-unknown/>")
    ),
    (
      .xmpp,
      ["<stream:features><starttls/></stream:features>", "<failure xmlns='x'/></stream:stream>"],
      .refused(reply: "<failure xmlns='x'/>")
    ),
    (.xmpp, ["220 x\r\n"], .unexpected(reply: "220 x")),
    (.xmpp, ["<" + String(repeating: "a", count: 65536)], .tooMuch),
    (.postgres, ["N"], .notOffered),
    (
      .postgres, [text([0x45, 0, 0, 0, 17]) + "SFATAL\0Mbusy\0\0"],
      .refused(reply: "busy")
    ),
    (.postgres, [text([0x45, 0, 0, 0, 5]) + "\0"], .refused(reply: "an error without a message")),
    (.postgres, [text([0x45, 0xFF, 0, 0, 0])], .unexpected(reply: "E\u{FFFD}\0\0\0")),
    (.postgres, ["HTTP/1.1 400\r\n"], .unexpected(reply: "HTTP/1.1 400")),
    (.mysql, [packet(mySQLGreeting + [0xFF, 0xF7])], .notOffered),
    (.mysql, [packet(mySQLGreeting)], .unexpected(reply: "a greeting that is cut short")),
    (.mysql, [packet([255, 16, 4] + Array("Too many".utf8))], .refused(reply: "Too many")),
    (.mysql, [packet([9])], .unexpected(reply: "\u{1}\0\0\0\t")),
    (.mysql, ["220 mail.example\r\n"], .unexpected(reply: "220 mail.example")),
  ]

  @Test(arguments: failures)
  func doesNotComeToTLS(startTLS: StartTLS, said: [String], failure: StartTLSFailure) {
    let lines = said.map { Line.server($0) }
    #expect(talk(startTLS, lines, pieces: 100_000) == .failed(failure))
    let count = said.reduce(0) { $0 + $1.utf8.count }
    let inPieces = talk(startTLS, lines, pieces: count < 1000 ? 1 : 997)
    // What is no protocol at all may be known by its first byte.
    if case .failed(.unexpected) = inPieces, case .unexpected = failure { return }
    #expect(inPieces == .failed(failure))
  }

  /// Nothing a server can say is a trap or a loop.
  @Test(arguments: StartTLS.allCases) func survivesAnyBytes(startTLS: StartTLS) {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<50 {
      let bytes = (0..<40).map { _ in UInt8.random(in: 0...255, using: &generator) }
      _ = talk(startTLS, [.server(Self.text(bytes))], pieces: 7)
    }
    guard let lines = Self.successes.first(where: { $0.0 == startTLS })?.1 else { return }
    for (number, line) in lines.enumerated() {
      guard case .server(let said) = line else { continue }
      for index in said.unicodeScalars.indices.prefix(60) {
        var damaged = said.unicodeScalars
        damaged.replaceSubrange(index...index, with: ["\u{80}"])
        var lines = lines
        lines[number] = .server(String(damaged))
        _ = talk(startTLS, lines, pieces: 100_000)
      }
    }
  }

  enum End: Equatable {
    case ready(surplus: Int)
    case waiting
    case failed(StartTLSFailure)
    case said(String, insteadOf: String)
  }

  /// Lets the server say its lines in pieces of so many bytes, and compares what the client says
  /// to its lines, if it has any.
  private func talk(_ startTLS: StartTLS, _ lines: [Line], pieces: Int) -> End {
    var dialogue = startTLS.dialogue(domain: "a&<'")
    var input = DialogueInput()
    var said: [UInt8] = []
    var isReady = false
    func proceed() throws(StartTLSFailure) {
      while !isReady {
        switch try dialogue.proceed(&input) {
        case .send(let bytes): said += bytes
        case .wait: return
        case .ready: isReady = true
        }
      }
    }
    do throws(StartTLSFailure) {
      try proceed()
      for line in lines {
        switch line {
        case .client(let expected):
          let text = Self.text(said)
          guard text == expected else { return .said(text, insteadOf: expected) }
          said = []
        case .server(let text):
          var rest = text.unicodeScalars.map { UInt8($0.value) }[...]
          while !rest.isEmpty {
            try input.append(Array(rest.prefix(pieces)))
            rest = rest.dropFirst(pieces)
            try proceed()
          }
        }
      }
    } catch {
      return .failed(error)
    }
    return isReady ? .ready(surplus: input.count) : .waiting
  }

  /// A character for every byte.
  private static func text(_ bytes: [UInt8]) -> String {
    String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }

  private static func packet(_ payload: [UInt8]) -> String {
    text([UInt8(payload.count), 0, 0, 0] + payload)
  }
}
