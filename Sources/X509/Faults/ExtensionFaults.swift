extension FaultFinder {
  /// The extensions of a certificate inside their explicit tag.
  mutating func inspect(
    extensions: Extensions?, within field: DERElement, in bytes: Span<UInt8>
  ) {
    guard let extensions else { return add(.unreadable(.extensions), at: field.start) }
    if extensions.element.end < field.contentEnd {
      add(.unexpectedElement, at: extensions.element.end)
    }
    inspect(extensions: extensions, in: bytes)
  }

  mutating func inspect(extensions: Extensions, in bytes: Span<UInt8>) {
    if extensions.element.count == 0 { add(.empty(.extensions), at: extensions.element.start) }
    var known: UInt32 = 0
    var others: Set<OID> = []
    var elements = extensions.element.elements
    while let element = elements.step(in: bytes) {
      guard let item = CertificateExtension(element, in: bytes),
        let oid = item.oid(in: bytes)
      else {
        add(.unreadable(.certificateExtension), at: element.start)
        continue
      }
      let kind = item.kind(in: bytes)
      let bit: UInt32 = kind.map { 1 << UInt32($0.rawValue) } ?? 0
      if kind == nil ? !others.insert(oid).inserted : known & bit != 0 {
        add(.duplicateExtension(oid), at: element.start)
      }
      known |= bit
      inspectParts(of: element, in: bytes)
      if let kind { inspectValue(item, kind, oid, in: bytes) }
    }
  }

  /// The identifier, the flag and the string of one extension.
  private mutating func inspectParts(of element: DERElement, in bytes: Span<UInt8>) {
    var parts = element.elements
    _ = parts.next(DERTag.objectIdentifier, in: bytes)
    if let flag = parts.next(DERTag.boolean, in: bytes), flag.count == 1,
      bytes[flag.contentStart] == 0
    {
      add(.defaultEncoded(.critical), at: flag.start)
    }
    _ = parts.next(in: bytes)
    if !parts.isAtEnd { add(.unexpectedElement, at: parts.position) }
  }

  private mutating func inspectValue(
    _ item: CertificateExtension, _ kind: ExtensionKind, _ oid: OID, in bytes: Span<UInt8>
  ) {
    inspect(item.value, in: bytes)
    var cursor = DERCursor(item.value)
    guard let value = cursor.step(in: bytes) else {
      return add(.unreadableExtension(oid), at: item.value.lowerBound)
    }
    if !cursor.isAtEnd { add(.unexpectedElement, at: cursor.position) }
    guard isReadable(value, as: kind, oid, in: bytes) else {
      return add(.unreadableExtension(oid), at: value.start)
    }
    switch kind {
    case .subjectAltName, .issuerAltName: inspect(names: value, of: oid, in: bytes)
    case .extKeyUsage, .certificatePolicies, .policyMappings, .cRLDistributionPoints,
      .freshestCRL, .authorityInfoAccess, .subjectInfoAccess, .tlsFeature, .nameConstraints,
      .policyConstraints, .qcStatements, .subjectDirectoryAttributes:
      if value.count == 0 { add(.emptyExtension(oid), at: value.start) }
      inspectNames(in: value, of: kind, bytes)
      if kind == .policyConstraints {
        var counts = value.elements
        while let count = counts.step(in: bytes) { inspect(count: count, .skipCerts, in: bytes) }
      }
    case .basicConstraints:
      var parts = value.elements
      if let flag = parts.next(DERTag.boolean, in: bytes), flag.count == 1,
        bytes[flag.contentStart] == 0
      {
        add(.defaultEncoded(.cA), at: flag.start)
      }
      if let length = parts.next(DERTag.integer, in: bytes) {
        inspect(count: length, .pathLenConstraint, in: bytes)
      }
      if !parts.isAtEnd { add(.unexpectedElement, at: parts.position) }
    case .inhibitAnyPolicy: inspect(count: value, .skipCerts, in: bytes)
    case .keyUsage: inspectNamedBits(value, oid, names: KeyUsage.names.count, in: bytes)
    case .netscapeCertType:
      inspectNamedBits(value, oid, names: NetscapeCertType.names.count, in: bytes)
    case .signedCertificateTimestamps:
      var list = SignedCertificateTimestamps(value, in: bytes)
      while list?.next(in: bytes) != nil {}
      if list?.isBroken == true {
        add(.unreadableExtension(oid), at: value.start)
      } else if value.count == 2 {
        // A list without entries is nothing but its length.
        add(.emptyExtension(oid), at: value.start)
      }
    case .subjectKeyIdentifier, .privateKeyUsagePeriod, .authorityKeyIdentifier, .ctPoison,
      .ocspNoCheck:
      break
    }
  }

  /// Whether a value has the type of its extension, and every entry of a list the type of one.
  private func isReadable(
    _ value: DERElement, as kind: ExtensionKind, _ oid: OID, in bytes: Span<UInt8>
  ) -> Bool {
    switch kind {
    case .keyUsage, .netscapeCertType: DERBits(value, in: bytes) != nil
    case .subjectKeyIdentifier: value.identifier & 0xDF == DERTag.octetString
    case .signedCertificateTimestamps:
      SignedCertificateTimestamps(value, in: bytes) != nil
    case .inhibitAnyPolicy: DERInteger(value, in: bytes) != nil
    case .ctPoison, .ocspNoCheck: value.identifier == DERTag.null
    case .extKeyUsage:
      // Longer identifiers than our own fixed size are no fault of the certificate.
      all(of: value, in: bytes) { $0.identifier == DERTag.objectIdentifier }
    case .certificatePolicies:
      all(of: value, in: bytes) { PolicyInformation($0, in: bytes) != nil }
    case .policyMappings: all(of: value, in: bytes) { PolicyMapping($0, in: bytes) != nil }
    case .cRLDistributionPoints, .freshestCRL:
      all(of: value, in: bytes) { DistributionPoint($0, in: bytes) != nil }
    case .authorityInfoAccess, .subjectInfoAccess:
      all(of: value, in: bytes) { AccessDescription($0, in: bytes) != nil }
    case .tlsFeature: all(of: value, in: bytes) { DERInteger($0, in: bytes) != nil }
    case .qcStatements: all(of: value, in: bytes) { IdentifiedValue($0, in: bytes) != nil }
    case .subjectDirectoryAttributes:
      all(of: value, in: bytes) { IdentifiedValue($0, in: bytes)?.value != nil }
    case .privateKeyUsagePeriod, .subjectAltName, .issuerAltName,
      .basicConstraints, .nameConstraints, .authorityKeyIdentifier, .policyConstraints:
      value.identifier == DERTag.sequence
    }
  }

  private func all(
    of list: DERElement, in bytes: Span<UInt8>, _ isReadable: (DERElement) -> Bool
  ) -> Bool {
    guard list.identifier == DERTag.sequence else { return false }
    var entries = list.elements
    while let entry = entries.step(in: bytes) {
      if !isReadable(entry) { return false }
    }
    return true
  }

  /// An INTEGER that counts certificates, whatever its tag.
  private mutating func inspect(
    count element: DERElement, _ field: CertificateFault.Field, in bytes: Span<UInt8>
  ) {
    if DERInteger(content: element.content, in: bytes)?.isNegative == true {
      add(.negative(field), at: element.start)
    }
  }

  private mutating func inspectNamedBits(
    _ value: DERElement, _ oid: OID, names: Int, in bytes: Span<UInt8>
  ) {
    guard let bits = DERBits(value, in: bytes) else { return }
    guard !bits.content.isEmpty, bits.mask(in: bytes) != 0 else {
      return add(.emptyExtension(oid), at: value.start)
    }
    // The last bit that is written must be set.
    let last = bytes[bits.content.upperBound - 1]
    if last.trailingZeroBitCount > bits.unused {
      add(.paddedNamedBits, at: value.start)
    } else if bits.content.count * 8 - bits.unused > names {
      add(.unnamedBits, at: value.start)
    }
  }

  /// The names inside access descriptions, distribution points and constraints.
  private mutating func inspectNames(
    in value: DERElement, of kind: ExtensionKind, _ bytes: Span<UInt8>
  ) {
    switch kind {
    case .authorityInfoAccess, .subjectInfoAccess:
      var list = DERList<AccessDescription>(inside: value)
      while let item = list.next(in: bytes) {
        inspect(generalName: item.location.element, in: bytes)
      }
    case .cRLDistributionPoints, .freshestCRL:
      var list = DERList<DistributionPoint>(inside: value)
      while let item = list.next(in: bytes) {
        for names in [item.fullName, item.issuer] {
          var elements = names?.element.elements
          while let element = elements?.step(in: bytes) {
            inspect(generalName: element, in: bytes)
          }
        }
      }
    case .nameConstraints:
      let constraints = NameConstraints(value, in: bytes)
      for subtrees in [constraints?.permitted, constraints?.excluded] {
        var elements = subtrees?.element.elements
        while let element = elements?.step(in: bytes) {
          guard let subtree = GeneralSubtree(element, in: bytes) else {
            add(.unreadable(.generalName), at: element.start)
            continue
          }
          inspect(generalName: subtree.base.element, isConstraint: true, in: bytes)
        }
      }
    default: break
    }
  }
}
