import Documents
import SourceText
import Testing

/// What is wrong with a text, exactly as it is printed.
struct YAMLDiagnosticsTests {
  /// Mistakes of syntax, with what libyaml was reading and where that began.
  static let syntax: [(text: String, printed: String)] = [
    (
      "a: b: c\n",
      #"""
      p.yaml:1:5: error: mapping values are not allowed in this context
          1 | a: b: c
            |     ^
      """#
    ),
    (
      "a: 1\nbcd\ne: 2\n",
      #"""
      p.yaml:3:1: error: could not find expected ':'
          3 | e: 2
            | ^
          = note: while scanning a simple key at p.yaml:2:1
      """#
    ),
    (
      "a:\n  b: 1\n c: 2\n",
      #"""
      p.yaml:3:2: error: did not find expected key
          3 |  c: 2
            |  ^
          = note: while parsing a block mapping at p.yaml:1:1
      """#
    ),
    (
      "a: [1, 2\nb: 3\n",
      #"""
      p.yaml:2:2: error: did not find expected ',' or ']'
          2 | b: 3
            |  ^
          = note: while parsing a flow sequence at p.yaml:1:4
      """#
    ),
    (
      "a: \"abc\nb: 3\n",
      #"""
      p.yaml:3:1: error: found unexpected end of stream
          3 |
            | ^
          = note: while scanning a quoted scalar at p.yaml:1:4
      """#
    ),
    (
      "a: \"\\q\"\n",
      #"""
      p.yaml:1:5: error: found unknown escape character
          1 | a: "\q"
            |     ^
          = note: while parsing a quoted scalar at p.yaml:1:4
      """#
    ),
    (
      "a: }\n",
      #"""
      p.yaml:1:4: error: did not find expected node content
          1 | a: }
            |    ^
          = note: while parsing a block node
      """#
    ),
    (
      "😀: é: ü\n",
      #"""
      p.yaml:1:5: error: mapping values are not allowed in this context
          1 | 😀: é: ü
            |     ^
      """#
    ),
    (
      "%YAML 3.0\n---\na: 1\n",
      #"""
      p.yaml:1:1: error: found incompatible YAML document
          1 | %YAML 3.0
            | ^
          = help: quote a text that begins with '%'
      """#
    ),
    (
      "a: |\n  x\n y\n",
      #"""
      p.yaml:3:2: error: did not find expected key
          3 |  y
            |  ^
          = note: while parsing a block mapping at p.yaml:1:1
      """#
    ),
  ]

  /// Texts that YAML takes for something else.
  static let unquotedSigns: [(text: String, printed: String)] = [
    (
      "match: *.example.com\n",
      #"""
      p.yaml:1:9: error: did not find expected alphabetic or numeric character
          1 | match: *.example.com
            |         ^
          = note: while scanning an alias at p.yaml:1:8
          = help: quote a text that begins with '*'
      """#
    ),
    (
      "a: @x\n",
      #"""
      p.yaml:1:4: error: found character that cannot start any token
          1 | a: @x
            |    ^
          = note: while scanning for the next token
          = help: quote a text that begins with '@'
      """#
    ),
    (
      "a: !x!y z\n",
      #"""
      p.yaml:1:4: error: found undefined tag handle
          1 | a: !x!y z
            |    ^
          = note: while parsing a node
          = help: quote a text that begins with '!'
      """#
    ),
  ]

  /// Tabs where only spaces may stand.
  static let tabs: [(text: String, printed: String)] = [
    (
      "a:\n\tb: 1\n",
      #"""
      p.yaml:2:1: error: a tab cannot indent YAML
          2 |         b: 1
            | ^~~~~~~~
          = help: indent with spaces
      """#
    ),
    (
      "a:\n  b: 1\n\tc: 2\n",
      #"""
      p.yaml:3:1: error: a tab cannot indent YAML
          3 |         c: 2
            | ^~~~~~~~
          = help: indent with spaces
      """#
    ),
    (
      "a:\n  \tb: 1\n",
      #"""
      p.yaml:2:3: error: a tab cannot indent YAML
          2 |         b: 1
            |   ^~~~~~
          = help: indent with spaces
      """#
    ),
    (
      "a: |\n  x\n\ty\n",
      #"""
      p.yaml:3:1: error: a tab cannot indent YAML
          3 |         y
            | ^~~~~~~~
          = help: indent with spaces
      """#
    ),
  ]

  /// What YAML has and this language has not.
  static let refusals: [(text: String, printed: String)] = [
    (
      "a: &x 1\nb: [*x, *y-z]\n",
      #"""
      p.yaml:1:4: error: anchor '&x' is not supported
          1 | a: &x 1
            |    ^~
          = help: write the value out where it is used
      p.yaml:2:5: error: alias '*x' is not supported
          2 | b: [*x, *y-z]
            |     ^~
          = help: write the value out, or quote a text that begins with '*'
      p.yaml:2:9: error: alias '*y-z' is not supported
          2 | b: [*x, *y-z]
            |         ^~~~
          = help: write the value out, or quote a text that begins with '*'
      """#
    ),
    (
      "*y : 2\n",
      #"""
      p.yaml:1:1: error: alias '*y' is not supported
          1 | *y : 2
            | ^~
          = help: write the value out, or quote a text that begins with '*'
      """#
    ),
    (
      "a:\n  <<: b\n\"<<\": c\n",
      #"""
      p.yaml:2:3: error: merge key '<<' is not supported
          2 |   <<: b
            |   ^~
          = help: write the keys out here
      """#
    ),
    (
      "a: !!str 1\nb: &x !foo {c: d}\n",
      #"""
      p.yaml:1:4: error: tag '!!str' is not supported
          1 | a: !!str 1
            |    ^~~~~
          = help: values are text until they are used
      p.yaml:2:4: error: anchor '&x' is not supported
          2 | b: &x !foo {c: d}
            |    ^~
          = help: write the value out where it is used
      p.yaml:2:7: error: tag '!foo' is not supported
          2 | b: &x !foo {c: d}
            |       ^~~~
          = help: values are text until they are used
      """#
    ),
    (
      "? [a, b]\n: 1\n? {c: d}\n: 2\n",
      #"""
      p.yaml:1:3: error: a key must be text, not a list
          1 | ? [a, b]
            |   ^
      p.yaml:3:3: error: a key must be text, not a mapping
          3 | ? {c: d}
            |   ^
      """#
    ),
    (
      "a: 1\n--- \nb: 2\n",
      #"""
      p.yaml:2:1: error: a second document starts here; a file holds one
          2 | --- 
            | ^~~
      """#
    ),
  ]

  /// Keys that come twice, all at once.
  static let duplicates: [(text: String, printed: String)] = [
    (
      "a: 1\n\"a\": 2\nb:\n  c: 1\n  c: 2\nb: {x: 1, x: 2}\n",
      #"""
      p.yaml:2:1: error: duplicate key 'a'
          2 | "a": 2
            | ^~~
          = note: the first is at p.yaml:1:1
      p.yaml:5:3: error: duplicate key 'c'
          5 |   c: 2
            |   ^
          = note: the first is at p.yaml:4:3
      p.yaml:6:1: error: duplicate key 'b'
          6 | b: {x: 1, x: 2}
            | ^
          = note: the first is at p.yaml:3:1
      p.yaml:6:11: error: duplicate key 'x'
          6 | b: {x: 1, x: 2}
            |           ^
          = note: the first is at p.yaml:6:5
      """#
    ),
    (
      "a: 1\r\na: 2\ra: 3\n",
      #"""
      p.yaml:2:1: error: duplicate key 'a'
          2 | a: 2
            | ^
          = note: the first is at p.yaml:1:1
      p.yaml:3:1: error: duplicate key 'a'
          3 | a: 3
            | ^
          = note: the first is at p.yaml:1:1
      """#
    ),
    (
      "é: 1\na: [\né: 2\n",
      #"""
      p.yaml:4:1: error: did not find expected ',' or ']'
          4 |
            | ^
          = note: while parsing a flow sequence at p.yaml:2:4
      """#
    ),
    (
      "\u{FEFF}a: 1\na: 2\n",
      #"""
      p.yaml:2:1: error: duplicate key 'a'
          2 | a: 2
            | ^
          = note: the first is at p.yaml:1:1
      """#
    ),
  ]

  /// Characters that no YAML text may hold.
  static let characters: [(text: String, printed: String)] = [
    (
      "a: x\u{0}y\n",
      #"""
      p.yaml:1:5: error: control character U+0000 is not allowed
          1 | a: x\x00y
            |     ^~~~
      """#
    ),
    (
      "a: é\u{1}\n",
      #"""
      p.yaml:1:5: error: control character U+0001 is not allowed
          1 | a: é\x01
            |     ^~~~
      """#
    ),
    (
      "a: \u{7F}\n",
      #"""
      p.yaml:1:4: error: control character U+007F is not allowed
          1 | a: \x7F
            |    ^~~~
      """#
    ),
    (
      "a: 1 # x\u{2028}b: 2\n",
      #"""
      p.yaml:1:9: error: line separator U+2028 is not allowed
          1 | a: 1 # x\u{2028}b: 2
            |         ^~~~~~~~
      """#
    ),
    (
      "a: x\u{85}y\n",
      #"""
      p.yaml:1:5: error: line separator U+0085 is not allowed
          1 | a: x\u{85}y
            |     ^~~~~~
      """#
    ),
    (
      "a: 1\n\u{FEFF}b: 2\n",
      #"""
      p.yaml:2:1: error: byte order mark U+FEFF is not allowed
          2 | \u{FEFF}b: 2
            | ^~~~~~~~
      """#
    ),
    (
      "a: \u{FFFF}\n",
      #"""
      p.yaml:1:4: error: noncharacter U+FFFF is not allowed
          1 | a: \u{FFFF}
            |    ^~~~~~~~
      """#
    ),
  ]

  @Test(arguments: [syntax, unquotedSigns, tabs, refusals, duplicates, characters].joined())
  func printsWhatIsWrong(text: String, printed: String) {
    #expect(YAMLDocument.problems(in: Array(text.utf8)) == printed)
  }

  @Test(
    arguments: [
      (Array("a: é".utf8) + [0xFF], "1:5", "0xFF", "a: é\u{FFFD}", 4),
      (Array("a: 1\nb: ".utf8) + [0xE2, 0x82], "2:4", "0xE2", "b: \u{FFFD}", 3),
      ([0x61, 0x80], "1:2", "0x80", "a\u{FFFD}", 1),
    ] as [([UInt8], String, String, String, Int)])
  func placesABadByte(bytes: [UInt8], place: String, byte: String, line: String, indent: Int) {
    let number = place.prefix(1)
    #expect(
      YAMLDocument.problems(in: bytes) == """
        p.yaml:\(place): error: byte \(byte) is not UTF-8
            \(number) | \(line)
              | \(String(repeating: " ", count: indent))^
        """)
  }

  @Test(arguments: [[0xFE, 0xFF, 0x00, 0x61], [0xFF, 0xFE, 0x61, 0x00]] as [[UInt8]])
  func refusesUTF16(bytes: [UInt8]) {
    #expect(
      YAMLDocument.problems(in: bytes) == """
        p.yaml:1:1: error: text is in UTF-16, not in UTF-8
            = help: save the file as UTF-8
        """)
  }
}

extension YAMLDocument {
  /// All that is wrong with a text, as it is printed, or "nothing".
  static func problems(in bytes: [UInt8]) -> String {
    do {
      let faults = try read(bytes, path: "p.yaml").faults
      if faults.isEmpty { return "nothing" }
      return faults.map { $0.rendered() }.joined(separator: "\n")
    } catch {
      return error.diagnostics.map { $0.rendered() }.joined(separator: "\n")
    }
  }
}
