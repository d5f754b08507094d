import RuleEngine
import Testing

/// Conditions on which checks apply: `when`, and what a run selects by.
@Suite struct ConditionTests {
  private static let owned = SampleRecord("a", owner: "team")
  private static let unowned = SampleRecord("b")

  private static func evaluation(
    _ conditions: [String], _ records: [SampleRecord], workers: Workers = .sequential
  ) throws -> Evaluation {
    let check = Check(
      id: "names", rule: SampleName(options: Options([:])),
      conditions: try conditions.map { try RecordExpression($0, expecting: .bool) })
    return Evaluation(
      policies: [Policy(id: "p", path: "p.yaml", checks: [check])],
      inventory: Inventory([.sample(records)]), at: .newYear, workers: workers)
  }

  private static func messages(_ evaluation: Evaluation) -> [String] {
    var messages: [String] = []
    evaluation.inventory.forEachRecord { record in
      for outcome in evaluation.outcomes(of: record, in: evaluation.suites[0]) {
        messages += outcome.results.map(\.message)
      }
    }
    return messages
  }

  @Test func aCheckAppliesWhereItsConditionsHold() throws {
    let evaluation = try Self.evaluation(
      [#"owner == "team""#, "now < timestamp('2100-01-01T00:00:00Z')"],
      [Self.owned, SampleRecord("c", owner: "others")])
    #expect(evaluation.suites[0].tallies[0].passed == 1)
    #expect(evaluation.suites[0].tallies[0].notApplicable == [.selector: 1])
    #expect(Self.messages(evaluation) == ["a good name"])
  }

  @Test func whatCannotBeToldIsUnknown() throws {
    let evaluation = try Self.evaluation([#"owner == "team""#], [Self.unowned])
    #expect(evaluation.suites[0].tallies[0].unknown.total == 1)
    #expect(Self.messages(evaluation) == ["cannot be judged: there is no owner"])
  }

  @Test func whatTheFormatNeverSpeaksOfDoesNotApply() throws {
    let evaluation = try Self.evaluation([#"issuer == "x""#], [Self.owned])
    #expect(evaluation.suites[0].tallies[0].notApplicable == [.unspoken(.issuer): 1])
    #expect(Self.messages(evaluation).isEmpty)
  }

  @Test func aMissingFactOutweighsOneThatIsNeverSpokenOf() throws {
    let evaluation = try Self.evaluation(
      [#"issuer == "x" || owner == "team""#], [Self.unowned, Self.owned])
    let tally = evaluation.suites[0].tallies[0]
    #expect(tally.unknown.total == 1 && tally.passed == 1)
  }

  @Test func aConditionThatDoesNotHoldOutweighsOneThatIsUnknown() throws {
    let evaluation = try Self.evaluation([#"owner == "team""#, #"name == "x""#], [Self.unowned])
    #expect(evaluation.suites[0].tallies[0].notApplicable == [.selector: 1])
  }

  @Test func errorsAreUnknownAndSayWhere() throws {
    let evaluation = try Self.evaluation(["name.substring(5) == ''"], [Self.owned])
    #expect(evaluation.suites[0].tallies[0].unknown.total == 1)
    #expect(
      Self.messages(evaluation) == [
        "cannot be judged: 'name.substring(5)' has no value: index 5 is out of the range 0 to 1"
      ])
  }

  @Test func aPolicyIsNarrowed() throws {
    let check = Check(id: "names", rule: SampleName(options: Options([:])))
    let policy = Policy(id: "p", path: "p.yaml", checks: [check])
      .narrowed(to: try RecordExpression("has(owner)", expecting: .bool))
    let evaluation = Evaluation(
      policies: [policy], inventory: Inventory([.sample([Self.owned, Self.unowned])]),
      at: .newYear, workers: .sequential)
    #expect(evaluation.suites[0].tallies[0].passed == 1)
    #expect(evaluation.suites[0].tallies[0].notApplicable == [.selector: 1])
  }

  @Test func everyFactHasANameATypeAndASentence() {
    let names = ExpressionFact.all.map(\.name)
    #expect(Set(names).count == names.count)
    for fact in Fact.allCases where ![.certificate, .certificates].contains(fact.kind) {
      #expect(names.contains(fact.name))
    }
    for fact in ExpressionFact.all {
      #expect(fact.summary.hasSuffix("."))
      #expect(fact.type != .dyn)
    }
  }
}
