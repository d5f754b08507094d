import COpenSSL

/// Owns bytes that OpenSSL decrypted, and wipes them: there may be private keys among them.
@safe struct DecryptedBytes: ~Copyable {
  private let start: UnsafeMutablePointer<UInt8>
  private let count: Int

  /// Frees `start`, which came from OpenSSL's allocator, in the end.
  init(adopting start: UnsafeMutablePointer<UInt8>, count: Int) {
    unsafe self.start = unsafe start
    self.count = count
  }

  deinit { unsafe CRYPTO_clear_free(start, count, #file, #line) }

  func withBytes<Result, Failure>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(unsafe Span(_unsafeStart: start, count: count))
  }
}
