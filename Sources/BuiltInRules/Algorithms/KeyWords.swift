/// What a source calls a key: `RSA_2048`, `rsaEncryption`, `EC_prime256v1`, `ECDSA P-256`.
struct KeyWords {
  private enum Family {
    case rsa, ellipticCurve, dsa, ed25519, ed448
  }

  private let family: Family?
  private let numbers: [Int]

  init(_ text: String) {
    let word = text.lowercased()
    family = KeyWords.family(word)
    // The size of a digest is none of the key: `ecdsa-with-SHA256`.
    numbers = word.replacing("sha", with: "#").split { !$0.isASCII || !($0.isNumber || $0 == "#") }
      .compactMap { Int($0) }
  }

  private static func family(_ word: String) -> Family? {
    if word.contains("ed25519") { return .ed25519 }
    if word.contains("ed448") { return .ed448 }
    // The post-quantum algorithms are told by their own names alone.
    if word.contains("ml-") || word.contains("ml_") || word.contains("slh") { return nil }
    if word.contains("rsa") { return .rsa }
    if ["ec", "prime", "p-", "p256", "p384", "p521", "secp"].contains(where: word.hasPrefix) {
      return .ellipticCurve
    }
    if word.contains("ecdsa") || word.contains("elliptic") { return .ellipticCurve }
    return word.contains("dsa") ? .dsa : nil
  }

  /// Whether the words can mean a key; what is not understood can mean any.
  ///
  /// - Parameters:
  ///   - algorithm: the name of the key's algorithm.
  ///   - bits: the size of the key, if it has one.
  func mayMean(_ algorithm: String, bits: Int?) -> Bool {
    guard let family, let other = KeyWords.family(algorithm.lowercased()) else { return true }
    if family != other { return false }
    let sizes = numbers.filter(sizesOfFamily.contains)
    guard let bits, !sizes.isEmpty else { return true }
    return sizes.contains(bits)
  }

  private var sizesOfFamily: [Int] {
    switch family {
    case .rsa, .dsa: [512, 768, 1024, 1536, 2048, 3072, 4096, 6144, 7680, 8192, 15_360, 16_384]
    case .ellipticCurve: [160, 192, 224, 239, 256, 320, 384, 512, 521]
    case .ed25519, .ed448, nil: []
    }
  }
}
