/// One extension: its identifier, whether it is critical, and where its value lies.
package struct CertificateExtension: DERReadable, Hashable {
  /// The OBJECT IDENTIFIER; ``oid(in:)`` reads it.
  package let identifier: DERElement
  package let isCritical: Bool
  /// The bytes inside the OCTET STRING, which are the DER of the extension's own type. Empty for a
  /// string in several parts, which only BER has.
  package let value: Range<Int>
  package let element: DERElement

  package init?(_ element: DERElement, in bytes: Span<UInt8>) {
    guard element.identifier == DERTag.sequence else { return nil }
    var parts = element.elements
    guard let identifier = parts.next(DERTag.objectIdentifier, in: bytes) else { return nil }
    let critical = parts.next(DERTag.boolean, in: bytes)
    guard
      let string = parts.next(DERTag.octetString, in: bytes)
        ?? parts.next(DERTag.constructedOctetString, in: bytes)
    else { return nil }
    self.identifier = identifier
    self.element = element
    isCritical = critical.map { $0.count > 0 && bytes[$0.contentStart] != 0 } ?? false
    value = string.string(in: bytes) ?? string.contentStart..<string.contentStart
  }

  package func oid(in bytes: Span<UInt8>) -> OID? { OID(identifier, in: bytes) }

  package func kind(in bytes: Span<UInt8>) -> ExtensionKind? {
    ExtensionKind(content: identifier.content, in: bytes)
  }

  /// The offset of the extension's SEQUENCE.
  package var offset: Int { element.start }
}

/// A list of extensions, and where the first of each known kind lies.
package struct Extensions: Sendable {
  /// The SEQUENCE that holds them.
  package let element: DERElement
  package private(set) var count = 0

  private typealias Starts = InlineArray<24, Int32>
  // The offset of the first of a kind, or -1.
  private var starts = Starts(repeating: -1)

  init?(_ element: DERElement, in bytes: Span<UInt8>) {
    guard element.identifier == DERTag.sequence else { return nil }
    self.element = element
    var items = element.elements
    while let item = items.step(in: bytes) {
      count &+= 1
      var parts = item.elements
      guard let identifier = parts.step(in: bytes),
        let kind = ExtensionKind(content: identifier.content, in: bytes)
      else { continue }
      let slot = Int(kind.rawValue)
      if starts[slot] < 0 { starts[slot] = Int32(truncatingIfNeeded: item.start) }
    }
  }

  /// All extensions in order, known and unknown.
  package var all: Cursor { Cursor(list: DERList(inside: element)) }

  /// A place among the extensions.
  package struct Cursor: Sendable {
    fileprivate var list: DERList<CertificateExtension>

    /// The next that can be read as an extension; others are passed over.
    package mutating func next(in bytes: Span<UInt8>) -> CertificateExtension? {
      list.next(in: bytes)
    }
  }

  package func has(_ kind: ExtensionKind) -> Bool { starts[Int(kind.rawValue)] >= 0 }

  /// The first extension of a kind.
  package func first(_ kind: ExtensionKind, in bytes: Span<UInt8>) -> CertificateExtension? {
    let start = Int(starts[Int(kind.rawValue)])
    guard start >= 0 else { return nil }
    var cursor = DERCursor(start..<max(start, element.contentEnd))
    return cursor.next(in: bytes).flatMap { CertificateExtension($0, in: bytes) }
  }

  /// The first extension of an identifier, by a walk over all.
  package func first(_ oid: OID, in bytes: Span<UInt8>) -> CertificateExtension? {
    var all = all
    while let item = all.next(in: bytes) {
      if item.oid(in: bytes) == oid { return item }
    }
    return nil
  }

  /// What the value of the first extension of a kind begins with.
  func value(_ kind: ExtensionKind, in bytes: Span<UInt8>) -> DERElement? {
    guard let found = first(kind, in: bytes) else { return nil }
    var cursor = DERCursor(found.value)
    return cursor.next(in: bytes)
  }

  private func read<Value: DERReadable>(
    _ kind: ExtensionKind, in bytes: Span<UInt8>
  ) -> Value? {
    value(kind, in: bytes).flatMap { Value($0, in: bytes) }
  }
}

// Each is nil if there is no such extension or it cannot be read; `has` tells the two apart.
extension Extensions {
  package func basicConstraints(in bytes: Span<UInt8>) -> BasicConstraints? {
    read(.basicConstraints, in: bytes)
  }

  package func keyUsage(in bytes: Span<UInt8>) -> KeyUsage? { read(.keyUsage, in: bytes) }

  package func extendedKeyUsage(in bytes: Span<UInt8>) -> ExtendedKeyUsage? {
    read(.extKeyUsage, in: bytes)
  }

  package func subjectAltName(in bytes: Span<UInt8>) -> GeneralNames? {
    read(.subjectAltName, in: bytes)
  }

  package func issuerAltName(in bytes: Span<UInt8>) -> GeneralNames? {
    read(.issuerAltName, in: bytes)
  }

  package func subjectDirectoryAttributes(in bytes: Span<UInt8>) -> DERList<IdentifiedValue>? {
    read(.subjectDirectoryAttributes, in: bytes)
  }

  package func nameConstraints(in bytes: Span<UInt8>) -> NameConstraints? {
    read(.nameConstraints, in: bytes)
  }

  package func certificatePolicies(in bytes: Span<UInt8>) -> DERList<PolicyInformation>? {
    read(.certificatePolicies, in: bytes)
  }

  package func policyMappings(in bytes: Span<UInt8>) -> DERList<PolicyMapping>? {
    read(.policyMappings, in: bytes)
  }

  package func policyConstraints(in bytes: Span<UInt8>) -> PolicyConstraints? {
    read(.policyConstraints, in: bytes)
  }

  /// How many more certificates may assert any policy.
  package func inhibitAnyPolicy(in bytes: Span<UInt8>) -> DERInteger? {
    read(.inhibitAnyPolicy, in: bytes)
  }

  /// The bytes of the key identifier.
  package func subjectKeyIdentifier(in bytes: Span<UInt8>) -> Range<Int>? {
    guard let element = value(.subjectKeyIdentifier, in: bytes),
      element.identifier & 0xDF == DERTag.octetString
    else { return nil }
    return element.string(in: bytes)
  }

  package func authorityKeyIdentifier(in bytes: Span<UInt8>) -> AuthorityKeyIdentifier? {
    read(.authorityKeyIdentifier, in: bytes)
  }

  package func crlDistributionPoints(in bytes: Span<UInt8>) -> DERList<DistributionPoint>? {
    read(.cRLDistributionPoints, in: bytes)
  }

  package func freshestCRL(in bytes: Span<UInt8>) -> DERList<DistributionPoint>? {
    read(.freshestCRL, in: bytes)
  }

  package func authorityInfoAccess(in bytes: Span<UInt8>) -> DERList<AccessDescription>? {
    read(.authorityInfoAccess, in: bytes)
  }

  package func subjectInfoAccess(in bytes: Span<UInt8>) -> DERList<AccessDescription>? {
    read(.subjectInfoAccess, in: bytes)
  }

  package func signedCertificateTimestamps(
    in bytes: Span<UInt8>
  ) -> SignedCertificateTimestamps? {
    read(.signedCertificateTimestamps, in: bytes)
  }

  /// The numbers of the TLS extensions that a server must answer (RFC 7633): 5 is OCSP stapling.
  package func tlsFeatures(in bytes: Span<UInt8>) -> DERList<DERInteger>? {
    read(.tlsFeature, in: bytes)
  }

  package func qcStatements(in bytes: Span<UInt8>) -> DERList<IdentifiedValue>? {
    read(.qcStatements, in: bytes)
  }

  package func netscapeCertType(in bytes: Span<UInt8>) -> NetscapeCertType? {
    read(.netscapeCertType, in: bytes)
  }

  package func privateKeyUsagePeriod(in bytes: Span<UInt8>) -> PrivateKeyUsagePeriod? {
    read(.privateKeyUsagePeriod, in: bytes)
  }
}
