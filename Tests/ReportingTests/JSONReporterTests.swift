import Foundation
import RuleEngine
import Testing

@testable import Reporting

struct JSONReporterTests {
  private func parsed(_ text: String) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8))
    return try #require(object as? [String: Any])
  }

  @Test func awkwardTextsComeBack() throws {
    let report = try parsed(render("json", Samples.awkward) { $0.passes = true })
    let results = try #require(report["results"] as? [[String: Any]])
    var names: [String] = []
    for result in results {
      let subject = try #require(result["subject"] as? [String: Any])
      let name = try #require(subject["name"] as? String)
      if names.last.map({ Array($0.utf8) != Array(name.utf8) }) ?? true { names.append(name) }
    }
    #expect(names.map { Array($0.utf8) } == Samples.awkwardNames.map { Array($0.utf8) })
  }

  @Test func nothingInItSteersATerminal() {
    let text = render("json", Samples.awkward)
    #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && $0.value != 0x7F })
    for scalar: Unicode.Scalar in ["\u{202E}", "\u{2028}", "\u{200B}", "\u{E0001}"] {
      #expect(!text.unicodeScalars.contains(scalar))
    }
    #expect(text.contains(#"\u202etxt"#))
    #expect(text.contains(#"\udb40\udc01"#))
  }

  @Test func countsWhatItLists() throws {
    let report = try parsed(render("json", Samples.mixed))
    let summary = try #require(report["summary"] as? [String: Any])
    let findings = try #require(summary["findings"] as? [String: Int])
    let unknown = try #require(summary["unknown"] as? [String: Int])
    let results = try #require(report["results"] as? [[String: Any]])
    let outcomes = results.compactMap { $0["outcome"] as? String }
    #expect(outcomes.count { $0 == "finding" } == findings.values.reduce(0, +))
    #expect(outcomes.count { $0 == "unknown" } == 2)
    #expect(unknown == ["error": 2, "warning": 0, "note": 0, "ignored": 1])
    #expect(findings == ["error": 1, "warning": 3, "note": 0])
    #expect(outcomes.count == 6)
    #expect(summary["passed"] as? Int == 6)
  }

  @Test func listsRecordsAndPassesOnlyWhenAsked() throws {
    #expect(try parsed(render("json", Samples.mixed))["certificates"] == nil)
    let report = try parsed(render("json", Samples.mixed) { $0.passes = true })
    let records = try #require(report["certificates"] as? [[String: Any]])
    #expect(records.count == 7)
    #expect(records[3]["notAfter"] is NSNull)
    #expect(records[4]["notAfter"] as? String == "soon")
    #expect(records[1]["dnsNames"] == nil)
    let results = try #require(report["results"] as? [[String: Any]])
    let passes = results.filter { $0["outcome"] as? String == "pass" }
    #expect(passes.count == 6)
    #expect(passes.allSatisfy { $0["severity"] == nil })
  }

  @Test func emptyListsAreValid() throws {
    let report = try parsed(render("json", Samples.report([])) { $0.passes = true })
    #expect((report["results"] as? [Any])?.isEmpty == true)
    #expect((report["certificates"] as? [Any])?.isEmpty == true)
    #expect((report["inputs"] as? [Any])?.isEmpty == true)
  }

  @Test func schemaIsJSON() throws {
    let schema = try parsed(ReportSchema.text)
    #expect(schema["title"] as? String == "certgate report \(JSONReporter.schemaVersion)")
  }
}
