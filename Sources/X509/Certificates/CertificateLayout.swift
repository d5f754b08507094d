/// Where everything in a certificate lies, found by one walk over its bytes.
///
/// It keeps no bytes: facts are read from the same bytes when they are asked for, so a reusable
/// buffer is enough for any number of certificates. A field that is missing is nil. A field of the
/// wrong type is in its place, and the fact it would hold is nil.
package final class CertificateLayout: Sendable {
  /// The certificate itself; what the bytes hold after its end is no part of it.
  package let certificate: DERElement
  /// What is signed.
  package let tbsCertificate: DERElement
  package let version: DERElement?
  package let serialNumber: DERElement?
  /// The signature algorithm as named inside what is signed.
  package let innerSignatureAlgorithm: DERElement?
  package let issuer: DERElement?
  package let validity: DERElement?
  package let notBefore: DERElement?
  package let notAfter: DERElement?
  package let subject: DERElement?
  package let subjectPublicKeyInfo: DERElement?
  package let issuerUniqueID: DERElement?
  package let subjectUniqueID: DERElement?
  /// The explicit tag around the extensions.
  package let extensionsField: DERElement?
  /// The extensions; nil if there are none, or no list of them.
  package let extensions: Extensions?
  /// The signature algorithm as named beside the signature.
  package let signatureAlgorithm: DERElement?
  package let signatureValue: DERElement?

  /// Walks over a certificate that begins with the first byte.
  ///
  /// - Throws: where the bytes are not even SEQUENCE { SEQUENCE … }.
  package init(_ bytes: Span<UInt8>) throws(DERError) {
    let outline = try SignedOutline(bytes, signed: "a tbsCertificate")
    certificate = outline.whole
    tbsCertificate = outline.signed
    signatureAlgorithm = outline.algorithm
    signatureValue = outline.signature
    var fields = tbsCertificate.elements
    version = fields.next(context: 0, in: bytes)
    serialNumber = CertificateLayout.primitive(&fields, in: bytes)
    innerSignatureAlgorithm = CertificateLayout.constructed(&fields, in: bytes)
    issuer = CertificateLayout.constructed(&fields, in: bytes)
    validity = CertificateLayout.constructed(&fields, in: bytes)
    var times = validity?.elements
    notBefore = times?.next(in: bytes)
    notAfter = notBefore == nil ? nil : times?.next(in: bytes)
    subject = CertificateLayout.constructed(&fields, in: bytes)
    subjectPublicKeyInfo = CertificateLayout.constructed(&fields, in: bytes)
    var (issuerID, subjectID, explicit): (DERElement?, DERElement?, DERElement?)
    while let field = fields.next(in: bytes) {
      switch field.contextNumber {
      case 1 where issuerID == nil: issuerID = field
      case 2 where subjectID == nil: subjectID = field
      case 3 where explicit == nil: explicit = field
      default: break
      }
    }
    issuerUniqueID = issuerID
    subjectUniqueID = subjectID
    extensionsField = explicit
    var inside = explicit?.elements
    extensions = inside?.next(in: bytes).flatMap { Extensions($0, in: bytes) }
  }

  // A SEQUENCE where a number is due means that the number was left out, and a context tag where a
  // SEQUENCE is due that the SEQUENCE was; anything else is that field with a wrong type.
  private static func primitive(
    _ fields: inout DERCursor, in bytes: Span<UInt8>
  ) -> DERElement? {
    guard fields.position < bytes.count, bytes[fields.position] != DERTag.sequence else {
      return nil
    }
    return fields.step(in: bytes)
  }

  private static func constructed(
    _ fields: inout DERCursor, in bytes: Span<UInt8>
  ) -> DERElement? {
    guard fields.position < bytes.count, bytes[fields.position] & 0xC0 != 0x80 else { return nil }
    return fields.step(in: bytes)
  }
}

extension CertificateLayout {
  /// 1 to 3, or whatever else is written; nil if it is no small number.
  package func version(in bytes: Span<UInt8>) -> Int? {
    guard var inside = version?.elements else { return 1 }
    return inside.next(in: bytes).flatMap { DERInteger($0, in: bytes) }?.small(in: bytes)
      .map { $0 &+ 1 }
  }

  package func serial(in bytes: Span<UInt8>) -> DERInteger? {
    serialNumber.flatMap { DERInteger($0, in: bytes) }
  }

  /// The algorithm named beside the signature, which is the one that verifiers use.
  package func signatureAlgorithm(in bytes: Span<UInt8>) -> SignatureAlgorithm? {
    signatureAlgorithm.flatMap { AlgorithmIdentifier($0, in: bytes) }
      .map { SignatureAlgorithm($0, in: bytes) }
  }

  package func innerSignatureAlgorithm(in bytes: Span<UInt8>) -> SignatureAlgorithm? {
    innerSignatureAlgorithm.flatMap { AlgorithmIdentifier($0, in: bytes) }
      .map { SignatureAlgorithm($0, in: bytes) }
  }

  package func issuer(in bytes: Span<UInt8>) -> DistinguishedName? {
    issuer.flatMap { DistinguishedName($0, in: bytes) }
  }

  package func subject(in bytes: Span<UInt8>) -> DistinguishedName? {
    subject.flatMap { DistinguishedName($0, in: bytes) }
  }

  package func notBefore(in bytes: Span<UInt8>) -> CertificateTime? {
    notBefore.flatMap { CertificateTime($0, in: bytes) }
  }

  package func notAfter(in bytes: Span<UInt8>) -> CertificateTime? {
    notAfter.flatMap { CertificateTime($0, in: bytes) }
  }

  package func publicKey(in bytes: Span<UInt8>) -> PublicKey? {
    subjectPublicKeyInfo.flatMap { PublicKey($0, in: bytes) }
  }

  package func issuerUniqueID(in bytes: Span<UInt8>) -> DERBits? {
    issuerUniqueID.flatMap { DERBits(inside: $0, in: bytes) }
  }

  package func subjectUniqueID(in bytes: Span<UInt8>) -> DERBits? {
    subjectUniqueID.flatMap { DERBits(inside: $0, in: bytes) }
  }

  /// The bytes of the signature.
  package func signature(in bytes: Span<UInt8>) -> DERBits? {
    signatureValue.flatMap { DERBits($0, in: bytes) }
  }

  /// Whether issuer and subject are the same bytes; says nothing about the signature.
  package func isSelfIssued(in bytes: Span<UInt8>) -> Bool {
    guard let issuer, let subject else { return false }
    return bytes.matches(issuer.range, subject.range)
  }
}
