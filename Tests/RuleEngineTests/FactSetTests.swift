import RuleEngine
import Testing

struct FactSetTests {
  @Test func holdsEveryFactInTheOrderOfTheTable() {
    #expect(Array(FactSet.all) == Fact.allCases)
    #expect(Fact.allCases.allSatisfy { FactSet.all.contains($0) })
    // A bit each.
    #expect(Fact.allCases.count <= 64)
  }

  @Test func isASet() {
    var facts = FactSet([.owner, .kind, .owner])
    #expect(Array(facts) == [.kind, .owner])
    facts.insert(.faults)
    facts.formUnion(FactSet([.name]))
    #expect(Array(facts) == [.kind, .name, .owner, .faults])
    #expect(!facts.contains(.id))
    #expect(Array(facts.intersection(FactSet([.id, .name]))) == [.name])
    #expect(FactSet().isEmpty && facts.intersection(FactSet()).isEmpty && !facts.isEmpty)
  }
}
