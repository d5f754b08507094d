import Listings
import RuleEngine
import Testing

/// Formats that users write, over the shapes of listings that certgate ships no format for.
struct OwnFormatTests {
  private func sample(_ format: String, _ document: String) throws -> ListingSample {
    try ListingSample(document, as: "own", formats: "own:\n" + format)
  }

  @Test func readsWhatACloudPrints() throws {
    // The same field is a number on the wire and a text from newer command lines.
    let sample = try sample(
      """
        items: CertificateSummaryList
        paging: { cursor: NextToken }
        recognise: [CertificateSummaryList]
        fields:
          id: CertificateArn
          name: DomainName
          notAfter: NotAfter
          notBefore: NotBefore
          dnsNames: [SubjectAlternativeNameSummaries, SubjectAlternativeNames]
          usedBy: InUseBy
          status: Status
          origin: Type
          keyAlgorithm: KeyAlgorithm
          renewalStatus: RenewalSummary.RenewalStatus
        status-map: { ok: [ISSUED], pending: [PENDING_VALIDATION], expired: [EXPIRED] }
        origin-map: { managed: [AMAZON_ISSUED, PRIVATE], uploaded: [IMPORTED] }
      """,
      """
      {"CertificateSummaryList": [
        {"CertificateArn": "arn:aws:acm:eu-west-1:1:certificate/a", "DomainName": "example.com",
         "NotAfter": 1796126399.0, "NotBefore": 1764590400.123,
         "SubjectAlternativeNameSummaries": ["example.com", "*.example.com"],
         "Status": "ISSUED", "Type": "AMAZON_ISSUED", "KeyAlgorithm": "EC-prime256v1"},
        {"CertificateArn": "b", "NotAfter": "2026-12-01T10:59:59+01:00", "InUseBy": [],
         "SubjectAlternativeNames": ["b.example"], "Status": "INACTIVE", "Type": "IMPORTED"}
      ], "NextToken": "abc"}
      """)
    #expect(try sample.input.completeness == .incomplete(expected: nil, got: 2))
    #expect(
      try sample.facts(.notAfter) == ["2026-12-01T11:59:59Z", "2026-12-01T09:59:59Z"])
    #expect(try sample.facts(.notBefore) == ["2025-12-01T12:00:00.123Z", "missing"])
    #expect(try sample.facts(.dnsNames) == ["[example.com, *.example.com]", "[b.example]"])
    #expect(try sample.facts(.usedBy) == ["missing", "[]"])
    #expect(try sample.facts(.status) == ["ISSUED (ok)", "INACTIVE (other)"])
    #expect(try sample.facts(.origin) == ["managed", "uploaded"])
    #expect(try sample.facts(.renewalStatus) == ["missing", "missing"])
  }

  private static let transparency = """
      items: $
      paging: none
      fields:
        id: id
        name: common_name
        issuer: issuer_name
        notAfter: not_after
        dnsNames: { path: name_value, split: "\\n" }
        serial: { path: serial_number, radix: 16 }
    """

  @Test func readsALogOfIssuance() throws {
    let sample = try sample(
      Self.transparency,
      #"""
      [{"id":3912345678,"common_name":"example.com","issuer_name":"C=US, O=Let's Encrypt",
        "not_after":"2021-02-05T15:46:43","serial_number":"03a9f0",
        "name_value":"example.com\n*.example.com\r\n\nwww.example.com\n"},
       {"id":1,"not_after":null,"name_value":"","serial_number":"not hex"}]
      """#)
    #expect(try sample.facts(.id) == ["3912345678", "1"])
    #expect(try sample.facts(.notAfter) == ["2021-02-05T15:46:43Z?", "missing"])
    #expect(
      try sample.facts(.dnsNames) == ["[example.com, *.example.com, www.example.com]", "[]"])
    #expect(try sample.facts(.serial) == ["3a9f0", "unreadable: not a number in base 16"])
    #expect(try sample.input.completeness == .complete)
    // The third name is part of a longer text; that text is its place.
    #expect(
      try sample.reader().place(of: .dnsNames, element: 2).words
        == #"3:16 /0/name_value name_value | "name_value": «"example.com\n*.example.com\r\n\n"#
        + #"www.example.com\n"» | www.example.com"#)
  }

  @Test func readsAnAuthoritysOrders() throws {
    let sample = try sample(
      """
        items: orders
        paging: { offset: offset, size: { limit: 100 }, total: page.total }
        fields:
          id: id
          name: certificate.common_name
          notAfter: certificate.valid_till
          dnsNames: certificate.dns_names
          status: status
          createdAt: { path: date, format: "dd MMM yyyy" }
          updatedAt: { path: changed, zone: "-07:00" }
      """,
      """
      {"orders":[
        {"id":1,"status":"issued","date":"03 Jul 2020","changed":"2020-07-03 10:00:00",
         "certificate":{"common_name":"a","valid_till":"2026-12-01","dns_names":["b"]}},
        {"id":2,"status":"pending","date":"2020-07-03","certificate":{"common_name":"c"}},
        {"id":3,"certificate":null}
      ],"page":{"total":3}}
      """)
    #expect(try sample.input.completeness == .complete)
    #expect(try sample.facts(.notAfter) == ["2026-12-01", "missing", "missing"])
    #expect(try sample.facts(.name) == ["a", "c", "missing"])
    #expect(
      try sample.facts(.createdAt) == [
        "2020-07-03", "unreadable: not a date or time", "missing",
      ])
    #expect(try sample.facts(.updatedAt) == ["2020-07-03T17:00:00Z", "missing", "missing"])
    #expect(try sample.notices(.updatedAt, .notAfter) == [])
  }

  @Test func readsAProxysStore() throws {
    let sample = try sample(
      """
        items: "*.Certificates[]"
        paging: none
        recognise: []
        secret: [key]
        fields:
          id: domain.main
          name: domain.main
          dnsNames: domain.sans
          certificate: { path: certificate, decode: base64 }
      """,
      """
      {"letsencrypt": {"Account": {"PrivateKey": "MIIE"}, "Certificates": [
          {"domain": {"main": "a.example", "sans": ["b.example"]}, "certificate": "YWJj",
           "key": "LS0tLS1CRUdJTg=="},
          {"domain": {"main": "c.example"}, "certificate": "%%"}]},
       "empty": {"Certificates": null},
       "other": {"Certificates": [{"domain": {"main": "d.example"}, "certificate": "YWJj"}]}}
      """)
    #expect(try sample.facts(.name) == ["a.example", "c.example", "d.example"])
    #expect(try sample.facts(.dnsNames) == ["[b.example]", "missing", "missing"])
    let unreadable = "unreadable: expected a SEQUENCE at byte 0"
    #expect(
      try sample.facts(.certificate) == [
        unreadable, "unreadable: it is neither PEM nor base64: '%' is not base64", unreadable,
      ])
    #expect(try sample.facts(.exposesPrivateKey) == ["true", "false", "false"])
    #expect(
      try sample.reader(at: 2).place(of: .name).pointer == "/other/Certificates/0/domain/main")
    #expect(
      try sample.reader().place(of: .exposesPrivateKey).words
        == "3:13 /letsencrypt/Certificates/0/key - | \"key\": «(not shown)» | "
        + "a private key (not shown)")
  }

  @Test func readsSecretsOfACluster() throws {
    let sample = try sample(
      #"""
        items: items
        paging: { cursor: metadata.continue }
        secret: ['data."tls.key"']
        fields:
          id: metadata.name
          owner: metadata.namespace
          usedBy: { path: 'metadata.annotations."cert-manager.io/alt-names"', split: "," }
          certificate: { path: 'data."tls.crt"', decode: base64 }
      """#,
      """
      {"items":[{"metadata":{"name":"n","namespace":"s",
        "annotations":{"cert-manager.io/alt-names":"a.example, b.example,"}},
        "data":{"tls.crt":"YWJj","tls.key":"eA=="}}],"metadata":{"continue":""}}
      """)
    #expect(try sample.input.completeness == .unknown("it shows neither a total nor an end"))
    #expect(try sample.facts(.usedBy) == ["[a.example, b.example]"])
    #expect(try sample.facts(.certificate) == ["unreadable: expected a SEQUENCE at byte 0"])
    #expect(try sample.facts(.exposesPrivateKey) == ["true"])
    #expect(
      try sample.reader().place(of: .exposesPrivateKey).pointer == "/items/0/data/tls.key")
  }

  /// Items that are texts themselves.
  @Test func readsAListOfSerialNumbers() throws {
    let sample = try sample(
      """
        items: data.keys
        paging: none
        fields: { id: $, serial: { path: $, radix: 16 } }
      """, #"{"data":{"keys":["17:67:16:b0","0A",null,{}]}}"#)
    #expect(try sample.facts(.serial).prefix(3) == ["176716b0", "a", "missing"])
    #expect(try sample.facts(.serial)[3] == "unreadable: it is an object, not text")
    #expect(try sample.facts(.id).prefix(2) == ["17:67:16:b0", "0A"])
    #expect(try sample.reader(at: 1).place(of: .id).words == "1:32 /data/keys/1 $ | «\"0A\"» | 0A")
  }

  /// Items that are rows.
  @Test func readsRows() throws {
    let sample = try sample(
      """
        items: rows
        paging: none
        fields: { name: "[0]", notAfter: "[1]", dnsNames: "[2][]" }
      """, #"{"rows":[["a","2026-01-01",["x","y"]],["b"],[]]}"#)
    #expect(try sample.facts(.name) == ["a", "b", "missing"])
    #expect(try sample.facts(.notAfter) == ["2026-01-01", "missing", "missing"])
    #expect(try sample.facts(.dnsNames).first == "[x, y]")
    #expect(try sample.reader(at: 1).place(of: .name).pointer == "/rows/1/0")
  }

  @Test func namesInOneTextAreTakenApart() throws {
    let sample = try sample(
      """
        items: $
        fields:
          dnsNames: { path: san, split: ",", strip: "DNS:" }
          name: { path: cn, strip: "CN=" }
      """,
      """
      [{"san":"DNS:*.example.com, DNS:example.com","cn":"CN=example.com"},
       {"san":"example.com","cn":"example.com"}, {"san":" , DNS: ,DNS:a","cn":"CN="},
       {"san":["DNS:a","DNS:b,DNS:c"]}]
      """)
    #expect(
      try sample.facts(.dnsNames) == [
        "[*.example.com, example.com]", "[example.com]", "[a]", "[a, b, c]",
      ])
    #expect(try sample.facts(.name).prefix(2) == ["example.com", "example.com"])
    #expect(
      try sample.input.completeness == .unknown("the format does not say how it is paged"))
  }

  static let numbers: [(format: String, json: String, words: String)] = [
    ("epoch", "1700000000", "2023-11-14T22:13:20Z"),
    ("epoch", "\"1700000000\"", "2023-11-14T22:13:20Z"),
    ("epoch", "1700000000000", "unreadable: not a time of the years 1 to 9999"),
    ("epoch-ms", "1700000000123", "2023-11-14T22:13:20.123Z"),
    ("epoch-ms", "\"1700000000123\"", "2023-11-14T22:13:20.123Z"),
    ("epoch", "\"2026-01-01\"", "unreadable: not a number of seconds since 1970"),
    ("auto", "\"2026-01-01\"", "2026-01-01"),
    ("rfc3339", "\"2026-01-01T00:00:00Z\"", "2026-01-01T00:00:00Z"),
    ("date", "\"2026-01-01\"", "2026-01-01"),
    ("d.M.yyyy", "\"1.12.2026\"", "2026-12-01"),
    ("d.M.yyyy", "112026", "unreadable: not a date or time"),
  ]

  @Test(arguments: numbers)
  func timesAreReadAsTheFormatSays(_ format: String, json: String, words: String) throws {
    let sample = try sample(
      "  items: $\n  fields: { notAfter: { path: t, format: \(format) } }", "[{\"t\":\(json)}]")
    #expect(try sample.facts(.notAfter) == [words])
  }

  @Test func fingerprintsComeInBase64AndInParts() throws {
    let sample = try sample(
      """
        items: $
        fields: { fingerprints: { path: x5t, decode: base64 } }
      """,
      #"[{"x5t":"ASNFZ4mrze8BI0VniavN7wEjRWc"},{"x5t":"YWJj"},{"x5t":"?"},{"x5t":null}]"#)
    #expect(
      try sample.facts(.fingerprints) == [
        "sha1:0123456789abcdef0123456789abcdef01234567",
        "unreadable: 3 bytes are no known digest", "unreadable: it is not base64", "missing",
      ])
    let parts = try self.sample(
      "  items: $\n  fields: { fingerprints: { path: f, split: \";\", strip: \"fp \" } }",
      #"[{"f":"fp 1e800f7afd315596ded5cbe2f091f691; fp 0123456789abcdef0123456789abcdef01234567"}]"#
    )
    #expect(
      try parts.facts(.fingerprints) == [
        "md5:1e800f7afd315596ded5cbe2f091f691, sha1:0123456789abcdef0123456789abcdef01234567"
      ])
  }

  @Test func serialNumbersAreComparedInHexadecimal() throws {
    let sample = try sample(
      "  items: $\n  fields: { serial: { path: s, radix: 10 } }",
      #"[{"s":"223671316347523214428015009789628456690"},{"s":131},{"s":"0"},{"s":"0x10"}]"#)
    #expect(
      try sample.facts(.serial) == [
        "a84587515fc64903839b626a52e51ef2", "83", "0", "unreadable: not a number in base 10",
      ])
    let unknown = try self.sample(
      "  items: $\n  fields: { serial: s }", #"[{"s":"0131"},{"s":131}]"#)
    #expect(try unknown.facts(.serial) == ["0131", "131"])
  }

  /// Where a path goes on into a list, something else in its place is no empty list.
  static let notLists: [(json: String, words: String)] = [
    ("[]", "[]"), ("null", "missing"), (#"[{"name":"a"},{}]"#, "[a]"), ("[{\"name\":null}]", "[]"),
    ("\"a\"", "unreadable: it is text, not a list"),
    ("1", "unreadable: it is a number, not a list"),
    ("true", "unreadable: it is true or false, not a list"),
  ]

  @Test(arguments: notLists)
  func whatIsNoListIsUnreadable(_ json: String, words: String) throws {
    let sample = try sample(
      "  items: $\n  fields: { dnsNames: \"sans[].name\" }", "[{\"sans\":\(json)},{}]")
    #expect(try sample.facts(.dnsNames) == [words, "missing"])
  }

  @Test func recordsAreSkippedByAnyOfTheWords() throws {
    let sample = try sample(
      """
        items: $
        skip-if: { state: [gone, trashed], "meta.deleted": true }
        status-map: { deleted: [removed] }
        fields: { id: id, status: state }
      """,
      """
      [{"id":1,"state":"gone"},{"id":2,"state":"here"},{"id":3,"meta":{"deleted":true}},
       {"id":4,"state":"Removed"},{"id":5,"state":null},{"id":6,"state":"trashed"}]
      """)
    #expect(try sample.facts(.id) == ["2", "5"])
  }

  @Test func alternativesAreTriedInTurn() throws {
    let format = """
        items: [a, [b, { path: c, set: { owner: other, status: revoked } }], "d[].e[]"]
        fields: { id: id, status: state }
      """
    func facts(_ document: String) throws -> [String] {
      let sample = try self.sample(format, document)
      return zip(try sample.facts(.id), try sample.facts(.status)).map { "\($0) \($1)" }
    }
    let all = #""a":[{"id":1}],"b":[{"id":2}],"c":[{"id":3}],"d":[{"e":[{"id":4}]}]"#
    #expect(try facts("{\(all)}") == ["1 missing"])
    #expect(
      try facts("{\(all.replacing("\"a\"", with: "\"x\""))}") == [
        "2 missing", "3 revoked (revoked)",
      ])
    #expect(
      try facts(#"{"a":null,"d":[{"e":[{"id":4}]},{"e":[]},{},{"e":[{"id":5}]}]}"#) == [
        "4 missing", "5 missing",
      ])
    let sample = try self.sample(format, "{\"c\":[{}]}")
    #expect(try sample.facts(.owner) == ["other"])
    #expect(try sample.reader().place(of: .owner).words == "1:7 /c/0 - | - | other")
  }
}
