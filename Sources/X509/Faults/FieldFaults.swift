// The parts that certificates and requests have in common.
extension FaultFinder {
  /// The three elements of all that is signed, and nothing after them.
  mutating func inspectOutline(
    _ whole: DERElement, _ signed: DERElement, _ algorithm: DERElement?, _ signature: DERElement?,
    in bytes: Span<UInt8>
  ) {
    if let algorithm {
      inspect(algorithm: algorithm, .signatureAlgorithm, in: bytes)
    } else {
      add(.missing(.signatureAlgorithm), at: signed.end)
    }
    if let signature {
      if DERBits(signature, in: bytes) == nil {
        add(.unreadable(.signatureValue), at: signature.start)
      }
      if signature.end < whole.contentEnd { add(.unexpectedElement, at: signature.end) }
    } else {
      add(.missing(.signatureValue), at: algorithm?.end ?? signed.end)
    }
  }

  /// The algorithm of a signature.
  mutating func inspect(
    algorithm element: DERElement, _ field: CertificateFault.Field, in bytes: Span<UInt8>
  ) {
    let algorithm = AlgorithmIdentifier(element, in: bytes)
    if algorithm == nil
      || algorithm?.oid == .rsaPSS
        && !PSSParameters(algorithm?.parameters, in: bytes).isWellFormed
    {
      add(.unreadable(field), at: element.start)
    }
  }

  mutating func inspect(
    name element: DERElement?, _ field: CertificateFault.Field, of signed: DERElement,
    in bytes: Span<UInt8>
  ) {
    guard let element else { return add(.missing(field), at: signed.start) }
    guard element.identifier == DERTag.sequence else {
      return add(.unreadable(field), at: element.start)
    }
    inspectNames(in: element, bytes)
  }

  /// The relative names of a Name.
  private mutating func inspectNames(in name: DERElement, _ bytes: Span<UInt8>) {
    var names = name.elements
    while let relative = names.step(in: bytes) {
      guard relative.identifier == DERTag.set else {
        add(.unreadable(.relativeName), at: relative.start)
        continue
      }
      if relative.count == 0 { add(.emptyRelativeName, at: relative.start) }
      var attributes = relative.elements
      while let attribute = attributes.step(in: bytes) {
        var parts = attribute.elements
        guard attribute.identifier == DERTag.sequence,
          parts.next(DERTag.objectIdentifier, in: bytes) != nil, parts.next(in: bytes) != nil
        else {
          add(.unreadable(.attribute), at: attribute.start)
          continue
        }
        if !parts.isAtEnd { add(.unexpectedElement, at: parts.position) }
      }
    }
  }

  mutating func inspect(
    key element: DERElement?, of signed: DERElement, in bytes: Span<UInt8>
  ) {
    guard let element else { return add(.missing(.subjectPublicKeyInfo), at: signed.start) }
    guard let key = PublicKey(element, in: bytes) else {
      return add(.unreadable(.subjectPublicKeyInfo), at: element.start)
    }
    var parts = element.elements
    for _ in 0..<2 { _ = parts.next(in: bytes) }
    if !parts.isAtEnd { add(.unexpectedElement, at: parts.position) }
    switch key.family {
    case .rsa, .rsaPSS, .rsaOAEP:
      inspect(key.key, in: bytes)
      if key.modulus?.isNegative ?? true || key.exponent?.isNegative ?? true {
        add(.unreadable(.subjectPublicKeyInfo), at: key.key.lowerBound)
      }
    default: break
    }
  }

  /// A list of names of any kind.
  mutating func inspect(names list: DERElement, of oid: OID, in bytes: Span<UInt8>) {
    if list.count == 0 { add(.emptyExtension(oid), at: list.start) }
    var names = list.elements
    while let element = names.step(in: bytes) { inspect(generalName: element, in: bytes) }
  }

  /// - Parameter isConstraint: whether an address has a mask.
  mutating func inspect(
    generalName element: DERElement, isConstraint: Bool = false, in bytes: Span<UInt8>
  ) {
    guard let name = GeneralName(element, in: bytes) else {
      return add(.unreadable(.generalName), at: element.start)
    }
    if name.kind.isString, element.isConstructed {
      return add(.constructedString, at: element.start)
    }
    switch name.kind {
    case .dns, .email, .uri:
      inspect(DERText(.ia5, element.content), in: bytes)
      if element.count == 0, !isConstraint { add(.empty(.generalName), at: element.start) }
    case .ipAddress:
      let allowed = isConstraint ? [8, 32] : [4, 16]
      if !allowed.contains(element.count) {
        add(.badAddressLength(element.count), at: element.start)
      }
    case .directory:
      if let directory = name.directoryName(in: bytes) {
        inspectNames(in: directory.element, bytes)
      } else {
        add(.unreadable(.generalName), at: element.start)
      }
    case .other:
      if name.otherName(in: bytes) == nil { add(.unreadable(.generalName), at: element.start) }
    case .registeredID:
      if OID(content: element.content, in: bytes) == nil, element.count <= OID.byteLimit {
        add(.badObjectIdentifier, at: element.start)
      }
    case .x400, .ediParty: break
    }
  }
}
