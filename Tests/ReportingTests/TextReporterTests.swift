import RuleEngine
import Testing

@testable import Reporting

struct TextReporterTests {
  private static let many = Samples.report(
    (0..<3).map { input in
      Samples.input(
        "\(input).json",
        (0..<150).map { Samples.record("\(input)-\($0)", notAfter: .time("2026-01-02")) })
    })

  @Test(arguments: [0, 1, 149, 200, 449, 450, 1000])
  func printsAsManyFindingsAsMayBe(limit: Int) {
    let lines = render("text", Self.many) { $0.maxFindings = limit }.split(separator: "\n")
    let printed = lines.count { $0.hasPrefix("  error  ") }
    #expect(printed == min(limit, 450))
    let more = lines.first { $0.hasPrefix("… and ") }
    switch 450 - printed {
    case 0: #expect(more == nil)
    case 1: #expect(more == "… and 1 more finding; -f json has them all")
    case let rest: #expect(more == "… and \(rest) more findings; -f json has them all")
    }
  }

  @Test func lastLineCountsEverything() {
    #expect(
      render("text", Samples.clean).split(separator: "\n").last
        == """
        OK  0 errors, 0 warnings, 0 notes (0 unknown), 4 passed, 0 not applicable; \
        2 certificates in 1 input; exit 0
        """)
    #expect(
      render("text", Self.many).split(separator: "\n").last
        == """
        FAILED  450 errors, 0 warnings, 0 notes (0 unknown), 0 passed, 450 not applicable; \
        450 certificates in 3 inputs; exit 1
        """)
  }

  @Test func nothingActsOnTheTerminal() {
    let text = render("text", Samples.awkward)
    #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && $0.value != 0x7F })
    #expect(!text.unicodeScalars.contains("\u{202E}"))
  }

  @Test func namesTheNextCommandOnATerminalOnly() {
    #expect(!render("text", Self.many).contains("next:"))
    let text = render("text", Self.many) { $0.isTerminal = true }
    #expect(text.hasSuffix("\nnext:  certgate explain expiry-window\n"))
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1000, "1,000"), (299_800, "299,800"), (-1234, "-1,234"),
  ])
  func groupsDigits(number: Int, text: String) {
    #expect(number.grouped == text)
  }
}
