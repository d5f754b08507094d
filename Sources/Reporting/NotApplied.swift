import RuleEngine

/// How many records one check did not apply to, for one reason.
struct NotApplied {
  let policy: String
  let check: String
  let cause: NotApplicable
  let count: Int

  var reason: String { cause.description }

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
    counts.map { NotApplied(policy: policy.id, check: check.id, cause: $0.key, count: $0.value) }
      .sorted { ($0.reason, $0.count) < ($1.reason, $1.count) }
  }
}
