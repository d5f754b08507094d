/// Where a revocation list is, for which reasons, and who signs it.
package struct DistributionPoint: DERReadable {
  package let fullName: GeneralNames?
  /// Attributes to add to the issuer's name, as one relative name.
  package let nameRelativeToIssuer: DERElement?
  /// Nil for all reasons.
  package let reasons: RevocationReasons?
  package let issuer: GeneralNames?
  package let offset: Int

  package init?(_ element: DERElement, in bytes: Span<UInt8>) {
    guard element.identifier == DERTag.sequence else { return nil }
    var parts = element.elements
    var name = parts.next(context: 0, in: bytes)?.elements
    fullName = name?.next(context: 0, in: bytes).map { GeneralNames(inside: $0) }
    nameRelativeToIssuer = name?.next(context: 1, in: bytes)
    reasons = parts.next(context: 1, in: bytes)
      .flatMap { DERBits(inside: $0, in: bytes) }
      .map { RevocationReasons(rawValue: UInt16(truncatingIfNeeded: $0.mask(in: bytes))) }
    issuer = parts.next(context: 2, in: bytes).map { GeneralNames(inside: $0) }
    offset = element.start
  }

  /// The first URI, which is what nearly all of them have.
  package func uri(in bytes: Span<UInt8>) -> String? {
    guard var names = fullName else { return nil }
    while let name = names.next(in: bytes) {
      if name.kind == .uri { return name.text(in: bytes) }
    }
    return nil
  }
}

/// Why certificates are revoked, by the bits of RFC 5280's ReasonFlags.
package struct RevocationReasons: OptionSet, Hashable, Sendable {
  package let rawValue: UInt16

  /// The names of RFC 5280 in the order of their bits.
  package static let names = [
    "unused", "keyCompromise", "cACompromise", "affiliationChanged", "superseded",
    "cessationOfOperation", "certificateHold", "privilegeWithdrawn", "aACompromise",
  ]

  package init(rawValue: UInt16) { self.rawValue = rawValue }

  /// The names of the bits that are set; those above the ninth have none.
  package var names: [String] {
    RevocationReasons.names.enumerated().filter { rawValue & 1 << UInt16($0.offset) != 0 }
      .map { $0.element }
  }
}

/// A service of an issuer or a subject, and where it is.
package struct AccessDescription: DERReadable, Hashable {
  package let method: OID
  package let location: GeneralName
  package let offset: Int

  package init?(_ element: DERElement, in bytes: Span<UInt8>) {
    guard element.identifier == DERTag.sequence else { return nil }
    var parts = element.elements
    guard let method = parts.next(in: bytes).flatMap({ OID($0, in: bytes) }),
      let location = parts.next(in: bytes).flatMap({ GeneralName($0, in: bytes) })
    else { return nil }
    self.method = method
    self.location = location
    offset = element.start
  }
}

/// One log's promise to list a certificate (RFC 6962, 3.2).
package struct SignedCertificateTimestamp: Hashable, Sendable {
  /// 0 is the first version.
  package let version: UInt8
  /// The 32 bytes that name the log; empty in another version than the first.
  package let logID: Range<Int>
  /// Milliseconds since 1970-01-01T00:00:00Z; 0 in another version than the first.
  package let timestamp: UInt64
  package let offset: Int
}

/// The promises of logs that a certificate carries, read one after the other.
package struct SignedCertificateTimestamps: DERReadable {
  private var position: Int
  private let end: Int
  /// Whether a length within the list is wrong, so that what follows it is not read.
  package private(set) var isBroken: Bool

  package init?(_ element: DERElement, in bytes: Span<UInt8>) {
    guard element.identifier == DERTag.octetString, element.count >= 2 else { return nil }
    let length = Self.length(at: element.contentStart, in: bytes)
    position = element.contentStart + 2
    end = min(position + length, element.contentEnd)
    isBroken = position + length != element.contentEnd
  }

  package mutating func next(in bytes: Span<UInt8>) -> SignedCertificateTimestamp? {
    guard position < end else { return nil }
    guard position + 2 <= end, end <= bytes.count else {
      isBroken = true
      position = end
      return nil
    }
    let start = position + 2
    let length = Self.length(at: position, in: bytes)
    guard length > 0, start + length <= end, bytes[start] != 0 || length >= 43 else {
      isBroken = true
      position = end
      return nil
    }
    position = start + length
    guard bytes[start] == 0 else {
      return SignedCertificateTimestamp(
        version: bytes[start], logID: start + 1..<start + 1, timestamp: 0, offset: start)
    }
    var timestamp: UInt64 = 0
    for index in start + 33..<start + 41 { timestamp = timestamp << 8 | UInt64(bytes[index]) }
    return SignedCertificateTimestamp(
      version: bytes[start], logID: start + 1..<start + 33, timestamp: timestamp, offset: start)
  }

  package func items(in bytes: Span<UInt8>) -> [SignedCertificateTimestamp] {
    var list = self
    var items: [SignedCertificateTimestamp] = []
    while let item = list.next(in: bytes) { items.append(item) }
    return items
  }

  package func count(in bytes: Span<UInt8>) -> Int {
    var list = self
    var count = 0
    while list.next(in: bytes) != nil { count += 1 }
    return count
  }

  private static func length(at offset: Int, in bytes: Span<UInt8>) -> Int {
    offset + 1 < bytes.count ? Int(bytes[offset]) << 8 | Int(bytes[offset + 1]) : 0
  }
}
