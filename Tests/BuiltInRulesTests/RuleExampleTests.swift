import BuiltInRules
import RuleEngine
import Testing

/// An example of a rule's documentation.
struct DocumentedExample: CustomTestStringConvertible, Sendable {
  let id: String
  let example: RuleExample

  var testDescription: String { "\(id): \(example.title)" }

  static let passing = BuiltInRules.all.map { $0.documentation }.flatMap { rule in
    rule.passing.map { DocumentedExample(id: rule.id, example: $0) }
  }
  static let flagged = BuiltInRules.all.map { $0.documentation }.flatMap { rule in
    rule.flagged.map { DocumentedExample(id: rule.id, example: $0) }
  }
  static let all = passing + flagged

  func trial() throws -> Trial { try Trial(id, options: example.options) }
  func listing() throws -> ExampleListing { try ExampleListing(example.records) }

  /// How many of the records are judged; the others are what those are held against.
  var judgedCount: Int {
    let isComparison = BuiltInRules.all.contains {
      $0.documentation.id == id && $0 is any ComparisonRule.Type
    }
    return example.records.count { !isComparison || $0.contains(#""endpoint":"#) }
  }
}

@Suite struct RuleExampleTests {
  @Test(arguments: DocumentedExample.passing)
  func passes(_ documented: DocumentedExample) throws {
    let results = try documented.trial().results(of: documented.listing())
    #expect(results.map(\.outcome) == Array(repeating: .pass, count: documented.judgedCount))
    #expect(results.filter { $0.outcome != .pass }.map(\.message) == documented.example.messages)
  }

  @Test(arguments: DocumentedExample.flagged)
  func isFlagged(_ documented: DocumentedExample) throws {
    let results = try documented.trial().results(of: documented.listing())
    #expect(results.allSatisfy { $0.outcome != .unknown })
    #expect(results.filter { $0.outcome == .finding }.map(\.message) == documented.example.messages)
  }

  /// Two findings of a check about one record could otherwise be taken for one.
  @Test(arguments: DocumentedExample.flagged)
  func findingsAreToldApart(_ documented: DocumentedExample) throws {
    let findings = try documented.trial().results(of: documented.listing())
      .filter { $0.outcome == .finding }
    let identities = findings.map { result in
      "\(result.evidence.first?.place.location.line ?? 0) \(result.key ?? "")"
    }
    #expect(Set(identities).count == identities.count)
    #expect(findings.allSatisfy { !$0.evidence.isEmpty })
  }

  /// Of every document it is known whether a private key stands in it, and a certificate without
  /// an extension is known to say nothing by it, as is an endpoint that staples nothing.
  private static let knownByAbsence: Set<Fact> = [
    .exposesPrivateKey, .keyUsage, .extendedKeyUsage, .policies, .pathLength, .ocspURIs,
    .caIssuerURIs, .crlURIs, .sctCount, .tlsFeatures, .stapledResponse,
  ]

  @Test(arguments: DocumentedExample.passing)
  func needsAreAskedFor(_ documented: DocumentedExample) throws {
    let trial = try documented.trial()
    for need in try trial.rule.needs where !Self.knownByAbsence.contains(need) {
      let results = try trial.results(of: documented.listing().lacking(need))
      #expect(results.allSatisfy { $0.outcome == .unknown })
      #expect(results.map { $0.evidence.map(\.fact) } == results.map { _ in [need] })
    }
  }

  /// What a rule needs of some records only: the size of an RSA key, the digest of a signature.
  private static let calledFor: [String: [Fact]] = [
    "certificate-authority": [.selfIssued],
    "key-strength": [.keyBits, .keyCurve],
    "signature-algorithm": [.signatureHash],
  ]

  @Test(arguments: DocumentedExample.all)
  func nothingElseIsNeeded(_ documented: DocumentedExample) throws {
    let trial = try documented.trial()
    let facts = try trial.rule.reads + Self.calledFor[documented.id, default: []]
    let listing = try documented.listing().keeping(facts)
    let tally = try trial.evaluation(of: listing).suites[0].tallies[0]
    #expect(tally.notApplicable.values.reduce(0, +) == listing.count - documented.judgedCount)
    #expect(tally.unknown.total == 0)
    #expect(tally.judged == documented.judgedCount)
  }
}
