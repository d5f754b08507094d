import RuleEngine
import X509

/// What a certificate says of its public key, in the terms of rules.
struct KeyReading {
  let name: Reading<String>
  let bits: Reading<Int>
  let curve: Reading<String>
  let exponent: Reading<String>

  init(_ key: PublicKey, in bytes: Span<UInt8>) {
    name = .stated(key.name)
    bits = Self.bits(of: key)
    curve = Self.curve(of: key)
    exponent = Self.exponent(of: key, in: bytes)
  }

  /// - Parameter nothing: why nothing is known of it.
  init(_ nothing: Reading<String>) {
    name = nothing
    bits = nothing.map { _ in 0 }
    curve = nothing
    exponent = nothing
  }

  private static func bits(of key: PublicKey) -> Reading<Int> {
    if let bits = key.bits { return .stated(bits) }
    switch key.family {
    case .rsa, .rsaPSS, .rsaOAEP, .dsa, .diffieHellman:
      return .unreadable("the key's numbers cannot be read")
    case .ellipticCurve: return .unreadable("the curve is not known")
    // People quote no number of bits for these.
    case .ed25519, .ed448, .x25519, .x448, .mlDSA, .slhDSA, .mlKEM, .hashBased, .gost:
      return .unspoken
    case nil: return .unreadable("the key's algorithm is not known")
    }
  }

  private static func curve(of key: PublicKey) -> Reading<String> {
    guard key.family == .ellipticCurve else { return .unspoken }
    if let name = key.curve?.name ?? key.curveOID?.description { return .stated(name) }
    return key.hasExplicitCurve ? .stated("explicit") : .unreadable("the key names no curve")
  }

  private static func exponent(of key: PublicKey, in bytes: Span<UInt8>) -> Reading<String> {
    switch key.family {
    case .rsa, .rsaPSS, .rsaOAEP:
      key.exponent.map { .stated($0.decimal(in: bytes)) }
        ?? .unreadable("the key's numbers cannot be read")
    default: .unspoken
    }
  }
}

/// What a certificate says of its issuer's signature, in the terms of rules.
struct SignatureReading {
  let name: Reading<String>
  let hash: Reading<String>

  init(_ algorithm: SignatureAlgorithm) {
    name = .stated(algorithm.name)
    hash = Self.hash(of: algorithm)
  }

  /// - Parameter nothing: why nothing is known of it.
  init(_ nothing: Reading<String>) {
    name = nothing
    hash = nothing
  }

  private static func hash(of algorithm: SignatureAlgorithm) -> Reading<String> {
    if let hash = algorithm.hash { return .stated(hash.rawValue) }
    switch algorithm.scheme {
    case .rsa, .rsaPSS, .dsa, .ecdsa, .sm2, .gost: return .unreadable("the digest is not known")
    case .ed25519, .ed448, .mlDSA, .slhDSA, .hashBased: return .unspoken
    case nil: return .unreadable("the algorithm is not known")
    }
  }
}
