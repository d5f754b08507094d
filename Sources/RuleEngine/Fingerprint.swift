/// The digest of a certificate, as a source gives it.
package struct Fingerprint: Hashable, Sendable {
  /// The digest algorithms that listings use, told apart by their length.
  package enum Algorithm: String, CaseIterable, Hashable, Sendable {
    case md5, sha1, sha256, sha384, sha512

    /// The length of a digest, in bytes.
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

  package let algorithm: Algorithm
  package let bytes: [UInt8]

  package init(algorithm: Algorithm, bytes: [UInt8]) {
    self.algorithm = algorithm
    self.bytes = bytes
  }

  /// Lower-case hexadecimal digits without separators.
  package var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
