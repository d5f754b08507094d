import OperatingSystem
import Testing

@testable import CommandLineInterface

/// Documents that are broken, hostile or not what they seem: each gives one clear message, the right
/// status, and never what must not be shown.
struct BadInputTests {
  private let folder: TemporaryFolder
  private var tool = Tool()

  init() throws {
    folder = try TemporaryFolder()
    tool.workingDirectory = folder.path
  }

  private func lint(_ arguments: String...) -> Tool.Outcome {
    tool.run(["lint", "-p", "certgate:baseline"] + arguments)
  }

  struct Document: Sendable, CustomTestStringConvertible {
    let what: String
    let bytes: [UInt8]
    /// The line under the input's name in the text report, and the place under that.
    let said: String
    let place: String

    init(_ what: String, _ text: String, _ said: String, _ place: String) {
      self.init(what, Array(text.utf8), said, place)
    }

    init(_ what: String, _ bytes: [UInt8], _ said: String, _ place: String) {
      self.what = what
      self.bytes = bytes
      self.said = said
      self.place = place
    }

    var testDescription: String { what }
  }

  static let documents: [Document] = [
    Document("empty", "", "the file is empty", "1:1"),
    Document("blank", " \n\n", "the file holds nothing but white space", "3:1"),
    Document(
      "truncated", #"{"success":true,"result":[{"id":"a""#,
      "the document ends here; expected ',' or '}'", "1:36"),
    Document(
      "truncated in a string", "[\n{\"id\":\"a",
      "the document ends inside the string that begins at 2:7", "2:9"),
    Document(
      "trailing comma", #"[{"id":1,}]"#, "a comma before '}' is not allowed in JSON", "1:10"),
    Document(
      "raw newline in a private key",
      "[{\"privateKeyData\":\"-----BEGIN PRIVATE KEY-----\nMIISECRET\n-----END PRIVATE KEY-----\"}]",
      "a line break inside a string must be escaped", "1:48"),
    Document(
      "UTF-16", [0xFF, 0xFE, 0x5B, 0, 0x5D, 0], "this is UTF-16; JSON must be saved as UTF-8",
      "1:1"),
    Document(
      "HTML", "<!DOCTYPE html><html>",
      "this is HTML or XML, not JSON (a login page or an error page?)", "1:1"),
    Document(
      "100,000 levels", String(repeating: "[", count: 100_000), "nested deeper than 512 levels",
      "1:513"),
    Document(
      "result null", #"{"success":true,"errors":[],"result":null}"#,
      "expected a list at '/result', found null", "1:38"),
    Document(
      "success false",
      #"{"success":false,"errors":[{"code":10000,"message":"Authentication error"}],"result":null}"#,
      "the listing says that it failed: 10000 Authentication error", "1:12"),
    Document(
      "unknown", #"{"a":1,"b":2}"#,
      "no listing format knows this document; its keys are: a, b", "1:1"),
    Document(
      "invalid UTF-8", [0x5B, 0x22, 0xFF, 0x22, 0x5D], "byte 0xFF is not valid UTF-8 here", "1:3"),
  ]

  @Test(arguments: documents)
  func isReadAsAFailure(document: Document) throws {
    try folder.write("in.json", document.bytes)
    let outcome = lint("in.json")
    #expect(outcome.status == 3)
    #expect(outcome.errors == "")
    let lines = outcome.output.split(separator: "\n").map { $0.drop { $0 == " " } }
    let index = try #require(lines.firstIndex { $0.hasPrefix("unread   ") })
    #expect(lines[index].dropFirst("unread   ".count) == document.said)
    #expect(lines[index + 1] == "in.json:\(document.place)")
    #expect(lines.last?.hasPrefix("INCOMPLETE  0 errors, ") == true)
    #expect(!outcome.output.contains("SECRET"))
  }

  @Test func aByteOrderMarkIsNoFault() throws {
    let text = #"[{"name":"a","notAfter":"2040-01-01T00:00:00Z"}]"#
    try folder.write("in.json", [0xEF, 0xBB, 0xBF] + Array(text.utf8))
    #expect(lint("in.json").status == 0)
  }

  @Test func numbersKeepAllTheirDigits() throws {
    let digits = String(repeating: "9", count: 400)
    try folder.write(
      "in.json",
      """
      [{"siteId":"s","displayName":"d","status":"Available",\
      "id":\(digits),"expirationDate":\(digits)}]
      """)
    let outcome = lint("in.json")
    #expect(outcome.status == 1)
    #expect(outcome.output.contains(digits + "  expiry-window  cannot be judged: expirationDate"))
  }

  @Test func aHugeStringIsJustLong() throws {
    var bytes = Array(#"[{"notAfter":"2040-01-01T00:00:00Z","name":""#.utf8)
    bytes += [UInt8](repeating: 0x78, count: 100_000_000)
    bytes += Array(#""}]"#.utf8)
    try folder.write("in.json", bytes)
    try folder.write("policy.yaml", "certgate: 1\npolicy: p\nrules: { expiry-window: }\n")
    let outcome = tool.run("lint -p policy.yaml -f json:/dev/null in.json")
    #expect(outcome.status == 0)
  }

  @Test(arguments: [
    ("2026-02-31", "month 2 of 2026 has no day 31"),
    ("2026-13-01", "there is no month 13"),
    ("0000-01-01", "the year is not one of 0001 to 9999"),
    ("10000-01-01", "the year is not one of 0001 to 9999"),
    ("2027-01-01T25:00:00Z", "there is no such time of day"),
    ("next week", "not a date or time"),
  ])
  func datesThatAreNone(date: String, reason: String) throws {
    try folder.write("in.json", #"[{"name":"a","notAfter":"\#(date)"}]"#)
    let outcome = lint("in.json")
    #expect(outcome.status == 1)
    #expect(
      outcome.output.contains(
        "expiry-window  cannot be judged: notAfter is unreadable (\(reason))\n           in.json:1:25\n"
      ))
  }

  @Test func aDuplicateOfAMappedKeyIsUnreadable() throws {
    try folder.write(
      "in.json", #"[{"name":"a","notAfter":"2040-01-01","notAfter":"2020-01-01"}]"#)
    let outcome = lint("in.json")
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("the key stands there twice, first at 1:14"))
    #expect(outcome.output.contains("in.json:1:49"))
  }

  @Test func namesCannotAct() throws {
    let names = [
      #"a\u0000b"#, #"\u001b[31mred"#, #"line\nbreak"#, #"\u202eevil"#, "]]>", "::error::x",
      String(repeating: "n", count: 10_000),
    ]
    let records = names.map { #"{"notAfter":"2020-01-01","name":"\#($0)"}"# }
    try folder.write("in.json", "[\(records.joined(separator: ","))]")
    for format in ["text", "json", "junit"] {
      let outcome = lint("-f", format, "in.json")
      #expect(outcome.status == 1)
      for scalar in outcome.output.unicodeScalars where scalar != "\n" {
        #expect(scalar.value >= 0x20 && scalar.value != 0x7F && scalar != "\u{202E}")
      }
      #expect(!outcome.output.split(separator: "\n").contains { $0.hasPrefix("::") })
      #expect(outcome.output.contains(String(repeating: "n", count: 10_000)))
    }
  }

  @Test func theReadableAreJudgedBesideTheUnreadable() throws {
    try folder.write("good.json", #"[{"name":"a","notAfter":"2020-01-01"}]"#)
    try folder.write("bad.json", "[")
    let outcome = lint("good.json", "bad.json", "missing.json", "good.json/inside")
    #expect(outcome.status == 3)
    #expect(outcome.output.contains(", on 2020-01-01"))
    #expect(outcome.output.contains("missing.json\n  unread   there is no such file or folder\n"))
    #expect(outcome.output.contains("2 errors") == false)
    #expect(outcome.output.contains("1 certificate in 4 inputs, 3 failures; exit 3"))
  }

  @Test func aFolderWithoutListings() throws {
    try folder.write("d/readme.txt", "hello")
    let outcome = lint("d")
    #expect(outcome.status == 3)
    #expect(
      outcome.output.contains(
        "d\n  unread   the only file in the folder holds neither certificates nor a listing of them\n"
      ))
    #expect(
      outcome.errors
        == "certgate: note: 1 file holds neither certificates nor a listing and was skipped (first: "
        + "d/readme.txt)\n")
  }

  @Test func anItemsPathThatMatchesNothing() throws {
    try folder.write(
      "formats.yaml", "mine:\n  items: data.certs\n  fields: { name: name }\n  paging: none\n")
    try folder.write("in.json", #"{"data":{"list":[]},"more":1}"#)
    let outcome = lint("--formats", "formats.yaml", "--as", "mine", "in.json")
    #expect(outcome.status == 3)
    #expect(
      outcome.output.contains(
        "there is no list at 'data.certs', where mine has its certificates; its keys are: data, more"
      ))
  }

  @Test func anElidedFingerprint() throws {
    try folder.write("in.json", #"[{"name":"a","fingerprints":["sha256:3b:0a:1f:...:9c:2d"]}]"#)
    let outcome = tool.run("lint -p certgate:mtls in.json")
    #expect(
      outcome.output.contains("cannot be judged: fingerprints is unreadable (it is elided)"))
    #expect(
      outcome.output.contains("notice   fingerprints cannot be read (once, first at in.json:1:"))
  }

  // MARK: Policies

  @Test(arguments: [
    ("a: &a [*a]\n", "policy.yaml:1:4: error: anchor '&a' is not supported"),
    ("certgate: 1\n\tpolicy: p\n", "policy.yaml:2:1: error: a tab cannot indent YAML"),
    (
      "certgate: 1\npolicy: p\nextends: ./policy.yaml\nrules: { status: }\n",
      "policy.yaml:3:10: error: the policy extends itself: policy.yaml -> policy.yaml"
    ),
    ("", "policy.yaml:1:1: error: the file is empty"),
  ])
  func policiesThatAreBroken(policy: String, message: String) throws {
    try folder.write("policy.yaml", policy)
    let outcome = tool.run("lint -p policy.yaml in.json")
    #expect(outcome.status == 2)
    #expect(outcome.output == "")
    #expect(outcome.errors.contains(message))
    #expect(outcome.errors.hasSuffix("nothing was judged\n"))
  }

  @Test func hostilePatternsRunInLinearTime() throws {
    try folder.write(
      "policy.yaml",
      "certgate: 1\npolicy: p\nrules: { name-pattern: { deny: [\"/^(a+)+$/\", \"*a*a*a*a*b\"] } }\n"
    )
    let name = String(repeating: "a", count: 30_000) + "!"
    try folder.write("in.json", #"[{"name":"\#(name)","notAfter":null}]"#)
    #expect(tool.run("lint -p policy.yaml in.json").status == 0)
  }

  // MARK: Where reports go

  @Test func aFullDiskLeavesNothingHalfWritten() throws {
    try folder.write("in.json", #"[{"name":"a","notAfter":"2020-01-01"}]"#)
    let outcome = lint("-f", "json:/dev/full", "-f", "junit:out/report.xml", "in.json")
    #expect(outcome.status == 3)
    #expect(
      outcome.errors
        == "certgate: error: the json report /dev/full was not written: cannot write /dev/full: no space left on device\n"
    )
    #expect(try folder.read("out/report.xml").hasSuffix("</testsuites>\n"))
    #expect(folder.names() == ["in.json", "out/report.xml"])
  }

  @Test func closedOutputIsNotSuccess() throws {
    try folder.write("in.json", #"[{"name":"a","notAfter":"2040-01-01"}]"#)
    var tool = tool
    tool.outputFailure = SystemError("write", path: "standard output", code: 32)
    let outcome = tool.run("lint -p certgate:baseline in.json")
    #expect(outcome.status == 3)
    #expect(
      outcome.errors
        == "certgate: error: standard output was closed before everything was written\n")
    #expect(tool.run("rules").status == 3)
  }
}
