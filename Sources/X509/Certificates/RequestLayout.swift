/// Where everything in a certificate request lies (PKCS#10, RFC 2986).
package struct RequestLayout: Sendable {
  package let request: DERElement
  /// What is signed.
  package let requestInfo: DERElement
  package private(set) var version: DERElement?
  package private(set) var subject: DERElement?
  package private(set) var subjectPublicKeyInfo: DERElement?
  package private(set) var attributes: DERElement?
  /// What the requester wishes the certificate to have; nil if there is no such wish.
  package private(set) var extensions: Extensions?
  package let signatureAlgorithm: DERElement?
  package let signatureValue: DERElement?

  /// Walks over a request that begins with the first byte.
  ///
  /// - Throws: where the bytes are not even SEQUENCE { SEQUENCE … }.
  package init(_ bytes: Span<UInt8>) throws(DERError) {
    let outline = try SignedOutline(bytes, signed: "a certificationRequestInfo")
    request = outline.whole
    requestInfo = outline.signed
    signatureAlgorithm = outline.algorithm
    signatureValue = outline.signature
    var fields = requestInfo.elements
    version = fields.next(DERTag.integer, in: bytes)
    subject = fields.next(DERTag.sequence, in: bytes)
    subjectPublicKeyInfo = fields.next(DERTag.sequence, in: bytes)
    attributes = fields.next(context: 0, in: bytes)
    guard let attributes else { return }
    var list = DERList<IdentifiedValue>(inside: attributes)
    while extensions == nil, let attribute = list.next(in: bytes) {
      guard attribute.oid == .extensionRequest || attribute.oid == .microsoftExtensionRequest,
        var values = attribute.value?.elements
      else { continue }
      extensions = values.next(in: bytes).flatMap { Extensions($0, in: bytes) }
    }
  }

  package func version(in bytes: Span<UInt8>) -> Int? {
    version.flatMap { DERInteger($0, in: bytes) }?.small(in: bytes).map { $0 &+ 1 }
  }

  package func subject(in bytes: Span<UInt8>) -> DistinguishedName? {
    subject.flatMap { DistinguishedName($0, in: bytes) }
  }

  package func publicKey(in bytes: Span<UInt8>) -> PublicKey? {
    subjectPublicKeyInfo.flatMap { PublicKey($0, in: bytes) }
  }

  /// The bytes of the signature.
  package func signature(in bytes: Span<UInt8>) -> DERBits? {
    signatureValue.flatMap { DERBits($0, in: bytes) }
  }

  package func signatureAlgorithm(in bytes: Span<UInt8>) -> SignatureAlgorithm? {
    signatureAlgorithm.flatMap { AlgorithmIdentifier($0, in: bytes) }
      .map { SignatureAlgorithm($0, in: bytes) }
  }
}
