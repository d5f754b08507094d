import SourceText

/// What `.certgate.yaml` says: the policies, formats and sources of a project.
package struct Configuration: Sendable {
  /// A path, pattern or name, and where the file says it.
  package struct Entry: Hashable, Sendable {
    /// Relative paths are seen from where the path of the configuration itself is seen from.
    package let text: String
    package let location: SourceLocation
  }

  /// Paths, or `certgate:NAME`.
  package let policies: [Entry]
  package let formats: [Entry]
  package let sources: [Entry]

  /// Reads a configuration: it is nil exactly if there are errors.
  package static func read(
    _ bytes: [UInt8], path: String
  ) -> (configuration: Configuration?, diagnostics: [Diagnostic]) {
    var diagnostics = DiagnosticList()
    let header = FileHeader(
      bytes, path: path, kind: "configuration", keys: ["policies", "formats", "sources"],
      &diagnostics)
    guard let header else { return (nil, diagnostics.sorted) }
    let configuration = Configuration(
      policies: entries("policies", of: header, &diagnostics) {
        PolicyReference($0, in: .file(path)).description
      },
      formats: entries("formats", of: header, &diagnostics) { resolved($0, besideFile: path) },
      sources: entries("sources", of: header, &diagnostics) {
        // A source on the network is where it is, wherever the configuration lies.
        $0.hasPrefix("listing:") || $0.contains("://") ? $0 : resolved($0, besideFile: path)
      })
    return diagnostics.count == 0 ? (configuration, []) : (nil, diagnostics.sorted)
  }

  private static func entries(
    _ name: String, of header: FileHeader, _ diagnostics: inout DiagnosticList,
    meaning: (String) -> String
  ) -> [Entry] {
    header.references(name, &diagnostics).map {
      Entry(text: meaning($0.text), location: $0.node.location)
    }
  }
}
