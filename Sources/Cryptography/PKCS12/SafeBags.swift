/// What was found in the bags of a PKCS#12 store (RFC 7292, section 4.2).
///
/// Bags with keys are counted; their contents are stepped over.
struct SafeBags {
  private(set) var certificates: [PersonalInformationExchange.Certificate] = []
  private(set) var privateKeyCount = 0
  private(set) var revocationListCount = 0
  private(set) var otherCount = 0

  /// Reads `SafeContents`, which has to be all that there is: a wrong password can decrypt to
  /// bytes that begin like it.
  mutating func collect(from bytes: Span<UInt8>) throws(BERError) {
    var whole = BERElements(rest: 0..<bytes.count)
    let contents = try whole.next(.sequence, in: bytes)
    guard whole.isEmpty else { throw BERError(offset: whole.rest.lowerBound) }
    try collect(contents.elements, in: bytes, depth: 0)
  }

  private mutating func collect(
    _ bags: BERElements, in bytes: Span<UInt8>, depth: Int
  ) throws(BERError) {
    var bags = bags
    while !bags.isEmpty {
      var bag = try bags.next(.sequence, in: bytes).elements
      let type = try bag.nextObjectIdentifier(in: bytes)
      let value = try bag.next(.context0, in: bytes)
      switch type {
      case "1.2.840.113549.1.12.10.1.1", "1.2.840.113549.1.12.10.1.2":
        privateKeyCount += 1
      case "1.2.840.113549.1.12.10.1.3":
        let attributes = try bag.nextIf(.set, in: bytes)?.elements
        try collectCertificate(value.elements, attributes, in: bytes)
      case "1.2.840.113549.1.12.10.1.4":
        revocationListCount += 1
      case "1.2.840.113549.1.12.10.1.6":
        guard depth < 8 else { throw BERError(offset: value.range.lowerBound) }
        var wrapper = value.elements
        let nested = try wrapper.next(.sequence, in: bytes).elements
        try collect(nested, in: bytes, depth: depth + 1)
      default:
        otherCount += 1
      }
    }
  }

  private mutating func collectCertificate(
    _ value: BERElements, _ attributes: BERElements?, in bytes: Span<UInt8>
  ) throws(BERError) {
    var value = value
    var bag = try value.next(.sequence, in: bytes).elements
    guard try bag.nextObjectIdentifier(in: bytes) == "1.2.840.113549.1.9.22.1" else {
      otherCount += 1
      return
    }
    var wrapper = try bag.next(.context0, in: bytes).elements
    var certificate = PersonalInformationExchange.Certificate(
      der: try wrapper.nextOctets(in: bytes).octets(in: bytes))
    var attributes = attributes
    while let attribute = try attributes?.nextIfAny(in: bytes) {
      var fields = attribute.elements
      let type = try fields.nextObjectIdentifier(in: bytes)
      var values = try fields.next(.set, in: bytes).elements
      guard let value = try values.nextIfAny(in: bytes) else { continue }
      switch type {
      case "1.2.840.113549.1.9.20":
        certificate.friendlyName = value.text(in: bytes)
      case "1.2.840.113549.1.9.21":
        certificate.localKeyID = value.hex(in: bytes)
      default:
        break
      }
    }
    certificates.append(certificate)
  }
}

extension BERElement {
  /// Text of 16-bit units, and UTF-8 where a program wrote another type of string.
  fileprivate func text(in bytes: Span<UInt8>) -> String {
    guard tag == BERTag.bmpString.rawValue else {
      return String(decoding: bytes.copy(of: content), as: UTF8.self)
    }
    let units = stride(from: content.lowerBound, to: content.upperBound - 1, by: 2).map {
      UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
    }
    return String(decoding: units, as: UTF16.self)
  }

  fileprivate func hex(in bytes: Span<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    let hex = bytes.copy(of: content).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: hex, as: UTF8.self)
  }
}
