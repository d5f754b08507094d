/// What a source calls an issuer: a distinguished name in some notation, or a word for it.
struct IssuerWords {
  private let text: String

  init(_ text: String) {
    self.text = text
  }

  /// Whether the words can mean the issuer of a distinguished name (RFC 4514).
  ///
  /// Notations differ in order, separators, escapes and in which attributes they leave out, so the
  /// attributes that are given must be among those of the name. A word alone must be part of one.
  func mayMean(_ name: String) -> Bool {
    let values = Set(IssuerWords.values(in: name))
    let given = IssuerWords.values(in: text)
    if text.contains("=") { return !given.isEmpty && given.allSatisfy(values.contains) }
    let word = IssuerWords.essence(text)
    // Shorter ones, such as the code of a country, are part of many words.
    return values.contains { value in
      value == word || word.count > 2 && value.contains(word)
        || value.count > 4 && word.contains(value)
    }
  }

  /// The values of all attributes, each reduced to its letters and digits.
  private static func values(in name: String) -> [String] {
    var values: [String] = []
    for part in name.split(whereSeparator: { ",/+;\n".contains($0) }) {
      if let equals = part.firstIndex(of: "=") {
        values.append(essence(part[part.index(after: equals)...]))
      } else if let last = values.popLast() {
        values.append(last + essence(part))
      }
    }
    return values.filter { !$0.isEmpty }
  }

  private static func essence(_ text: some StringProtocol) -> String {
    text.lowercased().filter { $0.isLetter || $0.isNumber }
  }
}
