/// Line numbers of offsets that are asked for in rising order, without an index of all lines.
///
/// A line ends with LF, CRLF or a lone CR, as in every place that is shown.
package struct LineCounter: Sendable {
  private var offset = 0
  private var line = 1

  package init() {}

  /// - Parameters:
  ///   - offset: a byte whose line is known, and which is not the second of a CRLF.
  ///   - line: the number of its line.
  package init(at offset: Int, line: Int) {
    self.offset = offset
    self.line = line
  }

  /// The number of the line that a byte is on, from 1. A lower offset than the one before starts
  /// again at the beginning.
  package mutating func line(of target: Int, in bytes: Span<UInt8>) -> Int {
    if target < offset { self = LineCounter() }
    let target = min(max(0, target), bytes.count)
    while offset &+ 8 <= target {
      let word = bytes.word(at: offset)
      if LineCounter.mask(of: 0x0D, in: word) != 0 {
        for _ in 0..<8 { step(in: bytes) }
      } else {
        line &+= LineCounter.mask(of: 0x0A, in: word).nonzeroBitCount
        offset &+= 8
      }
    }
    while offset < target { step(in: bytes) }
    return line
  }

  private mutating func step(in bytes: Span<UInt8>) {
    let byte = bytes[offset]
    offset &+= 1
    // A CR with a LF behind it leaves the counting to the LF.
    if byte == 0x0A || byte == 0x0D && !(offset < bytes.count && bytes[offset] == 0x0A) {
      line &+= 1
    }
  }

  /// The high bit of each byte of a word that equals another byte.
  private static func mask(of byte: UInt8, in word: UInt64) -> UInt64 {
    let difference = word ^ (0x0101_0101_0101_0101 &* UInt64(byte))
    let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    return ~(((difference & low) &+ low) | difference | low)
  }
}

extension Span<UInt8> {
  /// Eight bytes as one number, the first the least significant; they must be there.
  @inline(__always)
  func word(at offset: Int) -> UInt64 {
    let eight = extracting(offset..<offset &+ 8)
    var word: UInt64 = 0
    for index in 0..<8 { word |= UInt64(eight[index]) << UInt64(index &* 8) }
    return word
  }
}
