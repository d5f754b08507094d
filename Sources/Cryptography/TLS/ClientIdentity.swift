import COpenSSL

/// Owns a certificate and the private key with which a client proves that it is its own.
@safe package final class ClientIdentity: Sendable {
  // Nobody changes them, and OpenSSL counts references to them as threads need it.
  nonisolated(unsafe) private let certificates: [OpaquePointer]
  nonisolated(unsafe) private let key: OpaquePointer

  /// - Parameters:
  ///   - certificates: PEM, the client's own certificate first, then those above it.
  ///   - key: PEM.
  ///   - password: what the key is encrypted with, if it is.
  package init(certificates: [UInt8], key: [UInt8], password: String?) throws(OpenSSLError) {
    ERR_clear_error()
    let chain = unsafe Self.withReader(of: certificates) { reader in
      var chain: [OpaquePointer] = unsafe []
      while let certificate = unsafe PEM_read_bio_X509(reader, nil, nil, nil) {
        unsafe chain.append(certificate)
      }
      return unsafe chain
    }
    guard unsafe !chain.isEmpty else {
      throw OpenSSLError(draining: "read the client certificate")
    }
    // Without a password OpenSSL would ask the terminal for one.
    var password = (password ?? "").utf8CString
    ERR_clear_error()
    let key = unsafe Self.withReader(of: key) { reader in
      unsafe password.withUnsafeMutableBytes {
        unsafe PEM_read_bio_PrivateKey(reader, nil, nil, $0.baseAddress)
      }
    }
    unsafe password.withUnsafeMutableBytes { unsafe OPENSSL_cleanse($0.baseAddress, $0.count) }
    guard let key = unsafe key else {
      for index in unsafe chain.indices { unsafe X509_free(chain[index]) }
      throw OpenSSLError(draining: "read the private key of the client certificate")
    }
    unsafe self.certificates = chain
    unsafe self.key = key
    guard unsafe X509_check_private_key(chain[0], key) == 1 else {
      throw OpenSSLError(draining: "use the client certificate")
    }
  }

  deinit {
    for index in unsafe certificates.indices { unsafe X509_free(certificates[index]) }
    unsafe EVP_PKEY_free(key)
  }

  /// Makes the sessions of a context show it when they are asked to.
  func present(in context: OpaquePointer) throws(OpenSSLError) {
    ERR_clear_error()
    var isPresented =
      unsafe SSL_CTX_use_certificate(context, certificates[0]) == 1
      && SSL_CTX_use_PrivateKey(context, key) == 1
    for index in unsafe certificates.indices.dropFirst() {
      isPresented =
        unsafe isPresented && SSL_CTX_add1_chain_cert(context, certificates[index]) == 1
    }
    guard isPresented else { throw OpenSSLError(draining: "use the client certificate") }
  }

  private static func withReader<Result>(
    of bytes: [UInt8], _ body: (OpaquePointer?) -> Result
  ) -> Result {
    unsafe bytes.withUnsafeBytes { bytes in
      let reader = unsafe BIO_new_mem_buf(bytes.baseAddress, Int32(clamping: bytes.count))
      defer { _ = unsafe BIO_free(reader) }
      return unsafe body(reader)
    }
  }
}
