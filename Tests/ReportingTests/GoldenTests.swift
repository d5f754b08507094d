import Foundation
import RuleEngine
import Testing

@testable import Reporting

/// Whole reports, compared with files that `RECORD_GOLDENS=1` writes anew.
struct GoldenTests {
  @Test(arguments: Reporters.names) func mixedRun(format: String) throws {
    try expectGolden("mixed.\(format)", render(format, Samples.mixed))
  }

  @Test(arguments: Reporters.names) func cleanRun(format: String) throws {
    try expectGolden("clean.\(format)", render(format, Samples.clean))
  }

  @Test(arguments: Reporters.names) func awkwardTexts(format: String) throws {
    try expectGolden("awkward.\(format)", render(format, Samples.awkward))
  }

  @Test func passesAndRecords() throws {
    try expectGolden("passes.json", render("json", Samples.mixed) { $0.passes = true })
  }

  @Test func severalPoliciesForATerminal() throws {
    let second = Policy(
      id: "base", path: "certgate:base",
      checks: [
        Check(
          id: "soon", rule: FakeExpiry(), severity: .note, cite: "house rule 3",
          docs: "https://example.com/rules?a&b")
      ])
    let report = Samples.report(
      [
        Samples.input("a.json", [Samples.record("a", notAfter: .time("2026-01-03"))]),
        Samples.input(
          "b.json", [Samples.record("b", names: ["x"])], completeness: .unknown("it shows no total")
        ),
      ],
      policies: [Samples.policy, second], failOn: .note, isSimulated: true)
    try expectGolden(
      "policies.text",
      render("text", report) {
        $0.colour = true
        $0.isTerminal = true
      })
    try expectGolden("policies.junit", render("junit", report))
  }

  private func expectGolden(
    _ name: String, _ text: String, file: String = #filePath,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) throws {
    let golden = URL(fileURLWithPath: file).deletingLastPathComponent()
      .appendingPathComponent("Goldens").appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] != nil {
      try Data(text.utf8).write(to: golden)
    }
    let expected = try String(decoding: Data(contentsOf: golden), as: UTF8.self)
    #expect(text == expected, "\(name) differs", sourceLocation: sourceLocation)
  }
}
