/// A certificate that owns its bytes.
package struct Certificate: Sendable {
  /// The DER, without what came after it.
  package let bytes: [UInt8]
  package let layout: CertificateLayout

  /// - Throws: where the bytes are not even SEQUENCE { SEQUENCE … }.
  package init(_ bytes: [UInt8]) throws(DERError) {
    let layout = try CertificateLayout(bytes.span)
    self.layout = layout
    let end = layout.certificate.end
    self.bytes = end < bytes.count ? Array(bytes[..<end]) : bytes
  }

  /// Reads a fact: `certificate.read { $0.notAfter(in: $1) }`.
  package func read<Fact>(_ fact: (CertificateLayout, Span<UInt8>) -> Fact) -> Fact {
    fact(layout, bytes.span)
  }
}
