/// What the label of a PEM block says that it holds.
package enum PEMLabel: Sendable, Hashable, CaseIterable {
  case certificate
  /// OpenSSL's certificate with trust settings after it.
  case trustedCertificate
  case certificateRequest
  case revocationList
  case pkcs7
  /// A private key of any kind, encrypted or not.
  case privateKey
  case publicKey
  /// Parameters of Diffie-Hellman, DSA or elliptic curves.
  case parameters
  case other

  /// The kind that stands between `-----BEGIN ` and the dashes that follow.
  package init(_ text: String) {
    switch text {
    case "CERTIFICATE", "X509 CERTIFICATE", "X.509 CERTIFICATE": self = .certificate
    case "TRUSTED CERTIFICATE": self = .trustedCertificate
    case "CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST": self = .certificateRequest
    case "X509 CRL", "CRL": self = .revocationList
    case "PKCS7", "PKCS #7 SIGNED DATA", "CMS", "CERTIFICATE CHAIN": self = .pkcs7
    // RSA, EC, ENCRYPTED, OPENSSH, PGP and whatever else stands in front.
    case _ where text.hasSuffix("PRIVATE KEY"), _ where text.hasSuffix("PRIVATE KEY BLOCK"):
      self = .privateKey
    case _ where text.hasSuffix("PUBLIC KEY"): self = .publicKey
    case _ where text.hasSuffix("PARAMETERS"): self = .parameters
    default: self = .other
    }
  }
}
