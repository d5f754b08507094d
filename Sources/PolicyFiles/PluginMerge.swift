import RuleEngine
import SourceText

/// The plugins of a lineage, as its files are laid over one another, parents first.
struct PluginMerge {
  private var drafts: [String: PluginDraft] = [:]

  /// Lays what a file says of its plugins over what its parents say.
  mutating func merge(_ file: PolicyFile, _ diagnostics: inout DiagnosticList) {
    for entry in file.plugins {
      guard PolicyFile.isID(entry.name) else {
        diagnostics.add(
          entry.key.error("\(quoted(entry.name)) is not an id: ids are made of a-z, 0-9 and '-'"))
        continue
      }
      var draft = drafts[entry.name] ?? PluginDraft(place: entry.key)
      let errors = diagnostics.count
      draft.merge(entry.value, of: file, &diagnostics)
      if diagnostics.count > errors { draft.isSound = false }
      drafts[entry.name] = draft
    }
  }

  /// The plugin that a rule such as `acme/owner-tag` is of.
  static func plugin(ofRule name: String) -> String? {
    name.firstIndex(of: "/").map { String(name[..<$0]) }
  }

  /// The plugins whose rules are used by checks that are not disabled in the end.
  static func used(in files: [PolicyFile]) -> Set<String> {
    var plugins: [String: String] = [:]
    var disabled: Set<String> = []
    for entry in files.flatMap(\.rules) {
      let rule = entry.value.entries?.first { $0.name == "rule" }?.value.scalar
      let plugin = rule.flatMap(plugin) ?? plugins[entry.name] ?? plugin(ofRule: entry.name)
      plugins[entry.name] = plugin
      if entry.value.scalar == "disabled" {
        disabled.insert(entry.name)
      } else {
        disabled.remove(entry.name)
      }
    }
    return Set(plugins.filter { !disabled.contains($0.key) }.values)
  }

  /// The plugins that are declared, however badly.
  var names: Set<String> { Set(drafts.keys) }

  /// The plugins whose names are given, in the order of their names, without those that are wrong.
  func declarations(
    _ used: Set<String>, _ diagnostics: inout DiagnosticList
  ) -> [(declaration: PluginDeclaration, place: PlacedNode)] {
    drafts.sorted { $0.key < $1.key }.compactMap { name, draft in
      guard draft.isSound else { return nil }
      guard !draft.command.isEmpty else {
        diagnostics.add(
          draft.place.error(
            "plugin '\(name)' has no command",
            notes: ["help: name what is run, such as 'command: [./plugins/\(name)]'"]))
        return nil
      }
      guard used.contains(name), let declaration = draft.declaration(name) else { return nil }
      return (declaration, draft.place)
    }
  }
}
