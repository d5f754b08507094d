import X509

/// Reads everything there is to read, whatever the bytes are; returns how much that was.
enum Exercise {
  static func all(_ bytes: Span<UInt8>) -> Int {
    var count = DERDocumentKind(bytes) == nil ? 0 : 1
    if let layout = try? CertificateLayout(bytes) { count += certificate(layout, bytes) }
    if let layout = try? RequestLayout(bytes) {
      count += layout.faults(in: bytes).reduce(0) { $0 + $1.description.utf8.count }
      count += layout.subject(in: bytes).map { name($0, bytes) } ?? 0
      count += layout.version(in: bytes) ?? 0
      count += layout.publicKey(in: bytes)?.name.utf8.count ?? 0
      count += layout.signatureAlgorithm(in: bytes)?.name.utf8.count ?? 0
      if let list = layout.extensions { count += extensions(list, bytes) }
    }
    if let layout = try? RevocationListLayout(bytes) {
      count += layout.issuer(in: bytes).map { name($0, bytes) } ?? 0
      count += layout.thisUpdate(in: bytes) == nil ? 0 : 1
      count += layout.nextUpdate(in: bytes) == nil ? 0 : 1
    }
    return count
  }

  private static func certificate(_ layout: CertificateLayout, _ bytes: Span<UInt8>) -> Int {
    var count = layout.faults(in: bytes).reduce(0) { $0 + $1.description.utf8.count }
    count += layout.version(in: bytes) ?? 0
    count += layout.serial(in: bytes)?.hexadecimal(in: bytes).utf8.count ?? 0
    count += layout.serial(in: bytes)?.bitCount(in: bytes) ?? 0
    count += layout.issuer(in: bytes).map { name($0, bytes) } ?? 0
    count += layout.subject(in: bytes).map { name($0, bytes) } ?? 0
    count += layout.notBefore(in: bytes) == nil ? 0 : 1
    count += layout.notAfter(in: bytes) == nil ? 0 : 1
    count += layout.signatureAlgorithm(in: bytes)?.name.utf8.count ?? 0
    count += layout.innerSignatureAlgorithm(in: bytes)?.saltLength ?? 0
    count += layout.signature(in: bytes)?.unused ?? 0
    count += layout.issuerUniqueID(in: bytes)?.unused ?? 0
    count += layout.subjectUniqueID(in: bytes)?.unused ?? 0
    count += layout.isSelfIssued(in: bytes) ? 1 : 0
    if let key = layout.publicKey(in: bytes) {
      count += key.name.utf8.count + (key.bits ?? 0) + (key.curve?.bits ?? 0)
      count += key.exponent?.unsigned(in: bytes) == nil ? 0 : 1
      count += HexadecimalText.of(bytes, key.key).utf8.count
    }
    if let list = layout.extensions { count += extensions(list, bytes) }
    return count
  }

  private static func name(_ name: DistinguishedName, _ bytes: Span<UInt8>) -> Int {
    var count = name.text(in: bytes).utf8.count
    count += name.commonName(in: bytes)?.utf8.count ?? 0
    var attributes = name.attributes
    while let attribute = attributes.next(in: bytes) {
      count += attribute.type.description.utf8.count
      count += attribute.stringType(in: bytes)?.name.utf8.count ?? 0
    }
    return count
  }

  private static func names(_ names: GeneralNames?, _ bytes: Span<UInt8>) -> Int {
    (names?.items(in: bytes) ?? []).reduce(0) { $0 + ($1.text(in: bytes)?.utf8.count ?? 0) }
  }

  private static func points(_ list: DERList<DistributionPoint>?, _ bytes: Span<UInt8>) -> Int {
    (list?.items(in: bytes) ?? []).reduce(0) {
      $0 + names($1.fullName, bytes) + names($1.issuer, bytes) + ($1.reasons?.names.count ?? 0)
        + ($1.uri(in: bytes)?.utf8.count ?? 0)
    }
  }

  private static func accesses(_ list: DERList<AccessDescription>?, _ bytes: Span<UInt8>) -> Int {
    (list?.items(in: bytes) ?? []).reduce(0) {
      $0 + ($1.location.text(in: bytes)?.utf8.count ?? 0) + $1.method.description.utf8.count
    }
  }

  private static func extensions(_ list: Extensions, _ bytes: Span<UInt8>) -> Int {
    var count = list.count
    var all = list.all
    while let item = all.next(in: bytes) {
      count += item.oid(in: bytes)?.description.utf8.count ?? 0
    }
    count += list.basicConstraints(in: bytes)?.pathLength?.small(in: bytes) ?? 0
    count += list.keyUsage(in: bytes)?.names.count ?? 0
    count += list.extendedKeyUsage(in: bytes)?.items(in: bytes).count ?? 0
    count += names(list.subjectAltName(in: bytes), bytes)
    count += names(list.issuerAltName(in: bytes), bytes)
    let constraints = list.nameConstraints(in: bytes)
    for subtrees in [constraints?.permitted, constraints?.excluded] {
      for subtree in subtrees?.items(in: bytes) ?? [] {
        count += subtree.base.text(in: bytes)?.utf8.count ?? 0
        count += subtree.minimum?.small(in: bytes) ?? 0
      }
    }
    for policy in list.certificatePolicies(in: bytes)?.items(in: bytes) ?? [] {
      for qualifier in policy.qualifiers?.items(in: bytes) ?? [] {
        count += qualifier.qualifierText(in: bytes)?.utf8.count ?? 0
      }
    }
    for attribute in list.subjectDirectoryAttributes(in: bytes)?.items(in: bytes) ?? [] {
      count += attribute.oid.description.utf8.count + (attribute.value?.count ?? 0)
    }
    count += list.policyMappings(in: bytes)?.items(in: bytes).count ?? 0
    count += list.policyConstraints(in: bytes)?.requireExplicitPolicy?.small(in: bytes) ?? 0
    count += list.inhibitAnyPolicy(in: bytes)?.small(in: bytes) ?? 0
    count += list.subjectKeyIdentifier(in: bytes)?.count ?? 0
    count += names(list.authorityKeyIdentifier(in: bytes)?.issuer, bytes)
    count += points(list.crlDistributionPoints(in: bytes), bytes)
    count += points(list.freshestCRL(in: bytes), bytes)
    count += accesses(list.authorityInfoAccess(in: bytes), bytes)
    count += accesses(list.subjectInfoAccess(in: bytes), bytes)
    count += list.signedCertificateTimestamps(in: bytes)?.items(in: bytes).count ?? 0
    count += list.tlsFeatures(in: bytes)?.items(in: bytes).count ?? 0
    count += list.qcStatements(in: bytes)?.items(in: bytes).count ?? 0
    count += list.netscapeCertType(in: bytes)?.names.count ?? 0
    count += list.privateKeyUsagePeriod(in: bytes)?.notAfter == nil ? 0 : 1
    return count
  }
}
