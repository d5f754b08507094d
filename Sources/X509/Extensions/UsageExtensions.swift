/// Whether a key may certify, and how long a path below it may be (RFC 5280, 4.2.1.9).
package struct BasicConstraints: DERReadable, Hashable {
  package let isAuthority: Bool
  /// Nil if there is no limit.
  package let pathLength: DERInteger?
  package let offset: Int

  package init?(_ element: DERElement, in bytes: Span<UInt8>) {
    guard element.identifier == DERTag.sequence else { return nil }
    var parts = element.elements
    let flag = parts.next(DERTag.boolean, in: bytes)
    isAuthority = flag.map { $0.count > 0 && bytes[$0.contentStart] != 0 } ?? false
    pathLength = parts.next(DERTag.integer, in: bytes).flatMap { DERInteger($0, in: bytes) }
    offset = element.start
  }
}

/// What a key may be used for (RFC 5280, 4.2.1.3).
package struct KeyUsage: OptionSet, DERReadable, Hashable {
  package let rawValue: UInt16

  package static let digitalSignature = KeyUsage(rawValue: 1 << 0)
  package static let nonRepudiation = KeyUsage(rawValue: 1 << 1)
  package static let keyEncipherment = KeyUsage(rawValue: 1 << 2)
  package static let dataEncipherment = KeyUsage(rawValue: 1 << 3)
  package static let keyAgreement = KeyUsage(rawValue: 1 << 4)
  package static let keyCertSign = KeyUsage(rawValue: 1 << 5)
  package static let cRLSign = KeyUsage(rawValue: 1 << 6)
  package static let encipherOnly = KeyUsage(rawValue: 1 << 7)
  package static let decipherOnly = KeyUsage(rawValue: 1 << 8)

  /// The names of RFC 5280 in the order of their bits.
  package static let names = [
    "digitalSignature", "nonRepudiation", "keyEncipherment", "dataEncipherment", "keyAgreement",
    "keyCertSign", "cRLSign", "encipherOnly", "decipherOnly",
  ]

  package init(rawValue: UInt16) { self.rawValue = rawValue }

  package init?(_ element: DERElement, in bytes: Span<UInt8>) {
    guard let bits = DERBits(element, in: bytes) else { return nil }
    rawValue = UInt16(truncatingIfNeeded: bits.mask(in: bytes))
  }

  /// The names of the bits that are set; those above the ninth have none.
  package var names: [String] {
    KeyUsage.names.enumerated().filter { rawValue & 1 << UInt16($0.offset) != 0 }
      .map { $0.element }
  }
}

/// The purposes for which a certificate may be used, read one after the other.
package struct ExtendedKeyUsage: DERReadable {
  private var list: DERList<OID>

  /// Nil unless the element is a SEQUENCE.
  package init?(_ element: DERElement, in bytes: Span<UInt8>) {
    guard let list = DERList<OID>(element, in: bytes) else { return nil }
    self.list = list
  }

  package var element: DERElement { list.element }

  /// The offset of the purpose that was read last.
  package var offset: Int { list.offset }

  package mutating func next(in bytes: Span<UInt8>) -> OID? { list.next(in: bytes) }

  package func items(in bytes: Span<UInt8>) -> [OID] { list.items(in: bytes) }

  package func contains(_ purpose: OID, in bytes: Span<UInt8>) -> Bool {
    list.contains(in: bytes) { $0 == purpose }
  }
}

/// Netscape's old list of uses.
package struct NetscapeCertType: OptionSet, DERReadable, Hashable {
  package let rawValue: UInt8

  package static let names = [
    "sslClient", "sslServer", "smime", "objectSigning", "reserved", "sslCA", "smimeCA",
    "objectSigningCA",
  ]

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package init?(_ element: DERElement, in bytes: Span<UInt8>) {
    guard let bits = DERBits(element, in: bytes) else { return nil }
    rawValue = UInt8(truncatingIfNeeded: bits.mask(in: bytes))
  }

  package var names: [String] {
    NetscapeCertType.names.enumerated().filter { rawValue & 1 << UInt8($0.offset) != 0 }
      .map { $0.element }
  }
}

/// The time in which the private key may sign, where it is shorter than the certificate's.
package struct PrivateKeyUsagePeriod: DERReadable, Hashable {
  package let notBefore: CertificateTime?
  package let notAfter: CertificateTime?
  package let offset: Int

  package init?(_ element: DERElement, in bytes: Span<UInt8>) {
    guard element.identifier == DERTag.sequence else { return nil }
    var parts = element.elements
    notBefore = parts.next(context: 0, in: bytes).flatMap { Self.time($0, in: bytes) }
    notAfter = parts.next(context: 1, in: bytes).flatMap { Self.time($0, in: bytes) }
    offset = element.start
  }

  private static func time(_ element: DERElement, in bytes: Span<UInt8>) -> CertificateTime? {
    CertificateTime(
      DERElement(
        identifier: DERTag.generalizedTime, start: element.start, content: element.content),
      in: bytes)
  }
}
