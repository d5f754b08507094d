import COpenSSL

/// Owns a hash function of OpenSSL's, looked up by name or object identifier.
@safe struct HashFunction: ~Copyable {
  private let function: OpaquePointer

  init(named name: String) throws(OpenSSLError) {
    ERR_clear_error()
    guard let function = unsafe EVP_MD_fetch(nil, name, nil) else {
      throw OpenSSLError(draining: "look up \(name)")
    }
    unsafe self.function = function
  }

  deinit { unsafe EVP_MD_free(function) }

  /// The length of its digests, in bytes.
  var byteCount: Int { Int(unsafe EVP_MD_get_size(function)) }

  func withHandle<Result>(_ body: (OpaquePointer) -> Result) -> Result {
    unsafe body(function)
  }
}
