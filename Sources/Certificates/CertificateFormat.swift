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
    if let format = bytes.withBytes({ CertificateFormat(recognising: $0) }) {
      self = format
    } else if let text = bytes.decodedFromUTF16, text.withBytes({ Self.holdsBlocks($0) }) {
      self = .pem
    } else {
      return nil
    }
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
    guard Self.holdsBlocks(bytes) else { return nil }
    self = .pem
  }

  /// How far a file is looked through for the first block, lest a disk image is read whole.
  private static let searchLimit = 64 << 20

  /// Whether there are blocks of X.509: others use the same lines, and a file of them alone is not
  /// ours.
  private static func holdsBlocks(_ bytes: Span<UInt8>) -> Bool {
    let head = bytes.extracting(first: min(bytes.count, searchLimit))
    var scanner = PEMScanner()
    while let block = scanner.next(in: head) {
      if block.label != .other { return true }
    }
    return false
  }
}
