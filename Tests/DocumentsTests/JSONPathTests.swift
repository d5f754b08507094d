import Documents
import Testing

struct JSONPathTests {
  static let paths: [(text: String, steps: [JSONPath.Step])] = [
    ("$", []),
    ("a", [.key("a")]),
    ("a.b.c", [.key("a"), .key("b"), .key("c")]),
    ("$.a", [.key("a")]),
    ("a[]", [.key("a"), .elements]),
    ("$[]", [.elements]),
    ("[]", [.elements]),
    ("[0]", [.element(0)]),
    ("[12].a", [.element(12), .key("a")]),
    ("a[][0][]", [.key("a"), .elements, .element(0), .elements]),
    ("a[999999999]", [.key("a"), .element(999_999_999)]),
    ("*", [.values]),
    ("*.Certificates[]", [.values, .key("Certificates"), .elements]),
    ("a.*[].b", [.key("a"), .values, .elements, .key("b")]),
    (#"data."tls.key""#, [.key("data"), .key("tls.key")]),
    (#""a\"b\\c""#, [.key(#"a"b\c"#)]),
    (#""""#, [.key("")]),
    (#""*""#, [.key("*")]),
    (#""a[0]"[1]"#, [.key("a[0]"), .element(1)]),
    (#""$""#, [.key("$")]),
    // Signs that vendors have in keys need no quotation marks.
    ("hydra:member", [.key("hydra:member")]),
    ("@id", [.key("@id")]),
    ("ca_signed?", [.key("ca_signed?")]),
    ("$ref", [.key("$ref")]),
    ("a.$schema", [.key("a"), .key("$schema")]),
    ("Valid To [0]", [.key("Valid To "), .element(0)]),
    ("näme.名", [.key("näme"), .key("名")]),
    ("e\u{301}", [.key("e\u{301}")]),
  ]

  @Test(arguments: paths)
  func reads(_ text: String, steps: [JSONPath.Step]) throws {
    let path = try JSONPath(text)
    #expect(path.steps == steps)
    #expect(path.description == text)
    #expect(path.branches == steps.contains { $0 == .elements || $0 == .values })
  }

  static let faults: [(text: String, offset: Int, message: String)] = [
    ("", 0, "a path must not be empty; '$' is the whole"),
    (".", 0, "expected a key here"),
    (".a", 0, "expected a key here"),
    ("a.", 2, "expected a key here"),
    ("a..b", 2, "expected a key here"),
    ("$.", 2, "expected a key here"),
    ("$..a", 2, "expected a key here"),
    ("a[", 2, "expected ']' or a number up to 999999999 here; '[]' is every element"),
    ("a[1", 3, "expected ']' or a number up to 999999999 here; '[]' is every element"),
    ("a[*]", 2, "expected ']' or a number up to 999999999 here; '[]' is every element"),
    ("a[-1]", 2, "expected ']' or a number up to 999999999 here; '[]' is every element"),
    ("a[1:2]", 3, "expected ']' or a number up to 999999999 here; '[]' is every element"),
    ("a[?x]", 2, "expected ']' or a number up to 999999999 here; '[]' is every element"),
    ("a[9999999999]", 11, "expected ']' or a number up to 999999999 here; '[]' is every element"),
    ("é[x]", 2, "expected ']' or a number up to 999999999 here; '[]' is every element"),
    ("a]", 1, "a key with ']' must be quoted"),
    ("a\"b", 1, "a key with '\"' must be quoted"),
    ("a[]b", 3, "expected '.' or '[' here"),
    ("\"a\"b", 3, "expected '.' or '[' here"),
    ("\"a", 2, "the quoted key has no end; expected '\"' here"),
    ("\"a\\", 3, "the quoted key has no end; expected '\"' here"),
    ("a.**", 2, "'*' stands alone for all values; a key with '*' must be quoted"),
    ("a.b*", 3, "'*' stands alone for all values; a key with '*' must be quoted"),
  ]

  @Test(arguments: faults)
  func refuses(_ text: String, offset: Int, message: String) {
    do throws(JSONPath.SyntaxError) {
      Issue.record("'\(text)' is read as \(try JSONPath(text).steps)")
    } catch {
      #expect(error.message == message)
      #expect(error.offset == offset)
    }
  }
}
