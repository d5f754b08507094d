import Cryptography
import RuleEngine

extension Fingerprint {
  /// The fingerprint of some bytes; nil where OpenSSL refuses the algorithm.
  init?(of bytes: Span<UInt8>, by algorithm: Algorithm) {
    guard let digest = DigestAlgorithm(rawValue: algorithm.rawValue)?.digest(bytes) else {
      return nil
    }
    self.init(algorithm: algorithm, bytes: digest)
  }
}
