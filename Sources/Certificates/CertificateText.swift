import X509

/// Certificates in texts of documents.
package enum CertificateText {
  /// Every certificate in a text: all of its PEM, or the one that is base64 of DER; what cannot be
  /// read is left out.
  package static func certificates(in text: Span<UInt8>) -> [Certificate] {
    let blocks = blocks(in: text)
    if !blocks.isEmpty { return blocks }
    var buffer = Base64Buffer()
    guard (try? buffer.decode(text, in: 0..<text.count)) != nil else { return [] }
    let decoded = buffer.bytes
    let inner = Self.blocks(in: decoded.span)
    return inner.isEmpty ? (try? Certificate(decoded)).map { [$0] } ?? [] : inner
  }

  private static func blocks(in text: Span<UInt8>) -> [Certificate] {
    var scanner = PEMScanner()
    var buffer = Base64Buffer()
    var certificates: [Certificate] = []
    while let block = scanner.next(in: text) {
      guard block.label.certificateKind != nil, block.label != .certificateRequest,
        (try? block.decode(text, into: &buffer)) != nil,
        let certificate = try? Certificate(buffer.bytes)
      else { continue }
      certificates.append(certificate)
    }
    return certificates
  }
}
