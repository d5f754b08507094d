/// Reads UTF-8 scalar by scalar.
///
/// Every byte sequence is read to its end; what is not UTF-8 counts as U+FFFD.
struct ScalarReader {
  private(set) var position = 0

  mutating func next(_ text: Span<UInt8>) -> Unicode.Scalar? {
    guard position < text.count else { return nil }
    let lead = text[position]
    position &+= 1
    return lead < 0x80 ? Unicode.Scalar(lead) : multibyte(lead, text)
  }

  private mutating func multibyte(_ lead: UInt8, _ text: Span<UInt8>) -> Unicode.Scalar {
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
