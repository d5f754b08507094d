import COpenSSL

/// Computes SHA-256 digests one after the other; each thread has its own.
///
/// Looking up the algorithm costs more than a short digest, so it is done once.
@safe package struct SHA256Digester: ~Copyable {
  private let context: OpaquePointer

  package init() throws(OpenSSLError) {
    ERR_clear_error()
    guard let algorithm = unsafe EVP_MD_fetch(nil, "SHA256", nil) else {
      throw OpenSSLError(draining: "look up SHA-256")
    }
    defer { unsafe EVP_MD_free(algorithm) }
    guard let context = unsafe EVP_MD_CTX_new() else {
      throw OpenSSLError(draining: "prepare SHA-256")
    }
    guard unsafe EVP_DigestInit_ex2(context, algorithm, nil) == 1 else {
      unsafe EVP_MD_CTX_free(context)
      throw OpenSSLError(draining: "prepare SHA-256")
    }
    unsafe self.context = context
  }

  deinit { unsafe EVP_MD_CTX_free(context) }

  // The error queue is not cleared first: that costs a fifth of a short digest, and the reason is
  // taken from the queue's last entry anyway.
  package mutating func digest(_ bytes: Span<UInt8>) throws(OpenSSLError) -> SHA256Digest {
    var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    let isDone = unsafe bytes.withUnsafeBytes { bytes in
      unsafe withUnsafeMutableBytes(of: &words) { words in
        // No algorithm means the one before.
        unsafe EVP_DigestInit_ex2(context, nil, nil) == 1
          && EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1
          && EVP_DigestFinal_ex(context, words.baseAddress, nil) == 1
      }
    }
    guard isDone else { throw OpenSSLError(draining: "compute SHA-256") }
    return SHA256Digest(
      words: (words.0.bigEndian, words.1.bigEndian, words.2.bigEndian, words.3.bigEndian))
  }
}
