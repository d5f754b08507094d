import COpenSSL

/// How a server answers TLS handshakes.
@safe package final class ServerConfiguration: Sendable {
  nonisolated(unsafe) private let context: OpaquePointer

  package enum ClientCertificate: Sendable { case ignored, wanted, required }

  /// - Parameters:
  ///   - chain: what to present, the server's own certificate first.
  ///   - versions: as OpenSSL numbers them: `TLS1_VERSION`.
  ///   - staple: an OCSP response to send along.
  ///   - applicationProtocol: the one to choose, whatever the client offers.
  ///   - clientAuthority: what a client's certificate must be issued by.
  package init(
    _ chain: [SampleCertificate], versions: ClosedRange<Int32> = TLS1_VERSION...TLS1_3_VERSION,
    staple: [UInt8]? = nil, applicationProtocol: String? = nil,
    clientCertificate: ClientCertificate = .ignored, clientAuthority: SampleCertificate? = nil
  ) {
    unsafe context = SSL_CTX_new(TLS_server_method())!
    unsafe SSL_CTX_set_security_level(context, 0)
    _ = unsafe SSL_CTX_set_min_proto_version(context, versions.lowerBound)
    _ = unsafe SSL_CTX_set_max_proto_version(context, versions.upperBound)
    _ = unsafe SSL_CTX_set_cipher_list(context, "ALL:@SECLEVEL=0")
    _ = unsafe SSL_CTX_use_certificate(context, chain[0].certificate)
    _ = unsafe SSL_CTX_use_PrivateKey(context, chain[0].key)
    for issuer in chain.dropFirst() {
      _ = unsafe SSL_CTX_add1_chain_cert(context, issuer.certificate)
    }
    // Only what the test gives it is sent.
    _ = unsafe SSL_CTX_set_mode(context, Int(SSL_MODE_NO_AUTO_CHAIN))
    if let clientAuthority {
      _ = unsafe X509_STORE_add_cert(SSL_CTX_get_cert_store(context), clientAuthority.certificate)
    }
    switch clientCertificate {
    case .ignored: break
    case .wanted: unsafe SSL_CTX_set_verify(context, SSL_VERIFY_PEER, { _, _ in 1 })
    case .required:
      unsafe SSL_CTX_set_verify(
        context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nil)
    }
    if let staple { addStaple(staple) }
    if let applicationProtocol { choose(applicationProtocol) }
  }

  deinit { unsafe SSL_CTX_free(context) }

  func makeSession() -> OpaquePointer? { unsafe SSL_new(context) }

  private func addStaple(_ response: [UInt8]) {
    let box = unsafe Unmanaged.passRetained(Box(response)).toOpaque()
    let answer: @convention(c) (OpaquePointer?, UnsafeMutableRawPointer?) -> Int32 = {
      session, argument in
      let response = unsafe Unmanaged<Box>.fromOpaque(argument!).takeUnretainedValue().bytes
      // Freed by the session.
      let copy = unsafe CRYPTO_malloc(response.count, nil, 0)
      unsafe copy?.copyMemory(from: response, byteCount: response.count)
      unsafe SSL_ctrl(
        session, SSL_CTRL_SET_TLSEXT_STATUS_REQ_OCSP_RESP, response.count, copy)
      return SSL_TLSEXT_ERR_OK
    }
    unsafe SSL_CTX_callback_ctrl(
      context, SSL_CTRL_SET_TLSEXT_STATUS_REQ_CB,
      unsafeBitCast(answer, to: (@convention(c) () -> Void).self))
    unsafe SSL_CTX_ctrl(context, SSL_CTRL_SET_TLSEXT_STATUS_REQ_CB_ARG, 0, box)
  }

  private func choose(_ applicationProtocol: String) {
    let box = unsafe Unmanaged.passRetained(Box(Array(applicationProtocol.utf8))).toOpaque()
    unsafe SSL_CTX_set_alpn_select_cb(
      context,
      { _, chosen, count, _, _, argument in
        let box = unsafe Unmanaged<Box>.fromOpaque(argument!).takeUnretainedValue()
        unsafe chosen?.pointee = box.start
        unsafe count?.pointee = UInt8(box.bytes.count)
        return SSL_TLSEXT_ERR_OK
      }, box)
  }

  /// Bytes for as long as the process lives.
  @safe private final class Box {
    let bytes: [UInt8]
    let start: UnsafePointer<UInt8>

    init(_ bytes: [UInt8]) {
      self.bytes = bytes
      let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count)
      unsafe copy.initialize(from: bytes, count: bytes.count)
      unsafe start = UnsafePointer(copy)
    }
  }
}
