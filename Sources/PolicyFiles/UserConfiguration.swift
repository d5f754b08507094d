import RuleEngine
import SourceText

/// What the user's own configuration says, and no repository can: which plugins may run, which hosts
/// may be sent credentials, and which formats may read the environment.
package struct UserConfiguration: Sendable {
  package let allowedPlugins: [PluginPermission]
  /// Names of hosts, in lower case.
  package let allowedHosts: [String]
  /// Paths of format files.
  package let formats: [String]

  /// What holds where there is no such file.
  package static let empty: UserConfiguration = .init(
    allowedPlugins: [], allowedHosts: [], formats: [])

  /// Reads a configuration: it is nil exactly if there are errors.
  package static func read(
    _ bytes: [UInt8], path: String
  ) -> (configuration: UserConfiguration?, diagnostics: [Diagnostic]) {
    var diagnostics = DiagnosticList()
    let header = FileHeader(
      bytes, path: path, kind: "configuration",
      keys: ["allow-plugins", "allowed-hosts", "formats"],
      &diagnostics)
    guard let header else { return (nil, diagnostics.sorted) }
    let configuration = UserConfiguration(
      allowedPlugins: plugins(header["allow-plugins"]?.value, &diagnostics),
      allowedHosts: header.references("allowed-hosts", &diagnostics).map { $0.text.lowercased() },
      formats: header.references("formats", &diagnostics).map {
        resolved($0.text, besideFile: path)
      })
    return diagnostics.count == 0 ? (configuration, []) : (nil, diagnostics.sorted)
  }

  private static func plugins(
    _ value: PlacedNode?, _ diagnostics: inout DiagnosticList
  ) -> [PluginPermission] {
    guard let value, !value.isNull else { return [] }
    guard let items = value.items else {
      diagnostics.add(value.error("expected a list, found \(value.found)", notes: [help]))
      return []
    }
    return items.compactMap { permission($0, &diagnostics) }
  }

  private static let help =
    "help: a plugin is 'sha256:' and the digest of its file, or its absolute path; one that takes"
    + " arguments is written { program: …, arguments: [...] }"

  private static func permission(
    _ item: PlacedNode, _ diagnostics: inout DiagnosticList
  ) -> PluginPermission? {
    guard let entries = item.entries else {
      return item.text(&diagnostics).flatMap { self.program($0, at: item, &diagnostics) }
        .map { PluginPermission(program: $0, arguments: []) }
    }
    var program: PluginPermission.Program?
    var arguments: [String] = []
    for entry in entries {
      switch entry.name {
      case "program":
        let text = entry.value.text(&diagnostics)
        program = text.flatMap { self.program($0, at: entry.value, &diagnostics) }
      case "arguments": arguments = entry.value.texts(&diagnostics).map(\.text)
      default:
        let near = Suggestion.closest(to: entry.name, in: ["program", "arguments"])
        diagnostics.add(
          entry.key.error("unknown key \(quoted(entry.name))", suggestion: near, notes: [help]))
      }
    }
    if !entries.contains(where: { $0.name == "program" }) {
      diagnostics.add(item.error("the program is missing", notes: [help]))
    }
    return program.map { PluginPermission(program: $0, arguments: arguments) }
  }

  private static func program(
    _ text: String, at node: PlacedNode, _ diagnostics: inout DiagnosticList
  ) -> PluginPermission.Program? {
    let prefix = "sha256:"
    if text.hasPrefix(prefix), let digest = SHA256Text.digits(text.dropFirst(prefix.count)) {
      return .sha256(digest)
    }
    if text.hasPrefix("/") { return .path(resolved(text, besideFile: "")) }
    diagnostics.add(
      node.error(
        "\(quoted(text)) is neither 'sha256:' and 64 hexadecimal digits nor an absolute path",
        notes: [help]))
    return nil
  }
}
