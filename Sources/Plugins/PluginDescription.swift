import RuleEngine

/// What a plugin says of itself.
package struct PluginDescription: Sendable {
  package let name: String
  package let version: String
  package let rules: [PluginRule]
}

/// One rule of a plugin.
package struct PluginRule: Sendable {
  /// An example of the rule, and its options as a policy would have them.
  package struct Example: Sendable {
    package let example: RuleExample
    package let inputs: [String: OptionInput]
  }

  /// Its id within the plugin.
  package let id: String
  package let summary: String
  package let rationale: String
  package let citation: String
  package let needs: [Fact]
  /// What the rule asks of a certificate, as a phrase.
  package let requirement: String
  package let options: [DescribedOption]
  package let passing: [Example]
  package let flagged: [Example]

  /// The rule as policies can use it.
  ///
  /// - Parameter plugin: the name that a policy gives the plugin.
  package func definition(of plugin: String) -> RuleDefinition {
    let documentation = RuleDocumentation(
      id: "\(plugin)/\(id)", summary: summary, rationale: rationale, citation: citation,
      options: options.map(\.declaration), passing: passing.map(\.example),
      flagged: flagged.map(\.example))
    return RuleDefinition(documentation) { (options) throws(OptionError) in
      var values: [String: OptionValue] = [:]
      for option in self.options {
        values[option.declaration.name] = try option.value(in: options)
      }
      return AnsweredRule(
        documentation, needs: needs, requirement: requirement, options: values)
    }
  }
}
