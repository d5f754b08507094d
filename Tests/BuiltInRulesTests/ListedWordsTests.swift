import Testing

@testable import BuiltInRules

/// The words of listings for issuers and keys.
struct ListedWordsTests {
  private static let name = #"CN=E5,O=Let's Encrypt,C=US"#
  private static let issuers: [(String, String, Bool)] = [
    ("CN=E5,O=Let's Encrypt,C=US", name, true),
    ("C = US, O = Let's Encrypt, CN = E5", name, true),
    ("/C=US/O=Let's Encrypt/CN=E5", name, true),
    ("Let's Encrypt", name, true),
    ("lets_encrypt", name, true),
    ("E5", name, true),
    ("Let's Encrypt E5", name, true),
    ("O=Let's Encrypt", name, true),
    ("CN=E6,O=Let's Encrypt,C=US", name, false),
    ("ZeroSSL", name, false),
    ("Google Trust Services", name, false),
    ("", name, false),
    ("google", "CN=WR2,O=Google Trust Services,C=US", true),
    (#"O="DigiCert, Inc.",CN=TLS CA"#, #"CN=TLS CA,O=DigiCert\, Inc.,C=US"#, true),
    ("DigiCert Inc", #"CN=TLS CA,O=DigiCert\, Inc.,C=US"#, true),
  ]

  @Test(arguments: issuers)
  func issuersAreKnownByTheirWords(_ words: String, _ name: String, _ means: Bool) {
    #expect(IssuerWords(words).mayMean(name) == means)
  }

  private static let keys: [(String, String, Int?, Bool)] = [
    ("RSA", "RSA", 2048, true), ("RSA_2048", "RSA", 2048, true), ("RSA_2048", "RSA", 4096, false),
    ("rsaEncryption (2048 bit)", "RSA", 2048, true), ("RSA-4096", "RSA", 2048, false),
    ("RSA", "RSA-PSS", 2048, true), ("RSA", "EC", 256, false), ("EC_prime256v1", "EC", 256, true),
    ("EC_secp384r1", "EC", 256, false), ("ECDSA", "EC", 384, true), ("P-256", "EC", 256, true),
    ("P-384", "EC", 256, false), ("id-ecPublicKey", "EC", 256, true),
    ("ecdsa-with-SHA256", "EC", 384, true), ("Ed25519", "Ed25519", nil, true),
    ("ed25519", "EC", 256, false), ("DSA", "RSA", 2048, false),
    ("ML-DSA-65", "ML-DSA-65", nil, true),
    ("1.2.840.113549.1.1.1", "RSA", 2048, true), ("", "RSA", 2048, true),
  ]

  @Test(arguments: keys)
  func keysAreKnownByTheirWords(
    _ words: String, _ algorithm: String, _ bits: Int?, _ means: Bool
  ) {
    #expect(KeyWords(words).mayMean(algorithm, bits: bits) == means)
  }
}
