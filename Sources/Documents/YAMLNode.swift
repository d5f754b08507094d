/// A value of a YAML document and the place where it stands.
///
/// Scalars are text: what `no`, `1/3` or `2026.3` means is for the reader of the document to say.
package struct YAMLNode: Sendable {
  package enum Content: Sendable {
    /// A text; `plain` when it was written without quotes and not as a block.
    case scalar(String, plain: Bool)
    case sequence([YAMLNode])
    case mapping([YAMLEntry])
  }

  package let content: Content
  /// The place of the first character, counted from 1; columns count Unicode scalars.
  package let line: Int
  package let column: Int
  /// The place just after the last character.
  package let endLine: Int
  package let endColumn: Int

  package var scalar: String? {
    guard case .scalar(let text, _) = content else { return nil }
    return text
  }

  package var items: [YAMLNode]? {
    guard case .sequence(let items) = content else { return nil }
    return items
  }

  package var entries: [YAMLEntry]? {
    guard case .mapping(let entries) = content else { return nil }
    return entries
  }

  /// Whether nothing, `~` or `null` is written here, without quotes.
  package var isNull: Bool {
    guard case .scalar(let text, plain: true) = content else { return false }
    return text.isEmpty || text == "~" || text == "null"
  }

  /// The value of a key, if this is a mapping that has it.
  package subscript(key: String) -> YAMLNode? {
    entries?.first { $0.key.scalar == key }?.value
  }

  /// What kind of value this is, as messages name it.
  package var kindName: String {
    switch content {
    case .scalar: "text"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}

/// A key of a mapping, which is always a scalar, and its value.
package struct YAMLEntry: Sendable {
  package let key: YAMLNode
  package let value: YAMLNode
}
