/// A signed message of PKCS#7 or CMS (RFC 5652), read for the certificates that it carries.
///
/// It is walked here and not by OpenSSL, which refuses the whole message if it cannot read one of
/// its certificates, writes their bytes anew, and does not say where they were.
package struct CryptographicMessage: Equatable, Sendable {
  /// Where each X.509 certificate is, in the order of the message.
  package private(set) var certificates: [Range<Int>] = []
  /// How many attribute certificates and certificates of other formats there are, which nobody
  /// reads here.
  package private(set) var otherCertificateCount = 0
  package private(set) var revocationListCount = 0

  /// Reads DER, and BER with indefinite lengths; what follows the message is not looked at.
  package init(_ bytes: Span<UInt8>) throws(CryptographicMessageError) {
    var message: BERElements
    let contentType: String
    do {
      var whole = BERElements(rest: 0..<bytes.count)
      message = try whole.next(.sequence, in: bytes).elements
      contentType = try message.nextObjectIdentifier(in: bytes)
    } catch {
      throw .malformed(offset: error.offset)
    }
    guard contentType == "1.2.840.113549.1.7.2" else {
      throw .notSigned(contentType: contentType)
    }
    do {
      try readSignedData(&message, in: bytes)
    } catch {
      throw .malformed(offset: error.offset)
    }
  }

  private mutating func readSignedData(
    _ message: inout BERElements, in bytes: Span<UInt8>
  ) throws(BERError) {
    var wrapper = try message.next(.context0, in: bytes).elements
    var signedData = try wrapper.next(.sequence, in: bytes).elements
    // The version, the digest algorithms, and the content.
    _ = try signedData.next(.integer, in: bytes)
    _ = try signedData.next(.set, in: bytes)
    _ = try signedData.next(.sequence, in: bytes)
    var choices = try signedData.nextIf(.context0, in: bytes)?.elements
    while let choice = try choices?.nextIfAny(in: bytes) {
      if choice.tag == BERTag.sequence.rawValue {
        certificates.append(choice.range)
      } else {
        otherCertificateCount += 1
      }
    }
    var revocationLists = try signedData.nextIf(.context1, in: bytes)?.elements
    while try revocationLists?.nextIfAny(in: bytes) != nil { revocationListCount += 1 }
  }
}

/// Why bytes are no signed message.
package enum CryptographicMessageError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The bytes at the offset are not what belongs there, or end too early.
  case malformed(offset: Int)
  /// A message of another type, such as an encrypted one, named by its object identifier.
  case notSigned(contentType: String)

  package var description: String {
    switch self {
    case .malformed(let offset):
      "not a PKCS#7 message, or damaged or cut short at byte \(offset)"
    case .notSigned(let contentType):
      "a PKCS#7 message of type \(contentType), which carries no certificates to read;"
        + " only signed messages (1.2.840.113549.1.7.2) do"
    }
  }
}
