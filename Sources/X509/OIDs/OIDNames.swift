extension OID {
  package static let commonName = OID(2, 5, 4, 3)
  static let rsaEncryption = OID(1, 2, 840, 113549, 1, 1, 1)
  static let rsaPSS = OID(1, 2, 840, 113549, 1, 1, 10)
  static let sha256WithRSA = OID(1, 2, 840, 113549, 1, 1, 11)
  static let ecPublicKey = OID(1, 2, 840, 10045, 2, 1)
  static let ecdsaWithSHA256 = OID(1, 2, 840, 10045, 4, 3, 2)
  static let extensionRequest = OID(1, 2, 840, 113549, 1, 9, 14)
  static let microsoftExtensionRequest = OID(1, 3, 6, 1, 4, 1, 311, 2, 1, 14)

  /// The identifier that a dotted text names; nil if it names none.
  package init?(dotted text: String) {
    let arcs = text.split(separator: ".", omittingEmptySubsequences: false).map { UInt64($0) }
    var content: [UInt8] = []
    guard arcs.count >= 2, let root = arcs[0], root < 3, let second = arcs[1],
      root == 2 || second < 40, second <= UInt64(Int64.max)
    else { return nil }
    for arc in [root * 40 + second] + arcs.dropFirst(2) {
      guard let arc else { return nil }
      var encoded: [UInt8] = [UInt8(arc & 0x7F)]
      var rest = arc >> 7
      while rest > 0 {
        encoded.append(UInt8(rest & 0x7F) | 0x80)
        rest >>= 7
      }
      content += encoded.reversed()
    }
    self.init(content: content.indices, in: content.span)
  }

  /// The name by which people know the identifier; nil for one that is not in the table.
  package var name: String? { OID.names[self] }

  /// The short name of an attribute type as names are written on one line: `CN`, `O`.
  package var keyword: String? { OID.keywords[self] }

  /// The identifier of a name in the table, upper and lower case told apart.
  package static func named(_ name: String) -> OID? { identifiers[name] }

  private static let names: [OID: String] = {
    var names: [OID: String] = [:]
    for (dotted, name) in table {
      if let oid = OID(dotted: dotted) { names[oid] = name }
    }
    return names
  }()

  private static let identifiers: [String: OID] = {
    var identifiers: [String: OID] = [:]
    for (dotted, name) in table where identifiers[name] == nil {
      if let oid = OID(dotted: dotted) { identifiers[name] = oid }
    }
    return identifiers
  }()

  private static let keywords: [OID: String] = [
    commonName: "CN",
    OID(2, 5, 4, 4): "SN",
    OID(2, 5, 4, 5): "serialNumber",
    OID(2, 5, 4, 6): "C",
    OID(2, 5, 4, 7): "L",
    OID(2, 5, 4, 8): "ST",
    OID(2, 5, 4, 9): "street",
    OID(2, 5, 4, 10): "O",
    OID(2, 5, 4, 11): "OU",
    OID(2, 5, 4, 12): "title",
    OID(2, 5, 4, 13): "description",
    OID(2, 5, 4, 15): "businessCategory",
    OID(2, 5, 4, 17): "postalCode",
    OID(2, 5, 4, 41): "name",
    OID(2, 5, 4, 42): "GN",
    OID(2, 5, 4, 43): "initials",
    OID(2, 5, 4, 44): "generationQualifier",
    OID(2, 5, 4, 46): "dnQualifier",
    OID(2, 5, 4, 65): "pseudonym",
    OID(2, 5, 4, 97): "organizationIdentifier",
    OID(0, 9, 2342, 19_200_300, 100, 1, 1): "UID",
    OID(0, 9, 2342, 19_200_300, 100, 1, 25): "DC",
    OID(1, 2, 840, 113549, 1, 9, 1): "emailAddress",
    OID(1, 2, 840, 113549, 1, 9, 2): "unstructuredName",
    OID(1, 3, 6, 1, 4, 1, 311, 60, 2, 1, 1): "jurisdictionL",
    OID(1, 3, 6, 1, 4, 1, 311, 60, 2, 1, 2): "jurisdictionST",
    OID(1, 3, 6, 1, 4, 1, 311, 60, 2, 1, 3): "jurisdictionC",
  ]
}
