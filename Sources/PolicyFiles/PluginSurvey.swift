import RuleEngine
import SourceText

/// The plugins that the checks of a lineage use, and what they say of their rules.
struct PluginSurvey {
  /// Those whose rules are known.
  private(set) var plugins: [PluginDeclaration] = []
  private(set) var rules: [RuleDefinition] = []
  /// The names of those whose rules are not known.
  private(set) var silent: Set<String> = []
  private var failed: [(plugin: PluginDeclaration, message: String, notes: [String])] = []

  init(
    _ lineage: Lineage, ask: (PluginDeclaration) -> PluginRules,
    _ diagnostics: inout DiagnosticList
  ) {
    var merge = PluginMerge()
    let errors = diagnostics.count
    for file in lineage.files { merge.merge(file, &diagnostics) }
    let declared = merge.declarations(PluginMerge.used(in: lineage.files), &diagnostics)
    silent = merge.names
    // Nothing is run for the sake of a declaration that is wrong.
    guard diagnostics.count == errors else { return }
    for plugin in declared {
      switch ask(plugin.declaration) {
      case .known(let definitions):
        plugins.append(plugin.declaration)
        rules += definitions
        silent.remove(plugin.declaration.name)
      case .refused(let message, let help):
        diagnostics.add(plugin.place.error(message, notes: ["help: \(help)"]))
      case .failed(let message, let notes):
        failed.append((plugin.declaration, message, notes))
      case .notAsked: break
      }
    }
  }

  /// The plugins that could not say what their rules are, as failures of the run.
  func failures(ofPolicy policy: String, checksPassedOver: (String) -> [String]) -> [Failure] {
    failed.map { plugin, message, notes in
      Failure(
        kind: .plugin, name: "\(policy).\(plugin.name)", input: nil,
        message: "plugin \(plugin.name) \(message)",
        location: plugin.location,
        notes: notes + ["note: not run: \(checksPassedOver(plugin.name).joined(separator: ", "))"])
    }
  }
}
