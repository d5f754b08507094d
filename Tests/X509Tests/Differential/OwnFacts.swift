import X509

extension CertificateFacts {
  /// What our own reader says of a certificate, a request or a revocation list.
  init(_ bytes: Span<UInt8>) throws {
    switch DERDocumentKind(bytes) {
    case .certificateRequest: try readRequest(bytes)
    case .revocationList: try readRevocationList(bytes)
    default: try readCertificate(bytes)
    }
  }

  private mutating func readRequest(_ bytes: Span<UInt8>) throws {
    let layout = try RequestLayout(bytes)
    add("version", layout.version(in: bytes))
    add(layout.signatureAlgorithm(in: bytes), "signatureAlgorithm", bytes)
    add("signatureValue", Self.text(layout.signature(in: bytes), bytes))
    if let subject = layout.subject(in: bytes) { add(subject, "subject", bytes) }
    if let key = layout.publicKey(in: bytes) { add(key, bytes) }
    if let extensions = layout.extensions { add(extensions, bytes) }
  }

  private mutating func readRevocationList(_ bytes: Span<UInt8>) throws {
    let layout = try RevocationListLayout(bytes)
    if let issuer = layout.issuer(in: bytes) { add(issuer, "issuer", bytes) }
    add("thisUpdate", Self.text(layout.thisUpdate(in: bytes)))
    add("nextUpdate", Self.text(layout.nextUpdate(in: bytes)))
  }

  private mutating func readCertificate(_ bytes: Span<UInt8>) throws {
    let layout = try CertificateLayout(bytes)
    add("version", layout.version(in: bytes))
    add("serial", layout.serial(in: bytes)?.hexadecimal(in: bytes))
    add(layout.signatureAlgorithm(in: bytes), "signatureAlgorithm", bytes)
    add(layout.innerSignatureAlgorithm(in: bytes), "signature", bytes)
    add("signatureValue", Self.text(layout.signature(in: bytes), bytes))
    if let issuer = layout.issuer(in: bytes) { add(issuer, "issuer", bytes) }
    if let subject = layout.subject(in: bytes) { add(subject, "subject", bytes) }
    add("notBefore", Self.text(layout.notBefore(in: bytes)))
    add("notAfter", Self.text(layout.notAfter(in: bytes)))
    add("issuerUniqueID", Self.text(layout.issuerUniqueID(in: bytes), bytes))
    add("subjectUniqueID", Self.text(layout.subjectUniqueID(in: bytes), bytes))
    if let key = layout.publicKey(in: bytes) { add(key, bytes) }
    if let extensions = layout.extensions { add(extensions, bytes) }
  }

  private static func text(_ time: CertificateTime?) -> String? {
    time.map { "\($0.encoding) \($0.seconds)" }
  }

  private static func text(_ bits: DERBits?, _ bytes: Span<UInt8>) -> String? {
    guard let bits else { return nil }
    // OpenSSL clears the bits that are not used.
    var content = bits.content.map { bytes[$0] }
    if let last = content.last { content[content.count - 1] = last & 0xFF << UInt8(bits.unused) }
    return "\(bits.unused) \(HexadecimalText.of(content.span, content.indices))"
  }

  private mutating func add(
    _ algorithm: SignatureAlgorithm?, _ fact: String, _ bytes: Span<UInt8>
  ) {
    let parameters = algorithm?.identifier.parameters
    add(
      fact, algorithm?.identifier.oid, parameters.map { HexadecimalText.of(bytes, $0.range) })
    add(fact + " digest", algorithm?.hash)
    if algorithm?.scheme == .rsaPSS {
      add(fact + " PSS", algorithm?.maskHash, algorithm?.saltLength)
    }
  }

  private mutating func add(_ name: DistinguishedName, _ fact: String, _ bytes: Span<UInt8>) {
    var attributes = name.attributes
    while let attribute = attributes.next(in: bytes) {
      add(
        fact, attribute.relativeName, attribute.type,
        attribute.stringType(in: bytes)?.rawValue,
        HexadecimalText.of(bytes, Self.content(of: attribute.value)), Self.text(attribute, bytes))
    }
  }

  /// The content, of a BIT STRING without the count of unused bits.
  private static func content(of value: DERElement) -> Range<Int> {
    value.content.dropFirst(value.identifier == 3 ? 1 : 0)
  }

  /// The text of those types that OpenSSL turns into UTF-8.
  private static func text(
    _ attribute: DistinguishedName.Attribute, _ bytes: Span<UInt8>
  ) -> String? {
    switch attribute.stringType(in: bytes) {
    case nil, .videotex, .graphic, .general: nil
    // OpenSSL takes what is not ASCII here for Latin-1, and we for UTF-8 if it can be that.
    case .printable, .ia5, .numeric, .visible:
      attribute.text(in: bytes).flatMap { Self.ascii($0) }
    default: attribute.text(in: bytes)
    }
  }

  /// The digits of a number of RSA, which OpenSSL never takes for negative.
  private static func magnitude(_ number: DERInteger?, _ bytes: Span<UInt8>) -> String? {
    number.map {
      let magnitude = $0.magnitude(in: bytes)
      return magnitude.isEmpty ? "00" : HexadecimalText.of(bytes, magnitude)
    }
  }

  private mutating func add(_ key: PublicKey, _ bytes: Span<UInt8>) {
    add("key", key.algorithm.oid, HexadecimalText.of(bytes, key.key))
    switch key.family {
    case .rsa, .rsaPSS:
      add(
        "keyNumbers", key.bits, Self.magnitude(key.modulus, bytes),
        Self.magnitude(key.exponent, bytes))
    case .ellipticCurve: add("keyNumbers", key.bits, key.curveOID)
    case .ed25519, .ed448, .x25519, .x448: add("keyNumbers", key.name)
    case .dsa: add("keyNumbers", key.bits)
    default: break
    }
  }
}
