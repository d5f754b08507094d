/// Computes digests of one algorithm one after the other; each thread has its own.
package struct Digester: ~Copyable {
  package let algorithm: DigestAlgorithm
  private var context: DigestContext

  /// Fails where OpenSSL is configured to refuse the algorithm, as for MD5 under FIPS 140.
  package init(_ algorithm: DigestAlgorithm) throws(OpenSSLError) {
    self.algorithm = algorithm
    context = try DigestContext(algorithm)
  }

  /// As many bytes as the algorithm's `byteCount`.
  package mutating func digest(_ bytes: Span<UInt8>) throws(OpenSSLError) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: algorithm.byteCount)
    let isDone = unsafe digest.withUnsafeMutableBytes { digest in
      unsafe context.digest(bytes, into: digest)
    }
    guard isDone else { throw OpenSSLError(draining: "compute \(algorithm.name)") }
    return digest
  }
}

extension DigestAlgorithm {
  /// The digest of some bytes alone; nil where OpenSSL refuses the algorithm.
  package func digest(_ bytes: Span<UInt8>) -> [UInt8]? {
    var digester = try? Digester(self)
    return try? digester?.digest(bytes)
  }
}
