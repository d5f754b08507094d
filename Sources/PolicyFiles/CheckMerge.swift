import RuleEngine
import SourceText

/// The checks of a lineage, as its files are laid over one another, parents first.
struct CheckMerge {
  private let rules: [String: RuleDefinition]
  /// Plugins whose rules are not known, so that nothing can be said of checks that use them.
  private let silentPlugins: Set<String>
  /// A check of a policy that could not be read may have been meant by an unknown name.
  private let lineageIsWhole: Bool
  private var drafts: [CheckDraft] = []
  private var places: [String: Int] = [:]

  init(rules: [RuleDefinition], silentPlugins: Set<String>, lineageIsWhole: Bool) {
    self.rules = Dictionary(
      rules.map { ($0.documentation.id, $0) }, uniquingKeysWith: { first, _ in first })
    self.silentPlugins = silentPlugins
    self.lineageIsWhole = lineageIsWhole
  }

  var isEmpty: Bool { drafts.isEmpty }

  /// The checks in the order in which they were first named, without those that are disabled.
  func checks(_ diagnostics: inout DiagnosticList) -> [Check] {
    drafts.compactMap { draft in
      draft.isDisabled || !draft.isSound ? nil : draft.check(&diagnostics)
    }
  }

  /// The checks that run and whose rules, those of a plugin, are not known.
  func checksPassedOver(of plugin: String) -> [String] {
    drafts.filter { $0.silentPlugin == plugin && !$0.isDisabled }.map(\.id)
  }

  /// Lays what a file says of one check over what its parents say.
  mutating func merge(_ entry: PlacedEntry, _ diagnostics: inout DiagnosticList) {
    let errors = diagnostics.count
    let body = Body(entry.value, &diagnostics)
    let place = places[entry.name]
    let inherited = place.map { drafts[$0] }
    var draft = draft(of: entry, rule: body.rule, over: inherited, &diagnostics)
    draft.place = entry.key
    draft.isDisabled = body.disables
    for setting in body.settings { draft.merge(setting, &diagnostics) }
    draft.isSound = (inherited?.isSound ?? true) && diagnostics.count == errors
    if let place {
      drafts[place] = draft
    } else {
      places[entry.name] = drafts.count
      drafts.append(draft)
    }
  }

  /// What is written under a check's id.
  private struct Body {
    var settings: [PlacedEntry] = []
    var disables = false

    var rule: PlacedNode? {
      settings.first { $0.name == "rule" && !$0.value.isNull }?.value
    }

    init(_ value: PlacedNode, _ diagnostics: inout DiagnosticList) {
      if let entries = value.entries {
        settings = entries
      } else if value.scalar == "disabled" {
        disables = true
      } else if !value.isNull {
        diagnostics.add(
          value.error(
            "expected a mapping or 'disabled', found \(value.found)",
            suggestion: value.scalar.flatMap(Self.suggestion),
            notes: ["help: '{}' runs the check as it is, 'disabled' does not run it"]))
      }
    }

    private static func suggestion(for word: String) -> String? {
      ["off", "no", "false", "none"].contains(word.lowercased())
        ? "disabled" : Suggestion.closest(to: word, in: ["disabled"])
    }
  }

  private func draft(
    of entry: PlacedEntry, rule named: PlacedNode?, over inherited: CheckDraft?,
    _ diagnostics: inout DiagnosticList
  ) -> CheckDraft {
    guard let named else { return inherited ?? draft(namedForItsRule: entry.key, &diagnostics) }
    let name = named.text(&diagnostics)
    if let inherited, inherited.rule?.documentation.id == name { return inherited }
    let rule = name.flatMap { rules[$0] }
    let silentPlugin = name.flatMap(silentPlugin)
    if let name, rule == nil, silentPlugin == nil {
      diagnostics.add(unknownRule(name, at: named))
    } else if let name, let inherited, let former = inherited.rule?.documentation.id {
      diagnostics.add(
        named.error(
          "check \(quoted(entry.name)) is of rule '\(former)' and cannot become '\(name)'",
          notes: ["note: its rule is set at \(inherited.rulePlace.location)"]))
    } else if !PolicyFile.isID(entry.name) {
      diagnostics.add(
        entry.key.error("\(quoted(entry.name)) is not an id: ids are made of a-z, 0-9 and '-'"))
    }
    return CheckDraft(
      id: entry.name, rule: rule, rulePlace: named, silentPlugin: silentPlugin, place: entry.key)
  }

  private func draft(
    namedForItsRule key: PlacedNode, _ diagnostics: inout DiagnosticList
  ) -> CheckDraft {
    let id = key.scalar ?? ""
    let silentPlugin = silentPlugin(ofRule: id)
    if rules[id] == nil, silentPlugin == nil, lineageIsWhole {
      diagnostics.add(
        unknownRule(
          id, at: key, or: drafts.filter { $0.rule != nil }.map(\.id),
          note: "help: a check with an id of its own names its rule under 'rule:'"))
    }
    return CheckDraft(
      id: id, rule: rules[id], rulePlace: key, silentPlugin: silentPlugin, place: key)
  }

  private func silentPlugin(ofRule name: String) -> String? {
    PluginMerge.plugin(ofRule: name).flatMap { silentPlugins.contains($0) ? $0 : nil }
  }

  private func unknownRule(
    _ name: String, at node: PlacedNode, or checks: [String] = [], note: String? = nil
  ) -> Diagnostic {
    let ids = rules.keys.sorted()
    let suggestion = Suggestion.closest(to: name, in: ids + checks)
    if let plugin = PluginMerge.plugin(ofRule: name), suggestion == nil,
      !ids.contains(where: { $0.hasPrefix("\(plugin)/") })
    {
      return node.error(
        "unknown rule \(quoted(name))",
        notes: ["help: no plugin \(quoted(plugin)) is declared under 'plugins:'"])
    }
    let notes = ["help: rules: \(ids.joined(separator: ", "))"] + (note.map { [$0] } ?? [])
    return node.error(
      "unknown rule \(quoted(name))", suggestion: suggestion,
      notes: suggestion == nil ? notes : [])
  }
}
