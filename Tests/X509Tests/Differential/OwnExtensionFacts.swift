import X509

extension CertificateFacts {
  /// The extensions by our own reader: the list, and the value of the first of each kind.
  mutating func add(_ extensions: Extensions, _ bytes: Span<UInt8>) {
    var all = extensions.all
    while let item = all.next(in: bytes) {
      add("extension", item.oid(in: bytes), item.isCritical, HexadecimalText.of(bytes, item.value))
    }
    addUsage(extensions, bytes)
    addPath(extensions, bytes)
    addPointers(extensions, bytes)
    add(extensions.subjectAltName(in: bytes), "subjectAltName", bytes)
    add(extensions.issuerAltName(in: bytes), "issuerAltName", bytes)
    if let list = extensions.signedCertificateTimestamps(in: bytes) {
      for item in list.items(in: bytes) {
        add(
          "signedCertificateTimestamps", item.version, item.timestamp,
          HexadecimalText.of(bytes, item.logID))
      }
    }
  }

  private mutating func addUsage(_ extensions: Extensions, _ bytes: Span<UInt8>) {
    if let value = extensions.basicConstraints(in: bytes) {
      add("basicConstraints", value.isAuthority, value.pathLength?.hexadecimal(in: bytes))
    }
    if let value = extensions.keyUsage(in: bytes) { add("keyUsage", value.rawValue & 0x1FF) }
    if let value = extensions.netscapeCertType(in: bytes) {
      add("netscapeCertType", value.rawValue)
    }
    for purpose in extensions.extendedKeyUsage(in: bytes)?.items(in: bytes) ?? [] {
      add("extKeyUsage", purpose)
    }
    if let value = extensions.privateKeyUsagePeriod(in: bytes) {
      add("privateKeyUsagePeriod", value.notBefore?.seconds, value.notAfter?.seconds)
    }
    for feature in extensions.tlsFeatures(in: bytes)?.items(in: bytes) ?? [] {
      add("tlsFeature", feature.hexadecimal(in: bytes))
    }
    if let value = extensions.subjectKeyIdentifier(in: bytes) {
      add("subjectKeyIdentifier", HexadecimalText.of(bytes, value))
    }
    if let value = extensions.authorityKeyIdentifier(in: bytes) {
      add(
        "authorityKeyIdentifier", value.keyIdentifier.map { HexadecimalText.of(bytes, $0) },
        value.serial?.hexadecimal(in: bytes))
      add(value.issuer, "authorityKeyIdentifier", bytes)
    }
  }

  private mutating func addPath(_ extensions: Extensions, _ bytes: Span<UInt8>) {
    if let value = extensions.nameConstraints(in: bytes) {
      for (kind, subtrees) in [("permitted", value.permitted), ("excluded", value.excluded)] {
        for subtree in subtrees?.items(in: bytes) ?? [] {
          add(
            "nameConstraints", kind, Self.text(subtree.base, bytes),
            subtree.minimum?.hexadecimal(in: bytes) ?? "00",
            subtree.maximum?.hexadecimal(in: bytes))
        }
      }
    }
    for policy in extensions.certificatePolicies(in: bytes)?.items(in: bytes) ?? [] {
      add("certificatePolicies", policy.oid)
      for qualifier in policy.qualifiers?.items(in: bytes) ?? [] {
        let isKnown = ["cps", "userNotice"].contains(qualifier.oid.name)
        let text = isKnown ? qualifier.qualifierText(in: bytes) : nil
        add("certificatePolicies", qualifier.oid, text.flatMap { Self.ascii($0) })
      }
    }
    for mapping in extensions.policyMappings(in: bytes)?.items(in: bytes) ?? [] {
      add("policyMappings", mapping.issuerPolicy, mapping.subjectPolicy)
    }
    if let value = extensions.policyConstraints(in: bytes) {
      add(
        "policyConstraints", value.requireExplicitPolicy?.hexadecimal(in: bytes),
        value.inhibitPolicyMapping?.hexadecimal(in: bytes))
    }
    if let value = extensions.inhibitAnyPolicy(in: bytes) {
      add("inhibitAnyPolicy", value.hexadecimal(in: bytes))
    }
  }

  private mutating func addPointers(_ extensions: Extensions, _ bytes: Span<UInt8>) {
    for (fact, points) in [
      ("cRLDistributionPoints", extensions.crlDistributionPoints(in: bytes)),
      ("freshestCRL", extensions.freshestCRL(in: bytes)),
    ] {
      for point in points?.items(in: bytes) ?? [] {
        add(fact, point.reasons?.rawValue, point.nameRelativeToIssuer != nil)
        add(point.fullName, fact, bytes)
        add(point.issuer, fact, bytes)
      }
    }
    for (fact, descriptions) in [
      ("authorityInfoAccess", extensions.authorityInfoAccess(in: bytes)),
      ("subjectInfoAccess", extensions.subjectInfoAccess(in: bytes)),
    ] {
      for item in descriptions?.items(in: bytes) ?? [] {
        add(fact, item.method, Self.text(item.location, bytes))
      }
    }
  }

  private mutating func add(_ names: GeneralNames?, _ fact: String, _ bytes: Span<UInt8>) {
    for name in names?.items(in: bytes) ?? [] { add(fact, Self.text(name, bytes)) }
  }

  private static func text(_ name: GeneralName, _ bytes: Span<UInt8>) -> String {
    let value: String?
    switch name.kind {
    case .email, .dns, .uri, .ipAddress: value = HexadecimalText.of(bytes, name.content)
    case .directory:
      value = name.directoryName(in: bytes).map {
        var text = ""
        var attributes = $0.attributes
        while let item = attributes.next(in: bytes) {
          text +=
            "/\(item.relativeName) \(item.type)="
            + HexadecimalText.of(bytes, item.value.content)
        }
        return text
      }
    case .registeredID: value = name.text(in: bytes)
    case .other:
      value = name.otherName(in: bytes).map {
        "\($0.type) \(HexadecimalText.of(bytes, $0.value.range))"
      }
    case .x400, .ediParty: value = nil
    }
    return "\(name.kind.rawValue):\(value ?? "?")"
  }
}
