import X509

/// What one text of a document holds: certificates, requests and keys in PEM, in base64 of PEM, or in
/// base64 of DER where the text's key says so.
package enum CarriedText {
  /// What a text is there for.
  package enum Purpose: Sendable {
    case anything
    /// Its key speaks of certificates or keys.
    case certificate
    /// It must be base64 of something.
    case secret
    /// It must be base64 of a certificate.
    case secretCertificate
    /// It must be base64 of a private key.
    case secretKey

    /// - Parameter isSecretData: whether it is in the data of a Kubernetes Secret.
    package init(key: String, isSecretData: Bool) {
      if isSecretData {
        switch key {
        case "tls.crt", "ca.crt": self = .secretCertificate
        case "tls.key": self = .secretKey
        default: self = .secret
        }
      } else {
        let word = key.lowercased()
        let isMeant = ["cert", "crt", "x5c", "key", "cabundle", "ca-bundle", "ca_bundle"].contains {
          word.contains($0)
        }
        self = isMeant ? .certificate : .anything
      }
    }
  }

  package struct Part: Sendable {
    package enum Content: Sendable {
      case record(StoredRecord.Content)
      /// Something that is not read, in words.
      case passedOver(String)
    }

    package let content: Content
    /// The line of the text that it begins on, counted from 0; 0 in base64.
    package let line: Int
    /// The DER of the authorities that follow it; nil if there are none.
    package var chain: [[UInt8]]?
  }

  package static func parts(of text: String, for purpose: Purpose) -> [Part] {
    let bytes = Array(text.utf8)
    var parts = blocks(of: bytes.span)
    if !parts.isEmpty { return joined(parts) }
    switch purpose {
    case .anything where !isBase64OfPEM(bytes): return []
    case .secretCertificate where bytes.isEmpty:
      return [unreadable("it is empty")]
    case .secretKey where bytes.isEmpty: return []
    default: break
    }
    // No certificate is as short as this.
    if case .certificate = purpose, bytes.count < 64 { return [] }
    var buffer = Base64Buffer()
    do {
      try buffer.decode(bytes.span, in: 0..<bytes.count)
    } catch {
      switch purpose {
      case .secretCertificate: return [unreadable("it is not base64: \(error)")]
      case .secretKey: return [key]
      case .anything, .certificate, .secret:
        return isBase64OfPEM(bytes) ? [unreadable("it is not base64: \(error)")] : []
      }
    }
    let decoded = buffer.bytes
    parts = blocks(of: decoded.span).map { Part(content: $0.content, line: 0) }
    if parts.isEmpty, let part = part(der: decoded) { parts = [part] }
    if parts.isEmpty {
      switch purpose {
      case .secretCertificate: return [unreadable("there is no certificate in it")]
      case .secretKey: return [key]
      case .anything, .certificate, .secret: return []
      }
    }
    return joined(parts)
  }

  private static let key = Part(
    content: .record(.key(excerpt: "(a private key, not shown)")), line: 0)

  private static func unreadable(_ reason: String) -> Part {
    Part(content: .record(.unreadable(reason)), line: 0)
  }

  /// Whether a text begins as base64 of `-----BEGIN` does.
  private static func isBase64OfPEM(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: Array("LS0tLS1CRUdJTi".utf8))
  }

  private static func part(der: [UInt8]) -> Part? {
    switch DERDocumentKind(der.span) {
    case .certificate: Part(content: .record(.certificate(der)), line: 0)
    case .certificateRequest: Part(content: .record(.request(der)), line: 0)
    case .privateKey, .encryptedPrivateKey: key
    case .pkcs7: Part(content: .passedOver("a PKCS#7 message in a document is not read"), line: 0)
    case .pkcs12: Part(content: .passedOver("a PKCS#12 store in a document is not read"), line: 0)
    case .revocationList: Part(content: .passedOver("a revocation list (CRL) is not read"), line: 0)
    case .publicKey, nil: nil
    }
  }

  private static func blocks(of bytes: Span<UInt8>) -> [Part] {
    var scanner = PEMScanner()
    var lines = LineCounter()
    var parts: [Part] = []
    while let block = scanner.next(in: bytes) {
      let line = lines.line(of: block.range.lowerBound, in: bytes) - 1
      switch block.label {
      case .certificate, .trustedCertificate, .certificateRequest:
        let text = Array(copying: bytes.extracting(block.range))
        parts.append(Part(content: .record(.text(text)), line: line))
      case .privateKey:
        parts.append(
          Part(content: .record(.key(excerpt: block.excerptOfKey(in: bytes))), line: line))
      case .revocationList:
        parts.append(Part(content: .passedOver("a revocation list (CRL) is not read"), line: line))
      case .pkcs7:
        parts.append(
          Part(content: .passedOver("a PKCS#7 message in a document is not read"), line: line))
      case .publicKey, .parameters, .other: break
      }
    }
    return parts
  }

  /// Gives each certificate that is no authority the authorities that follow it in the text.
  private static func joined(_ parts: [Part]) -> [Part] {
    guard parts.count > 1 else { return parts }
    let facts = CertificateFacts()
    var parts = parts
    var following: [[UInt8]] = []
    for index in parts.indices.reversed() {
      guard case .record(.text(let text)) = parts[index].content else { continue }
      facts.read(text: text.span)
      guard let certificate = facts.der.value else { continue }
      if facts.flag(.isCA).value == true {
        following.insert(certificate.bytes, at: 0)
      } else {
        parts[index].chain = following.isEmpty ? nil : following
        following = []
      }
    }
    return parts
  }
}
