import RuleEngine
import SourceText

/// Loads policies: YAML in; out come the policy, or all that is wrong with it and what it extends.
package struct PolicyLoader {
  private let rules: [RuleDefinition]
  private let packs: [(name: String, bytes: [UInt8])]
  private let plugins: (PluginDeclaration) -> PluginRules
  private let readFile: (String) throws -> [UInt8]

  /// - Parameters:
  ///   - packs: the policies that can be named `certgate:NAME`.
  ///   - plugins: says which rules a plugin brings.
  ///   - readFile: gives the bytes at a path; the description of what it throws is shown.
  package init(
    rules: [any Rule.Type], packs: [(name: String, bytes: [UInt8])],
    plugins: @escaping (PluginDeclaration) -> PluginRules = { _ in .notAsked },
    readFile: @escaping (String) throws -> [UInt8]
  ) {
    self.rules = rules.map { RuleDefinition($0) }
    self.packs = packs
    self.plugins = plugins
    self.readFile = readFile
  }

  /// Loads a policy, with what it extends merged into it.
  ///
  /// - Parameter reference: a path, or `certgate:NAME`.
  /// - Returns: the policy, which is nil exactly if there are errors, and the diagnostics of all
  ///   its files by place.
  package func load(_ reference: String) -> (policy: Policy?, diagnostics: [Diagnostic]) {
    var diagnostics = DiagnosticList()
    let lineage = Lineage(
      of: PolicyReference(reference), packs: packs, readFile: readFile, &diagnostics)
    let declared = PluginSurvey(lineage, ask: plugins, &diagnostics)
    var merge = CheckMerge(
      rules: rules + declared.rules, silentPlugins: declared.silent,
      lineageIsWhole: lineage.isWhole)
    for file in lineage.files {
      for entry in file.rules { merge.merge(entry, &diagnostics) }
    }
    // Half a lineage would only make its checks look incomplete.
    let checks = lineage.isWhole ? merge.checks(&diagnostics) : []
    let passedOver = declared.silent.flatMap { merge.checksPassedOver(of: $0) }
    if diagnostics.count == 0, checks.isEmpty, passedOver.isEmpty, let file = lineage.files.last {
      diagnostics.add(empty(file, hasRules: !merge.isEmpty))
    }
    guard diagnostics.count == 0, let file = lineage.files.last else {
      return (nil, diagnostics.sorted)
    }
    let policy = Policy(
      id: file.id, version: file.version, path: file.reference.description, checks: checks,
      plugins: declared.plugins,
      failures: declared.failures(ofPolicy: file.id) { merge.checksPassedOver(of: $0) })
    return (policy, [])
  }

  /// The plugins that a policy and what it extends declare, whether or not a check uses them.
  package func declaredPlugins(
    _ reference: String
  ) -> (plugins: [PluginDeclaration], diagnostics: [Diagnostic]) {
    var diagnostics = DiagnosticList()
    let lineage = Lineage(
      of: PolicyReference(reference), packs: packs, readFile: readFile, &diagnostics)
    var merge = PluginMerge()
    for file in lineage.files { merge.merge(file, &diagnostics) }
    let plugins = merge.declarations(merge.names, &diagnostics).map(\.declaration)
    return (plugins, diagnostics.sorted)
  }

  private func empty(_ file: PolicyFile, hasRules: Bool) -> Diagnostic {
    let place = file.header["rules"]?.key ?? file.header["policy"]?.value ?? file.header.root
    if hasRules {
      return place.error(
        "every check of policy '\(file.id)' is disabled, so it would check nothing")
    }
    let example = packs.first.map { ", or extend \(PolicyReference.pack($0.name))" } ?? ""
    return place.error(
      "policy '\(file.id)' has no rules, so it would check nothing",
      notes: ["help: name rules under 'rules:'\(example)"])
  }
}
