import Listings
import Testing

@testable import ListingAPIs

/// What is left of an answer when its secrets are gone: everything else, where it was.
struct SecretMaskTests {
  private func masked(
    _ text: String, _ format: String = "organization-certificates", words: [String] = []
  ) throws -> String {
    let mask = SecretMask(try ListingFormats()[format].found(), words: words)
    let masked = mask.masked(Array(text.utf8))
    #expect(masked.count == text.utf8.count)
    return String(decoding: masked, as: UTF8.self)
  }

  @Test(arguments: [
    // What the format says is a secret, whatever it is.
    (#"{"privateKeyData": "abc\n1", "id": "7"}"#, #"{"privateKeyData": "xxxxxx", "id": "7"}"#),
    (
      #"{"privateKeyData": {"k": ["a", 12, true, null], "m": {"n": "b"}}, "id": "7"}"#,
      #"{"privateKeyData": {"k": ["x", 11, true, null], "m": {"n": "x"}}, "id": "7"}"#
    ),
    (#"{"privateKeyData": "", "id": null}"#, #"{"privateKeyData": "", "id": null}"#),
    // Keys that are secrets everywhere, in whatever spelling.
    (
      #"{"a": {"Password": "p", "name": "n"}, "private\u004bey": "q", "b": ["c"]}"#,
      #"{"a": {"Password": "x", "name": "n"}, "private\u004bey": "x", "b": ["c"]}"#
    ),
    (#"[{"p12": [98, -20, 0.5e3]}, {"x": 98}]"#, #"[{"p12": [11, -10, 0.1e1]}, {"x": 98}]"#),
    // A private key under any key, escaped or not, is still one to whoever looks for the marker.
    (
      #"{"note": "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----"}"#,
      #"{"note": "-----BEGIN PRIVATE KEY-----xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}"#
    ),
    (
      #"{"note": "PRIVATE\u0020KEY-----MIIE"}"#, #"{"note": "PRIVATE KEY-----xxxxxxxxx"}"#
    ),
    // What is no JSON, and what is broken off.
    (
      "say\n-----BEGIN PRIVATE KEY-----\nMIIE+/=\n-----END PRIVATE KEY-----\nbye",
      "say\n-----BEGIN PRIVATE KEY-----\nxxxxxxx\n-----END PRIVATE KEY-----\nbye"
    ),
    (#"{"privateKeyData": "abc"#, #"{"privateKeyData": "xx"#),
    (#"{"privateKeyData": "abc\"#, #"{"privateKeyData": "xxx"#),
    ("{", "{"), ("", ""),
  ])
  func takesSecretsOut(text: String, expected: String) throws {
    let masked = try masked(text)
    // Of a string without an end, the last byte may be anything.
    #expect(masked == expected || !text.hasSuffix("}") && !masked.contains("ab"), "\(masked)")
  }

  /// A field that the format reads is none of those that are secrets by their usual names.
  @Test func keepsWhatTheFormatReads() throws {
    let own = """
      own: { paging: { cursor: token }, items: keys, fields: { id: key } }
      """
    let format = try ListingFormats(files: [("f.yaml", Array(own.utf8))])["own"].found()
    let text = #"{"keys": [{"key": "a", "secret": "b"}], "token": "c"}"#
    let masked = SecretMask(format, words: []).masked(Array(text.utf8))
    #expect(
      String(decoding: masked, as: UTF8.self)
        == #"{"keys": [{"key": "a", "secret": "x"}], "token": "c"}"#)
  }

  @Test func takesCredentialsOutInEveryEncoding() throws {
    #expect(
      try masked(
        #"{"e": "sent \"t/ö\\k\", t%2F%C3%B6%5Ck and dC/Dtlxr of abc"}"#, words: [#"t/ö\k"#, "abc"])
        == #"{"e": "sent \"xxxxxxx\", xxxxxxxxxxxxxx and xxxxxxxx of abc"}"#)
    #expect(try masked("GET s3cret", words: ["s3cret"]) == "GET xxxxxx")
  }
}
