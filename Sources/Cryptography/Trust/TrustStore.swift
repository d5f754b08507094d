import COpenSSL

/// Owns the certificates that trust begins with, and tells whether paths lead to them.
///
/// OpenSSL locks it while it looks something up, so threads can share it.
@safe package final class TrustStore: Sendable {
  private nonisolated(unsafe) let store: OpaquePointer

  /// A store of nothing.
  package init() throws(OpenSSLError) {
    ERR_clear_error()
    guard let store = unsafe X509_STORE_new() else {
      throw OpenSSLError(draining: "prepare a store of trusted certificates")
    }
    unsafe self.store = store
    // What is trusted is trusted, whether it issued itself or not.
    _ = unsafe X509_STORE_set_flags(store, UInt(X509_V_FLAG_PARTIAL_CHAIN))
  }

  /// A store of what is in files and directories, which are read as they are needed.
  package convenience init(_ anchors: TrustAnchors) throws(OpenSSLError) {
    try self.init()
    for file in anchors.files {
      ERR_clear_error()
      let isRead = unsafe X509_STORE_load_file(store, file) == 1
      guard isRead || !anchors.mustBeReadable else {
        // The oldest entry is the cause.
        throw OpenSSLError(
          code: ERR_peek_error(), operation: "read the certificate authorities in \(file)")
      }
    }
    for directory in anchors.directories {
      _ = unsafe X509_STORE_load_path(store, directory)
    }
  }

  /// A store of one certificate, by which all is judged as of one time, in seconds since 1970.
  convenience init(_ root: SignedCertificate, at seconds: Int64) throws(OpenSSLError) {
    try self.init()
    try add(root)
    unsafe X509_VERIFY_PARAM_set_time(X509_STORE_get0_param(store), time_t(seconds))
  }

  deinit { unsafe X509_STORE_free(store) }

  func withHandle<Result>(_ body: (OpaquePointer) -> Result) -> Result {
    unsafe body(store)
  }

  package func add(_ root: SignedCertificate) throws(OpenSSLError) {
    ERR_clear_error()
    let isAdded = unsafe root.withHandle { unsafe X509_STORE_add_cert(store, $0) == 1 }
    if !isAdded { throw OpenSSLError(draining: "trust the certificate") }
  }

  /// Whether a certificate leads to one of the store's, through any of those that come with it.
  ///
  /// - Parameter seconds: the time at which every certificate on the way must be valid, since 1970.
  package func verdict(
    on certificate: SignedCertificate, through others: [SignedCertificate], at seconds: Int64
  ) -> TrustVerdict {
    ERR_clear_error()
    defer { ERR_clear_error() }
    guard let context = unsafe X509_STORE_CTX_new(), let untrusted = unsafe OPENSSL_sk_new_null()
    else { return .cannotTell(reason: "there is no memory left") }
    defer {
      unsafe OPENSSL_sk_free(untrusted)
      unsafe X509_STORE_CTX_free(context)
    }
    for other in others {
      unsafe other.withHandle { handle in
        _ = unsafe OPENSSL_sk_push(untrusted, UnsafeRawPointer(handle))
      }
    }
    return withExtendedLifetime((certificate, others)) {
      unsafe certificate.withHandle { handle in
        guard unsafe X509_STORE_CTX_init(context, store, handle, untrusted) == 1 else {
          return .cannotTell(reason: "\(OpenSSLError(draining: "look for a path"))")
        }
        unsafe X509_STORE_CTX_set_time(context, 0, time_t(seconds))
        if unsafe X509_verify_cert(context) == 1 { return .trusted }
        return unsafe TrustStore.verdict(of: context)
      }
    }
  }

  private static func verdict(of context: OpaquePointer) -> TrustVerdict {
    let error = unsafe X509_STORE_CTX_get_error(context)
    let reason = unsafe String(cString: X509_verify_cert_error_string(Int(error)))
    switch error {
    case X509_V_ERR_OUT_OF_MEM, X509_V_ERR_UNSPECIFIED, X509_V_ERR_INVALID_CALL,
      X509_V_ERR_STORE_LOOKUP:
      return .cannotTell(reason: reason)
    default:
      return .untrusted(
        reason: reason, at: unsafe der(of: X509_STORE_CTX_get_current_cert(context)))
    }
  }

  private static func der(of certificate: OpaquePointer?) -> [UInt8] {
    guard let certificate = unsafe certificate else { return [] }
    let count = unsafe max(0, i2d_X509(certificate, nil))
    return unsafe [UInt8](unsafeUninitializedCapacity: Int(count)) { buffer, written in
      var end = buffer.baseAddress
      written = unsafe Int(max(0, i2d_X509(certificate, &end)))
    }
  }
}

/// What is known of a certificate's way to a trusted one.
package enum TrustVerdict: Equatable, Sendable {
  case trusted
  /// - Parameters:
  ///   - reason: in OpenSSL's words.
  ///   - at: the certificate at which the path ends (DER).
  case untrusted(reason: String, at: [UInt8])
  case cannotTell(reason: String)
}
