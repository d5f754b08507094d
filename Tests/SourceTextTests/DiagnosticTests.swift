import SourceText
import Testing

struct DiagnosticTests {
  private func render(
    _ excerpt: String, line: Int = 7, column: Int, length: Int = 1, notes: [String] = []
  ) -> String {
    let location = SourceLocation(path: "p.yaml", line: line, column: column)
    return Diagnostic("no", at: location, length: length, excerpt: excerpt, notes: notes).rendered()
  }

  @Test func showsLineCaretAndHelp() {
    let diagnostic = Diagnostic(
      "unknown option 'min-remainig' for rule 'expiry-window'; did you mean 'min-remaining'?",
      at: SourceLocation(path: "policy.yaml", line: 7, column: 5), length: 12,
      excerpt: "    min-remainig: 30d", notes: ["help: options: max-remaining, min-remaining"])
    #expect(
      diagnostic.rendered() == """
        policy.yaml:7:5: error: unknown option 'min-remainig' for rule 'expiry-window'; \
        did you mean 'min-remaining'?
            7 |     min-remainig: 30d
              |     ^~~~~~~~~~~~
            = help: options: max-remaining, min-remaining
        """)
  }

  @Test func needsNoPlace() {
    let diagnostic = Diagnostic(.warning, "no policy found", notes: ["help: run init"])
    #expect(diagnostic.rendered() == "warning: no policy found\n    = help: run init")
  }

  @Test func needsNoExcerpt() {
    let location = SourceLocation(path: "in.json", line: 2, column: 3)
    #expect(
      Diagnostic(.note, "unexpected byte", at: location).rendered()
        == "in.json:2:3: note: unexpected byte")
  }

  @Test func widensTheGutterForLongNumbers() {
    #expect(
      render("a: b", line: 1_234_567, column: 4, notes: ["note: x"]) == """
        p.yaml:1234567:4: error: no
        1234567 | a: b
                |    ^
              = note: x
        """)
  }

  @Test(
    arguments: [
      ("\ta: b", 2, 1, "        a: b", "        ^"),
      ("a\tb: c", 3, 1, "a       b: c", "        ^"),
      ("a\tb", 2, 2, "a       b", " ^~~~~~~~"),
      ("a\u{1B}[1mb", 6, 1, #"a\x1B[1mb"#, "        ^"),
      ("x\u{202E}y", 2, 1, #"x\u{202E}y"#, " ^~~~~~~~"),
      ("x\u{202E}y", 3, 9, #"x\u{202E}y"#, "         ^"),
      (#"a\b: c"#, 4, 1, #"a\b: c"#, "   ^"),
      ("é: ü", 4, 1, "é: ü", "   ^"),
      ("key:", 5, 1, "key:", "    ^"),
      ("key:", 99, 4, "key:", "    ^"),
      ("key:", 0, 0, "key:", "^"),
      ("key:", .min, .min, "key:", "^"),
      ("key:", .max, .max, "key:", "    ^"),
    ] as [(String, Int, Int, String, String)])
  func keepsTheCaretUnderItsText(
    line: String, column: Int, length: Int, shown: String, caret: String
  ) {
    let rendered = render(line, column: column, length: length)
    #expect(
      rendered.split(separator: "\n").dropFirst() == ["    7 | \(shown)", "      | \(caret)"])
  }

  @Test func leavesNoSpaceAfterAnEmptyLine() {
    #expect(render("", column: 1).hasSuffix("no\n    7 |\n      | ^"))
  }

  @Test(arguments: [1, 50, 100, 130, 500, 979, 1000, 1001, 5000])
  func windowsLongLines(column: Int) {
    let letters = (0..<1000).map { Unicode.Scalar(UInt8(ascii: "a") + UInt8($0 % 26)) }
    let line = String(String.UnicodeScalarView(letters))
    let lines = render(line, column: column, length: 3).split(separator: "\n")
    let shown = lines[1].unicodeScalars.dropFirst(8)
    let caret = lines[2].unicodeScalars.dropFirst(8).prefix { $0 == " " }.count
    #expect(shown.count <= 120 && shown.count >= 80)
    #expect(caret < 120)
    if column <= letters.count {
      #expect(Array(shown)[caret] == letters[column - 1])
    } else {
      #expect(caret == shown.count)
    }
    #expect((shown.first == "…") == (column > 41))
    #expect((shown.last == "…") == (column < 920))
  }

  @Test func showsALineOfTheFullWidthWhole() {
    let line = String(repeating: "x", count: 120)
    #expect(render(line, column: 120, length: 5).contains("| \(line)\n"))
    #expect(!render(line + "x", column: 1).contains(line))
  }

  @Test func cutsTheUnderlineWithTheLine() {
    let lines = render(String(repeating: "x", count: 300), column: 11, length: 280)
      .split(separator: "\n")
    #expect(lines[1] == "    7 | " + String(repeating: "x", count: 118) + "…")
    #expect(
      lines[2] == "      | " + String(repeating: " ", count: 10) + "^"
        + String(repeating: "~", count: 107))
  }

  @Test func lineEndsAndControlsInMessagesAreVisible() {
    let location = SourceLocation(path: "a\nb", line: 1, column: 1)
    let diagnostic = Diagnostic("x\n::error::\u{1B}", at: location, notes: ["help: \u{202E}"])
    #expect(
      diagnostic.rendered() == #"""
        a\nb:1:1: error: x\n::error::\x1B
            = help: \u{202E}
        """#)
  }

  @Test func colourAddsNothingElse() {
    let location = SourceLocation(path: "p", line: 1, column: 1)
    let diagnostic = Diagnostic("no", at: location, length: 2, excerpt: "ab")
    #expect(
      diagnostic.rendered(colour: true) == """
        \u{1B}[1mp:1:1:\u{1B}[0m \u{1B}[1;31merror:\u{1B}[0m \u{1B}[1mno\u{1B}[0m
            1 | ab
              | \u{1B}[1;31m^~\u{1B}[0m
        """)
  }
}
