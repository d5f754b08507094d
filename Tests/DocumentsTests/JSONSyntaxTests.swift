import Documents
import Testing

/// What is JSON by RFC 8259, and what is not, with the place and the words of each fault.
struct JSONSyntaxTests {
  static let accepted: [String] = [
    // Values at the root.
    "{}", "[]", "null", "true", "false", "0", "-0", "\"\"", "\"a\"", " \t\r\n[] \t\r\n",
    // Arrays and objects.
    "[1]", "[ 1 , 2 ]", "[[]   ]", "[null,1,\"1\",{}]", "[[],[[]],{}]", "[\"\"]", "[1\n]",
    #"{"a":1}"#, #"{ "a" : 1 , "b" : 2 }"#, #"{"":0}"#, #"{"a":{"a":{}}}"#, #"{"a":1,"a":1}"#,
    "{\"a\":\r\n[]\r\n}", #"{"a\u0000b":1}"#, #"{"long":"x","longer":[{"id":"x"}]}"#,
    // Numbers.
    "[0]", "[-0]", "[-1]", "[10]", "[1.0]", "[0.1]", "[-0.1]", "[1e1]", "[1E1]", "[1e+1]",
    "[1e-1]", "[0e0]", "[0e+1]", "[1.5E+22]", "[123.456e78]", "[1e400]", "[-1e-400]", "[20e1]",
    "[\(String(repeating: "9", count: 400))]", "[0.\(String(repeating: "3", count: 400))]",
    // Strings.
    #"["\"\\\/\b\f\n\r\t"]"#, #"["\u0060\u012a\u12AB"]"#, #"["\uD801\udc37"]"#, #"["\uD83D"]"#,
    #"["\uDE00\uD83D"]"#, #"["\uD83Da"]"#, #"["\uFFFF"]"#, #"["\u0000"]"#, #"["\\u0000"]"#,
    #"["\""]"#, #"["a/*b*/c//d#e"]"#, "[\"\u{7F}\"]", "[\"\u{80}\"]", "[\"é\"]", "[\"€\"]",
    "[\"😀\"]", "[\"\u{2028}\u{2029}\"]", "[\"\u{FFFF}\"]", "[\"\u{10FFFF}\"]", "[\"\u{FEFF}\"]",
    "[\"\u{E000}\"]", "[\"\u{202E}\"]", "[\"12345678\"]", "[\"1234567\",\"123456789\"]",
    // A byte order mark.
    "\u{FEFF}{}", "\u{FEFF} []",
    // One object a line.
    "{}\n{}", "{\"a\":1}\n{\"a\":2}\n", "{}\r\n{}\r\n\r\n", "{\n}\n{\n}", "\n{}\n\n\n{}",
  ]

  @Test(arguments: accepted)
  func accepts(_ text: String) {
    #expect(JSONSample(text).fault == nil)
  }

  static let rejected: [(text: String, fault: String)] = [
    ("", "1:1: the file is empty"),
    (" ", "1:2: the file holds nothing but white space"),
    ("\n\n\t", "3:2: the file holds nothing but white space"),
    ("\u{FEFF}", "1:1: the file holds nothing but white space"),
    ("<!doctype html>", "1:1: this is HTML or XML, not JSON (a login page or an error page?)"),
    ("\n <?xml?>", "2:2: this is HTML or XML, not JSON (a login page or an error page?)"),
    (
      "-----BEGIN CERTIFICATE-----\nMIIB",
      "1:1: this is PEM, not JSON; a listing of certificates is expected here"
    ),
    // Values.
    ("a", "1:1: expected a value, found 'a'"),
    ("[nul]", "1:2: expected a value, found 'n'"),
    ("[n]", "1:2: expected a value, found 'n'"),
    ("[nulll]", "1:6: expected ',' or ']', found 'l'"),
    ("[True]", "1:2: expected a value, found 'T'"),
    ("[tru]", "1:2: expected a value, found 't'"),
    ("tru", "1:1: the document ends inside the word 'true'"),
    ("[fals", "1:2: the document ends inside the word 'false'"),
    ("['a']", "1:2: expected a value, found an apostrophe"),
    ("[NaN]", "1:2: expected a value, found 'N'"),
    ("[Infinity]", "1:2: expected a value, found 'I'"),
    ("[undefined]", "1:2: expected a value, found 'u'"),
    ("[/* no */1]", "1:2: expected a value, found '/'"),
    ("[1] // no", "1:5: expected the end of the document, found '/'"),
    ("# no\n[]", "1:1: expected a value, found '#'"),
    ("[\u{B}1]", "1:2: expected a value, found byte 0x0B"),
    ("[\u{A0}1]", "1:2: expected a value, found byte 0xC2"),
    ("[\0", "1:1: this is UTF-16; JSON must be saved as UTF-8"),
    ("[1\0]", "1:3: expected ',' or ']', found byte 0x00"),
    ("{}\0", "1:3: expected the end of the document, found byte 0x00"),
    // Arrays.
    ("[", "1:2: the document ends here; expected a value"),
    ("[1", "1:3: the document ends here; expected ',' or ']'"),
    ("[1,", "1:4: the document ends here; expected a value"),
    ("[1,]", "1:4: a comma before ']' is not allowed in JSON"),
    ("[[1,2],\n ]", "2:2: a comma before ']' is not allowed in JSON"),
    ("[,1]", "1:2: expected a value, found ','"),
    ("[1,,2]", "1:4: expected a value, found ','"),
    ("[1 2]", "1:4: expected ',' or ']', found '2'"),
    ("[1}", "1:3: expected ',' or ']', found '}'"),
    ("[1:2]", "1:3: expected ',' or ']', found ':'"),
    ("[]]", "1:3: expected the end of the document, found ']'"),
    ("[][]", "1:3: expected the end of the document, found '['"),
    ("[]\n[]", "2:1: expected the end of the document, found '['"),
    ("]", "1:1: expected a value, found ']'"),
    (",", "1:1: expected a value, found ','"),
    // Objects.
    ("{", "1:2: the document ends here; expected a key in quotation marks"),
    ("{\"a\"", "1:5: the document ends here; expected ':' after the key"),
    ("{\"a\":", "1:6: the document ends here; expected a value"),
    ("{\"a\":1", "1:7: the document ends here; expected ',' or '}'"),
    ("{\"a\":1,", "1:8: the document ends here; expected a key in quotation marks"),
    ("{\"a\":1,}", "1:8: a comma before '}' is not allowed in JSON"),
    ("[{\"a\":1,\n}]", "2:1: a comma before '}' is not allowed in JSON"),
    ("{,}", "1:2: expected a key in quotation marks, found ','"),
    ("{\"a\":1,,}", "1:8: expected a key in quotation marks, found ','"),
    ("{a:1}", "1:2: expected a key in quotation marks, found 'a'"),
    ("{'a':1}", "1:2: expected a key in quotation marks, found an apostrophe"),
    ("{1:1}", "1:2: expected a key in quotation marks, found '1'"),
    ("{\"a\" 1}", "1:6: expected ':' after the key, found '1'"),
    ("{\"a\"::1}", "1:6: expected a value, found ':'"),
    ("{\"a\":1 \"b\":2}", "1:8: expected ',' or '}', found '\"'"),
    ("{\"a\":1]", "1:7: expected ',' or '}', found ']'"),
    ("{\"a\"}", "1:5: expected ':' after the key, found '}'"),
    ("{}}", "1:3: expected the end of the document, found '}'"),
    ("{}{}", "1:3: expected the end of the document, found '{'"),
    ("{} {}", "1:4: expected the end of the document, found '{'"),
    ("{}\n1", "2:1: expected the end of the document, found '1'"),
    ("{}\n[]", "2:1: expected the end of the document, found '['"),
    ("1\n2", "2:1: expected the end of the document, found '2'"),
    ("{}\n{\"a\":}", "2:6: expected a value, found '}'"),
    // Numbers.
    ("-", "1:2: the document ends here; expected a digit"),
    ("[-]", "1:3: expected a digit, found ']'"),
    ("[-a]", "1:3: expected a digit, found 'a'"),
    ("[+1]", "1:2: expected a value, found '+'"),
    ("[.5]", "1:2: expected a value, found '.'"),
    ("[01]", "1:3: a number cannot begin with 0"),
    ("[-012]", "1:4: a number cannot begin with 0"),
    ("[1.]", "1:4: expected a digit after the decimal point, found ']'"),
    ("[1.e1]", "1:4: expected a digit after the decimal point, found 'e'"),
    ("[1e]", "1:4: expected a digit in the exponent, found ']'"),
    ("[1e+]", "1:5: expected a digit in the exponent, found ']'"),
    ("[1e+-1]", "1:5: expected a digit in the exponent, found '-'"),
    ("[1.2.3]", "1:5: expected ',' or ']', found '.'"),
    ("[1e1.5]", "1:5: expected ',' or ']', found '.'"),
    ("[0x10]", "1:3: expected ',' or ']', found 'x'"),
    ("[1_000]", "1:3: expected ',' or ']', found '_'"),
    ("[--1]", "1:3: expected a digit, found '-'"),
    ("[１]", "1:2: expected a value, found byte 0xEF"),
    // Strings.
    ("\"", "1:2: the document ends inside the string that begins at 1:1"),
    ("[\n  \"abc", "2:7: the document ends inside the string that begins at 2:3"),
    ("[\"\\", "1:4: the document ends inside the string that begins at 1:2"),
    ("[\"a\nb\"]", "1:4: a line break inside a string must be escaped"),
    ("[\"a\r\nb\"]", "1:4: a line break inside a string must be escaped"),
    ("[\"a\tb\"]", "1:4: a tab inside a string must be escaped"),
    ("[\"\0\"]", "1:3: byte 0x00 inside a string must be escaped"),
    ("[\"\u{1B}[31m\"]", "1:3: byte 0x1B inside a string must be escaped"),
    ("[\"\\x41\"]", #"1:4: expected one of " \ / b f n r t u after a backslash, found 'x'"#),
    (
      "[\"\\'\"]", #"1:4: expected one of " \ / b f n r t u after a backslash, found an apostrophe"#
    ),
    (
      "[\"\\\n\"]", #"1:4: expected one of " \ / b f n r t u after a backslash, found a line break"#
    ),
    ("[\"\\U0041\"]", #"1:4: expected one of " \ / b f n r t u after a backslash, found 'U'"#),
    ("[\"\\u12\"]", #"1:7: expected four hexadecimal digits after \u, found '"'"#),
    ("[\"\\u12G4\"]", #"1:7: expected four hexadecimal digits after \u, found 'G'"#),
    ("[\"\\u", #"1:5: the document ends here; expected four hexadecimal digits after \u"#),
    ("{\"a\\u00zz\":1}", #"1:8: expected four hexadecimal digits after \u, found 'z'"#),
  ]

  @Test(arguments: rejected)
  func rejects(_ text: String, fault: String) {
    #expect(JSONSample(text).fault == fault)
  }

  /// Each way in which bytes are no UTF-8 (RFC 3629), in a string and in a key.
  static let invalidUTF8: [(bytes: [UInt8], message: String)] = [
    ([0x80], "byte 0x80 is not valid UTF-8 here"),
    ([0xBF], "byte 0xBF is not valid UTF-8 here"),
    ([0xC0, 0x80], "byte 0xC0 is not valid UTF-8 here"),
    ([0xC1, 0xBF], "byte 0xC1 is not valid UTF-8 here"),
    ([0xC2], "byte 0xC2 does not begin a valid UTF-8 character"),
    ([0xC2, 0x41], "byte 0xC2 does not begin a valid UTF-8 character"),
    ([0xE0, 0x9F, 0x80], "byte 0xE0 does not begin a valid UTF-8 character"),
    ([0xE2, 0x82], "byte 0xE2 does not begin a valid UTF-8 character"),
    ([0xE2, 0x82, 0xC0], "byte 0xE2 does not begin a valid UTF-8 character"),
    ([0xED, 0xA0, 0x80], "byte 0xED does not begin a valid UTF-8 character"),
    ([0xED, 0xBF, 0xBF], "byte 0xED does not begin a valid UTF-8 character"),
    ([0xF0, 0x8F, 0x80, 0x80], "byte 0xF0 does not begin a valid UTF-8 character"),
    ([0xF0, 0x9F, 0x98], "byte 0xF0 does not begin a valid UTF-8 character"),
    ([0xF4, 0x90, 0x80, 0x80], "byte 0xF4 does not begin a valid UTF-8 character"),
    ([0xF5, 0x80, 0x80, 0x80], "byte 0xF5 is not valid UTF-8 here"),
    ([0xF8, 0x88, 0x80, 0x80, 0x80], "byte 0xF8 is not valid UTF-8 here"),
    ([0xFE], "byte 0xFE is not valid UTF-8 here"),
    ([0xFF], "byte 0xFF is not valid UTF-8 here"),
  ]

  @Test(arguments: invalidUTF8)
  func refusesInvalidUTF8(_ bytes: [UInt8], message: String) {
    let inValue = Array("[\"abc".utf8) + bytes + Array("\"]".utf8)
    #expect(JSONSample(inValue).fault == "1:6: \(message)")
    let inKey = Array("{\"".utf8) + bytes + Array("\":1}".utf8)
    #expect(JSONSample(inKey).fault == "1:3: \(message)")
    let atEnd = Array("[\"".utf8) + bytes
    #expect(JSONSample(atEnd).fault == "1:3: \(message)")
  }

  @Test func knowsUTF16InBothOrders() {
    let fault = "1:1: this is UTF-16; JSON must be saved as UTF-8"
    let units = Array("{\"a\": 1}".utf16)
    let little = units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big = units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    for bytes in [little, big, [0xFF, 0xFE] + little, [0xFE, 0xFF] + big] {
      #expect(JSONSample(bytes).fault == fault)
    }
  }

  /// Columns count scalars, and a byte order mark takes none.
  static let columns: [(text: String, fault: String)] = [
    ("[\"é\" x]", "1:6: expected ',' or ']', found 'x'"),
    ("[\"😀€é\",\"a\" x]", "1:12: expected ',' or ']', found 'x'"),
    ("[\"e\u{301}\" x]", "1:7: expected ',' or ']', found 'x'"),
    ("\u{FEFF}[x]", "1:2: expected a value, found 'x'"),
    ("[1,\r\n  \"é\" x]", "2:7: expected ',' or ']', found 'x'"),
    ("[\r\n\r\nx]", "3:1: expected a value, found 'x'"),
    ("[\n\n\n   \"日本\",\n x]", "5:2: expected a value, found 'x'"),
    ("[\t\tx]", "1:4: expected a value, found 'x'"),
    ("{\"日\":\"本\",\n \"語\":x}", "2:6: expected a value, found 'x'"),
    ("{}\n{\"é\":x}", "2:6: expected a value, found 'x'"),
  ]

  @Test(arguments: columns)
  func countsColumnsInScalars(_ text: String, fault: String) {
    #expect(JSONSample(text).fault == fault)
  }
}
