/// The parameters of the key derivation PBKDF2 (RFC 8018).
struct PBKDF2 {
  let salt: [UInt8]
  let iterations: Int
  /// In bytes, if it is stated.
  let keyLength: Int?
  /// The object identifier of the pseudorandom function.
  let function: String

  init(_ parameters: BERElement, in bytes: Span<UInt8>) throws(BERError) {
    var fields = parameters.elements
    salt = try fields.nextOctets(in: bytes).octets(in: bytes)
    iterations = try fields.nextCount(in: bytes)
    keyLength =
      try fields.isEmpty || bytes[fields.rest.lowerBound] != BERTag.integer.rawValue
      ? nil : fields.nextCount(in: bytes)
    var algorithm = try fields.nextIf(.sequence, in: bytes)?.elements
    function = try algorithm?.nextObjectIdentifier(in: bytes) ?? "1.2.840.113549.2.7"
  }

  /// What OpenSSL calls the hash function of an HMAC, by the object identifier of that HMAC.
  static func hashFunction(ofHMAC identifier: String) -> String? {
    switch identifier {
    case "1.2.840.113549.2.7": "SHA-1"
    case "1.2.840.113549.2.8": "SHA-224"
    case "1.2.840.113549.2.9": "SHA-256"
    case "1.2.840.113549.2.10": "SHA-384"
    case "1.2.840.113549.2.11": "SHA-512"
    case "1.2.840.113549.2.12": "SHA-512/224"
    case "1.2.840.113549.2.13": "SHA-512/256"
    default: nil
    }
  }
}
