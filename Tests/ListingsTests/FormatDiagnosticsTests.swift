import Listings
import RuleEngine
import SourceText
import Testing

/// What is wrong with a format file, exactly as it is printed.
struct FormatDiagnosticsTests {
  private func printed(_ text: String, path: String = "f.yaml") -> String {
    do throws(FormatErrors) {
      _ = try ListingFormats(files: [(path, Array(text.utf8))])
      return ""
    } catch {
      return error.diagnostics.map { $0.rendered() }.joined(separator: "\n")
    }
  }

  static let mistakes: [(text: String, printed: String)] = [
    (
      "own:\n  item: $\n  fields: { id: id }\n",
      """
      f.yaml:1:1: error: format 'own' has no 'items'; '$' is the whole document
          1 | own:
            | ^~~
      f.yaml:2:3: error: unknown key of a listing format 'item'; did you mean 'items'?
          2 |   item: $
            |   ^~~~
      """
    ),
    (
      "own:\n  items: $\n",
      """
      f.yaml:1:1: error: format 'own' has no 'fields'
          1 | own:
            | ^~~
      """
    ),
    (
      "own:\n  items: $\n  fields: {}\n",
      """
      f.yaml:3:11: error: 'fields' names no fact
          3 |   fields: {}
            |           ^~
      """
    ),
    (
      "own:\n  items: $\n  fields: { nmae: id, notafter: x, colour: y }\n",
      """
      f.yaml:3:13: error: unknown fact 'nmae'; did you mean 'name'?
          3 |   fields: { nmae: id, notafter: x, colour: y }
            |             ^~~~
      f.yaml:3:23: error: unknown fact 'notafter'; did you mean 'notAfter'?
          3 |   fields: { nmae: id, notafter: x, colour: y }
            |                       ^~~~~~~~
      f.yaml:3:36: error: unknown fact 'colour'
          3 |   fields: { nmae: id, notafter: x, colour: y }
            |                                    ^~~~~~
          = help: one of \(Fact.allCases.map(\.name).sorted().joined(separator: ", "))
      """
    ),
    (
      "own:\n  items: a..b\n  fields: { id: \"x[*]\", name: [a, \"b]\"] }\n",
      """
      f.yaml:2:10: error: 'a..b' is no path: expected a key here (character 3)
          2 |   items: a..b
            |          ^~~~
      f.yaml:3:17: error: 'x[*]' is no path: expected ']' or a number up to 999999999 here; '[]' \
      is every element (character 3)
          3 |   fields: { id: "x[*]", name: [a, "b]"] }
            |                 ^~~~~~
      f.yaml:3:35: error: 'b]' is no path: a key with ']' must be quoted (character 2)
          3 |   fields: { id: "x[*]", name: [a, "b]"] }
            |                                   ^~~~
      """
    ),
    (
      "own:\n  vars: { a: b }\n  items: $\n  fields: { id: id }\n",
      """
      f.yaml:2:9: error: 'vars' are for a 'request', and there is none
          2 |   vars: { a: b }
            |         ^~~~~~~~
      """
    ),
    (
      """
      own:
        vars: { account: "${ID}" }
        request:
          url: http://localhost.example/{acount}/${TOKEN}
          methd: GET
          auth: [{ bearr: x }, { basic: { user: u } }]
          rate: fast
          retry: 11
          query: { q: "{" }
        paging: { cursor: next }
        items: $
        fields: { id: id }
      """,
      """
      f.yaml:4:10: error: '${TOKEN}' cannot stand in the address itself: make it one of 'vars'
          4 |     url: http://localhost.example/{acount}/${TOKEN}
            |          ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
      f.yaml:4:10: error: only this machine itself is asked without TLS: write https://
          4 |     url: http://localhost.example/{acount}/${TOKEN}
            |          ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
      f.yaml:4:10: error: '{acount}' is not among 'vars'; did you mean 'account'?
          4 |     url: http://localhost.example/{acount}/${TOKEN}
            |          ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
      f.yaml:5:5: error: unknown key of 'request' 'methd'; did you mean 'method'?
          5 |     methd: GET
            |     ^~~~~
      f.yaml:6:14: error: unknown way to authenticate 'bearr'; did you mean 'bearer'?
          6 |     auth: [{ bearr: x }, { basic: { user: u } }]
            |              ^~~~~
      f.yaml:6:35: error: 'basic' has a 'user' and a 'password'
          6 |     auth: [{ bearr: x }, { basic: { user: u } }]
            |                                   ^~~~~~~~~~~
      f.yaml:7:11: error: expected requests in a time, such as 10/s or 1200/5m
          7 |     rate: fast
            |           ^~~~
      f.yaml:8:12: error: expected a whole number from 0 to 10
          8 |     retry: 11
            |            ^~
      f.yaml:9:17: error: there is no '}' after '{'
          9 |     query: { q: "{" }
            |                 ^~~
      f.yaml:10:11: error: 'cursor' needs 'send', the query parameter or header that carries it back
         10 |   paging: { cursor: next }
            |           ^~~~~~~~~~~~~~~~
      """
    ),
    (
      "Own_Format:\n  items: $\n  fields: { id: id }\n",
      """
      f.yaml:1:1: error: a format's name is made of a-z, 0-9 and '-'
          1 | Own_Format:
            | ^~~~~~~~~~
      """
    ),
    (
      "a: { items: $, fields: { id: id } }\ncertgate:\n  items: $\n  fields: { id: id }\n",
      """
      f.yaml:2:1: error: there is already a format 'certgate'
          2 | certgate:
            | ^~~~~~~~
      """
    ),
    (
      "- own\n",
      """
      f.yaml:1:1: error: expected a mapping of format names to formats
          1 | - own
            | ^~~~~
      """
    ),
    (
      "own: $\n",
      """
      f.yaml:1:6: error: expected a mapping that describes the format, found text
          1 | own: $
            |      ^
      """
    ),
    (
      "own:\n  items: []\n  fields: { id: id }\n",
      """
      f.yaml:2:10: error: 'items' names no path; '$' is the whole document
          2 |   items: []
            |          ^~
      """
    ),
    (
      "own:\n  items: [{ set: { status: failed } }, { path: a, sett: 1 }]\n  fields: { id: id }\n",
      """
      f.yaml:2:11: error: the items have no 'path'
          2 |   items: [{ set: { status: failed } }, { path: a, sett: 1 }]
            |           ^~~~~~~~~~~~~~~~~~~~~~~~~~~
      f.yaml:2:51: error: unknown key of 'items' 'sett'; did you mean 'set'?
          2 |   items: [{ set: { status: failed } }, { path: a, sett: 1 }]
            |                                                   ^~~~
      """
    ),
    (
      "own:\n  items: [{ path: a, set: { notAfter: x, owner: y } }, { path: b, set: status }]\n"
        + "  fields: { id: id }\n",
      """
      f.yaml:2:29: error: only text facts and 'status' can be set; 'notAfter' is none
          2 |   items: [{ path: a, set: { notAfter: x, owner: y } }, { path: b, set: status }]
            |                             ^~~~~~~~
      f.yaml:2:72: error: expected a mapping of facts to texts, found text
          2 |   items: [{ path: a, set: { notAfter: x, owner: y } }, { path: b, set: status }]
            |                                                                        ^~~~~~
      """
    ),
    (
      "own:\n  items: $\n  paging: all\n  single: maybe\n  absent: gone\n  recognise: name\n"
        + "  fields: { id: id }\n",
      """
      f.yaml:3:11: error: expected 'none' or a mapping, found text
          3 |   paging: all
            |           ^~~
      f.yaml:4:11: error: 'maybe' is not true or false
          4 |   single: maybe
            |           ^~~~~
      f.yaml:5:11: error: 'gone' is not missing or unspoken
          5 |   absent: gone
            |           ^~~~
      f.yaml:6:14: error: expected a list of keys, or a list of such lists
          6 |   recognise: name
            |              ^~~~
      """
    ),
    (
      "own:\n  items: $\n  paging: { totel: a }\n  fail-if: { code: a, wen: b }\n"
        + "  skip-if: deleted\n  fields: { id: id }\n",
      """
      f.yaml:3:13: error: unknown key of 'paging' 'totel'; did you mean 'total'?
          3 |   paging: { totel: a }
            |             ^~~~~
      f.yaml:4:12: error: 'fail-if' has no 'when'
          4 |   fail-if: { code: a, wen: b }
            |            ^~~~~~~~~~~~~~~~~~~
      f.yaml:4:23: error: unknown key of 'fail-if' 'wen'; did you mean 'when'?
          4 |   fail-if: { code: a, wen: b }
            |                       ^~~
      f.yaml:5:12: error: expected a mapping of paths to values, found text
          5 |   skip-if: deleted
            |            ^~~~~~~
      """
    ),
    (
      "own:\n  items: $\n  status-map: { fine: [a], expird: [b] }\n  origin-map: [managed]\n"
        + "  fields: { id: id }\n",
      """
      f.yaml:3:17: error: unknown class 'fine'
          3 |   status-map: { fine: [a], expird: [b] }
            |                 ^~~~
          = help: one of deleted, expired, failed, ok, other, pending, revoked, unavailable
      f.yaml:3:28: error: unknown class 'expird'; did you mean 'expired'?
          3 |   status-map: { fine: [a], expird: [b] }
            |                            ^~~~~~
      f.yaml:4:15: error: expected a mapping of classes to lists of words
          4 |   origin-map: [managed]
            |               ^~~~~~~~~
      """
    ),
    // The options of a field.
    (
      "own:\n  items: $\n  fields:\n    name: { pth: a }\n    id: { path: a, radix: 10 }\n"
        + "    serial: { path: a, radix: 8 }\n    owner: { path: a, zone: UTC, class: b, split: x }\n"
        + "    label: { path: a, decode: hex, strip: \"\" }\n",
      """
      f.yaml:4:11: error: the field has no 'path'
          4 |     name: { pth: a }
            |           ^~~~~~~~~~
      f.yaml:4:13: error: unknown key of a field 'pth'; did you mean 'path'?
          4 |     name: { pth: a }
            |             ^~~
      f.yaml:5:27: error: 'radix' is for 'serial' only
          5 |     id: { path: a, radix: 10 }
            |                           ^~
      f.yaml:6:31: error: '8' is not 10 or 16
          6 |     serial: { path: a, radix: 8 }
            |                               ^
      f.yaml:7:29: error: 'zone' is for facts of the kind 'time'; 'owner' is of the kind 'text'
          7 |     owner: { path: a, zone: UTC, class: b, split: x }
            |                             ^~~
      f.yaml:7:41: error: 'class' is for facts of the kind 'status'; 'owner' is of the kind 'text'
          7 |     owner: { path: a, zone: UTC, class: b, split: x }
            |                                         ^
      f.yaml:7:51: error: 'split' is for facts of the kind 'list of texts' or 'fingerprints'; \
      'owner' is of the kind 'text'
          7 |     owner: { path: a, zone: UTC, class: b, split: x }
            |                                                   ^
      f.yaml:8:31: error: 'hex' is not base64
          8 |     label: { path: a, decode: hex, strip: "" }
            |                               ^~~
      f.yaml:8:43: error: the text must not be empty
          8 |     label: { path: a, decode: hex, strip: "" }
            |                                           ^~
      """
    ),
    (
      "own:\n  items: $\n  fields: { id: [a, [b]], name: { path: { a: b } } }\n",
      """
      f.yaml:3:21: error: expected text, found a list
          3 |   fields: { id: [a, [b]], name: { path: { a: b } } }
            |                     ^~~
      f.yaml:3:41: error: expected text, found a mapping
          3 |   fields: { id: [a, [b]], name: { path: { a: b } } }
            |                                         ^~~~~~~~
      """
    ),
    (
      "own: [\n",
      """
      f.yaml:2:1: error: did not find expected node content
          2 |
            | ^
          = note: while parsing a flow node
      """
    ),
  ]

  /// A format with a way to hand files in, and what is wrong with that.
  static let submissions: [(submit: String, printed: String)] = [
    ("{ takes: pem, ways: { a: { url: https://h/, json: \"{name}\" } } }", ""),
    ("[]", "7:11: error: expected a mapping with 'ways', found a list"),
    ("{ takes: pem }", "7:11: error: 'submit' has no 'ways', of which each has a name and a 'url'"),
    (
      "{ ways: { a: { url: https://h/, json: x } } }",
      "7:11: error: 'submit' has no 'takes', the formats of files that the source takes"
    ),
    (
      "{ takes: [pem, p12], ways: { a: { url: https://h/, json: x } } }",
      "7:26: error: 'p12' is not pem or der or pkcs7 or pkcs12 or jks"
    ),
    (
      "{ takes: pkcs12, ways: { a: { url: https://h/, json: x } } }",
      "7:20: error: pkcs12 is there to carry a key: say 'private-key: true'"
    ),
    (
      "{ takes: pem, unique: x, ways: { a: { url: https://h/, json: x } } }",
      "7:25: error: unknown key of 'submit' 'unique'; did you mean 'unique-names'?"
    ),
    (
      "{ takes: pem, ways: { a: { json: x } } }", "7:36: error: the way has no 'url'"
    ),
    (
      "{ takes: pem, ways: { a: { url: https://h/ } } }",
      "7:36: error: the way has one body: either 'form' or 'json'"
    ),
    (
      "{ takes: pem, ways: { a: { url: http://h.example/, json: x } } }",
      "7:43: error: only this machine itself is asked without TLS: write https://"
    ),
    (
      "{ takes: pem, ways: { a: { url: https://h/, json: \"{nme}\" } } }",
      "7:61: error: '{nme}' is not among 'vars'; did you mean 'name'?"
    ),
    (
      "{ takes: pem, ways: { a: { url: https://h/, json: { $file: hex } } } }",
      "7:70: error: 'hex' is not base64 or numbers or text"
    ),
    (
      "{ takes: pem, ways: { a: { url: https://h/, form: { a: b } } } }",
      "7:61: error: one field of the form is the file: '{ file: MEDIA-TYPE }'"
    ),
    (
      "{ takes: pem, ways: { a: { url: https://h/, form: { f: { file: pem } } } } }",
      "7:74: error: expected a media type, such as application/octet-stream"
    ),
    (
      "{ takes: pem, ways: { a: { url: https://h/, form: { f: { file: a/b }, g: { type: a/b } } } } }",
      "7:84: error: the field is a text, or has one of 'file' and 'json'"
    ),
  ]

  @Test(arguments: submissions)
  func saysWhatIsWrongWithASubmission(_ submit: String, expected: String) {
    #expect(firstFault(inFormatWith: "submit: \(submit)") == expected)
  }

  @Test func aSubmissionNeedsARequest() {
    #expect(
      printed("own: { items: $, fields: { id: id }, submit: { takes: pem, ways: {} } }").hasPrefix(
        "f.yaml:1:46: error: 'submit' needs a 'request', which says how the source is asked\n"))
  }

  /// The first thing wrong with a format that is asked for over the network, and has one member more.
  private func firstFault(inFormatWith member: String) -> String {
    let text = """
      own:
        vars: { zone: "z" }
        request:
          url: https://h.example/{zone}
        items: $
        fields: { id: id }
        \(member)
      """
    let first = printed(text).split(separator: "\n").first.map { String($0) } ?? ""
    #expect(first.isEmpty || first.hasPrefix("f.yaml:"))
    return String(first.dropFirst("f.yaml:".count))
  }

  /// What is wrong with the details of a format.
  static let details: [(detail: String, printed: String)] = [
    ("{ url: \"https://h.example/{zone}/{id}\", fields: { notAfter: a } }", ""),
    ("x", "7:11: error: expected a mapping with 'url', found text"),
    ("{ url: \"https://h.example/{id}\" }", "7:11: error: the detail has no 'fields'"),
    ("{ fields: { notAfter: a } }", "7:11: error: the detail has no 'url'"),
    (
      "{ url: \"https://h.example/{zone}\", fields: { notAfter: a } }",
      "7:18: error: the path of the address holds one of {id}, {name}, {serial}"
    ),
    (
      "{ url: \"https://{name}.example/\", fields: { notAfter: a } }",
      "7:18: error: the path of the address holds one of {id}, {name}, {serial}"
    ),
    (
      "{ url: \"https://h.example/{ide}\", fields: { notAfter: a } }",
      "7:18: error: '{ide}' is not among 'vars'; did you mean 'id'?"
    ),
    (
      "{ url: \"https://h.example/{id}\", field: { notAfter: a }, fields: { notafter: a } }",
      "7:44: error: unknown key of 'detail' 'field'; did you mean 'fields'?"
    ),
  ]

  @Test(arguments: details)
  func saysWhatIsWrongWithDetails(_ detail: String, expected: String) {
    #expect(firstFault(inFormatWith: "detail: \(detail)") == expected)
  }

  @Test(arguments: mistakes)
  func saysWhatIsWrong(_ text: String, expected: String) {
    #expect(printed(text) == expected)
  }

  @Test(arguments: [
    "dd MMM yy", "yyyy", "MMM yyyy", "dd yyyy", "dd MMMM yyyy", "iso", "dd/MM/yyyyy", "",
  ])
  func timePatternsMustNameAWholeDay(_ pattern: String) {
    let text = "own:\n  items: $\n  fields: { notAfter: { path: a, format: \"\(pattern)\" } }\n"
    #expect(
      printed(text).hasPrefix(
        "f.yaml:3:42: error: expected auto, epoch, epoch-ms or a pattern with a day, a month and a "
          + "year of four digits, such as 'dd MMM yyyy'\n"))
  }

  @Test(arguments: ["UTC", "+02:00", "-0330", "+14:00", "-00:00"])
  func zonesAreRead(_ zone: String) {
    #expect(
      printed("own: { items: $, fields: { notAfter: { path: a, zone: \"\(zone)\" } } }") == "")
  }

  @Test(arguments: ["CET", "utc", "2", "+2", "+24:00", "+02:60", "++100", "+0x00", "+02:00:00", ""])
  func otherZonesAreRefused(_ zone: String) {
    let text = "own:\n  items: $\n  fields: { notAfter: { path: a, zone: \"\(zone)\" } }\n"
    #expect(
      printed(text).hasPrefix("f.yaml:3:40: error: expected UTC or an offset such as +02:00\n"))
  }

  /// Mistakes of several files are all said at once.
  @Test func allFilesAreReadToTheirEnd() {
    do throws(FormatErrors) {
      _ = try ListingFormats(files: [
        ("a.yaml", Array("own: { items: $ }".utf8)), ("b.yaml", Array("x: [".utf8)),
        ("c.yaml", Array("own: { items: $, fields: { id: id } }".utf8)),
        ("d.yaml", Array("own: { items: $, fields: { id: id } }".utf8)), ("e.yaml", []),
      ])
      Issue.record("the files were read")
    } catch {
      #expect(
        error.diagnostics.map { "\($0.location?.path ?? ""): \($0.message)" } == [
          "a.yaml: format 'own' has no 'fields'",
          "b.yaml: did not find expected node content",
          "d.yaml: there is already a format 'own'",
          "e.yaml: expected a mapping of format names to formats",
        ])
    }
  }

  /// The shipped formats are texts of the language that anyone can start from.
  @Test func shippedFormatsAreOfTheSameLanguage() throws {
    let formats = try ListingFormats()
    #expect(
      formats.names == [
        "certgate", "cloudflare-access-mtls", "digitalocean-certificates", "liveperson-mtls",
        "organization-certificates", "vault-pki",
      ])
    #expect(ListingFormats.shippedTexts.map(\.name) == formats.names)
    for (name, text) in ListingFormats.shippedTexts {
      let own = String(decoding: text, as: UTF8.self).replacing("\n\(name):", with: "\nmy-own:")
      #expect(printed(own) == "")
    }
  }
}
