import BuiltInRules
import PolicyFiles
import RuleEngine
import Testing

/// A rule with options as a policy has them, to be held against records through the real engine.
struct Trial {
  private let policy: Policy

  /// - Parameter options: a line each.
  init(_ id: String, options: String = "") throws {
    let lines = options.split(separator: "\n").map { "\n    \($0)" }.joined()
    let text = "certgate: 1\npolicy: trial\nrules:\n  \(id):\(lines)\n"
    let loader = PolicyLoader(rules: BuiltInRules.all, packs: []) { _ in Array(text.utf8) }
    let (policy, diagnostics) = loader.load("trial.yaml")
    #expect(diagnostics.map { $0.rendered() } == [])
    self.policy = try #require(policy)
  }

  var rule: any ConfiguredRule {
    get throws { try #require(policy.checks.first).rule }
  }

  func evaluation(
    of listing: ExampleListing, at now: Instant = RuleExample.instant
  ) throws -> Evaluation {
    Evaluation(
      policies: [policy], inventory: Inventory([try listing.input()]), at: now,
      workers: .sequential)
  }

  /// All results, in the order of the records.
  func results(
    of listing: ExampleListing, at now: Instant = RuleExample.instant
  ) throws -> [CheckResult] {
    let evaluation = try evaluation(of: listing, at: now)
    var results: [CheckResult] = []
    evaluation.inventory.forEachRecord { record in
      for outcome in evaluation.outcomes(of: record, in: evaluation.suites[0]) {
        results += outcome.results
      }
    }
    return results
  }

  /// The messages of all findings.
  func findings(_ records: String..., at now: Instant = RuleExample.instant) throws -> [String] {
    try results(of: ExampleListing(records), at: now).filter { $0.outcome == .finding }
      .map(\.message)
  }
}
