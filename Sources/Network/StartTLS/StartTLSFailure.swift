/// Why a dialogue did not come to TLS. What servers say stands here as it came: whoever prints it
/// escapes it.
package enum StartTLSFailure: Error, Equatable, Sendable {
  /// The server speaks the protocol, but says that it has no TLS.
  case notOffered
  /// The server will not, in its own words.
  case refused(reply: String)
  /// What came is not of the protocol.
  case unexpected(reply: String)
  /// More came than any server has to say.
  case tooMuch
}
