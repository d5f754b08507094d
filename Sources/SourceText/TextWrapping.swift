extension String {
  /// The text's words in lines of at most so many characters, all but the first behind a margin; a
  /// longer word has a line to itself.
  package func wrapped(to columns: Int, margin: Int = 0) -> [String] {
    let margin = String(repeating: " ", count: margin)
    var lines: [String] = []
    for word in split(whereSeparator: \.isWhitespace) {
      if let last = lines.last, last.count + 1 + word.count <= columns {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(lines.isEmpty ? String(word) : margin + word)
      }
    }
    return lines
  }
}
