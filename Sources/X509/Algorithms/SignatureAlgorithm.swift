/// How a certificate is signed: the scheme, the digest, and the OID's name.
package struct SignatureAlgorithm: Sendable {
  package enum Scheme: String, Sendable {
    case rsa = "RSA"
    case rsaPSS = "RSA-PSS"
    case dsa = "DSA"
    case ecdsa = "ECDSA"
    case ed25519 = "Ed25519"
    case ed448 = "Ed448"
    case mlDSA = "ML-DSA"
    case slhDSA = "SLH-DSA"
    case hashBased = "hash-based"
    case sm2 = "SM2"
    case gost = "GOST"
  }

  package let identifier: AlgorithmIdentifier
  /// Nil for an algorithm that is not in the table.
  package let scheme: Scheme?
  /// The digest of the message; nil where the scheme hashes within itself.
  package let hash: HashAlgorithm?
  /// Bytes of salt; of RSA-PSS only.
  package let saltLength: Int?
  /// The digest of the mask generation function; of RSA-PSS only.
  package let maskHash: HashAlgorithm?

  package init(_ identifier: AlgorithmIdentifier, in bytes: Span<UInt8>) {
    self.identifier = identifier
    guard identifier.oid != .rsaPSS else {
      let parameters = PSSParameters(identifier.parameters, in: bytes)
      scheme = .rsaPSS
      hash = parameters.hash
      maskHash = parameters.maskHash
      saltLength = parameters.saltLength
      return
    }
    maskHash = nil
    saltLength = nil
    if identifier.oid == .ecdsaWithSHA256 {
      (scheme, hash) = (.ecdsa, .sha256)
    } else if identifier.oid == .sha256WithRSA {
      (scheme, hash) = (.rsa, .sha256)
    } else {
      let entry = SignatureAlgorithm.table[identifier.oid]
      scheme = entry?.0
      hash = entry?.1
    }
  }

  /// The name by which the algorithm is known, or the dotted OID.
  package var name: String { identifier.oid.name ?? identifier.oid.description }

  private static let table: [OID: (Scheme, HashAlgorithm?)] = {
    var table: [OID: (Scheme, HashAlgorithm?)] = [
      OID(1, 3, 14, 3, 2, 29): (.rsa, .sha1),
      OID(1, 3, 14, 3, 2, 3): (.rsa, .md5),
      OID(1, 3, 36, 3, 3, 1, 2): (.rsa, .ripemd160),
      OID(1, 2, 840, 10040, 4, 3): (.dsa, .sha1),
      OID(1, 3, 14, 3, 2, 27): (.dsa, .sha1),
      OID(1, 2, 840, 10045, 4, 1): (.ecdsa, .sha1),
      OID(1, 2, 156, 10197, 1, 501): (.sm2, .sm3),
      OID(1, 2, 643, 2, 2, 3): (.gost, .gost94),
      OID(1, 2, 643, 7, 1, 1, 3, 2): (.gost, .streebog256),
      OID(1, 2, 643, 7, 1, 1, 3, 3): (.gost, .streebog512),
      OID(1, 3, 101, 112): (.ed25519, nil),
      OID(1, 3, 101, 113): (.ed448, nil),
      OID(1, 2, 840, 113549, 1, 9, 16, 3, 17): (.hashBased, nil),
      OID(1, 3, 6, 1, 5, 5, 7, 6, 34): (.hashBased, nil),
      OID(1, 3, 6, 1, 5, 5, 7, 6, 35): (.hashBased, nil),
      OID(1, 3, 6, 1, 5, 5, 7, 6, 30): (.rsaPSS, .shake128),
      OID(1, 3, 6, 1, 5, 5, 7, 6, 31): (.rsaPSS, .shake256),
      OID(1, 3, 6, 1, 5, 5, 7, 6, 32): (.ecdsa, .shake128),
      OID(1, 3, 6, 1, 5, 5, 7, 6, 33): (.ecdsa, .shake256),
    ]
    let rsa: [(UInt64, HashAlgorithm)] = [
      (2, .md2), (3, .md4), (4, .md5), (5, .sha1), (14, .sha224), (11, .sha256), (12, .sha384),
      (13, .sha512), (15, .sha512Slash224), (16, .sha512Slash256),
    ]
    for (arc, hash) in rsa { table[OID(1, 2, 840, 113549, 1, 1, arc)] = (.rsa, hash) }
    let sha2: [HashAlgorithm] = [.sha224, .sha256, .sha384, .sha512]
    let sha3: [HashAlgorithm] = [.sha3With224, .sha3With256, .sha3With384, .sha3With512]
    for (index, hash) in sha2.enumerated() {
      let arc = UInt64(index + 1)
      table[OID(1, 2, 840, 10045, 4, 3, arc)] = (.ecdsa, hash)
      table[OID(2, 16, 840, 1, 101, 3, 4, 3, arc)] = (.dsa, hash)
      table[OID(2, 16, 840, 1, 101, 3, 4, 3, arc + 4)] = (.dsa, sha3[index])
      table[OID(2, 16, 840, 1, 101, 3, 4, 3, arc + 8)] = (.ecdsa, sha3[index])
      table[OID(2, 16, 840, 1, 101, 3, 4, 3, arc + 12)] = (.rsa, sha3[index])
    }
    for arc: UInt64 in 17...19 { table[OID(2, 16, 840, 1, 101, 3, 4, 3, arc)] = (.mlDSA, nil) }
    for arc: UInt64 in 32...34 {
      table[OID(2, 16, 840, 1, 101, 3, 4, 3, arc)] = (.mlDSA, .sha512)
    }
    for arc: UInt64 in 20...31 { table[OID(2, 16, 840, 1, 101, 3, 4, 3, arc)] = (.slhDSA, nil) }
    let prehashed: [HashAlgorithm] = [
      .sha256, .sha256, .sha512, .sha512, .sha512, .sha512, .shake128, .shake128, .shake256,
      .shake256, .shake256, .shake256,
    ]
    for (index, hash) in prehashed.enumerated() {
      table[OID(2, 16, 840, 1, 101, 3, 4, 3, 35 + UInt64(index))] = (.slhDSA, hash)
    }
    return table
  }()
}
