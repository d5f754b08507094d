import RuleEngine
import X509

/// A public key's algorithm as a certificate or a source names it: `EC`, `RSA_2048`,
/// `EC_prime256v1`, `ECDSA P-256`.
struct KeyDescription {
  /// By our own name: `RSA`, `EC`, `ML-DSA-65`; the source's own word for one that is not known.
  let name: String
  /// Nil for an algorithm that is not known.
  let family: PublicKey.Family?
  /// What the name itself says of an RSA or DSA key's size.
  let bits: Int?
  /// What the name itself says of an EC key's curve.
  let curve: NamedCurve?

  init(_ text: String) {
    // Nearly all are named as they are named here.
    if let family = PublicKey.Family(rawValue: text) {
      self.family = family
      name = text
      bits = nil
      curve = nil
      return
    }
    let word = text.lowercased()
    let prefix = Self.prefixes.first { word.hasPrefix($0.prefix) }
    family = prefix?.family
    switch family {
    case .mlDSA, .slhDSA, .mlKEM, .hashBased, .gost, nil: name = text
    case .some(let family): name = family.rawValue
    }
    let rest = word.dropFirst(prefix?.prefix.utf8.count ?? 0)
    curve = family == .ellipticCurve ? NamedCurve.named(String(rest)) : nil
    switch family {
    case .rsa, .rsaPSS, .dsa: bits = Int(rest.drop { !$0.isNumber }.prefix { $0.isNumber })
    default: bits = nil
    }
  }

  /// The longest of those that begin alike come first.
  private static let prefixes: [(prefix: String, family: PublicKey.Family)] = [
    ("rsassa-pss", .rsaPSS), ("rsassapss", .rsaPSS), ("rsa-pss", .rsaPSS), ("rsa-oaep", .rsaOAEP),
    ("rsaencryption", .rsa), ("rsa", .rsa), ("dsa", .dsa), ("dh", .diffieHellman),
    ("ed25519", .ed25519), ("ed448", .ed448), ("x25519", .x25519), ("x448", .x448),
    ("id-ecpublickey", .ellipticCurve), ("ecdsa", .ellipticCurve), ("ec", .ellipticCurve),
    ("ml-dsa", .mlDSA), ("hashml-dsa", .mlDSA), ("slh-dsa", .slhDSA), ("hashslh-dsa", .slhDSA),
    ("ml-kem", .mlKEM), ("hss-lms", .hashBased), ("xmss", .hashBased), ("gost", .gost),
  ]
}
