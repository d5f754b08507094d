import COpenSSL

/// Owns an algorithm and its parameters, as OpenSSL reads them.
@safe struct AlgorithmIdentifier: ~Copyable {
  private let algorithm: UnsafeMutablePointer<X509_ALGOR>

  /// Nil if OpenSSL cannot read the encoding.
  init?(_ encoding: [UInt8]) {
    let algorithm = unsafe encoding.withUnsafeBufferPointer { encoding in
      var start = encoding.baseAddress
      return unsafe d2i_X509_ALGOR(nil, &start, encoding.count)
    }
    guard let algorithm = unsafe algorithm else { return nil }
    unsafe self.algorithm = unsafe algorithm
  }

  deinit { unsafe X509_ALGOR_free(algorithm) }

  func withHandle<Result: ~Copyable>(
    _ body: (UnsafeMutablePointer<X509_ALGOR>) -> Result
  ) -> Result {
    unsafe body(algorithm)
  }
}
