import Cryptography

extension ProbeFailure: CustomStringConvertible {
  /// A sentence without a period. What servers say stands in it as it came: whoever prints it
  /// escapes it.
  package var description: String {
    switch self {
    case .nameNotFound: "there is no such name"
    case .lookupFailed(let reason): "the name cannot be looked up: \(reason)"
    case .refused: "the connection was refused: nothing listens on the port"
    case .unreachable(let reason): "cannot be reached: \(reason)"
    case .silent(.lookup): "timed out: the name servers said nothing"
    case .silent(.connection): "timed out: nothing answered"
    case .silent(let stage):
      "timed out: the server took the connection and said nothing in \(stage.name)"
    case .timedOut(let stage): "timed out: the server did not finish \(stage.name)"
    case .closed(let stage): "the server closed the connection in \(stage.name)"
    case .reset(let stage): "the server reset the connection in \(stage.name)"
    case .startTLS(let failure, let protocolName): Self.text(failure, protocolName)
    case .plainText(let line): Self.text(plainText: line)
    case .notTLS: "the server does not speak TLS here"
    case .tooMuch: "the server sent more than a TLS handshake takes"
    case .handshake(let failure): Self.text(failure)
    case .noCertificate: "the server has no certificate"
    case .local(let reason): "cannot connect: \(reason)"
    }
  }

  private static func text(_ failure: StartTLSFailure, _ startTLS: StartTLS) -> String {
    switch failure {
    case .notOffered: "the \(startTLS.title) server does not offer TLS"
    case .refused(let reply): "the \(startTLS.title) server refuses TLS: \"\(reply)\""
    case .unexpected(let reply):
      "the server does not speak \(startTLS.title): it says \"\(reply)\""
    case .tooMuch: "the server says more than any \(startTLS.title) server has to"
    }
  }

  /// What speaks first, or answers so, is known by its first words.
  private static func text(plainText line: String) -> String {
    let said = "the server does not speak TLS here: it says \"\(line)\""
    let advice: String? =
      if line.hasPrefix("HTTP/") {
        "it speaks HTTP without TLS"
      } else if line.hasPrefix("220"), line.uppercased().contains("FTP") {
        advice(.ftp)
      } else if line.hasPrefix("220") {
        line.uppercased().contains("LMTP") ? advice(.lmtp) : advice(.smtp)
      } else if line.hasPrefix("* OK") {
        advice(.imap)
      } else if line.hasPrefix("+OK") {
        advice(.pop3)
      } else if line.hasPrefix("\"IMPLEMENTATION\"") {
        advice(.sieve)
      } else { nil }
    return advice.map { "\(said); \($0)" } ?? said
  }

  private static func advice(_ startTLS: StartTLS) -> String {
    "try starttls=\(startTLS.rawValue)"
  }

  private static func text(_ failure: TLSFailure) -> String {
    switch failure {
    case .alert(let alert): "the server ended the TLS handshake: \(alert)"
    case .unsupportedVersion:
      "the server speaks no version of TLS that this machine's OpenSSL does"
        + " (\(TLSVersion.tls10) to \(TLSVersion.tls13))"
    case .untrusted(let reason): "the certificate is not trusted: \(reason)"
    case .violation(let reason): "the TLS handshake failed: \(reason)"
    }
  }
}
