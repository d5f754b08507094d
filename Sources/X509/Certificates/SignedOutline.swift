/// What certificates, requests and revocation lists have in common: SEQUENCE { SEQUENCE { what is
/// signed }, algorithm, signature }.
struct SignedOutline: Sendable {
  let whole: DERElement
  let signed: DERElement
  let algorithm: DERElement?
  let signature: DERElement?

  init(_ bytes: Span<UInt8>, signed name: String) throws(DERError) {
    var outer = DERCursor(0..<bytes.count)
    guard let whole = outer.next(DERTag.sequence, in: bytes) else {
      throw DERError(offset: 0, expected: "a SEQUENCE")
    }
    var parts = whole.elements
    guard let signed = parts.next(DERTag.sequence, in: bytes) else {
      throw DERError(offset: whole.contentStart, expected: "the SEQUENCE of \(name)")
    }
    self.whole = whole
    self.signed = signed
    algorithm = parts.next(in: bytes)
    signature = algorithm == nil ? nil : parts.next(in: bytes)
  }
}
