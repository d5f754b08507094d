import RuleEngine
import Testing

@testable import Reporting

struct JUnitReporterTests {
  enum Run: CaseIterable {
    case mixed, clean, awkward, empty

    var report: Report {
      switch self {
      case .mixed: Samples.mixed
      case .clean: Samples.clean
      case .awkward: Samples.awkward
      case .empty: Samples.report([Samples.input("e.json", [])])
      }
    }
  }

  @Test(arguments: Run.allCases, [Severity.error, .warning, .note, nil])
  func attributesCountTheCases(run: Run, failOn: Severity?) {
    let report = Report(evaluation: run.report.evaluation, failOn: failOn, toolVersion: "0.1.0")
    let suites = render("junit", report).split(separator: "<testsuite ").dropFirst()
    #expect(!suites.isEmpty)
    for (index, suite) in suites.enumerated() {
      #expect(attribute("id", of: suite) == String(index))
      #expect(attribute("tests", of: suite) == String(count("<testcase ", in: suite)))
      #expect(attribute("failures", of: suite) == String(count("<failure ", in: suite)))
      #expect(attribute("errors", of: suite) == String(count("<error ", in: suite)))
      #expect(count("<testcase ", in: suite) > 0)
      if failOn == nil { #expect(count("<failure ", in: suite) == 0) }
    }
  }

  @Test(arguments: Run.allCases) func namesAreUniqueAsReadersCollapseThem(run: Run) {
    let cases = render("junit", run.report).split(separator: "<testcase ").dropFirst()
    let names = cases.map { text in
      let name = attribute("name", of: text) ?? ""
      let collapsed = name.split(separator: " ").joined(separator: " ")
      #expect(name == collapsed)
      return "\(attribute("classname", of: text) ?? "") \(collapsed)"
    }
    #expect(Set(names).count == names.count)
  }

  @Test func isPrintableASCIIAndStartsNoLineWithAStranger() {
    let text = render("junit", Samples.awkward)
    #expect(text.utf8.allSatisfy { $0 == 0x0A || (0x20..<0x7F).contains($0) })
    #expect(!text.contains("[[") && !text.contains("]]>"))
    for line in text.split(separator: "\n") {
      #expect(line.first == " " || line.first == "<" || line.first?.isLetter == true, "\(line)")
      let word = line.drop { $0 == " " }
      #expect(!word.hasPrefix("::") && !word.hasPrefix("##"), "\(line)")
    }
  }

  @Test func keepsLongNames() {
    let name = String(repeating: "long", count: 2560)
    #expect(render("junit", Samples.awkward).contains("<testcase name=\"\(name) names\""))
  }

  @Test func aCaseHasItsWorstResultAndNamesTheOthers() {
    let report = Samples.report(
      [Samples.input("a.json", [Samples.record("a", names: ["x", "y", "z"])])], failOn: .warning)
    let text = render("junit", report)
    #expect(text.contains("message=\"name x has no dot (+2 more)\" type=\"certgate.required-san\""))
    #expect(text.contains("\n also: name y has no dot\n a.json:1\n also: name z has no dot\n"))
  }

  private func attribute(_ name: String, of text: Substring) -> String? {
    guard let start = " \(text)".firstRange(of: " \(name)=\"") else { return nil }
    return String(" \(text)"[start.upperBound...].prefix { $0 != "\"" })
  }

  private func count(_ part: String, in text: Substring) -> Int {
    text.split(separator: part, omittingEmptySubsequences: false).count - 1
  }
}
