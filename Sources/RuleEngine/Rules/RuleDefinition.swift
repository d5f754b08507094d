/// A rule that policies can name: what it is, and what the options of a policy make of it.
package struct RuleDefinition: Sendable {
  package let documentation: RuleDocumentation
  private let configure: @Sendable (Options) throws(OptionError) -> any ConfiguredRule

  /// A rule in code.
  package init(_ rule: any Rule.Type) {
    documentation = rule.documentation
    configure = { (options) throws(OptionError) in try rule.init(options: options) }
  }

  /// - Parameter configure: reads the options; an error names the option it is about.
  package init(
    _ documentation: RuleDocumentation,
    configure: @escaping @Sendable (Options) throws(OptionError) -> any ConfiguredRule
  ) {
    self.documentation = documentation
    self.configure = configure
  }

  package func configured(by options: Options) throws(OptionError) -> any ConfiguredRule {
    try configure(options)
  }
}
