import Documents
import SourceText

/// The mapping at the root of a file, whose keys and language version are those of certgate.
struct FileHeader {
  /// The version of the language that this certgate speaks.
  static let languageVersion = "1"

  let root: PlacedNode
  let entries: [PlacedEntry]

  /// Reads a file; nil if it says nothing that could be understood, which is then reported.
  ///
  /// - Parameters:
  ///   - kind: what the file is, for messages: `policy`.
  ///   - keys: what may be at the top, beside `certgate`.
  ///   - planned: what a later version will know.
  init?(
    _ bytes: [UInt8], path: String, kind: String, keys: [String], planned: Set<String> = [],
    _ diagnostics: inout DiagnosticList
  ) {
    let document: YAMLDocument
    do {
      document = try YAMLDocument.read(bytes, path: path)
    } catch {
      for diagnostic in error.diagnostics { diagnostics.add(diagnostic) }
      return nil
    }
    for fault in document.faults { diagnostics.add(fault) }
    root = PlacedNode(document.root, in: document)
    guard let entries = root.entries else {
      diagnostics.add(
        root.isNull
          ? root.error("the file is empty", notes: [Self.help(kind)])
          : root.error("expected a mapping, found \(root.found)", notes: [Self.help(kind)]))
      return nil
    }
    self.entries = entries
    guard isOfThisVersion(kind, &diagnostics) else { return nil }
    for entry in entries where !(keys + ["certgate"]).contains(entry.name) {
      diagnostics.add(Self.unknown(entry.key, keys: ["certgate"] + keys, planned: planned))
    }
  }

  subscript(name: String) -> PlacedEntry? { entries.first { $0.name == name } }

  /// The references under a key: a text, or a list of texts; none if the key is missing or null.
  func references(_ name: String, _ diagnostics: inout DiagnosticList) -> [PlacedText] {
    guard let value = self[name]?.value, !value.isNull else { return [] }
    guard value.entries == nil else {
      diagnostics.add(value.error("expected text or a list of texts, found a mapping"))
      return []
    }
    let texts = value.texts(&diagnostics)
    for text in texts where text.text.isEmpty {
      diagnostics.add(text.node.error("expected a path, found an empty text"))
    }
    return texts.filter { !$0.text.isEmpty }
  }

  /// False only for another version, in which every other key may mean something else.
  private func isOfThisVersion(_ kind: String, _ diagnostics: inout DiagnosticList) -> Bool {
    guard let version = self["certgate"]?.value else {
      diagnostics.add(
        root.error("the language's version is missing", notes: [Self.help(kind)]))
      return true
    }
    guard let text = version.text(&diagnostics), text != Self.languageVersion else { return true }
    if !text.isEmpty, text.utf8.allSatisfy({ ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2E }) {
      diagnostics.add(
        version.error(
          "this \(kind) is written in version \(text) of the language, and this certgate speaks"
            + " version \(Self.languageVersion)"))
      return false
    }
    diagnostics.add(
      version.error(
        "'\(text)' is not a version of the language: this certgate speaks version"
          + " \(Self.languageVersion)"))
    return true
  }

  private static func help(_ kind: String) -> String {
    "help: a \(kind) begins with 'certgate: \(languageVersion)'"
  }

  private static func unknown(
    _ key: PlacedNode, keys: [String], planned: Set<String>
  ) -> Diagnostic {
    let name = key.scalar ?? ""
    if planned.contains(name) { return key.error("'\(name)' is not supported by this version") }
    let suggestion = Suggestion.closest(to: name, in: keys)
    return key.error(
      "unknown key '\(name)'", suggestion: suggestion,
      notes: suggestion == nil ? ["help: keys: \(keys.joined(separator: ", "))"] : [])
  }
}
