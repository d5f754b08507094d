/// Where a revocation list names its issuer and its time; its entries are not read.
package struct RevocationListLayout: Sendable {
  package let list: DERElement
  package private(set) var issuer: DERElement?
  package private(set) var thisUpdate: DERElement?
  package private(set) var nextUpdate: DERElement?

  /// - Throws: where the bytes are not even SEQUENCE { SEQUENCE … }.
  package init(_ bytes: Span<UInt8>) throws(DERError) {
    let outline = try SignedOutline(bytes, signed: "a tbsCertList")
    list = outline.whole
    var fields = outline.signed.elements
    _ = fields.next(DERTag.integer, in: bytes)
    _ = fields.next(DERTag.sequence, in: bytes)
    issuer = fields.next(DERTag.sequence, in: bytes)
    thisUpdate = Self.time(&fields, in: bytes)
    nextUpdate = Self.time(&fields, in: bytes)
  }

  package func issuer(in bytes: Span<UInt8>) -> DistinguishedName? {
    issuer.flatMap { DistinguishedName($0, in: bytes) }
  }

  package func thisUpdate(in bytes: Span<UInt8>) -> CertificateTime? {
    thisUpdate.flatMap { CertificateTime($0, in: bytes) }
  }

  package func nextUpdate(in bytes: Span<UInt8>) -> CertificateTime? {
    nextUpdate.flatMap { CertificateTime($0, in: bytes) }
  }

  private static func time(_ fields: inout DERCursor, in bytes: Span<UInt8>) -> DERElement? {
    fields.next(DERTag.utcTime, in: bytes) ?? fields.next(DERTag.generalizedTime, in: bytes)
  }
}
