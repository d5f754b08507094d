/// A place in the text of a pattern.
struct PatternCursor {
  private let scalars: [Unicode.Scalar]
  private(set) var position = 0

  init(_ scalars: [Unicode.Scalar]) {
    self.scalars = scalars
  }

  var next: Unicode.Scalar? { peek(0) }
  var isAtEnd: Bool { position == scalars.count }

  func peek(_ distance: Int) -> Unicode.Scalar? {
    distance < scalars.count - position ? scalars[position + distance] : nil
  }

  /// Takes the next scalar.
  mutating func take() -> Unicode.Scalar? {
    guard let next else { return nil }
    position += 1
    return next
  }

  /// Takes the text if it is next.
  mutating func take(_ text: String) -> Bool {
    guard scalars[position...].starts(with: text.unicodeScalars) else { return false }
    position += text.unicodeScalars.count
    return true
  }

  /// Takes scalars as long as they are wanted, and at most `limit` of them.
  mutating func take(
    upTo limit: Int = .max, while isWanted: (Unicode.Scalar) -> Bool
  ) -> String {
    let taken = scalars[position...].prefix(limit).prefix(while: isWanted)
    position += taken.count
    var text = String.UnicodeScalarView()
    text.append(contentsOf: taken)
    return String(text)
  }

  /// Takes all that is before the mark and the mark too, if there is one.
  mutating func take(through mark: Unicode.Scalar) -> String? {
    guard scalars[position...].contains(mark) else { return nil }
    let text = take { $0 != mark }
    position += 1
    return text
  }

  mutating func goBack(to position: Int) {
    self.position = position
  }

  /// An error about what was taken since `start`.
  func error(_ message: String, since start: Int) -> PatternError {
    PatternError(message: message, offset: start, length: position - start)
  }

  func text(since start: Int) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[start..<position])
    return String(text)
  }
}
