import RuleEngine
import SourceText

extension PluginHost {
  /// Has the plugins of policies judge an inventory, each in a process of its own.
  ///
  /// - Returns: the policies with the answers, and a failure for each plugin that gave none, or
  ///   says that it could not judge everything.
  package func answers(
    of policies: [Policy], about inventory: Inventory, at now: Instant, workers: Workers
  ) -> (policies: [Policy], failures: [Failure]) {
    let turns = policies.flatMap { policy in policy.plugins.map { (policy, $0) } }
    if turns.isEmpty { return (policies, []) }
    let outcomes = workers.map(turns) { policy, plugin in
      Outcome(plugin, of: policy, asking: self, about: inventory, at: now)
    }
    let answered = policies.map { policy in
      let own = outcomes.filter { $0.policy == policy.id }
      return policy.answered { check in own.lazy.compactMap { $0.answers[check.id] }.first }
    }
    return (answered, outcomes.compactMap(\.failure))
  }

  /// Holds policies against an inventory; their plugins judge it beside the first look at it.
  ///
  /// - Returns: what was found, and the failures of plugins as above.
  package func evaluation(
    of policies: [Policy], about inventory: Inventory, at now: Instant, workers: Workers
  ) -> (evaluation: Evaluation, failures: [Failure]) {
    let failures = Slots<[Failure]>(count: 1)
    let ask = { @Sendable (policies: [Policy]) -> [Policy] in
      let answered = answers(of: policies, about: inventory, at: now, workers: workers)
      failures[0] = answered.failures
      return answered.policies
    }
    let hasPlugins = policies.contains { !$0.plugins.isEmpty }
    let evaluation = Evaluation(
      policies: policies, inventory: inventory, at: now, workers: workers,
      answer: hasPlugins ? ask : nil)
    return (evaluation, failures[0] ?? [])
  }

  /// What came of asking one plugin.
  private struct Outcome: Sendable {
    let policy: String
    var answers: [String: Answers] = [:]
    var failure: Failure?

    init(
      _ plugin: PluginDeclaration, of policy: Policy, asking host: PluginHost,
      about inventory: Inventory, at now: Instant
    ) {
      self.policy = policy.id
      let checks = policy.checks.filter {
        $0.rule is AnsweredRule && $0.documentation.id.hasPrefix("\(plugin.name)/")
      }
      let name = "\(policy.id).\(plugin.name)"
      do {
        let result = try host.check(plugin, checks, inventory, at: now)
        answers = result.answers
        guard let first = result.failures.first else { return }
        failure = Failure(
          kind: .plugin, name: name, input: nil,
          message: "plugin \(plugin.name) could not judge everything: \(first.message)",
          location: first.location ?? plugin.location,
          notes: result.failures.dropFirst().map { failure in
            "note: \(failure.message)" + (failure.location.map { " (\($0))" } ?? "")
          })
      } catch {
        failure = Failure(
          kind: .plugin, name: name, input: nil, message: "plugin \(plugin.name) \(error.message)",
          location: plugin.location, notes: error.notes)
      }
    }
  }
}
