import Listings
import RuleEngine
import Testing

/// Nothing of a private key is ever shown, wherever it stands and however it is written.
struct PrivateKeyTests {
  // No part of these may come out.
  private static let body = "MIIEvQIBADANBgkq"
  private static let key = #"-----BEGIN PRIVATE KEY-----\nBODY\n-----END PRIVATE KEY-----"#
    .replacing("BODY", with: body)

  /// Ways to write a private key in JSON.
  static let keys: [String] = [
    key,
    key.replacing(#"\n"#, with: " "),
    key.replacing(#"\n"#, with: ""),
    key.replacing("PRIVATE", with: "RSA PRIVATE"),
    key.replacing("PRIVATE", with: "EC PRIVATE"),
    key.replacing("PRIVATE", with: "ENCRYPTED PRIVATE"),
    key.replacing("PRIVATE", with: "OPENSSH PRIVATE"),
    key.replacing(" KEY", with: #"\u0020KEY"#),
    key.replacing("PRIVATE", with: #"\u0050RIVATE"#),
    key.replacing("KEY-----", with: #"KEY\u002d\u002D---"#),
    "text before " + key,
  ]

  /// Everything that anyone can learn of a record.
  private func everything(_ sample: ListingSample) throws -> [String] {
    let reader = try sample.reader()
    var said: [String] = []
    for fact in Fact.allCases {
      said.append(reader.words(fact))
      for place in [reader.place(of: fact), reader.place(of: fact, element: 0)] {
        said += [place.words, place.pointer, place.found, place.excerpt ?? ""]
      }
    }
    said += reader.takeNotices().map(\.kind)
    let evaluation = Evaluation(
      policies: [], inventory: Inventory([try sample.input]), at: Instant(seconds: 0),
      workers: .sequential)
    evaluation.inventory.forEachRecord { said.append(evaluation.labels.label(of: $0)) }
    said += evaluation.notices.joined().map(\.kind)
    return said
  }

  private func expectNothing(of sample: ListingSample) throws {
    for text in try everything(sample) {
      #expect(!text.contains("MIIE") && !text.contains("PRIVATE KEY---"))
    }
    #expect(try sample.reader().words(.exposesPrivateKey) == "true")
  }

  @Test(arguments: keys)
  func isDroppedFromItsOwnField(_ key: String) throws {
    let sample = try ListingSample(
      #"[{"domainName":"d","expiresAt":null,"privateKeyData":"\#(key)"}]"#)
    try expectNothing(of: sample)
    #expect(
      try sample.reader().place(of: .exposesPrivateKey).words
        == #"1:54 /0/privateKeyData - | "privateKeyData": «(not shown)» | "#
        + "a private key (not shown)")
  }

  /// An excerpt is the beginning of a value; what comes later counts as well.
  @Test func isFoundBehindTheEndOfAnExcerpt() throws {
    let text = String(repeating: "x", count: 5000) + Self.key
    try expectNothing(of: try ListingSample.record("\"name\":\"\(text)\""))
    try expectNothing(of: try ListingSample.record("\"name\":[\"\(text)\"]"))
  }

  /// In fields that are read for something else.
  @Test(arguments: keys)
  func isNotTakenForAnotherFact(_ key: String) throws {
    for field in ["id", "domainName", "issuer", "fingerprint", "status", "type", "expiresAt"] {
      let members = ["domainName", "expiresAt"].filter { $0 != field }.map { ",\"\($0)\":null" }
      let sample = try ListingSample(
        "[{\"\(field)\":\"\(key)\"\(members.joined())}]", as: "organization-certificates")
      try expectNothing(of: sample)
      let place = try sample.reader().place(of: .exposesPrivateKey)
      #expect(
        place.words == "1:\(6 + field.utf8.count) /0/\(field) - | - | a private key (not shown)")
    }
    let fact = try ListingSample(
      #"[{"domainName":"\#(key)","expiresAt":null}]"#)
    #expect(
      try fact.reader().words(.name) == "unreadable: it holds a private key, which is not shown")
    #expect(
      try fact.reader().place(of: .name).words
        == "1:16 /0/domainName domainName | \"domainName\": «(not shown: it holds a private key)» | "
        + "(not shown: it holds a private key)")
  }

  @Test(arguments: keys)
  func isNotShownInLists(_ key: String) throws {
    for value in ["[\"\(key)\"]", "[\"a\",\"\(key)\"]", "{\"x\":[\"\(key)\"]}", "[[\"\(key)\"]]"] {
      let sample = try ListingSample.record("\"name\":\"n\",\"dnsNames\":\(value)")
      try expectNothing(of: sample)
    }
    let sans = try ListingSample(
      #"[{"domainName":"d","expiresAt":null,"sans":[{"name":"\#(key)"}]}]"#)
    try expectNothing(of: sans)
  }

  @Test(arguments: keys)
  func isFoundInFieldsThatNobodyReads(_ key: String) throws {
    let sample = try ListingSample(
      #"[{"domainName":"d","expiresAt":null,"other":{"deep":[1,{"pem":"\#(key)"}]}},"#
        + #"{"domainName":"e","expiresAt":null}]"#)
    try expectNothing(of: sample)
    #expect(
      try sample.reader().place(of: .exposesPrivateKey).words
        == "1:63 /0/other/deep/1/pem - | - | a private key (not shown)")
    #expect(try sample.facts(.exposesPrivateKey) == ["true", "false"])
    #expect(
      try sample.reader(at: 1).place(of: .exposesPrivateKey).found == "no private key")
  }

  /// The first of two values is passed over, and is no secret that may be shown for it.
  @Test(arguments: keys)
  func isNotShownWhereAKeyStandsTwice(_ key: String) throws {
    for (first, second) in [(key, "n"), ("n", key), (key, key)] {
      try expectNothing(
        of: try ListingSample.record("\"name\":\"\(first)\",\"name\":\"\(second)\""))
    }
  }

  @Test func isNotShownAsAKeyOrInAPointer() throws {
    let formats = """
      own:
        items: $
        fields: { name: id, dnsNames: "map.*.name", usedBy: "map.*" }
      """
    let sample = try ListingSample(
      "[{\"id\":1,\"map\":{\"\(Self.key)\":{\"name\":\"a\"}}}]", as: "own", formats: formats)
    try expectNothing(of: sample)
    #expect(try sample.reader().place(of: .dnsNames, element: 0).pointer == "/0")
    let escaped = Self.key.replacing(" KEY", with: #"\u0020KEY"#)
    try expectNothing(
      of: try ListingSample(
        "[{\"id\":1,\"map\":{\"\(escaped)\":{\"name\":\"a\"}}}]", as: "own", formats: formats))
  }

  @Test func isNotShownWhenItComesInBase64() throws {
    // "-----BEGIN PRIVATE KEY-----\nMIIE"
    let sample = try ListingSample(
      #"[{"pem":"LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0tCk1JSUU="}]"#, as: "own",
      formats: "own: { items: $, fields: { name: { path: pem, decode: base64 } } }")
    #expect(
      try sample.reader().words(.name) == "unreadable: it holds a private key, which is not shown")
  }

  static let harmless: [String] = [
    #""PRIVATE KEY""#, #""our private key-----""#, #""-----BEGIN PUBLIC KEY-----\nMIIE""#,
    #""-----BEGIN CERTIFICATE-----""#, #""\u0050""#,
  ]

  @Test(arguments: harmless)
  func otherTextsAreShown(_ text: String) throws {
    let sample = try ListingSample(#"[{"domainName":\#(text),"expiresAt":null}]"#)
    #expect(try sample.reader().words(.exposesPrivateKey) == "false")
    #expect(try !sample.reader().words(.name).hasPrefix("unreadable"))
    #expect(try sample.reader().place(of: .name).words.contains(text))
  }

  static let secrets: [(value: String, isExposed: Bool)] = [
    ("null", false), ("\"\"", false), ("\"anything\"", true), ("{\"d\":1}", true), ("[1]", true),
  ]

  @Test(arguments: secrets)
  func aSecretFieldIsOneWhateverItHolds(_ value: String, isExposed: Bool) throws {
    let sample = try ListingSample(
      #"[{"domainName":"d","expiresAt":null,"privateKeyData":\#(value)}]"#)
    #expect(try sample.reader().words(.exposesPrivateKey) == String(isExposed))
    #expect(try !sample.reader().place(of: .exposesPrivateKey).words.contains("anything"))
  }
}
