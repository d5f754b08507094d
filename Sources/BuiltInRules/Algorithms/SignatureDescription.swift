import X509

/// A signature algorithm as a certificate or a source names it: `sha256WithRSAEncryption`,
/// `SHA1WithRSA`, `ECDSA-SHA256`.
struct SignatureDescription {
  /// What the name itself says of the digest.
  let hash: HashAlgorithm?
  /// Whether the scheme hashes within itself, so that there is no digest to choose.
  let hashesItself: Bool

  init(_ text: String) {
    let word = text.lowercased()
    hashesItself = ["ed25519", "ed448", "ml-dsa", "slh-dsa", "hss-lms", "xmss"].contains {
      word.hasPrefix($0)
    }
    hash = hashesItself ? nil : Self.hash(in: word)
  }

  /// The digest a lower-case name speaks of: SHA-1 is not meant where digits go on.
  private static func hash(in word: String) -> HashAlgorithm? {
    for (spelling, hash) in spellings {
      var rest = word[...]
      while let range = rest.firstRange(of: spelling) {
        rest = rest[range.upperBound...]
        if rest.first?.isNumber != true { return hash }
      }
    }
    return nil
  }

  /// The longer of those that begin alike come first: `sha512-256` is not `sha512`.
  private static let spellings: [(spelling: String, hash: HashAlgorithm)] = {
    var spellings: [(spelling: String, hash: HashAlgorithm)] = []
    for hash in HashAlgorithm.allCases {
      let name = hash.rawValue
      spellings.append((name, hash))
      if name.hasPrefix("sha"), name.dropFirst(3).first?.isNumber == true {
        spellings.append(("sha-\(name.dropFirst(3))", hash))
      }
    }
    return spellings.sorted { $0.spelling.utf8.count > $1.spelling.utf8.count }
  }()
}
