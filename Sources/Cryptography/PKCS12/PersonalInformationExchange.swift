/// A PKCS#12 store (RFC 7292), read for the certificates that it carries.
///
/// Its structure is walked here, so that a malformed store is a value like any other and private
/// keys are neither decrypted nor parsed; OpenSSL derives keys, decrypts and computes digests.
package struct PersonalInformationExchange: Sendable {
  package struct Certificate: Equatable, Sendable {
    package let der: [UInt8]
    package var friendlyName: String?
    /// The lower-case hexadecimal digits that the certificate and its private key share.
    package var localKeyID: String?
  }

  package enum Integrity: Sendable {
    /// The store is as its password's owner made it.
    case verified
    /// The store has no integrity check.
    case absent
    /// No password was given to check it with, and none was needed to read.
    case unchecked
  }

  /// The largest store that is read, in bytes.
  package static let byteLimit = 1 << 24
  /// How many iterations a store may ask for, over all the keys that are derived for it.
  package static let iterationLimit = 10_000_000

  /// In the order of the store.
  package let certificates: [Certificate]
  /// How many private keys the store holds, encrypted or not.
  package let privateKeyCount: Int
  package let revocationListCount: Int
  /// How many other things the store holds: secret keys, certificates that are not X.509.
  package let otherCount: Int
  package let integrity: Integrity

  /// Reads DER, and BER with indefinite lengths; what follows the store is not looked at.
  ///
  /// - Parameters:
  ///   - password: none stands for the empty password too, in both of its encodings.
  ///   - iterationLimit: how many iterations may be asked for, if not as many as usual.
  package init(
    _ bytes: Span<UInt8>, password: String?, iterationLimit: Int = Self.iterationLimit
  ) throws(PKCS12Error) {
    try self.init(bytes, password: password, modules: nil, iterationLimit: iterationLimit)
  }

  /// - Parameter modules: the directory of OpenSSL's modules, if not its own.
  init(
    _ bytes: Span<UInt8>, password: String?, modules: String?,
    iterationLimit: Int = Self.iterationLimit
  ) throws(PKCS12Error) {
    guard bytes.count <= Self.byteLimit else { throw .tooLarge(byteCount: bytes.count) }
    let store = try LockedStore(bytes)
    let context = try store.prepareContext(modules: modules, iterationLimit: iterationLimit)
    let (bags, integrity) = try store.open(password: password, in: context)
    certificates = bags.certificates
    privateKeyCount = bags.privateKeyCount
    revocationListCount = bags.revocationListCount
    otherCount = bags.otherCount
    self.integrity = integrity
  }
}
