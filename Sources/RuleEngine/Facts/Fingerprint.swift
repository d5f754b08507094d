/// The digest of a certificate, as a source gives it.
package struct Fingerprint: Sendable {
  /// The digest algorithms that listings use, told apart by their length.
  package enum Algorithm: String, CaseIterable, Hashable, Sendable {
    case md5, sha1, sha256, sha384, sha512

    /// Nil if none has digests of that length.
    package init?(byteCount: Int) {
      switch byteCount {
      case 16: self = .md5
      case 20: self = .sha1
      case 32: self = .sha256
      case 48: self = .sha384
      case 64: self = .sha512
      default: return nil
      }
    }

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
  // Room for the longest, because an array would be an allocation for every record.
  private let digest: InlineArray<64, UInt8>

  /// - Parameter digest: the digest's bytes, and whatever lies behind them.
  package init(algorithm: Algorithm, digest: InlineArray<64, UInt8>) {
    self.algorithm = algorithm
    self.digest = digest
  }

  /// - Parameter bytes: as many as the algorithm's digests have.
  package init(algorithm: Algorithm, bytes: [UInt8]) {
    self.algorithm = algorithm
    digest = InlineArray { index in index < bytes.count ? bytes[index] : 0 }
  }

  package func withBytes<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
    body(digest.span.extracting(0..<algorithm.byteCount))
  }

  package var bytes: [UInt8] { withBytes { bytes in bytes.indices.map { bytes[$0] } } }

  /// Lower-case hexadecimal digits without separators.
  package var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}

extension Fingerprint: Hashable {
  package static func == (one: Fingerprint, other: Fingerprint) -> Bool {
    one.algorithm == other.algorithm && one.bytes == other.bytes
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(algorithm)
    hasher.combine(bytes)
  }
}
