/// A SHA-256 digest.
package struct SHA256Digest: Hashable, Sendable {
  // Words, most significant byte first, because an array would be an allocation per digest.
  private let first, second, third, fourth: UInt64

  init(words: (UInt64, UInt64, UInt64, UInt64)) {
    (first, second, third, fourth) = words
  }

  package var bytes: [UInt8] {
    [first, second, third, fourth].flatMap { word in
      (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * $0)) }
    }
  }

  /// The 64 lower-case hexadecimal digits.
  package var hex: String {
    var digits: [UInt8] = []
    appendHex(to: &digits)
    return String(decoding: digits, as: UTF8.self)
  }

  /// Appends the 64 lower-case hexadecimal digits as ASCII.
  package func appendHex(to text: inout [UInt8]) {
    let start = text.count
    text.append(contentsOf: repeatElement(0, count: 64))
    var digits = text.mutableSpan
    write(first, to: &digits, at: start)
    write(second, to: &digits, at: start + 16)
    write(third, to: &digits, at: start + 32)
    write(fourth, to: &digits, at: start + 48)
  }

  private func write(_ word: UInt64, to digits: inout MutableSpan<UInt8>, at start: Int) {
    for index in 0..<16 {
      let value = UInt8(truncatingIfNeeded: word >> (60 - 4 * index)) & 0xf
      let zero = value < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10
      digits[start + index] = zero + value
    }
  }
}
