import COpenSSL

/// Owns an OpenSSL digest context, prepared for one algorithm and reused.
///
/// Looking up the algorithm costs more than a short digest, so it is done once.
@safe struct DigestContext: ~Copyable {
  private let context: OpaquePointer

  init(_ algorithm: DigestAlgorithm) throws(OpenSSLError) {
    let function = try HashFunction(named: algorithm.name)
    guard let context = unsafe EVP_MD_CTX_new() else {
      throw OpenSSLError(draining: "prepare \(algorithm.name)")
    }
    let isReady = unsafe function.withHandle { unsafe EVP_DigestInit_ex2(context, $0, nil) == 1 }
    guard isReady else {
      unsafe EVP_MD_CTX_free(context)
      throw OpenSSLError(draining: "prepare \(algorithm.name)")
    }
    unsafe self.context = context
  }

  deinit { unsafe EVP_MD_CTX_free(context) }

  /// Writes the digest of `bytes` to `result`, which has room for the algorithm's digest.
  ///
  /// The error queue is not cleared first: that costs a fifth of a short digest, and the reason is
  /// taken from the queue's last entry anyway.
  mutating func digest(_ bytes: Span<UInt8>, into result: UnsafeMutableRawBufferPointer) -> Bool {
    unsafe bytes.withUnsafeBytes { bytes in
      // No algorithm means the one before.
      unsafe EVP_DigestInit_ex2(context, nil, nil) == 1
        && EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1
        && EVP_DigestFinal_ex(context, result.baseAddress, nil) == 1
    }
  }
}
