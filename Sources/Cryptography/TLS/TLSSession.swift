import COpenSSL

/// Owns the client's side of one TLS session, as bytes that come from the server and bytes that
/// go to it: who carries them is not its business.
@safe package struct TLSSession: ~Copyable {
  private let session: OpaquePointer
  /// What came and what is to go, encrypted; the session's own.
  private let incoming, outgoing: OpaquePointer
  private let messages = ServerMessages()

  private init(in context: borrowing TLSContext) throws(OpenSSLError) {
    ERR_clear_error()
    let session = unsafe context.withHandle { unsafe SSL_new($0) }
    let incoming = unsafe BIO_new(BIO_s_mem())
    let outgoing = unsafe BIO_new(BIO_s_mem())
    guard let session = unsafe session, let incoming = unsafe incoming,
      let outgoing = unsafe outgoing
    else {
      unsafe SSL_free(session)
      unsafe BIO_free_all(incoming)
      unsafe BIO_free_all(outgoing)
      throw OpenSSLError(draining: "prepare TLS")
    }
    unsafe (self.session, self.incoming, self.outgoing) = (session, incoming, outgoing)
    unsafe SSL_set_bio(session, incoming, outgoing)
    // No bytes mean that more are to come, not that the server has gone.
    _ = unsafe BIO_set_mem_eof_return(incoming, -1)
    unsafe SSL_set_connect_state(session)
    unsafe messages.listen(to: session)
    _ = unsafe SSL_set_tlsext_status_type(session, TLSEXT_STATUSTYPE_ocsp)
  }

  /// A session whose handshake has not begun.
  ///
  /// - Parameters:
  ///   - serverName: sent to the server to choose its certificate by; none for an IP address.
  ///   - applicationProtocols: offered to the server (ALPN), the best first.
  ///   - expectedName: the name or IP address that the certificate must be for, where the context
  ///     asks for trust (RFC 9525: by its subject alternative names only).
  package static func client(
    in context: borrowing TLSContext, serverName: String?, applicationProtocols: [String] = [],
    expectedName: String? = nil
  ) throws(OpenSSLError) -> TLSSession {
    let client = try TLSSession(in: context)
    if let serverName { try client.ask(for: serverName) }
    if !applicationProtocols.isEmpty { try client.offer(applicationProtocols) }
    if let expectedName { try client.expect(expectedName) }
    return client
  }

  deinit { unsafe SSL_free(session) }

  private func ask(for serverName: String) throws(OpenSSLError) {
    guard unsafe SSL_set_tlsext_host_name(session, serverName) == 1 else {
      throw OpenSSLError(draining: "ask for \(serverName)")
    }
  }

  private func offer(_ protocols: [String]) throws(OpenSSLError) {
    let list = protocols.flatMap { [UInt8(clamping: $0.utf8.count)] + Array($0.utf8) }
    // Zero is success here.
    guard unsafe SSL_set_alpn_protos(session, list, UInt32(list.count)) == 0 else {
      throw OpenSSLError(draining: "offer \(protocols.joined(separator: ", "))")
    }
  }

  private func expect(_ name: String) throws(OpenSSLError) {
    let flags = X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT
    unsafe SSL_set_hostflags(session, UInt32(flags))
    let isAddress = unsafe X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(session), name) == 1
    guard unsafe isAddress || SSL_set1_host(session, name) == 1 else {
      throw OpenSSLError(draining: "expect \(name)")
    }
  }

  // MARK: Bytes of the wire

  /// Takes what the server sent.
  package mutating func receive(_ bytes: [UInt8]) {
    _ = unsafe bytes.withUnsafeBytes {
      unsafe BIO_write(incoming, $0.baseAddress, Int32(clamping: $0.count))
    }
  }

  /// Gives what the server is to be sent.
  package mutating func takeOutput() -> [UInt8] {
    let count = unsafe BIO_ctrl_pending(outgoing)
    guard count > 0 else { return [] }
    return unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = Int(max(0, unsafe BIO_read(outgoing, buffer.baseAddress, Int32(clamping: count))))
    }
  }

  // MARK: The session

  /// Goes on with the handshake, and says whether it is done; if not, it needs more from the
  /// server. There may be output in any case, after a failure too.
  package mutating func handshake() throws(TLSFailure) -> Bool {
    ERR_clear_error()
    let result = unsafe SSL_do_handshake(session)
    if result == 1 { return true }
    guard unsafe SSL_get_error(session, result) == SSL_ERROR_WANT_READ else { throw failure() }
    return false
  }

  /// What was there to read.
  package enum Received: Equatable, Sendable {
    case bytes([UInt8])
    case nothingYet
    /// The server said that it will send no more.
    case end
  }

  package mutating func read(atMost count: Int) throws(TLSFailure) -> Received {
    ERR_clear_error()
    var result: Int32 = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: max(1, count)) { buffer, filled in
      result = unsafe SSL_read(session, buffer.baseAddress, Int32(clamping: max(1, count)))
      filled = Int(max(0, result))
    }
    if result > 0 { return .bytes(bytes) }
    switch unsafe SSL_get_error(session, result) {
    case SSL_ERROR_WANT_READ: return .nothingYet
    case SSL_ERROR_ZERO_RETURN: return .end
    default: throw failure()
    }
  }

  /// Encrypts all of the bytes as output.
  package mutating func write(_ bytes: [UInt8]) throws(TLSFailure) {
    guard !bytes.isEmpty else { return }
    ERR_clear_error()
    let result = unsafe bytes.withUnsafeBytes {
      unsafe SSL_write(session, $0.baseAddress, Int32(clamping: $0.count))
    }
    guard result == bytes.count else { throw failure() }
  }

  /// Says to the server that there will be no more.
  package mutating func close() {
    ERR_clear_error()
    _ = unsafe SSL_shutdown(session)
  }

  private func failure() -> TLSFailure {
    defer { ERR_clear_error() }
    if let alert = messages.alert, alert != .closeNotify {
      return alert == .protocolVersion ? .unsupportedVersion : .alert(alert)
    }
    // The oldest entry is the cause.
    let code = ERR_peek_error()
    let verification = unsafe SSL_get_verify_result(session)
    switch ERR_GET_REASON(code) {
    case SSL_R_UNSUPPORTED_PROTOCOL, SSL_R_WRONG_SSL_VERSION, SSL_R_VERSION_TOO_LOW:
      return .unsupportedVersion
    case SSL_R_CERTIFICATE_VERIFY_FAILED where verification != Int(X509_V_OK):
      let text = unsafe X509_verify_cert_error_string(verification)
      return .untrusted(reason: unsafe text.map { unsafe String(cString: $0) } ?? "unknown reason")
    default: return .violation(reason: OpenSSLError(code: code, operation: "").reason)
    }
  }

  // MARK: What is known of it

  /// What the server presented, once it has, however the handshake goes on.
  package var chain: PresentedChain? { messages.chain }

  package var asksForClientCertificate: Bool { messages.asksForClientCertificate }

  package var version: TLSVersion {
    TLSVersion(number: UInt16(truncatingIfNeeded: unsafe SSL_version(session)))
  }

  /// The cipher suite by its standard name, once it is agreed on.
  package var cipherSuite: String? {
    guard let cipher = unsafe SSL_get_current_cipher(session) ?? SSL_get_pending_cipher(session),
      let name = unsafe SSL_CIPHER_standard_name(cipher)
    else { return nil }
    return unsafe String(cString: name)
  }

  /// What the server chose of the application protocols.
  package var applicationProtocol: String? {
    var start: UnsafePointer<UInt8>?
    var count: UInt32 = 0
    unsafe SSL_get0_alpn_selected(session, &start, &count)
    guard let start = unsafe start, count > 0 else { return nil }
    return unsafe String(
      decoding: UnsafeBufferPointer(start: start, count: Int(count)), as: UTF8.self)
  }
}
