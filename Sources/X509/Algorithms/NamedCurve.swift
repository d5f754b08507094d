/// An elliptic curve that has a name: its usual name and the size of its field.
package struct NamedCurve: Hashable, Sendable {
  package let oid: OID
  /// NIST's name where there is one, else the standard's own.
  package let name: String
  /// Bits of the underlying field.
  package let bits: Int

  package static func named(_ oid: OID) -> NamedCurve? {
    if oid == p256.oid { return p256 }
    return table[oid]
  }

  /// The curve of a name, however it is cased and hyphenated: `P-256`, `prime256v1`, `secp256r1`.
  package static func named(_ name: String) -> NamedCurve? { byName[folded(name)] }

  private static func folded(_ name: String) -> String {
    name.lowercased().filter { $0 != "-" && $0 != "_" && $0 != " " }
  }

  private static let byName: [String: NamedCurve] = {
    var byName: [String: NamedCurve] = [folded(p256.name): p256]
    for curve in table.values { byName[folded(curve.name)] = curve }
    // The names that SEC 2 and ANSI X9.62 have for NIST's curves.
    for (alias, name) in [
      ("secp192r1", "p192"), ("prime192v1", "p192"), ("secp224r1", "p224"), ("secp256r1", "p256"),
      ("prime256v1", "p256"), ("secp384r1", "p384"), ("secp521r1", "p521"),
    ] {
      byName[alias] = byName[name]
    }
    return byName
  }()

  private static let p256 = NamedCurve(
    oid: OID(1, 2, 840, 10045, 3, 1, 7), name: "P-256", bits: 256)

  private static let table: [OID: NamedCurve] = {
    var table: [OID: NamedCurve] = [:]
    func add(_ oid: OID, _ name: String, _ bits: Int) {
      table[oid] = NamedCurve(oid: oid, name: name, bits: bits)
    }
    for (arc, name, bits) in certicom { add(OID(1, 3, 132, 0, arc), name, bits) }
    for (arc, name, bits) in ansi { add(OID(1, 2, 840, 10045, 3, 1, arc), name, bits) }
    for (arc, name, bits) in ansiBinary { add(OID(1, 2, 840, 10045, 3, 0, arc), name, bits) }
    for (arc, bits) in wap { add(OID(2, 23, 43, 1, 4, arc), "wap-wsg-idm-ecid-wtls\(arc)", bits) }
    for (index, bits) in [160, 192, 224, 256, 320, 384, 512].enumerated() {
      let arc = UInt64(index * 2 + 1)
      add(OID(1, 3, 36, 3, 3, 2, 8, 1, 1, arc), "brainpoolP\(bits)r1", bits)
      add(OID(1, 3, 36, 3, 3, 2, 8, 1, 1, arc + 1), "brainpoolP\(bits)t1", bits)
    }
    add(OID(1, 2, 156, 10197, 1, 301), "SM2", 256)
    add(OID(1, 2, 250, 1, 223, 101, 256, 1), "FRP256v1", 256)
    return table
  }()

  /// SEC 2, under 1.3.132.0.
  private static let certicom: [(UInt64, String, Int)] = [
    (1, "sect163k1", 163), (2, "sect163r1", 163), (3, "sect239k1", 239), (4, "sect113r1", 113),
    (5, "sect113r2", 113), (6, "secp112r1", 112), (7, "secp112r2", 112), (8, "secp160r1", 160),
    (9, "secp160k1", 160), (10, "secp256k1", 256), (15, "sect163r2", 163),
    (16, "sect283k1", 283), (17, "sect283r1", 283), (22, "sect131r1", 131),
    (23, "sect131r2", 131), (24, "sect193r1", 193), (25, "sect193r2", 193),
    (26, "sect233k1", 233), (27, "sect233r1", 233), (28, "secp128r1", 128),
    (29, "secp128r2", 128), (30, "secp160r2", 160), (31, "secp192k1", 192),
    (32, "secp224k1", 224), (33, "P-224", 224), (34, "P-384", 384), (35, "P-521", 521),
    (36, "sect409k1", 409), (37, "sect409r1", 409), (38, "sect571k1", 571),
    (39, "sect571r1", 571),
  ]

  /// ANSI X9.62, prime curves.
  private static let ansi: [(UInt64, String, Int)] = [
    (1, "P-192", 192), (2, "prime192v2", 192), (3, "prime192v3", 192), (4, "prime239v1", 239),
    (5, "prime239v2", 239), (6, "prime239v3", 239), (7, "P-256", 256),
  ]

  /// ANSI X9.62, binary curves.
  private static let ansiBinary: [(UInt64, String, Int)] = [
    (1, "c2pnb163v1", 163), (2, "c2pnb163v2", 163), (3, "c2pnb163v3", 163),
    (4, "c2pnb176v1", 176), (5, "c2tnb191v1", 191), (6, "c2tnb191v2", 191),
    (7, "c2tnb191v3", 191), (10, "c2pnb208w1", 208), (11, "c2tnb239v1", 239),
    (12, "c2tnb239v2", 239), (13, "c2tnb239v3", 239), (16, "c2pnb272w1", 272),
    (17, "c2pnb304w1", 304), (18, "c2tnb359v1", 359), (19, "c2pnb368w1", 368),
    (20, "c2tnb431r1", 431),
  ]

  /// Wireless Transport Layer Security.
  private static let wap: [(UInt64, Int)] = [
    (1, 113), (3, 163), (4, 113), (5, 163), (6, 112), (7, 160), (8, 112), (9, 160), (10, 233),
    (11, 233), (12, 224),
  ]
}
