/// The digests that signatures are made over.
package enum HashAlgorithm: String, Sendable, CaseIterable {
  case md2, md4, md5, sha1, sha224, sha256, sha384, sha512, ripemd160, sm3, shake128, shake256
  case sha512Slash224 = "sha512-224"
  case sha512Slash256 = "sha512-256"
  case sha3With224 = "sha3-224"
  case sha3With256 = "sha3-256"
  case sha3With384 = "sha3-384"
  case sha3With512 = "sha3-512"
  case streebog256, streebog512, gost94

  package init?(_ oid: OID) {
    guard let hash = HashAlgorithm.table[oid] else { return nil }
    self = hash
  }

  private static let table: [OID: HashAlgorithm] = [
    OID(1, 2, 840, 113549, 2, 2): .md2,
    OID(1, 2, 840, 113549, 2, 4): .md4,
    OID(1, 2, 840, 113549, 2, 5): .md5,
    OID(1, 3, 14, 3, 2, 26): .sha1,
    OID(1, 3, 36, 3, 2, 1): .ripemd160,
    OID(1, 2, 156, 10197, 1, 401): .sm3,
    OID(1, 2, 643, 2, 2, 9): .gost94,
    OID(1, 2, 643, 7, 1, 1, 2, 2): .streebog256,
    OID(1, 2, 643, 7, 1, 1, 2, 3): .streebog512,
    OID(2, 16, 840, 1, 101, 3, 4, 2, 1): .sha256,
    OID(2, 16, 840, 1, 101, 3, 4, 2, 2): .sha384,
    OID(2, 16, 840, 1, 101, 3, 4, 2, 3): .sha512,
    OID(2, 16, 840, 1, 101, 3, 4, 2, 4): .sha224,
    OID(2, 16, 840, 1, 101, 3, 4, 2, 5): .sha512Slash224,
    OID(2, 16, 840, 1, 101, 3, 4, 2, 6): .sha512Slash256,
    OID(2, 16, 840, 1, 101, 3, 4, 2, 7): .sha3With224,
    OID(2, 16, 840, 1, 101, 3, 4, 2, 8): .sha3With256,
    OID(2, 16, 840, 1, 101, 3, 4, 2, 9): .sha3With384,
    OID(2, 16, 840, 1, 101, 3, 4, 2, 10): .sha3With512,
    OID(2, 16, 840, 1, 101, 3, 4, 2, 11): .shake128,
    OID(2, 16, 840, 1, 101, 3, 4, 2, 12): .shake256,
  ]
}
