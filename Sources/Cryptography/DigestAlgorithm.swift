/// A hash function that certificates and inventories are fingerprinted with.
package enum DigestAlgorithm: String, CaseIterable, Sendable {
  case md5, sha1, sha256, sha384, sha512

  /// The length of its digests.
  package var byteCount: Int {
    switch self {
    case .md5: 16
    case .sha1: 20
    case .sha256: 32
    case .sha384: 48
    case .sha512: 64
    }
  }
}
