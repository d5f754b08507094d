import BuiltInRules
import RuleEngine
import Testing

/// A rule with options, to be held against records through the real engine.
struct Trial {
  let rule: any Rule

  init(_ id: String, options: String = "") throws {
    let type = try #require(BuiltInRules.all.first { $0.documentation.id == id })
    rule = try type.init(options: Options(Trial.inputs(options)))
  }

  /// Reads `name: text` and `name: [text, …]`, a line each.
  private static func inputs(_ text: String) throws -> [String: OptionInput] {
    var inputs: [String: OptionInput] = [:]
    for line in text.split(separator: "\n") {
      let colon = try #require(line.firstIndex(of: ":"))
      let value = line[colon...].dropFirst(2)
      inputs[String(line[..<colon])] =
        value.first == "["
        ? .list(value.dropFirst().dropLast().split(separator: ",").map { scalar($0) })
        : .text(scalar(value))
    }
    return inputs
  }

  private static func scalar(_ text: Substring) -> String {
    let trimmed = text.first == " " ? text.dropFirst() : text
    return trimmed.first == "\"" ? String(trimmed.dropFirst().dropLast()) : String(trimmed)
  }

  func evaluation(of listing: ExampleListing, at now: Instant = RuleExample.instant) -> Evaluation {
    let check = Check(id: "check", rule: rule)
    return Evaluation(
      policies: [Policy(id: "policy", path: "policy.yaml", checks: [check])],
      inventory: Inventory([listing.input]), at: now, workers: .sequential)
  }

  /// All results, in the order of the records.
  func results(of listing: ExampleListing, at now: Instant = RuleExample.instant) -> [CheckResult] {
    let evaluation = evaluation(of: listing, at: now)
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
    results(of: try ExampleListing(records), at: now).filter { $0.outcome == .finding }
      .map(\.message)
  }
}
