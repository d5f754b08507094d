import SourceText

/// Which rules, with which options, at which severity, over which records.
package struct Policy: Sendable {
  /// The policy's id, of `[a-z0-9-]`.
  package let id: String
  package let version: String?
  /// The file it was read from, or `certgate:NAME`.
  package let path: String
  package let checks: [Check]
  /// The plugins whose rules its checks are of.
  package let plugins: [PluginDeclaration]
  /// What it asks for and cannot be had: plugins that do not say what their rules are.
  package let failures: [Failure]

  package init(
    id: String, version: String? = nil, path: String, checks: [Check],
    plugins: [PluginDeclaration] = [], failures: [Failure] = []
  ) {
    self.id = id
    self.version = version
    self.path = path
    self.checks = checks
    self.plugins = plugins
    self.failures = failures
  }

  /// The same policy with what was answered for those of its checks that are judged elsewhere.
  package func answered(by answers: (Check) -> Answers?) -> Policy {
    replacingRules { check in
      guard case .answered(let rule) = check.body else { return nil }
      return rule.answered(by: answers(check))
    }
  }

  /// The same policy with other rules for some of its checks; nil keeps the rule.
  package func replacingRules(_ replacement: (Check) -> (any ConfiguredRule)?) -> Policy {
    Policy(
      id: id, version: version, path: path,
      checks: checks.map { check in
        guard let rule = replacement(check) else { return check }
        return check.changed(rule: rule)
      },
      plugins: plugins, failures: failures)
  }

  /// The same policy over those records only that satisfy the expression.
  package func narrowed(to condition: RecordExpression) -> Policy {
    Policy(
      id: id, version: version, path: path,
      checks: checks.map { $0.changed(conditions: $0.conditions + [condition]) },
      plugins: plugins, failures: failures)
  }
}

/// One configured rule of a policy, under its own id.
package final class Check: Sendable {
  /// What becomes of a record that lacks a fact the rule needs.
  package enum OnUnknown: String, CaseIterable, Sendable {
    /// It counts like a finding, at the check's severity.
    case fail
    /// It counts like a finding, at most a warning.
    case warn
    /// It is only counted.
    case ignore
  }

  typealias RecordJudgement =
    @Sendable (
      CertificateRecord, Instant, inout Findings
    ) throws(FactUnavailable) -> Void

  /// A rule by what it judges, told apart once and not for every record.
  enum Body {
    /// The rule's `judge`: a rule itself would be copied for every record.
    case record(RecordJudgement)
    case inventory(any InventoryRule)
    case comparison(any ComparisonRule)
    case answered(AnsweredRule)
    case nothing
  }

  package let id: String
  package let rule: any ConfiguredRule
  let body: Body
  private let recordRule: (any RecordRule)?
  /// What the rule asks; made once, because a report of a million findings says it a million times.
  package let requirement: String
  /// The fact that the rule reads first.
  let firstNeed: Fact?
  package let severity: Severity
  package let onUnknown: OnUnknown
  package let match: Selector?
  package let except: Selector?
  /// What must hold of a record, beside: `when`, and what the run selects by.
  package let conditions: [RecordExpression]
  /// The organisation's own citation for the check.
  package let cite: String?
  /// Where a reader finds more: a link.
  package let docs: String?
  package let location: SourceLocation?

  package init(
    id: String, rule: any ConfiguredRule, severity: Severity = .error, onUnknown: OnUnknown = .fail,
    match: Selector? = nil, except: Selector? = nil, conditions: [RecordExpression] = [],
    cite: String? = nil, docs: String? = nil, location: SourceLocation? = nil
  ) {
    self.id = id
    self.rule = rule
    body =
      if let rule = rule as? any RecordRule {
        .record(Check.judgement(by: rule))
      } else if let rule = rule as? any InventoryRule {
        .inventory(rule)
      } else if let rule = rule as? any ComparisonRule {
        .comparison(rule)
      } else if let rule = rule as? AnsweredRule {
        .answered(rule)
      } else {
        .nothing
      }
    recordRule = rule as? any RecordRule
    requirement = rule.requirement
    firstNeed = rule.needs.first
    self.severity = severity
    self.onUnknown = onUnknown
    self.match = match
    self.except = except
    self.conditions = conditions
    self.cite = cite
    self.docs = docs
    self.location = location
  }

  package var documentation: RuleDocumentation { rule.documentation }

  /// How it judges a record alone, for one worker; nil if its rule does not.
  func makeJudgement() -> RecordJudgement? { recordRule.map { Check.judgement(by: $0.separate) } }

  private static func judgement(by rule: any RecordRule) -> RecordJudgement {
    { (record, now, findings) throws(FactUnavailable) in
      try rule.judge(record, at: now, &findings)
    }
  }

  /// Whether nothing selects the records it is for.
  var isForAll: Bool { match == nil && except == nil && conditions.isEmpty }

  fileprivate func changed(
    rule: (any ConfiguredRule)? = nil, conditions: [RecordExpression]? = nil
  ) -> Check {
    Check(
      id: id, rule: rule ?? self.rule, severity: severity, onUnknown: onUnknown, match: match,
      except: except, conditions: conditions ?? self.conditions, cite: cite, docs: docs,
      location: location)
  }

  /// Whether a record is one that the check is for.
  func selects(_ record: CertificateRecord, at now: Instant) throws(FactUnavailable) -> Bool {
    guard covers(record) else { return false }
    return try applies(to: record, at: now)
  }

  /// Whether all conditions hold of a record; one that does not outweighs one that cannot be told.
  func applies(
    to record: CertificateRecord, at now: Instant
  ) throws(FactUnavailable) -> Bool {
    var unavailable: FactUnavailable?
    for condition in conditions {
      do throws(FactUnavailable) {
        if try !condition.holds(for: record, at: now) { return false }
      } catch {
        unavailable = unavailable ?? error
      }
    }
    if let unavailable { throw unavailable }
    return true
  }

  func covers(_ record: CertificateRecord) -> Bool {
    if let match, !match.matches(record) { return false }
    if let except, except.matches(record) { return false }
    return true
  }
}
