import SourceText

/// Texts that are neither shown nor kept, such as credentials, in whatever encoding they come back.
struct SecretWords: Sendable {
  private let words: [[UInt8]]

  init(_ words: [String]) {
    self.words = words.filter { !$0.isEmpty }.flatMap { word in
      Set([
        word, PercentEncoding.encoded(word), String(JSONString.quoted(word).dropFirst().dropLast()),
        Base64.encoded(Array(word.utf8)),
      ])
    }.map { Array($0.utf8) }.sorted { $0.count > $1.count }
  }

  /// Makes each byte of them an x.
  func hide(in bytes: inout [UInt8]) {
    for word in words {
      var position = 0
      while let hit = bytes.firstIndex(of: word, from: position) {
        for index in hit..<hit + word.count { bytes[index] = UInt8(ascii: "x") }
        position = hit + word.count
      }
    }
  }

  func hidden(in bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    hide(in: &bytes)
    return bytes
  }
}
