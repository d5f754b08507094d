/// Why a PKCS#12 store is not read.
package enum PKCS12Error: Error, Equatable, Sendable, CustomStringConvertible {
  case tooLarge(byteCount: Int)
  /// The bytes at the offset are not what belongs there, or end too early; there is no offset
  /// inside of what was encrypted or came in pieces.
  case malformed(offset: Int?)
  case tooManyIterations
  /// No password was given, and the empty one does not fit.
  case passwordNeeded
  case wrongPassword
  /// The password decrypts the certificates, but the integrity check fails.
  case altered
  /// The integrity check fails, and nothing is encrypted that the password could be tried on.
  case wrongPasswordOrAltered
  /// The password passes the integrity check, but does not decrypt the certificates.
  case undecryptable
  /// Something in the store that cannot be read, as a noun.
  case unsupported(String)
  /// The store is encrypted with the named algorithm, and there is no legacy provider.
  case legacyProviderMissing(algorithm: String)
  case refused(OpenSSLError)

  package var description: String {
    switch self {
    case .tooLarge(let byteCount):
      "a PKCS#12 store of \(byteCount) bytes; at most"
        + " \(PersonalInformationExchange.byteLimit) are read"
    case .malformed(let offset?):
      "not a PKCS#12 store, or damaged or cut short at byte \(offset)"
    case .malformed(nil):
      "the PKCS#12 store is damaged inside"
    case .tooManyIterations:
      "the PKCS#12 store asks for more than \(PersonalInformationExchange.iterationLimit)"
        + " iterations to derive its keys, which is not tried; export it with fewer"
    case .passwordNeeded:
      "the PKCS#12 store needs a password, and none was given"
    case .wrongPassword:
      "the password does not fit the PKCS#12 store"
    case .altered:
      "the password decrypts the PKCS#12 store, but its integrity check fails: it was altered or"
        + " damaged, or has a second password; export it again"
    case .wrongPasswordOrAltered:
      "the integrity check of the PKCS#12 store fails: the password is wrong, or the store was"
        + " altered"
    case .undecryptable:
      "the password passes the integrity check of the PKCS#12 store but does not decrypt it;"
        + " stores with two passwords are not read, export it with one"
    case .unsupported(let what):
      "the PKCS#12 store uses \(what), which is not supported"
    case .legacyProviderMissing(let algorithm):
      "the PKCS#12 store is encrypted with \(algorithm), which needs OpenSSL's legacy provider, and"
        + " that is not installed; install it, or export the store again with AES"
    case .refused(let error):
      "OpenSSL cannot read the PKCS#12 store: \(error)"
    }
  }
}
