/// A SubjectPublicKeyInfo: the algorithm, its parameters and the key's size.
package struct PublicKey: DERReadable {
  package let algorithm: AlgorithmIdentifier
  /// Nil for an algorithm that is not in the table.
  package let family: Family?
  /// Bits of the modulus, the field or the prime, as people quote them; nil where they quote none.
  package private(set) var bits: Int?
  /// RSA only; negative if its encoder forgot the zero in front.
  package private(set) var modulus: DERInteger?
  package private(set) var exponent: DERInteger?
  /// Nil for a curve without a name we know; see ``curveOID`` and ``hasExplicitCurve``.
  package private(set) var curve: NamedCurve?
  package private(set) var curveOID: OID?
  /// Whether the key spells out its curve's parameters instead of naming it.
  package private(set) var hasExplicitCurve = false
  /// The bytes of the key itself, inside the BIT STRING.
  package let key: Range<Int>
  /// The whole SubjectPublicKeyInfo, which is what pins and key identities are digests of.
  package let element: DERElement

  package enum Family: String, Sendable, CaseIterable {
    case rsa = "RSA"
    case rsaPSS = "RSA-PSS"
    case rsaOAEP = "RSA-OAEP"
    case dsa = "DSA"
    case diffieHellman = "DH"
    case ellipticCurve = "EC"
    case ed25519 = "Ed25519"
    case ed448 = "Ed448"
    case x25519 = "X25519"
    case x448 = "X448"
    case mlDSA = "ML-DSA"
    case slhDSA = "SLH-DSA"
    case mlKEM = "ML-KEM"
    case hashBased = "hash-based"
    case gost = "GOST"
  }

  package init?(_ element: DERElement, in bytes: Span<UInt8>) {
    guard element.identifier == DERTag.sequence else { return nil }
    var parts = element.elements
    guard let first = parts.next(in: bytes),
      let algorithm = AlgorithmIdentifier(first, in: bytes),
      let second = parts.next(in: bytes), let string = DERBits(second, in: bytes)
    else { return nil }
    self.element = element
    self.algorithm = algorithm
    key = string.content
    family = PublicKey.family(of: algorithm.oid)
    switch family {
    case .rsa, .rsaPSS, .rsaOAEP: readRSA(in: bytes)
    case .ellipticCurve: readCurve(in: bytes)
    case .dsa, .diffieHellman:
      // Both begin their parameters with the prime.
      guard let parameters = algorithm.parameters else { break }
      var numbers = parameters.elements
      bits = numbers.next(in: bytes).flatMap { DERInteger($0, in: bytes) }?.bitCount(in: bytes)
    case .ed25519, .x25519: bits = 256
    case .ed448: bits = 456
    case .x448: bits = 448
    case .mlDSA, .slhDSA, .mlKEM, .hashBased, .gost, nil: break
    }
  }

  /// The family, or for post-quantum keys the parameter set: `RSA`, `EC`, `ML-DSA-65`.
  package var name: String {
    switch family {
    case .mlDSA, .slhDSA, .mlKEM, .hashBased, .gost, nil:
      algorithm.oid.name ?? algorithm.oid.description
    case .some(let family): family.rawValue
    }
  }

  private mutating func readRSA(in bytes: Span<UInt8>) {
    var outer = DERCursor(key)
    guard let pair = outer.next(DERTag.sequence, in: bytes) else { return }
    var numbers = pair.elements
    modulus = numbers.next(in: bytes).flatMap { DERInteger($0, in: bytes) }
    exponent = numbers.next(in: bytes).flatMap { DERInteger($0, in: bytes) }
    bits = modulus?.bitCount(in: bytes)
  }

  private mutating func readCurve(in bytes: Span<UInt8>) {
    switch algorithm.parameters?.identifier {
    case DERTag.objectIdentifier:
      curveOID = algorithm.parameters.flatMap { OID($0, in: bytes) }
      curve = curveOID.flatMap { NamedCurve.named($0) }
      bits = curve?.bits
    case DERTag.sequence:
      hasExplicitCurve = true
      bits = explicitFieldBits(in: bytes)
    default: break
    }
  }

  /// SEC 1, C.2: SEQUENCE { version, SEQUENCE { field type, prime or SEQUENCE { degree … } } … }.
  private func explicitFieldBits(in bytes: Span<UInt8>) -> Int? {
    guard var parameters = algorithm.parameters?.elements else { return nil }
    _ = parameters.next(DERTag.integer, in: bytes)
    guard var field = parameters.next(DERTag.sequence, in: bytes)?.elements else { return nil }
    _ = field.next(DERTag.objectIdentifier, in: bytes)
    if let prime = field.next(DERTag.integer, in: bytes) {
      return DERInteger(prime, in: bytes)?.bitCount(in: bytes)
    }
    guard var binary = field.next(DERTag.sequence, in: bytes)?.elements else { return nil }
    return binary.next(in: bytes).flatMap { DERInteger($0, in: bytes) }?.small(in: bytes)
  }

  private static func family(of oid: OID) -> Family? {
    if oid == .rsaEncryption { return .rsa }
    if oid == .ecPublicKey { return .ellipticCurve }
    return families[oid]
  }

  private static let families: [OID: Family] = {
    var families: [OID: Family] = [
      .rsaPSS: .rsaPSS,
      OID(1, 2, 840, 113549, 1, 1, 7): .rsaOAEP,
      OID(2, 5, 8, 1, 1): .rsa,
      OID(1, 2, 840, 10040, 4, 1): .dsa,
      OID(1, 3, 14, 3, 2, 12): .dsa,
      OID(1, 2, 840, 10046, 2, 1): .diffieHellman,
      OID(1, 2, 840, 113549, 1, 3, 1): .diffieHellman,
      OID(1, 3, 132, 1, 12): .ellipticCurve,
      OID(1, 3, 101, 110): .x25519,
      OID(1, 3, 101, 111): .x448,
      OID(1, 3, 101, 112): .ed25519,
      OID(1, 3, 101, 113): .ed448,
      OID(1, 2, 643, 2, 2, 19): .gost,
      OID(1, 2, 643, 7, 1, 1, 1, 1): .gost,
      OID(1, 2, 643, 7, 1, 1, 1, 2): .gost,
      OID(1, 2, 840, 113549, 1, 9, 16, 3, 17): .hashBased,
      OID(1, 3, 6, 1, 5, 5, 7, 6, 34): .hashBased,
      OID(1, 3, 6, 1, 5, 5, 7, 6, 35): .hashBased,
    ]
    for arc: UInt64 in [17, 18, 19, 32, 33, 34] {
      families[OID(2, 16, 840, 1, 101, 3, 4, 3, arc)] = .mlDSA
    }
    for arc: UInt64 in Array(20...31) + Array(35...46) {
      families[OID(2, 16, 840, 1, 101, 3, 4, 3, arc)] = .slhDSA
    }
    for arc: UInt64 in 1...3 { families[OID(2, 16, 840, 1, 101, 3, 4, 4, arc)] = .mlKEM }
    return families
  }()
}
