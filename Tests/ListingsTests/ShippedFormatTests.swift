import Listings
import RuleEngine
import Testing

/// The shipped formats on the documents they were written for.
struct ShippedFormatTests {
  /// All facts of the first record that are not unspoken.
  private func facts(_ sample: ListingSample, at index: Int = 0) throws -> [String] {
    let reader = try sample.reader(at: index)
    return Fact.allCases.filter { $0 != .kind && !$0.isOfCertificate }.compactMap { fact in
      let words = reader.words(fact)
      return words == "unspoken" ? nil : "\(fact.name): \(words)"
    }
  }

  @Test(arguments: [VendorDocuments.list, VendorDocuments.create])
  func readsAnAccountsCertificates(_ document: String) throws {
    let sample = try ListingSample(document)
    #expect(try sample.input.format == "liveperson-mtls")
    #expect(try sample.input.completeness == .complete)
    #expect(try sample.input.records.count == 1)
    #expect(
      try facts(sample) == [
        "id: 3515906310", "name: Cert1", "label: Cert1", "owner: le1606809", "notAfter: missing",
        "status: UnAvailable (unavailable)", "exposesPrivateKey: false",
      ])
  }

  @Test func readsBothListsOfCreateFromFile() throws {
    let sample = try ListingSample(VendorDocuments.createFromFile)
    #expect(try sample.input.format == "liveperson-mtls")
    #expect(try sample.input.completeness == .complete)
    #expect(try sample.facts(.id) == ["2628739923", "2628739924"])
    #expect(try sample.facts(.name) == ["{certificateName}", "second"])
    // What could not be saved has failed, whatever its own status says.
    #expect(try sample.facts(.status) == ["Available (ok)", "failed (failed)"])
    let reader = try sample.reader(at: 1)
    #expect(reader.location.description == "in.json:14:7")
    #expect(reader.place(of: .name).pointer == "/failedSaveToVaultCertificates/0/name")
    #expect(
      reader.place(of: .status).words
        == "14:7 /failedSaveToVaultCertificates/0 - | - | failed")
  }

  @Test(arguments: ["null", "[]"])
  func oneOfTwoListsMayBeEmpty(_ failed: String) throws {
    let text =
      #"{"successfulySavedCertificates":[{"id":1}],"failedSaveToVaultCertificates":\#(failed)}"#
    #expect(try ListingSample(text).facts(.id) == ["1"])
    let only = #"{"failedSaveToVaultCertificates":[{"id":1}]}"#
    #expect(try ListingSample(only).facts(.status) == ["failed (failed)"])
  }

  @Test func deletedCertificatesAreSkipped() throws {
    let text = """
      [{"siteId":"s","displayName":"d","status":"Available","id":1,"deleted":true},
       {"siteId":"s","displayName":"d","status":"Available","id":2,"deleted":false},
       {"siteId":"s","displayName":"d","status":"Available","id":3},
       {"siteId":"s","displayName":"d","status":"Available","id":4,"deleted":null},
       {"siteId":"s","displayName":"d","status":"Available","id":5,"deleted":"true"}]
      """
    #expect(try ListingSample(text).facts(.id) == ["2", "3", "4"])
    #expect(try ListingSample(text).input.records.count == 5)
  }

  @Test func idsOfSixtyFourBitsKeepTheirDigits() throws {
    let text = #"[{"siteId":"s","displayName":"d","status":"Available","id":9223372036854775809}]"#
    #expect(try ListingSample(text).facts(.id) == ["9223372036854775809"])
  }

  static let statuses: [(word: String, words: String)] = [
    ("\"Available\"", "Available (ok)"), ("\"available\"", "available (ok)"),
    ("\"UnAvailable\"", "UnAvailable (unavailable)"),
    ("\"not available\"", "not available (unavailable)"), ("\"EXPIRED\"", "EXPIRED (expired)"),
    // Our own words are not the vendor's.
    ("\"ok\"", "ok (other)"), ("\"revoked\"", "revoked (other)"),
    ("\"\"", "missing"), ("null", "missing"), ("true", "true (other)"),
    ("[]", "unreadable: it is a list, not text"), ("{}", "unreadable: it is an object, not text"),
  ]

  @Test(arguments: statuses)
  func statusesFallIntoClasses(_ word: String, words: String) throws {
    let text = #"[{"siteId":"s","displayName":"d","status":\#(word)}]"#
    #expect(try ListingSample(text).facts(.status) == [words])
  }

  static let wholeCollection = [
    "id: 9f8b7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d", "name: example.com", "owner: 42",
    "dnsNames: [www.example.com]", "notAfter: 2026-09-30T12:00:00Z",
    "createdAt: 2026-07-01T09:15:00Z", "updatedAt: 2026-07-01T09:20:00Z",
    "issuer: Let's Encrypt", "fingerprints: unreadable: it is elided", "status: active (ok)",
    "origin: managed", "renewalStatus: succeeded", "renewalAt: 2026-07-01T09:16:42Z",
    "renewalAttempts: 3",
    "certificate: unreadable: '.' is not base64",
    "chain: unreadable: one of its texts is no certificate", "exposesPrivateKey: true",
  ]

  @Test func readsACollection() throws {
    let sample = try ListingSample(VendorDocuments.collection)
    #expect(try sample.input.format == "organization-certificates")
    #expect(try sample.input.completeness == .complete)
    #expect(try facts(sample) == Self.wholeCollection)
  }

  @Test func readsAPrefixedCollection() throws {
    let prefixed = VendorDocuments.collection
      .replacing("\"member\"", with: "\"hydra:member\"")
      .replacing("\"totalItems\"", with: "\"hydra:totalItems\"")
      .replacing("\"view\"", with: "\"hydra:view\"")
    let sample = try ListingSample(prefixed)
    #expect(try sample.input.completeness == .complete)
    #expect(try facts(sample) == Self.wholeCollection)
    #expect(try sample.reader().place(of: .name).pointer == "/hydra:member/0/domainName")
  }

  @Test func readsABareArrayOfACollection() throws {
    let document = VendorDocuments.collection
    let start = try #require(document.firstRange(of: "\"member\": ")).upperBound
    let end = try #require(document.lastIndex(of: "]"))
    let sample = try ListingSample(String(document[start...end]))
    #expect(try sample.input.format == "organization-certificates")
    #expect(
      try sample.input.completeness == .unknown("a bare list shows neither a total nor an end"))
    #expect(try facts(sample) == Self.wholeCollection)
  }

  @Test func anEmptyCollectionIsComplete() throws {
    let sample = try ListingSample(#"{"totalItems":0,"member":[]}"#)
    #expect(try sample.input.records.count == 0)
    #expect(try sample.input.completeness == .complete)
  }

  @Test func readsAccessCertificates() throws {
    let sample = try ListingSample(VendorDocuments.accessCertificates)
    #expect(try sample.input.format == "cloudflare-access-mtls")
    #expect(try sample.input.completeness == .incomplete(expected: 2000, got: 1))
    #expect(
      try facts(sample) == [
        "id: id", "name: Allow devs", "usedBy: [admin.example.com]",
        "notAfter: 2014-01-01T05:20:00.12345Z", "createdAt: 2014-01-01T05:20:00.12345Z",
        "updatedAt: 2014-01-01T05:20:00.12345Z",
        "fingerprints: md5:1e800f7afd315596ded5cbe2f091f691", "exposesPrivateKey: false",
      ])
  }

  static let failures: [(document: String, fault: String)] = [
    (
      VendorDocuments.accessFailure,
      "in.json:1:26: error: the listing says that it failed: 10000 Authentication error"
    ),
    (
      #"{"success":false,"result":[],"errors":[]}"#,
      "in.json:1:12: error: the listing says that it failed: it does not say why"
    ),
    (
      #"{"success":true,"result":null}"#,
      "in.json:1:26: error: expected a list at '/result', found null"
    ),
    (
      #"{"success":true,"result":{"id":1}}"#,
      "in.json:1:26: error: expected a list at '/result', found an object"
    ),
    (
      "{\"success\":true,\n\"result\":[],\n\"result\":[{}]}",
      "in.json:3:10: error: the key of the list 'result' stands there twice, first at 2:10"
    ),
    (
      #"{"successfulySavedCertificates":[],"failedSaveToVaultCertificates":{"id":1}}"#,
      "in.json:1:68: error: expected a list at '/failedSaveToVaultCertificates', found an object"
    ),
    (
      #"{"successfulySavedCertificates":null}"#,
      "in.json:1:33: error: expected a list at '/successfulySavedCertificates', found null"
    ),
    (
      "{\"success\":true,\"result\":[]}\n{\"success\":true,\"result\":[]}",
      "in.json:1:26: error: these are several listings, one after the other; "
        + "save each in a file of its own"
    ),
    ("{\"result\": [1,]}", "in.json:1:15: error: a comma before ']' is not allowed in JSON"),
  ]

  @Test(arguments: failures)
  func saysWhyThereIsNoListing(_ document: String, fault: String) throws {
    #expect(try ListingSample(document).fault == fault)
  }

  @Test func aFailuresWordsAreCutShortAndKeepSecrets() throws {
    func fault(_ message: String) throws -> String? {
      try ListingSample(#"{"success":false,"result":null,"errors":[{"message":"\#(message)"}]}"#)
        .fault
    }
    let long = try #require(try fault(String(repeating: "é", count: 10_000)))
    #expect(long.hasSuffix(String(repeating: "é", count: 200) + "…"))
    let key = "-----BEGIN PRIVATE KEY-----\\nMIIEsecret"
    #expect(
      try fault(key)
        == "in.json:1:12: error: the listing says that it failed: "
        + "(not shown: it holds a private key)")
    #expect(try fault("\\u001b[31m\\n::error::")?.hasSuffix(#"\x1B[31m\n::error::"#) == true)
  }

  // MARK: Our own schema

  static let ownRecord = #"""
    {"id":"1","name":"n","label":"l","owner":"o","dnsNames":["a","b"],"usedBy":[],
    "notBefore":"2026-01-01","notAfter":"2026-09-30T12:00:00Z","issuer":"i","serial":"00:AB",
    "fingerprints":["sha256:FINGER"],"status":{"text":"Live","class":"ok"},
    "origin":"managed","renewalAttempts":3,"exposesPrivateKey":true,"createdAt":null}
    """#.replacing("FINGER", with: String(repeating: "ab", count: 32)).replacing("\n", with: "")

  @Test(arguments: [
    ("{\"schemaVersion\":\"1.0\",\"inputs\":[],\"records\":[", "]}", "/records/0"),
    ("[", "]", "/0"), ("", "", ""), ("", "\n{\"name\":\"other\"}\n", ""),
  ])
  func readsOurOwnSchema(_ start: String, end: String, pointer: String) throws {
    let sample = try ListingSample(start + Self.ownRecord + end)
    #expect(try sample.input.format == "certgate")
    #expect(try sample.input.completeness == .complete)
    #expect(
      try facts(sample) == [
        "id: 1", "name: n", "label: l", "owner: o", "dnsNames: [a, b]", "usedBy: []",
        "notBefore: 2026-01-01", "notAfter: 2026-09-30T12:00:00Z", "createdAt: missing",
        "issuer: i", "serial: ab", "fingerprints: sha256:" + String(repeating: "ab", count: 32),
        "status: Live (ok)", "origin: managed", "renewalAttempts: 3", "exposesPrivateKey: true",
      ])
    #expect(try sample.reader().place(of: .name).pointer == pointer + "/name")
  }

  static let stated: [(listing: String, completeness: Completeness)] = [
    (#"{"state":"complete"}"#, .complete),
    (#"{"state":"incomplete","expected":100,"got":1}"#, .incomplete(expected: 100, got: 1)),
    (#"{"state":"incomplete","got":1}"#, .incomplete(expected: nil, got: 1)),
    (#"{"state":"unknown","reason":"it was a bare list"}"#, .unknown("it was a bare list")),
    (#"{"state":"unknown"}"#, .unknown("it was not known when it was saved")),
    (#"{"state":"half"}"#, .unknown("its completeness is stated as 'half'")),
    ("{}", .unknown("its completeness is stated without a state")),
    ("\"incomplete\"", .unknown("its completeness is stated without a state")),
    ("null", .complete),
  ]

  /// What was not whole when it was saved is not whole when it is read again.
  @Test(arguments: stated)
  func completenessIsCarriedAlong(_ listing: String, completeness: Completeness) throws {
    let whole =
      #"{"schemaVersion":"1.0","inputs":[{"completeness":{"state":"complete"}},"#
      + #"{"completeness":\#(listing)}],"records":[{"name":"a"}]}"#
    #expect(try ListingSample(whole).input.completeness == completeness)
    let lines =
      "{\"name\":\"a\",\"notAfter\":null,\"listing\":{\"completeness\":{\"state\":\"complete\"}}}\n"
      + "{\"name\":\"b\",\"listing\":{\"completeness\":\(listing)}}\n{\"name\":\"c\"}\n"
    #expect(try ListingSample(lines).input.completeness == completeness)
  }

  @Test func ofSeveralListingsTheLeastKnownCounts() throws {
    let text =
      #"{"schemaVersion":"1.0","records":[],"inputs":[{"completeness":{"state":"unknown"}},"#
      + #"{"completeness":{"state":"incomplete","expected":3,"got":2}},{"completeness":null}]}"#
    #expect(try ListingSample(text).input.completeness == .incomplete(expected: 3, got: 2))
  }
}
