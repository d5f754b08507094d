/// Reads UTF-8 scalar by scalar.
///
/// Every byte sequence is read to its end; what is not UTF-8 counts as U+FFFD.
struct ScalarReader {
  private(set) var position: Int

  init(at position: Int = 0) {
    self.position = position
  }

  @inline(__always)
  mutating func next(_ text: Span<UInt8>) -> Unicode.Scalar? {
    nextASCII(text).map { Unicode.Scalar($0) }
      ?? (position < text.count ? multibyte(text) : nil)
  }

  /// The next character if it is ASCII; else nil, and no step.
  @inline(__always)
  private mutating func nextASCII(_ text: Span<UInt8>) -> UInt8? {
    guard position < text.count, text[position] < 0x80 else { return nil }
    defer { position &+= 1 }
    return text[position]
  }

  private mutating func multibyte(_ text: Span<UInt8>) -> Unicode.Scalar {
    let lead = text[position]
    position += 1
    let length = (~lead).leadingZeroBitCount
    guard (2...4).contains(length) else { return "\u{FFFD}" }
    var value = UInt32(lead) & (0x7F >> UInt32(length))
    for _ in 1..<length {
      guard position < text.count, text[position] & 0xC0 == 0x80 else { return "\u{FFFD}" }
      value = value << 6 | UInt32(text[position] & 0x3F)
      position += 1
    }
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }
}
