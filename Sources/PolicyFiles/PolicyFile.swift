import SourceText

/// One policy file as it stands, without what it extends.
struct PolicyFile {
  let reference: PolicyReference
  let header: FileHeader
  /// The policy's id; empty if it is missing or malformed.
  let id: String
  let version: String?
  let parents: [PlacedText]
  /// A plugin's name, and what the file says of it.
  let plugins: [PlacedEntry]
  /// A check's id, and what the file says of it.
  let rules: [PlacedEntry]

  init?(_ bytes: [UInt8], reference: PolicyReference, _ diagnostics: inout DiagnosticList) {
    guard
      let header = FileHeader(
        bytes, path: reference.description, kind: "policy",
        keys: PolicyKey.allCases.map(\.rawValue), planned: PolicyKey.planned, &diagnostics)
    else { return nil }
    self.reference = reference
    self.header = header
    id = Self.id(header, &diagnostics)
    version = header["version"].flatMap { $0.value.isNull ? nil : $0.value.text(&diagnostics) }
    parents = header.references("extends", &diagnostics)
    plugins = Self.mapping(header["plugins"], &diagnostics)
    rules = Self.mapping(header["rules"], &diagnostics)
  }

  /// Whether a text is an id of a policy or a check.
  static func isID(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy {
        ($0 >= 0x61 && $0 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2D
      }
  }

  private static func id(_ header: FileHeader, _ diagnostics: inout DiagnosticList) -> String {
    guard let value = header["policy"]?.value else {
      diagnostics.add(
        header.root.error(
          "the policy has no id", notes: ["help: name it, such as 'policy: payments'"]))
      return ""
    }
    guard let text = value.text(&diagnostics) else { return "" }
    guard isID(text) else {
      diagnostics.add(
        value.error("'\(text)' is not an id: ids are made of a-z, 0-9 and '-'"))
      return ""
    }
    return text
  }

  private static func mapping(
    _ entry: PlacedEntry?, _ diagnostics: inout DiagnosticList
  ) -> [PlacedEntry] {
    guard let value = entry?.value, !value.isNull else { return [] }
    if let entries = value.entries { return entries }
    diagnostics.add(value.error("expected a mapping, found \(value.found)"))
    return []
  }
}
