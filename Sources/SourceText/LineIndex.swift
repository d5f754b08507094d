/// The line starts of a UTF-8 text, which turn a byte offset into a line and a column.
///
/// It keeps no bytes, so the text may be mapped or gone. A line ends with `\n`, `\r\n` or a lone
/// `\r`; a byte order mark at the start takes no column.
package struct LineIndex: Sendable {
  private let count: Int
  private var starts: [Int]
  /// The offsets of all bytes that continue a scalar: few in most texts, none in ASCII.
  private var continuations: [Int] = []

  package init(_ bytes: Span<UInt8>) {
    count = bytes.count
    let hasMark = bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
    starts = [hasMark ? 3 : 0]
    for offset in bytes.indices {
      switch bytes[offset] {
      case 0x0A:
        starts.append(offset + 1)
      case 0x0D where offset + 1 == bytes.count || bytes[offset + 1] != 0x0A:
        starts.append(offset + 1)
      case 0x80...0xBF:
        continuations.append(offset)
      default:
        break
      }
    }
  }

  package init(_ bytes: [UInt8]) {
    self.init(bytes.span)
  }

  package var lineCount: Int { starts.count }

  /// The place of a byte, counted from 1; an offset outside the text is taken to its nearest end.
  package func position(ofOffset offset: Int) -> (line: Int, column: Int) {
    let offset = min(max(offset, starts[0]), count)
    let line = Self.number(of: starts) { $0 <= offset }
    let start = starts[line - 1]
    let skipped =
      Self.number(of: continuations) { $0 < offset } - Self.number(of: continuations) { $0 < start }
    return (line, offset - start - skipped + 1)
  }

  /// The text of a line, counted from 1, without its end; empty when there is no such line.
  package func line(_ number: Int, in bytes: [UInt8]) -> String {
    guard starts.indices.contains(number - 1) else { return "" }
    let start = min(starts[number - 1], bytes.count)
    var end = number < starts.count ? min(starts[number], bytes.count) : bytes.count
    if number < starts.count {
      if end > start, bytes[end - 1] == 0x0A { end -= 1 }
      if end > start, bytes[end - 1] == 0x0D { end -= 1 }
    }
    return String(decoding: bytes[start..<max(start, end)], as: UTF8.self)
  }

  /// How many leading elements of a sorted array satisfy a condition that holds for a prefix only.
  private static func number(of sorted: [Int], where holds: (Int) -> Bool) -> Int {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = low + (high - low) / 2
      if holds(sorted[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
