import COpenSSL

/// Where OpenSSL looks for its algorithms: the process's own context, or one with the legacy
/// provider, owned.
///
/// That one is apart, so that RC2 in an old store does not make RC2 acceptable anywhere else.
@safe struct LibraryContext: ~Copyable {
  // The process's own has no address, and nobody frees it or unloads its providers.
  private let context, legacy, usual: OpaquePointer?

  init() {
    unsafe (context, legacy, usual) = (nil, nil, nil)
  }

  /// Fails if the legacy provider is not installed.
  ///
  /// - Parameter directory: where OpenSSL's modules are, if not in its own place.
  init(withLegacyProviderFrom directory: String?) throws(OpenSSLError) {
    ERR_clear_error()
    guard let context = unsafe OSSL_LIB_CTX_new() else {
      throw OpenSSLError(draining: "make a library context")
    }
    if let directory { unsafe OSSL_PROVIDER_set_default_search_path(context, directory) }
    let legacy = unsafe OSSL_PROVIDER_load(context, "legacy")
    let usual = unsafe OSSL_PROVIDER_load(context, "default")
    guard unsafe legacy != nil, unsafe usual != nil else {
      let error = OpenSSLError(draining: "load the legacy provider")
      unsafe OSSL_PROVIDER_unload(legacy)
      unsafe OSSL_PROVIDER_unload(usual)
      unsafe OSSL_LIB_CTX_free(context)
      throw error
    }
    unsafe (self.context, self.legacy, self.usual) = (context, legacy, usual)
  }

  deinit {
    unsafe OSSL_PROVIDER_unload(usual)
    unsafe OSSL_PROVIDER_unload(legacy)
    unsafe OSSL_LIB_CTX_free(context)
  }

  /// Whether there is a cipher of this name or object identifier.
  func knows(cipher name: String) -> Bool {
    ERR_clear_error()
    defer { ERR_clear_error() }
    let cipher = unsafe EVP_CIPHER_fetch(context, name, nil)
    unsafe EVP_CIPHER_free(cipher)
    return unsafe cipher != nil
  }

  func withHandle<Result: ~Copyable>(_ body: (OpaquePointer?) -> Result) -> Result {
    unsafe body(context)
  }
}
