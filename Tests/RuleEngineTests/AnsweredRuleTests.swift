import RuleEngine
import SourceText
import Testing

/// Rules that are judged elsewhere: their answers count, and are shown, like findings of any rule.
struct AnsweredRuleTests {
  private static let documentation = RuleDocumentation(
    id: "acme/names", summary: "", rationale: "", citation: "", passing: [], flagged: [])

  private let inventory = Inventory([
    .sample("first.json", [SampleRecord("a"), SampleRecord("b"), SampleRecord(nil)]),
    .sample("second.json", [SampleRecord("c"), SampleRecord("d")]),
  ])

  private func evaluation(_ answers: Answers?, workers: Workers = .sequential) -> Evaluation {
    let rule = AnsweredRule(Self.documentation, needs: [.name], requirement: "a name")
    let policy = Policy(
      id: "p", path: "p.yaml", checks: [Check(id: "acme/names", rule: rule, onUnknown: .warn)])
    return Evaluation(
      policies: [policy.answered { _ in answers }], inventory: inventory, at: .newYear,
      workers: workers)
  }

  private func lines(_ evaluation: Evaluation) -> [String] {
    var lines: [String] = []
    for suite in evaluation.suites {
      evaluation.inventory.forEachRecord { record in
        guard record.input === suite.input else { return }
        for outcome in evaluation.outcomes(of: record, in: suite) {
          lines += outcome.results.map { result in
            let evidence = result.evidence.map { "\($0.fact.name): \($0.required)" }
            return [
              evaluation.labels.label(of: record), result.outcome.rawValue,
              result.severity?.rawValue ?? "-", result.key ?? "-", result.message,
              evidence.joined(),
            ].joined(separator: " | ")
          }
        }
      }
    }
    return lines
  }

  @Test func answersAreReplayed() throws {
    var answers = Answers(about: inventory)
    answers.add(
      .init(gravity: .early, message: "d é", key: "ключ", fact: .owner, required: "an owner"),
      input: 1, index: 1)
    answers.add(.init(message: "a two", key: "2", fact: .name), input: 0, index: 0)
    answers.add(.init(message: "a one", fact: .name, element: 0), input: 0, index: 0)
    answers.addFailure(input: 0, index: 1)
    answers.sort()
    let evaluation = evaluation(answers)
    #expect(
      lines(evaluation) == [
        "a | finding | error | 2 | a two | name: a name",
        "a | finding | error | - | a one | name: a name",
        "first.json#3 | unknown | warning | - | cannot be judged: there is no name | name: a name",
        "c | pass | - | - | a name | name: a name",
        "d | finding | warning | ключ | d é | owner: an owner",
      ])
    let tallies = evaluation.suites.map { $0.tallies[0] }
    #expect(tallies[0].findings.error == 2)
    #expect(tallies[0].notApplicable == [.unanswered: 1])
    #expect(tallies[1].passed == 1)
    #expect(NotApplicable.unanswered.description == "its plugin did not answer")
  }

  @Test(arguments: [1, 2, 5])
  func answersMayComeWhileRecordsAreLookedAt(workers: Int) {
    var answers = Answers(about: inventory)
    answers.add(.init(message: "b", fact: .name), input: 0, index: 1)
    answers.addFailure(input: 1, index: 0)
    answers.sort()
    let known = answers
    let rule = AnsweredRule(Self.documentation, needs: [.name], requirement: "a name")
    let policy = Policy(
      id: "p", path: "p.yaml", checks: [Check(id: "acme/names", rule: rule, onUnknown: .warn)])
    let late = Evaluation(
      policies: [policy], inventory: inventory, at: .newYear,
      workers: Workers(count: workers, run: Workers.sequential.run),
      answer: { $0.map { $0.answered { _ in known } } })
    let early = evaluation(answers)
    #expect(lines(late) == lines(early))
    #expect(lines(late).count == 4)
    #expect(late.suites.map(\.tallies) == early.suites.map(\.tallies))
    #expect(late.suites.map(\.flagged) == early.suites.map(\.flagged))
    #expect(late.suites.map { $0.flagged.map(\.index) } == [[1, 2], []])
    #expect(late.suites.map { $0.tallies[0].passed } == [1, 1])
  }

  @Test func withoutAnswersNothingPasses() {
    let evaluation = evaluation(nil)
    #expect(evaluation.suites.map { $0.tallies[0].passed } == [0, 0])
    #expect(evaluation.suites.map { $0.tallies[0].notApplicable[.unanswered] } == [2, 2])
    let failure = Failure(kind: .plugin, name: "acme", input: nil, message: "it did not answer")
    let report = Report(evaluation: evaluation, failures: [failure], toolVersion: "0")
    #expect(report.failures.map(\.message) == ["it did not answer"])
    #expect(report.exitCode == 3)
    // Even if nobody says why.
    let silent = Report(evaluation: evaluation, toolVersion: "0")
    #expect(
      silent.failures.map(\.message) == ["policy p has checks of plugins, which were not asked"])
    #expect(silent.exitCode == 3)
  }

  @Test func onlyWhatCanBeJudgedIsAsked() {
    let rule = AnsweredRule(Self.documentation, needs: [.name, .notAfter], requirement: "")
    let check = Check(id: "acme/names", rule: rule)
    var asked: [Bool] = []
    let dated = SampleRecord("a").with { $0.notAfter = .stated(Timestamp(.newYear)) }
    Inventory([.sample([dated, SampleRecord("b"), SampleRecord(nil)])]).forEachRecord {
      asked.append(check.awaitsAnswer(about: $0, at: .newYear))
    }
    #expect(asked == [true, false, false])
  }

  @Test func aPolicyThatLacksAPluginFails() {
    let failure = Failure(kind: .plugin, name: "acme", input: nil, message: "plugin acme is gone")
    let policy = Policy(id: "p", path: "p.yaml", checks: [], failures: [failure])
    let evaluation = Evaluation(
      policies: [policy], inventory: inventory, at: .newYear, workers: .sequential)
    let report = Report(evaluation: evaluation, toolVersion: "0")
    #expect(report.failures.map(\.message) == ["plugin acme is gone"])
    #expect(report.exitCode == 3)
  }
}
