/// A rule that is judged outside of the engine, of all records at once, before an evaluation that
/// then replays the answers.
///
/// A class, because it is looked at for every record, and the parts of a copy would all be counted.
package final class AnsweredRule: ConfiguredRule {
  package let documentation: RuleDocumentation
  package let needs: [Fact]
  package let requirement: String
  /// The values of its options by name; those that are neither given nor have a default are left
  /// out.
  package let options: [String: OptionValue]
  /// Nil until there are any: then no record is judged.
  package let answers: Answers?

  package init(
    _ documentation: RuleDocumentation, needs: [Fact], requirement: String,
    options: [String: OptionValue] = [:], answers: Answers? = nil
  ) {
    self.documentation = documentation
    self.needs = needs
    self.requirement = requirement
    self.options = options
    self.answers = answers
  }

  /// The same rule with other answers.
  func answered(by answers: Answers?) -> AnsweredRule {
    AnsweredRule(
      documentation, needs: needs, requirement: requirement, options: options, answers: answers)
  }

  /// Reports what was answered of a record; false if nothing was.
  func judge(
    _ record: CertificateRecord, _ findings: inout Findings
  ) throws(FactUnavailable) -> Bool {
    try requireNeeds(of: record)
    return answers?.replay(record, to: &findings) ?? false
  }

  func requireNeeds(of record: CertificateRecord) throws(FactUnavailable) {
    for fact in needs { try record.require(fact) }
  }
}

extension Check {
  /// Whether a record has to be judged outside of the engine: the check covers it and applies to it,
  /// and it states all that the rule needs.
  package func awaitsAnswer(about record: CertificateRecord, at now: Instant) -> Bool {
    guard case .answered(let rule) = body, covers(record),
      (try? applies(to: record, at: now)) == true
    else { return false }
    return (try? rule.requireNeeds(of: record)) != nil
  }
}

extension CertificateRecord {
  /// Fails exactly if the record does not state the fact.
  fileprivate func require(_ fact: Fact) throws(FactUnavailable) {
    switch fact.kind {
    case .text: try reader.withText(fact) { _ in }.required(fact)
    case .texts: _ = try reader.texts(fact).required(fact)
    case .time: _ = try reader.time(fact).required(fact)
    case .count: _ = try reader.count(fact).required(fact)
    case .flag: _ = try reader.flag(fact).required(fact)
    case .status: _ = try reader.status().required(fact)
    case .fingerprints: _ = try reader.fingerprints().required(fact)
    case .certificate: _ = try reader.certificate().required(fact)
    case .certificates: _ = try reader.chain().required(fact)
    }
  }
}
