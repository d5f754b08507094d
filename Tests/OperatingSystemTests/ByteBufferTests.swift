import Testing

@testable import OperatingSystem

struct ByteBufferTests {
  /// What a buffer holds after it was changed.
  private func text(_ change: (inout ByteBuffer) -> Void) -> String {
    var buffer = ByteBuffer()
    change(&buffer)
    let text = buffer.text
    #expect(Array(text.utf8) == buffer.array)
    #expect(buffer.withBytes { $0.count } == text.utf8.count)
    let (count, isEmpty, last) = (buffer.count, buffer.isEmpty, buffer.last)
    #expect(count == text.utf8.count)
    #expect(isEmpty == text.isEmpty)
    #expect(last == text.utf8.last)
    return text
  }

  @Test func growsAsItIsAppendedTo() {
    let expected = (0..<200).map { "number \($0)," }.joined()
    let once = text { buffer in
      for number in 0..<200 {
        buffer.append("number ")
        buffer.appendDecimal(number)
        buffer.append(UInt8(ascii: ","))
      }
    }
    #expect(once == expected)
    let thrice = text { buffer in
      var other = ByteBuffer(capacity: 1)
      other.append(contentsOf: expected.utf8)
      buffer.append(other)
      buffer.append(other.array.span)
      buffer.append(contentsOf: other.array)
    }
    #expect(thrice == expected + expected + expected)
  }

  @Test(arguments: [0, 1, 9, 10, 99, 100, 1_234_567_890, -1, -10, .max, .min])
  func writesDecimals(number: Int) {
    let written = text { buffer in
      buffer.append("=")
      buffer.appendDecimal(number)
    }
    #expect(written == "=\(number)")
  }

  @Test(arguments: [(9, "one two"), (7, "one two"), (3, "one"), (0, ""), (-1, "")])
  func isCutShort(count: Int, expected: String) {
    let short = text { buffer in
      buffer.append("one two")
      buffer.truncate(to: count)
    }
    #expect(short == expected)
  }

  @Test func forgets() {
    let text = text { buffer in
      buffer.removeLast()
      buffer.append("one")
      buffer.removeAll()
      buffer.append("two")
      buffer.removeLast()
    }
    #expect(text == "tw")
  }

  @Test func takesWhatIsFilledIn() {
    var buffer = ByteBuffer(capacity: 1)
    for length in [0, 3, 100, 7] {
      buffer.append(upTo: 100) { bytes in
        for _ in 0..<length { bytes.append(UInt8(ascii: "x")) }
      }
      buffer.append("|")
    }
    let text = buffer.text
    #expect(
      text.split(separator: "|", omittingEmptySubsequences: false).map(\.count) == [
        0, 3, 100, 7, 0,
      ])
  }

  /// Every byte at every place of a word and behind it, among bytes that are copied.
  @Test func plainTextEndsAtWhatIsNotPlain() {
    for byte in UInt8.min...UInt8.max {
      let isPlain = (0x20..<0x7F).contains(byte) && byte != 0x22 && byte != 0x5C
      for length in [1, 7, 8, 9, 16, 19] {
        for place in 0..<length {
          var text = [UInt8](repeating: 0x7E, count: length)
          text[place] = byte
          var buffer = ByteBuffer()
          buffer.append("<")
          let count = buffer.appendPlain(text.span)
          let copy = buffer.array
          #expect(count == (isPlain ? length : place))
          #expect(copy == [0x3C] + text[..<count])
        }
      }
    }
  }
}
