/// The names that certificates below a certification authority may and may not have.
package struct NameConstraints: DERReadable {
  package let permitted: DERList<GeneralSubtree>?
  package let excluded: DERList<GeneralSubtree>?
  package let offset: Int

  package init?(_ element: DERElement, in bytes: Span<UInt8>) {
    guard element.identifier == DERTag.sequence else { return nil }
    var parts = element.elements
    permitted = parts.next(context: 0, in: bytes).map { DERList(inside: $0) }
    excluded = parts.next(context: 1, in: bytes).map { DERList(inside: $0) }
    offset = element.start
  }
}

/// A name and all below it.
package struct GeneralSubtree: DERReadable, Hashable {
  package let base: GeneralName
  /// RFC 5280 allows only its default, 0.
  package let minimum: DERInteger?
  /// RFC 5280 does not allow it.
  package let maximum: DERInteger?

  package init?(_ element: DERElement, in bytes: Span<UInt8>) {
    guard element.identifier == DERTag.sequence else { return nil }
    var parts = element.elements
    guard let base = parts.next(in: bytes).flatMap({ GeneralName($0, in: bytes) }) else {
      return nil
    }
    self.base = base
    minimum = parts.next(context: 0, in: bytes)
      .flatMap { DERInteger(content: $0.content, in: bytes) }
    maximum = parts.next(context: 1, in: bytes)
      .flatMap { DERInteger(content: $0.content, in: bytes) }
  }
}

/// A policy under which a certificate was issued.
package struct PolicyInformation: DERReadable {
  package let oid: OID
  package let qualifiers: DERList<IdentifiedValue>?
  package let offset: Int

  package init?(_ element: DERElement, in bytes: Span<UInt8>) {
    guard element.identifier == DERTag.sequence else { return nil }
    var parts = element.elements
    guard let oid = parts.next(in: bytes).flatMap({ OID($0, in: bytes) }) else { return nil }
    self.oid = oid
    qualifiers = parts.next(in: bytes).flatMap { DERList($0, in: bytes) }
    offset = element.start
  }
}

/// Two policies that an issuer holds to be equal.
package struct PolicyMapping: DERReadable, Hashable {
  package let issuerPolicy: OID
  package let subjectPolicy: OID
  package let offset: Int

  package init?(_ element: DERElement, in bytes: Span<UInt8>) {
    guard element.identifier == DERTag.sequence else { return nil }
    var parts = element.elements
    guard let issuer = parts.next(in: bytes).flatMap({ OID($0, in: bytes) }),
      let subject = parts.next(in: bytes).flatMap({ OID($0, in: bytes) })
    else { return nil }
    issuerPolicy = issuer
    subjectPolicy = subject
    offset = element.start
  }
}

/// After how many certificates a path needs policies, or may map none.
package struct PolicyConstraints: DERReadable, Hashable {
  package let requireExplicitPolicy: DERInteger?
  package let inhibitPolicyMapping: DERInteger?
  package let offset: Int

  package init?(_ element: DERElement, in bytes: Span<UInt8>) {
    guard element.identifier == DERTag.sequence else { return nil }
    var parts = element.elements
    requireExplicitPolicy = parts.next(context: 0, in: bytes)
      .flatMap { DERInteger(content: $0.content, in: bytes) }
    inhibitPolicyMapping = parts.next(context: 1, in: bytes)
      .flatMap { DERInteger(content: $0.content, in: bytes) }
    offset = element.start
  }
}

/// The issuer's key: by its identifier, by its certificate's issuer and serial, or both.
package struct AuthorityKeyIdentifier: DERReadable {
  package let keyIdentifier: Range<Int>?
  package let issuer: GeneralNames?
  package let serial: DERInteger?
  package let offset: Int

  package init?(_ element: DERElement, in bytes: Span<UInt8>) {
    guard element.identifier == DERTag.sequence else { return nil }
    var parts = element.elements
    keyIdentifier = parts.next(context: 0, in: bytes)?.string(in: bytes)
    issuer = parts.next(context: 1, in: bytes).map { GeneralNames(inside: $0) }
    serial = parts.next(context: 2, in: bytes)
      .flatMap { DERInteger(content: $0.content, in: bytes) }
    offset = element.start
  }
}
