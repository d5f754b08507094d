/// Reads a short ASCII text from its front.
struct TextCursor {
  private var rest: Substring.UTF8View

  init(_ text: String) {
    rest = Substring(text).utf8
  }

  var isAtEnd: Bool { rest.isEmpty }
  var next: UInt8? { rest.first }

  /// Takes the text if it is next.
  mutating func take(_ text: String) -> Bool {
    guard rest.starts(with: text.utf8) else { return false }
    rest = rest.dropFirst(text.utf8.count)
    return true
  }

  /// Takes digits, as many as the range allows; nil if there are too few, or too many for an `Int`.
  mutating func number(digits: ClosedRange<Int>) -> Int? {
    let taken = rest.prefix(digits.upperBound).prefix { (0x30...0x39).contains($0) }
    guard taken.count >= digits.lowerBound else { return nil }
    rest = rest.dropFirst(taken.count)
    return Int(Substring(taken))
  }

  /// Takes what satisfies the predicate.
  mutating func take(while predicate: (UInt8) -> Bool) -> String {
    let taken = rest.prefix(while: predicate)
    rest = rest.dropFirst(taken.count)
    return String(Substring(taken))
  }

  /// The digits after a point as nanoseconds, what is finer cut off; nil if there are none.
  mutating func fraction() -> Int32? {
    let digits = take { (0x30...0x39).contains($0) }.utf8
    if digits.isEmpty { return nil }
    var value: Int32 = 0
    for digit in Array(digits.prefix(9)) + Array(repeating: 0x30, count: max(0, 9 - digits.count)) {
      value = value * 10 + Int32(digit - 0x30)
    }
    return value
  }
}
