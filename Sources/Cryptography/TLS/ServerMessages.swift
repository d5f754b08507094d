import COpenSSL

/// What a server said in a handshake, kept as OpenSSL reads it and before it judges it, so that
/// it is there even if the handshake fails.
final class ServerMessages {
  private(set) var chain: PresentedChain?
  private(set) var asksForClientCertificate = false
  /// The last alert that came.
  private(set) var alert: TLSAlert?

  /// Hears every message of the session; the session must not outlive this.
  func listen(to session: OpaquePointer) {
    unsafe SSL_set_msg_callback_arg(session, Unmanaged.passUnretained(self).toOpaque())
    unsafe SSL_set_msg_callback(session) {
      isSent, version, contentType, start, count, _, listener in
      guard isSent == 0, let start = unsafe start, let listener = unsafe listener else { return }
      let bytes = unsafe Array(UnsafeRawBufferPointer(start: start, count: count))
      let messages = unsafe Unmanaged<ServerMessages>.fromOpaque(listener).takeUnretainedValue()
      messages.hear(
        bytes, contentType: contentType,
        version: TLSVersion(number: UInt16(truncatingIfNeeded: version)))
    }
  }

  private func hear(_ bytes: [UInt8], contentType: Int32, version: TLSVersion) {
    if contentType == SSL3_RT_ALERT, bytes.count == 2 {
      alert = TLSAlert(number: bytes[1])
    }
    guard contentType == SSL3_RT_HANDSHAKE, let type = bytes.first else { return }
    let body = bytes.dropFirst(4)
    switch Int32(type) {
    case SSL3_MT_CERTIFICATE: chain = PresentedChain(message: body, version: version)
    case SSL3_MT_CERTIFICATE_STATUS:
      chain?.stapledResponse = PresentedChain.stapledResponse(status: body)
    case SSL3_MT_CERTIFICATE_REQUEST: asksForClientCertificate = true
    default: break
    }
  }
}
