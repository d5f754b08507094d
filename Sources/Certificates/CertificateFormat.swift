import Containers
import OperatingSystem
import X509

/// How a file holds certificates, where it is no listing.
package enum CertificateFormat: String, CaseIterable, Sendable {
  /// Blocks of base64 between BEGIN and END lines (RFC 7468), with any text around them.
  case pem
  /// One certificate, request or key in binary.
  case der
  /// A signed message that carries certificates (PKCS#7, CMS), in binary.
  case pkcs7
  /// A store with a password (PKCS#12, RFC 7292).
  case pkcs12
  /// A keystore of Java's own formats, JKS and JCEKS.
  case jks

  /// Why a file of the format holds nothing.
  package var absence: String {
    switch self {
    case .pem: "it has no BEGIN line"
    case .der: "it is no DER"
    case .pkcs7, .pkcs12, .jks: "it is empty"
    }
  }

  /// Tells the format by what the file holds, whatever its name is; nil for a file of another kind.
  package init?(recognising bytes: FileBytes) {
    let format = bytes.withBytes { CertificateFormat(recognising: $0) }
    guard let format else { return nil }
    self = format
  }

  private init?(recognising bytes: Span<UInt8>) {
    switch DERDocumentKind(bytes) {
    case .pkcs7:
      self = .pkcs7
      return
    case .pkcs12:
      self = .pkcs12
      return
    case .certificate, .certificateRequest, .revocationList, .publicKey, .privateKey,
      .encryptedPrivateKey:
      self = .der
      return
    case nil: break
    }
    if JavaKeyStore.isRecognized(bytes) {
      self = .jks
      return
    }
    var scanner = PEMScanner()
    while let block = scanner.next(in: bytes) {
      // Others than those of X.509 use the same lines: a file of them alone is not ours.
      if block.label != .other {
        self = .pem
        return
      }
    }
    return nil
  }
}
