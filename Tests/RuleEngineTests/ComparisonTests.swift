import RuleEngine
import Testing

/// Rules that hold some records against others.
struct ComparisonTests {
  private func evaluation(
    _ inputs: [Input], workers: Workers = .sequential, except: Selector? = nil
  ) -> Evaluation {
    let check = Check(id: "c", rule: SampleComparison(options: Options([:])), except: except)
    return Evaluation(
      policies: [Policy(id: "p", path: "p.yaml", checks: [check])], inventory: Inventory(inputs),
      at: .newYear, workers: workers)
  }

  private func messages(_ evaluation: Evaluation) -> [String] {
    var messages: [String] = []
    for suite in evaluation.suites {
      evaluation.inventory.forEachRecord { record in
        guard record.input.place == suite.input.place else { return }
        for outcome in evaluation.outcomes(of: record, in: suite) {
          messages += outcome.results.map {
            "\(record.reader.location.withoutColumn) \($0.message)"
          }
        }
      }
    }
    return messages
  }

  private func served(_ name: String, _ names: [String] = []) -> SampleRecord {
    SampleRecord(name, owner: "served").with { $0.names = .stated(names) }
  }

  @Test func recordsAreJudgedByAllThatShareAKeyWithThem() {
    let evaluation = evaluation([
      .sample("b.json", [served("x", ["y"]), served("z"), served("y")]),
      .sample("a.json", [SampleRecord("y"), SampleRecord("w"), SampleRecord("x")]),
      .sample("c.json", [SampleRecord("x", owner: "other"), SampleRecord("v"), SampleRecord("v")]),
    ])
    #expect(
      messages(evaluation) == [
        "b.json:1 is listed in a.json:1, a.json:3, c.json:1", "b.json:3 is listed in a.json:1",
      ])
    let tallies = evaluation.suites.map { $0.tallies[0] }
    #expect(tallies.map(\.judged) == [0, 2, 0])
    #expect(tallies.map(\.passed) == [0, 0, 0])
    #expect(tallies[0].notApplicable == [.outOfScope("served ones"): 3])
    #expect(tallies[1].notApplicable == [.outOfScope("listed ones"): 1])
    #expect(evaluation.suites.map { $0.flagged.map(\.index) } == [[], [0, 2], []])
  }

  /// However the records are shared out, and however many there are.
  @Test(arguments: [1, 2, 7])
  func nothingDependsOnWorkers(_ count: Int) {
    let listed = (0..<5000).map { SampleRecord("n\($0 % 1700)") }
    let served = (0..<3000).map { self.served("n\($0)") }
    let evaluation = evaluation(
      [.sample("a.json", listed), .sample("b.json", served)], workers: .backwards(count))
    #expect(evaluation.suites[1].tallies[0].findings.error == 1700)
    #expect(evaluation.suites[1].tallies[0].notApplicable == [.outOfScope("listed ones"): 1300])
    #expect(evaluation.suites[1].flagged.map(\.index) == Array(0..<1700))
    let record = messages(evaluation)[1]
    #expect(record == "b.json:2 is listed in a.json:2, a.json:1702, a.json:3402")
  }

  @Test func whatIsNotSelectedIsNothingToHoldAgainst() throws {
    let selector = Selector([Selector.Condition(.fact(.name), [try readPattern("x", .text)])])
    let evaluation = evaluation(
      [
        .sample("a.json", [SampleRecord("x"), SampleRecord("y")]),
        .sample("b.json", [served("x"), served("z", ["x", "y"])]),
      ], except: selector)
    #expect(messages(evaluation) == ["b.json:2 is listed in a.json:2"])
    #expect(evaluation.suites[0].tallies[0].notApplicable[.selector] == 1)
  }
}
