import SourceText
import Testing

struct LineIndexTests {
  @Test(arguments: [
    (0, 1, 1), (1, 1, 2), (2, 2, 1), (4, 2, 2), (6, 3, 1), (8, 3, 2), (9, 4, 1), (10, 4, 2),
    (11, 4, 3), (-5, 1, 1), (99, 4, 3),
  ])
  func findsPlaces(offset: Int, line: Int, column: Int) {
    // 0 a 1 \n, 2 é 4 \r 5 \n, 6 é 8 \r, 9 d 10 e
    let index = LineIndex(Array("a\né\r\né\rde".utf8))
    #expect(index.lineCount == 4)
    #expect(index.position(ofOffset: offset) == (line, column))
  }

  @Test func countsScalarsAndNotBytes() {
    let text = "日本: \u{1F600}x"
    let index = LineIndex(Array(text.utf8))
    var offset = 0
    for (number, scalar) in text.unicodeScalars.enumerated() {
      #expect(index.position(ofOffset: offset) == (1, number + 1))
      offset += UTF8.width(scalar)
    }
  }

  @Test func givesLinesWithoutTheirEnds() {
    let bytes = Array("one\r\n\ntwo\rthree\n".utf8)
    let index = LineIndex(bytes)
    #expect(
      (0...7).map { index.line($0, in: bytes) } == ["", "one", "", "two", "three", "", "", ""])
  }

  @Test func skipsAByteOrderMark() {
    let bytes = Array("\u{FEFF}key\n".utf8)
    let index = LineIndex(bytes)
    #expect(index.position(ofOffset: 0) == (1, 1))
    #expect(index.position(ofOffset: 3) == (1, 1))
    #expect(index.position(ofOffset: 4) == (1, 2))
    #expect(index.line(1, in: bytes) == "key")
  }

  @Test(
    arguments: [[], [0x0D], [0xEF, 0xBB, 0xBF], [0x80, 0x80, 0x0A, 0x80], [0xC3]] as [[UInt8]])
  func isTotal(bytes: [UInt8]) {
    let index = LineIndex(bytes.span)
    for offset in -1...bytes.count + 1 {
      let place = index.position(ofOffset: offset)
      #expect(place.line >= 1 && place.line <= index.lineCount && place.column >= 1)
    }
    #expect(index.line(1, in: []) == "")
  }
}
