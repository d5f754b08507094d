/// A document's own words as messages repeat them: short, and nothing of a private key.
package enum QuotedText {
  private static let longest = 200
  /// What stands in the place of a text that must not be shown.
  static let hidden = "(not shown: it holds a private key)"
  // Every kind of PEM private key has this in the line that begins it.
  private static let marker = Array("PRIVATE KEY-----".utf8)

  package static func of(_ text: String) -> String {
    if holdsPrivateKey(text) { return hidden }
    let rest = text.unicodeScalars.dropFirst(longest)
    return rest.isEmpty ? text : String(text.unicodeScalars.prefix(longest)) + "…"
  }

  /// The parts of a text between separators, without white space around them.
  static func parts(of text: String, between separator: String) -> [String] {
    let bytes = Array(text.utf8)
    let blank: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
    return bytes.split(separator: Array(separator.utf8)).map { part in
      let trimmed = part.drop(while: blank).reversed().drop(while: blank).reversed()
      return String(decoding: Array(trimmed), as: UTF8.self)
    }
  }

  static func holdsPrivateKey(_ text: String) -> Bool { holdsPrivateKey(text.utf8.span) }

  static func holdsPrivateKey(_ bytes: Span<UInt8>) -> Bool {
    var index = 0
    while index + marker.count <= bytes.count {
      if bytes[index] == marker[0],
        marker.indices.allSatisfy({ bytes[index + $0] == marker[$0] })
      {
        return true
      }
      index += 1
    }
    return false
  }
}
