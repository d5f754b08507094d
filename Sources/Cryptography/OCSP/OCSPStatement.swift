import COpenSSL

/// What a responder states of one certificate; times are in seconds since 1970.
package struct OCSPStatement: Equatable, Sendable {
  package enum Status: Equatable, Sendable {
    case good
    /// - Parameter reason: in the words of RFC 5280: `keyCompromise`.
    case revoked(at: Int64, reason: String?)
    /// The responder does not know the certificate.
    case unknown
  }

  package let status: Status
  /// From when on it is known to hold.
  package let thisUpdate: Int64
  /// When there will be a newer one; nil if always.
  package let nextUpdate: Int64?

  /// Nil if one of its times cannot be read.
  @unsafe init?(_ single: OpaquePointer) {
    var reason: Int32 = 0
    var revoked: UnsafeMutablePointer<ASN1_GENERALIZEDTIME>?
    var this: UnsafeMutablePointer<ASN1_GENERALIZEDTIME>?
    var next: UnsafeMutablePointer<ASN1_GENERALIZEDTIME>?
    let status = unsafe OCSP_single_get0_status(single, &reason, &revoked, &this, &next)
    guard let thisUpdate = unsafe Self.seconds(this) else { return nil }
    self.thisUpdate = thisUpdate
    nextUpdate = unsafe Self.seconds(next)
    if unsafe next != nil, nextUpdate == nil { return nil }
    switch status {
    case V_OCSP_CERTSTATUS_GOOD: self.status = .good
    case V_OCSP_CERTSTATUS_REVOKED:
      guard let time = unsafe Self.seconds(revoked) else { return nil }
      self.status = .revoked(
        at: time,
        reason: reason < 0 ? nil : unsafe String(cString: OCSP_crl_reason_str(Int(reason))))
    default: self.status = .unknown
    }
  }

  private static func seconds(_ time: UnsafeMutablePointer<ASN1_GENERALIZEDTIME>?) -> Int64? {
    guard let time = unsafe time, let epoch = unsafe ASN1_TIME_set(nil, 0) else { return nil }
    defer { unsafe ASN1_TIME_free(epoch) }
    var (days, rest): (Int32, Int32) = (0, 0)
    guard unsafe ASN1_TIME_diff(&days, &rest, epoch, time) == 1 else { return nil }
    return Int64(days) * 86_400 + Int64(rest)
  }
}

/// What is known of the signature of an OCSP response.
package enum OCSPSignatureVerdict: Equatable, Sendable {
  case verified
  /// - Parameter reason: in OpenSSL's words, if it is its own.
  case doesNotVerify(reason: String)
}
