import Listings
import RuleEngine
import Testing

/// Which format reads a document, and what is said where none or several would.
struct RecognitionTests {
  static let known: [(document: String, format: String)] = [
    (#"[{"siteId":"s","displayName":"d","status":"Available"}]"#, "liveperson-mtls"),
    (#"{"siteId":"s","displayName":"d","status":"Available"}"#, "liveperson-mtls"),
    (#"{"siteId":"s","displayName":"d","status":null}"#, "liveperson-mtls"),
    ("{\"siteId\":1,\"displayName\":1,\"status\":1}\n{}", "liveperson-mtls"),
    (#"{"successfulySavedCertificates":[]}"#, "liveperson-mtls"),
    (#"{"failedSaveToVaultCertificates":[]}"#, "liveperson-mtls"),
    (#"{"member":[]}"#, "organization-certificates"),
    (#"{"hydra:member":[]}"#, "organization-certificates"),
    (#"[{"domainName":"d","expiresAt":null}]"#, "organization-certificates"),
    (
      "{\"domainName\":\"d\",\"expiresAt\":null}\n{\"domainName\":\"d\"}",
      "organization-certificates"
    ),
    (#"{"success":true,"result":[]}"#, "cloudflare-access-mtls"),
    (#"{"\u0073uccess":true,"result":[]}"#, "cloudflare-access-mtls"),
    (#"{"schemaVersion":"1.0","records":[]}"#, "certgate"),
    (#"[{"name":"n","notAfter":null}]"#, "certgate"),
    ("{\"id\":1,\"notAfter\":null}\n{}\n", "certgate"),
    (#"{"kind":"certificate","name":"n"}"#, "certgate"),
    ("\u{FEFF}\r\n{\"name\":\"n\",\"fingerprints\":[]}", "certgate"),
  ]

  @Test(arguments: known)
  func isKnownByItsShape(_ document: String, format: String) throws {
    #expect(try ListingSample(document).input.format == format)
  }

  private static let help =
    "\n    = help: name its format with --as (one of certgate, cloudflare-access-mtls, "
    + "digitalocean-certificates, liveperson-mtls, organization-certificates, vault-pki), or describe "
    + "it in a file and pass that with --formats"

  static let unknown: [(document: String, outline: String)] = [
    ("{}", "it is an empty object"),
    ("[]", "it is a list without objects"),
    ("[1,2]", "it is a list without objects"),
    ("[[]]", "it is a list without objects"),
    ("\"text\"", "it is a single value"),
    ("null", "it is a single value"),
    (#"{"errors":[],"messages":[],"success":true}"#, "its keys are: errors, messages, success"),
    (
      #"[{"id":1,"name":"x"},{"success":1}]"#,
      "it is a list, whose first item has the keys: id, name"
    ),
    ("{\"a\":1}\n{\"b\":2}", "its keys are: a"),
    (#"{"result":{"success":1}}"#, "its keys are: result"),
    (
      #"{"\n\u001b[31m":1,"\u202e":2,"::error::":3}"#,
      #"its keys are: \n\x1B[31m, \u{202E}, ::error::"#
    ),
    (
      "{\((0..<20).map { "\"k\($0)\":0" }.joined(separator: ","))}",
      "its keys are: k0, k1, k2, k3, k4, k5, k6, k7, k8, k9, k10, k11, …"
    ),
    (
      #"{"-----BEGIN RSA PRIVATE KEY-----\nMIIE":1}"#,
      "its keys are: (not shown: it holds a private key)"
    ),
  ]

  @Test(arguments: unknown)
  func saysWhatIsThere(_ document: String, outline: String) throws {
    #expect(
      try ListingSample(document).fault
        == "in.json:1:1: error: no listing format knows this document; \(outline)\(Self.help)")
  }

  @Test func aKeyOfAMegabyteIsCutShort() throws {
    let document = "{\"\(String(repeating: "k", count: 1 << 20))\":1}"
    #expect(try #require(try ListingSample(document).fault).utf8.count < 600)
  }

  @Test func severalFormatsAreNamed() throws {
    let document =
      #"[{"siteId":1,"displayName":1,"status":1,"domainName":1,"expiresAt":1}]"#
    #expect(
      try ListingSample(document).fault == """
        in.json:1:1: error: more than one listing format knows this document: liveperson-mtls, \
        organization-certificates
            = help: name one with --as, for example --as liveperson-mtls
        """)
    #expect(
      try ListingSample(document, as: "organization-certificates").input.format
        == "organization-certificates")
  }

  /// With `--as`, what is there is said when the format's list is not.
  static let missing: [(document: String, format: String, fault: String)] = [
    (
      #"{"errors":[],"success":true}"#, "cloudflare-access-mtls",
      "in.json:1:1: error: there is no list at 'result', where cloudflare-access-mtls has its "
        + "certificates; its keys are: errors, success"
    ),
    (
      "[]", "cloudflare-access-mtls",
      "in.json:1:1: error: there is no list at 'result', where cloudflare-access-mtls has its "
        + "certificates; it is a list without objects"
    ),
    (
      #"{"items":[]}"#, "organization-certificates",
      "in.json:1:1: error: there is no list at 'member' or 'hydra:member' or '$', where "
        + "organization-certificates has its certificates; its keys are: items"
    ),
    (
      "{\n  \"member\": {\"id\": 1}}", "organization-certificates",
      "in.json:2:13: error: expected a list at '/member', found an object"
    ),
    (
      "12", "liveperson-mtls",
      "in.json:1:1: error: there is no list at '$' or 'successfulySavedCertificates' or "
        + "'failedSaveToVaultCertificates', where liveperson-mtls has its certificates; "
        + "it is a single value"
    ),
  ]

  @Test(arguments: missing)
  func saysWhereTheListShouldBe(_ document: String, format: String, fault: String) throws {
    #expect(try ListingSample(document, as: format).fault == fault)
  }

  @Test func documentsThatAreNoJSONAreLocated() throws {
    #expect(try ListingSample("").fault == "in.json:1:1: error: the file is empty")
    #expect(
      try ListingSample("<html>").fault
        == "in.json:1:1: error: this is HTML or XML, not JSON (a login page or an error page?)")
    let raw = "{\"member\":[{\"privateKeyData\":\"-----BEGIN PRIVATE KEY-----\nMIIE\"}]}"
    #expect(
      try ListingSample(raw).fault
        == "in.json:1:58: error: a line break inside a string must be escaped")
  }

  static let completeness: [(document: String, format: String?, completeness: Completeness)] = [
    // A total that is met, missed or exceeded.
    (#"{"success":true,"result":[{}],"result_info":{"total_count":1}}"#, nil, .complete),
    (
      #"{"success":true,"result":[{}],"result_info":{"total_count":2}}"#, nil,
      .incomplete(expected: 2, got: 1)
    ),
    (
      #"{"success":true,"result":[{}],"result_info":{"total_count":"2"}}"#, nil,
      .incomplete(expected: 2, got: 1)
    ),
    (
      #"{"success":true,"result":[{},{}],"result_info":{"total_count":1}}"#, nil,
      .unknown("it states a total of 1 and holds 2")
    ),
    (
      #"{"success":true,"result":[{}],"result_info":{"total_count":-1}}"#, nil,
      .unknown("it states a total of -1 and holds 1")
    ),
    // A count of pages, where there is no total.
    (#"{"success":true,"result":[{}],"result_info":{"total_pages":1}}"#, nil, .complete),
    (#"{"success":true,"result":[],"result_info":{"total_pages":0}}"#, nil, .complete),
    (
      #"{"success":true,"result":[{}],"result_info":{"page":2,"total_pages":2}}"#, nil,
      .incomplete(expected: nil, got: 1)
    ),
    (
      #"{"success":true,"result":[{}],"result_info":{"total_count":null,"total_pages":3}}"#, nil,
      .incomplete(expected: nil, got: 1)
    ),
    // Neither.
    (
      #"{"success":true,"result":[{}],"result_info":{"count":1,"per_page":20}}"#, nil,
      .unknown("it shows neither a total nor an end")
    ),
    (
      #"{"success":true,"result":[{}],"result_info":null}"#, nil,
      .unknown("it shows neither a total nor an end")
    ),
    (
      #"{"success":true,"result":[{}],"result_info":{"total_count":"many"}}"#, nil,
      .unknown("it shows neither a total nor an end")
    ),
    // A link to the next page.
    (
      #"{"member":[{}],"view":{"next":"/certificates?page=2"}}"#, nil,
      .incomplete(expected: nil, got: 1)
    ),
    (
      #"{"hydra:member":[{}],"hydra:view":{"hydra:next":"/c?page=2"}}"#, nil,
      .incomplete(expected: nil, got: 1)
    ),
    (
      #"{"member":[{}],"view":{"next":"/c?page=2"},"totalItems":70}"#, nil,
      .incomplete(expected: 70, got: 1)
    ),
    (
      #"{"member":[{}],"view":{"next":null}}"#, nil, .unknown("it shows neither a total nor an end")
    ),
    (#"{"member":[{}],"view":{"next":""}}"#, nil, .unknown("it shows neither a total nor an end")),
    (#"{"member":[{}]}"#, nil, .unknown("it shows neither a total nor an end")),
    (
      #"[{"domainName":"d","expiresAt":null}]"#, nil,
      .unknown("a bare list shows neither a total nor an end")
    ),
    (
      "{\"domainName\":\"d\",\"expiresAt\":null}\n{}", nil,
      .unknown("single items show neither a total nor an end")
    ),
    // Everything in one answer.
    ("[]", "liveperson-mtls", .complete),
    (#"[{"siteId":1,"displayName":1,"status":1}]"#, nil, .complete),
    // Nothing at all.
    ("[]", "organization-certificates", .unknown("a bare list shows neither a total nor an end")),
  ]

  @Test(arguments: completeness)
  func completenessIsJudged(
    _ document: String, format: String?, completeness: Completeness
  ) throws {
    #expect(try ListingSample(document, as: format).input.completeness == completeness)
  }
}
