import RuleEngine

/// How many records one check did not apply to, for one reason.
struct NotApplied {
  let policy: String
  let check: String
  let reason: String
  let count: Int

  /// All of a run, by policy, check and reason.
  static func all(in evaluation: Evaluation) -> [NotApplied] {
    evaluation.policies.enumerated().flatMap { number, policy in
      var sums = policy.checks.map { _ in [NotApplicable: Int]() }
      for suite in evaluation.suites(ofPolicy: number) {
        for (check, tally) in suite.tallies.enumerated() {
          sums[check].merge(tally.notApplicable, uniquingKeysWith: +)
        }
      }
      return zip(policy.checks, sums).flatMap { of($1, policy: policy, check: $0) }
    }
  }

  /// Those of one suite, by check and reason.
  static func all(in suite: Evaluation.Suite) -> [NotApplied] {
    zip(suite.policy.checks, suite.tallies).flatMap { check, tally in
      of(tally.notApplicable, policy: suite.policy, check: check)
    }
  }

  private static func of(
    _ counts: [NotApplicable: Int], policy: Policy, check: Check
  ) -> [NotApplied] {
    counts.map { ($0.key.description, $0.value) }.sorted { $0 < $1 }.map {
      NotApplied(policy: policy.id, check: check.id, reason: $0, count: $1)
    }
  }
}
