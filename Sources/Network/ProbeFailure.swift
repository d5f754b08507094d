import Cryptography
import OperatingSystem

/// Why an endpoint showed no certificate, or did not go on after it had.
package enum ProbeFailure: Error, Equatable, Sendable {
  case nameNotFound
  case lookupFailed(reason: String)
  case refused
  /// The system has no way there, in its words.
  case unreachable(reason: String)
  /// The time was over before it had sent anything in this stage.
  case silent(ProbeStage)
  /// The time was over, although it had sent something.
  case timedOut(ProbeStage)
  /// It closed the connection without a word about why.
  case closed(ProbeStage)
  case reset(ProbeStage)
  case startTLS(StartTLSFailure, StartTLS)
  /// It answers with text, of which this is the first line.
  case plainText(String)
  /// What it answers is neither TLS nor text.
  case notTLS
  /// It sent more than a handshake takes.
  case tooMuch
  case handshake(TLSFailure)
  /// The handshake succeeded without a certificate.
  case noCertificate
  /// Something is wrong here, not there.
  case local(reason: String)

  /// What a failure of the system says of the server.
  init(_ error: SystemError, during stage: ProbeStage) {
    self =
      switch error.connectionFault {
      case .refused: .refused
      case .reset: .reset(stage)
      case .timedOut: .silent(stage)
      case .unreachable: .unreachable(reason: error.reason)
      case .other: .local(reason: error.reason)
      }
  }
}
