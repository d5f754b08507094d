import COpenSSL

/// Owns a response of an OCSP responder (RFC 6960).
@safe package struct OCSPResponse: ~Copyable {
  private let response: OpaquePointer
  /// What is signed in it; nil where the responder had no answer.
  private let basic: OpaquePointer?

  /// Fails where OpenSSL cannot read it.
  package init(der: Span<UInt8>) throws(OpenSSLError) {
    ERR_clear_error()
    let response = unsafe der.withUnsafeBufferPointer { der in
      var start = der.baseAddress
      return unsafe d2i_OCSP_RESPONSE(nil, &start, der.count)
    }
    guard let response = unsafe response else {
      throw OpenSSLError(draining: "read the OCSP response")
    }
    unsafe self.response = response
    unsafe basic = OCSP_response_get1_basic(response)
    ERR_clear_error()
  }

  deinit {
    unsafe OCSP_BASICRESP_free(basic)
    unsafe OCSP_RESPONSE_free(response)
  }

  /// Why the responder had no answer, in the words of RFC 6960: `trylater`; nil if it had one.
  package var refusal: String? {
    let status = unsafe OCSP_response_status(response)
    if status == OCSP_RESPONSE_STATUS_SUCCESSFUL {
      return unsafe basic == nil ? "of a type that is not known" : nil
    }
    return unsafe String(cString: OCSP_response_status_str(Int(status)))
  }

  /// What it states of a certificate; nil if it speaks of others only.
  ///
  /// - Parameter issuer: tells the certificate from that of another issuer of the same name; if it is
  ///   not known, the name has to do.
  package func statement(
    on certificate: SignedCertificate, issuedBy issuer: SignedCertificate?
  ) -> OCSPStatement? {
    guard let basic = unsafe basic else { return nil }
    return withExtendedLifetime((certificate, issuer)) {
      for index in unsafe 0..<OCSP_resp_count(basic) {
        guard let single = unsafe OCSP_resp_get0(basic, index),
          let identifier = unsafe OCSP_SINGLERESP_get0_id(single),
          unsafe Self.names(identifier, certificate, issuer)
        else { continue }
        if let statement = unsafe OCSPStatement(single) { return statement }
      }
      return nil
    }
  }

  /// Whether the issuer, or a responder that it delegated to, signed the response.
  ///
  /// - Parameter seconds: the time at which the certificates on the way must be valid, since 1970.
  package func verdict(
    signedFor issuer: SignedCertificate, at seconds: Int64
  ) throws(OpenSSLError) -> OCSPSignatureVerdict {
    guard let basic = unsafe basic else { return .doesNotVerify(reason: "nothing is signed") }
    let store = try TrustStore(issuer, at: seconds)
    guard let others = unsafe OPENSSL_sk_new_null() else {
      throw OpenSSLError(draining: "verify the OCSP response")
    }
    defer { unsafe OPENSSL_sk_free(others) }
    ERR_clear_error()
    defer { ERR_clear_error() }
    return withExtendedLifetime((issuer, store)) {
      unsafe issuer.withHandle { handle in
        _ = unsafe OPENSSL_sk_push(others, UnsafeRawPointer(handle))
      }
      let isVerified = unsafe store.withHandle { store in
        unsafe OCSP_basic_verify(basic, others, store, UInt(OCSP_NOEXPLICIT)) == 1
      }
      if isVerified { return .verified }
      // The oldest entry is the cause; there is none where the signer may not sign for the issuer.
      let cause = ERR_peek_error()
      if cause == 0 { return .doesNotVerify(reason: "its signer is of another issuer") }
      return .doesNotVerify(
        reason: SignedCertificate.isWrongSignature(cause)
          ? "the signature is wrong" : OpenSSLError(code: cause, operation: "").reason)
    }
  }

  /// Whether an identifier is a certificate's: serial number, name and key of the issuer.
  private static func names(
    _ identifier: OpaquePointer, _ certificate: SignedCertificate, _ issuer: SignedCertificate?
  ) -> Bool {
    var algorithm: OpaquePointer?
    var nameHash: UnsafeMutablePointer<ASN1_OCTET_STRING>?
    var keyHash: UnsafeMutablePointer<ASN1_OCTET_STRING>?
    var serial: UnsafeMutablePointer<ASN1_INTEGER>?
    guard unsafe OCSP_id_get0_info(&nameHash, &algorithm, &keyHash, &serial, identifier) == 1,
      let function = unsafe EVP_get_digestbyname(OBJ_nid2sn(OBJ_obj2nid(algorithm)))
    else { return false }
    return unsafe certificate.withHandle { certificate in
      guard unsafe ASN1_INTEGER_cmp(serial, X509_get0_serialNumber(certificate)) == 0 else {
        return false
      }
      let isOfName = unsafe isDigest(nameHash) {
        unsafe X509_NAME_digest(X509_get_issuer_name(certificate), function, $0, $1)
      }
      guard isOfName, let issuer else { return isOfName }
      return unsafe issuer.withHandle { issuer in
        unsafe isDigest(keyHash) { unsafe X509_pubkey_digest(issuer, function, $0, $1) }
      }
    }
  }

  /// Whether a text is what a digest comes to.
  private static func isDigest(
    _ text: UnsafeMutablePointer<ASN1_OCTET_STRING>?,
    _ digest: (UnsafeMutablePointer<UInt8>, UnsafeMutablePointer<UInt32>) -> Int32
  ) -> Bool {
    var count: UInt32 = 0
    var bytes = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    let isMade = unsafe bytes.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return false }
      return unsafe digest(start, &count) == 1
    }
    guard isMade, let text = unsafe text, let start = unsafe ASN1_STRING_get0_data(text) else {
      return false
    }
    let stated = unsafe UnsafeBufferPointer(start: start, count: Int(ASN1_STRING_length(text)))
    return unsafe stated.elementsEqual(bytes.prefix(Int(count)))
  }
}
