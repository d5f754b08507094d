/// What a rule is, why it exists, what it can be told, and examples that prove it.
package struct RuleDocumentation: Sendable {
  /// The rule's id, kebab-case, the kebab-case of its file's name.
  package let id: String
  /// One sentence that says what the rule asks.
  package let summary: String
  /// Why it matters, in a few sentences.
  package let rationale: String
  /// The document and section the rule comes from.
  package let citation: String
  package let options: [OptionDeclaration]
  /// Records that pass.
  package let passing: [RuleExample]
  /// Records that are flagged, with what is said of them.
  package let flagged: [RuleExample]

  package init(
    id: String, summary: String, rationale: String, citation: String,
    options: [OptionDeclaration] = [], passing: [RuleExample], flagged: [RuleExample]
  ) {
    self.id = id
    self.summary = summary
    self.rationale = rationale
    self.citation = citation
    self.options = options
    self.passing = passing
    self.flagged = flagged
  }
}

/// Records and options that show a rule at work; a test and a piece of documentation at once.
package struct RuleExample: Sendable {
  /// The instant every example is judged at.
  package static let instant = Instant(seconds: 1_767_225_600)  // 2026-01-01T00:00:00Z

  /// What the example shows, as a phrase: "exactly the minimum is left".
  package let title: String
  /// The check's options as they stand in a policy: `min-remaining: 30d`.
  package let options: String
  /// The records, one JSON object of the record schema each.
  package let records: [String]
  /// The messages of all findings, in order; empty for an example that passes.
  package let messages: [String]

  package init(
    _ title: String, options: String = "", records: [String], messages: [String] = []
  ) {
    self.title = title
    self.options = options
    self.records = records
    self.messages = messages
  }
}
