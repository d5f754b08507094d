import COpenSSL

/// Owns what the TLS sessions of one purpose have in common.
@safe package struct TLSContext: ~Copyable {
  private let context: OpaquePointer

  private init() throws(OpenSSLError) {
    ERR_clear_error()
    guard let context = unsafe SSL_CTX_new(TLS_client_method()) else {
      throw OpenSSLError(draining: "prepare TLS")
    }
    unsafe self.context = context
    _ = unsafe SSL_CTX_set_session_cache_mode(context, Int(SSL_SESS_CACHE_OFF))
    _ = unsafe SSL_CTX_set_mode(context, Int(SSL_MODE_RELEASE_BUFFERS))
  }

  /// For servers whose certificate is to be judged: whatever it is, and however old the protocol,
  /// the handshake goes on.
  package static func judging(
    identity: ClientIdentity? = nil
  ) throws(OpenSSLError) -> TLSContext {
    let judging = try TLSContext()
    try unsafe identity?.present(in: judging.context)
    // The system's configuration may ask for more, and weak servers are what we look for.
    unsafe SSL_CTX_set_security_level(judging.context, 0)
    _ = unsafe SSL_CTX_set_min_proto_version(judging.context, TLS1_VERSION)
    _ = unsafe SSL_CTX_set_max_proto_version(judging.context, 0)
    // Servers that have not learnt secure renegotiation still have a certificate.
    _ = unsafe SSL_CTX_set_options(judging.context, SSL_OP_legacy_server_connect)
    _ = unsafe SSL_CTX_set_max_cert_list(judging.context, chainLimit)
    unsafe SSL_CTX_set_verify(judging.context, SSL_VERIFY_NONE, nil)
    // Anonymous ciphers have no certificate.
    let ciphers = "ALL:eNULL:!aNULL:!PSK:!SRP@SECLEVEL=0"
    guard unsafe SSL_CTX_set_cipher_list(judging.context, ciphers) == 1 else {
      throw OpenSSLError(draining: "choose ciphers")
    }
    return judging
  }

  /// For servers that requests are sent to: their certificate must lead to one of `anchors`.
  package static func trusting(
    _ anchors: TrustAnchors, identity: ClientIdentity? = nil
  ) throws(OpenSSLError) -> TLSContext {
    let trusting = try TLSContext()
    try unsafe identity?.present(in: trusting.context)
    _ = unsafe SSL_CTX_set_min_proto_version(trusting.context, TLS1_2_VERSION)
    unsafe SSL_CTX_set_verify(trusting.context, SSL_VERIFY_PEER, nil)
    for file in anchors.files {
      ERR_clear_error()
      let isRead = unsafe SSL_CTX_load_verify_file(trusting.context, file) == 1
      guard isRead || !anchors.mustBeReadable else {
        // The oldest entry is the cause.
        throw OpenSSLError(
          code: ERR_peek_error(), operation: "read the certificate authorities in \(file)")
      }
    }
    for directory in anchors.directories {
      _ = unsafe SSL_CTX_load_verify_dir(trusting.context, directory)
    }
    return trusting
  }

  deinit { unsafe SSL_CTX_free(context) }

  /// The largest chain that is read, in bytes.
  private static let chainLimit = 1 << 20

  func withHandle<Result: ~Copyable, Failure>(
    _ body: (OpaquePointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    unsafe try body(context)
  }
}
