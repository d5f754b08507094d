import BuiltInRules
import RuleEngine
import SourceText

/// The rules that can be used: those that are built in, and those of the plugins that the policies
/// at hand declare, as far as they may run.
struct RuleCatalog {
  private(set) var rules: [RuleDocumentation] = BuiltInRules.all.map { $0.documentation }
  /// What is to be said of plugins whose rules are not among them, a line each.
  private(set) var remarks: [String] = []
  /// No plugin that was asked failed.
  private(set) var isWhole = true

  init(_ arguments: ParsedArguments, _ session: Session) throws(CommandError) {
    let project = try Project(arguments, session)
    let references = project.policyReferences
    guard !references.isEmpty else { return }
    let catalog = try project.pluginCatalog(for: .telling)
    let loader = project.policyLoader(catalog)
    for reference in references {
      let (plugins, diagnostics) = loader.declaredPlugins(reference)
      // Who looks for a rule may be about to mend the project's policy.
      if !diagnostics.isEmpty, arguments.has(Project.policyOption.long) {
        throw .diagnostics(
          diagnostics, in: "the policy", colour: session.colours(session.error, arguments))
      }
      for plugin in plugins { add(plugin, catalog) }
    }
    for plugin in catalog.passedOver {
      remarks.append(
        "certgate: note: plugin '\(plugin.name)' was not asked for its rules"
          + " (--allow-plugins asks it)")
    }
  }

  private mutating func add(_ plugin: PluginDeclaration, _ catalog: PluginCatalog) {
    switch catalog.rules(of: plugin) {
    case .known(let definitions):
      let known = Set(rules.map(\.id))
      rules += definitions.map(\.documentation).filter { !known.contains($0.id) }
    case .failed(let message, let notes):
      isWhole = false
      let line = ([message] + notes).joined(separator: "; ")
      remarks.append("certgate: error: plugin \(plugin.name) \(Escaping.visible(line))")
    case .refused, .notAsked: break
    }
  }
}
