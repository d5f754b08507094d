import Documents
import SourceText

extension PlacedNode {
  /// Appends what stands here as JSON on one line: numbers, `true`, `false` and `null` without
  /// quotes as such, all other scalars as text.
  func appendJSON(to text: inout [UInt8]) {
    if let items {
      text.append(UInt8(ascii: "["))
      for (number, item) in items.enumerated() {
        if number > 0 { text.append(UInt8(ascii: ",")) }
        item.appendJSON(to: &text)
      }
      text.append(UInt8(ascii: "]"))
    } else if let entries {
      text.append(UInt8(ascii: "{"))
      for (number, entry) in entries.enumerated() {
        if number > 0 { text.append(UInt8(ascii: ",")) }
        Escaping.appendJSON(entry.name, to: &text)
        text.append(UInt8(ascii: ":"))
        entry.value.appendJSON(to: &text)
      }
      text.append(UInt8(ascii: "}"))
    } else if case .scalar(let scalar, let isPlain) = node.content {
      if isNull {
        text += "null".utf8
      } else if isPlain, scalar == "true" || scalar == "false" || Self.isJSONNumber(scalar) {
        text += scalar.utf8
      } else {
        Escaping.appendJSON(scalar, to: &text)
      }
    }
  }

  /// A number by the grammar of RFC 8259: `0123` and `1_000` are texts.
  private static func isJSONNumber(_ text: String) -> Bool {
    guard let first = text.utf8.first, first == 0x2D || (0x30...0x39).contains(first) else {
      return false
    }
    guard let index = try? JSONIndex(text.utf8.span, requests: []) else { return false }
    return index.shape == .scalar
  }
}
