/// What is inside a PKCS#12 store before anything is decrypted (RFC 7292, section 4.1).
struct AuthenticatedSafe {
  enum Part {
    case plain([UInt8])
    case encrypted([UInt8], PasswordBasedEncryption)
    /// Encrypted for a public key or in another way that passwords do not open.
    case unknown(contentType: String)
  }

  let parts: [Part]

  init(_ content: [UInt8]) throws(BERError) {
    let bytes = content.span
    var whole = BERElements(rest: 0..<bytes.count)
    var contents = try whole.next(.sequence, in: bytes).elements
    var parts: [Part] = []
    while !contents.isEmpty {
      parts.append(try Self.readPart(contents.next(.sequence, in: bytes).elements, in: bytes))
    }
    self.parts = parts
  }

  private static func readPart(
    _ contentInfo: BERElements, in bytes: Span<UInt8>
  ) throws(BERError) -> Part {
    var contentInfo = contentInfo
    let contentType = try contentInfo.nextObjectIdentifier(in: bytes)
    switch contentType {
    case "1.2.840.113549.1.7.1":
      var wrapper = try contentInfo.next(.context0, in: bytes).elements
      return .plain(try wrapper.nextOctets(in: bytes).octets(in: bytes))
    case "1.2.840.113549.1.7.6":
      var wrapper = try contentInfo.next(.context0, in: bytes).elements
      var encryptedData = try wrapper.next(.sequence, in: bytes).elements
      _ = try encryptedData.next(.integer, in: bytes)
      var content = try encryptedData.next(.sequence, in: bytes).elements
      _ = try content.next(.objectIdentifier, in: bytes)
      let algorithm = try content.next(.sequence, in: bytes)
      // An octet string whose tag is replaced by [0], so that it may come in pieces as well.
      let octets = try content.next(in: bytes)
      guard octets.tag & ~0x20 == BERTag.context0.rawValue & ~0x20 else {
        throw BERError(offset: octets.range.lowerBound)
      }
      return .encrypted(
        try octets.octets(in: bytes), try PasswordBasedEncryption(algorithm, in: bytes))
    default:
      return .unknown(contentType: contentType)
    }
  }
}
