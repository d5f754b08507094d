import COpenSSL

/// Owns a certificate as OpenSSL parsed it, to verify signatures by it and on it.
///
/// Parsing costs as much as many a verification, so keep one for every issuer. Not for use by two
/// threads at a time.
@safe package final class SignedCertificate {
  private let certificate: OpaquePointer

  /// Fails where OpenSSL cannot read the certificate, which says nothing of its signature.
  package init(der: Span<UInt8>) throws(OpenSSLError) {
    ERR_clear_error()
    let certificate = unsafe der.withUnsafeBufferPointer { der in
      var start = der.baseAddress
      return unsafe d2i_X509(nil, &start, der.count)
    }
    guard let certificate = unsafe certificate else {
      throw OpenSSLError(draining: "read the certificate")
    }
    unsafe self.certificate = certificate
  }

  deinit { unsafe X509_free(certificate) }

  func withHandle<Result>(_ body: (OpaquePointer) -> Result) -> Result {
    unsafe body(certificate)
  }

  /// Whether this certificate's key made the signature of the other one.
  ///
  /// It is arithmetic and nothing else: names, dates, uses and the strength of the algorithms are
  /// not looked at.
  package func verifies(_ other: SignedCertificate) -> SignatureVerdict {
    ERR_clear_error()
    defer { ERR_clear_error() }
    guard let key = unsafe X509_get0_pubkey(certificate) else {
      return .cannotTell(reason: "\(OpenSSLError(draining: "read the issuer's public key"))")
    }
    guard unsafe X509_verify(other.certificate, key) != 1 else { return .verified }
    // The oldest entry is the cause.
    let cause = ERR_peek_error()
    guard !Self.isWrongSignature(cause) else { return .doesNotVerify }
    let error = OpenSSLError(code: cause, operation: "verify \(other.signatureAlgorithm)")
    return .cannotTell(reason: "\(error)")
  }

  private var signatureAlgorithm: String {
    let identifier = unsafe X509_get_signature_nid(certificate)
    guard identifier != NID_undef, let name = unsafe OBJ_nid2ln(identifier) else {
      return "the signature"
    }
    return unsafe String(cString: name)
  }

  /// Tells a signature that was looked at and is wrong from one that could not be looked at.
  static func isWrongSignature(_ code: UInt) -> Bool {
    let reason = ERR_GET_REASON(code)
    return switch ERR_GET_LIB(code) {
    // No entry: the two places of the certificate that name its algorithm disagree.
    case ERR_LIB_NONE: true
    // A key of another kind than the signature, or nothing to say but that it is wrong.
    case ERR_LIB_ASN1: reason == ASN1_R_WRONG_PUBLIC_KEY_TYPE || reason == ERR_R_EVP_LIB
    case ERR_LIB_RSA: reason != RSA_R_MODULUS_TOO_LARGE && reason != RSA_R_BAD_E_VALUE
    case ERR_LIB_EC: reason == EC_R_BAD_SIGNATURE
    default: false
    }
  }
}

/// What is known of a signature.
package enum SignatureVerdict: Equatable, Sendable {
  case verified
  case doesNotVerify
  /// The library lacks the algorithm or refuses it.
  case cannotTell(reason: String)
}
