/// A position in bytes that Java's `DataOutputStream` wrote.
struct BigEndianReader {
  private(set) var offset = 0
  private let end: Int

  init(end: Int) {
    self.end = end
  }

  mutating func readUInt8(in bytes: Span<UInt8>) throws(JavaKeyStoreError) -> UInt8 {
    UInt8(truncatingIfNeeded: try readInteger(of: 1, in: bytes))
  }

  mutating func readUInt16(in bytes: Span<UInt8>) throws(JavaKeyStoreError) -> UInt16 {
    UInt16(truncatingIfNeeded: try readInteger(of: 2, in: bytes))
  }

  mutating func readUInt32(in bytes: Span<UInt8>) throws(JavaKeyStoreError) -> UInt32 {
    UInt32(truncatingIfNeeded: try readInteger(of: 4, in: bytes))
  }

  mutating func readUInt64(in bytes: Span<UInt8>) throws(JavaKeyStoreError) -> UInt64 {
    try readInteger(of: 8, in: bytes)
  }

  private mutating func readInteger(
    of byteCount: Int, in bytes: Span<UInt8>
  ) throws(JavaKeyStoreError) -> UInt64 {
    let start = offset
    try skip(byteCount, "a number")
    return (start..<offset).reduce(0) { $0 << 8 | UInt64(bytes[$1]) }
  }

  /// Steps over as many bytes, or stands at the end if there are fewer.
  mutating func skip(_ byteCount: Int, _ what: String) throws(JavaKeyStoreError) {
    guard byteCount <= end - offset else {
      throw JavaKeyStoreError(offset: end, defect: .cutShort(what))
    }
    offset += byteCount
  }

  /// Reads how many things follow, each of which takes so many bytes or more.
  mutating func readCount(
    ofAtLeast byteCount: Int, _ what: String, in bytes: Span<UInt8>
  ) throws(JavaKeyStoreError) -> Int {
    let start = offset
    let count = try readUInt32(in: bytes)
    guard Int(count) <= (end - offset) / byteCount else {
      throw JavaKeyStoreError(offset: start, defect: .excessive(count, of: what))
    }
    return Int(count)
  }

  /// Reads a length and gives the place of as many bytes.
  mutating func readBlock(
    _ what: String, in bytes: Span<UInt8>
  ) throws(JavaKeyStoreError) -> Range<Int> {
    let count = try readCount(ofAtLeast: 1, "bytes of a \(what)", in: bytes)
    let start = offset
    try skip(count, "a \(what)")
    return start..<offset
  }

  /// Reads a length in 16 bits and as many bytes of Java's modified UTF-8: surrogates are encoded
  /// one by one, and NUL in two bytes.
  mutating func readText(in bytes: Span<UInt8>) throws(JavaKeyStoreError) -> String {
    let count = Int(try readUInt16(in: bytes))
    let start = offset
    try skip(count, "a name")
    return modifiedUTF8(bytes, in: start..<offset)
  }

  private func modifiedUTF8(_ bytes: Span<UInt8>, in range: Range<Int>) -> String {
    var units: [UInt16] = []
    var index = range.lowerBound
    while index < range.upperBound {
      let first = UInt16(bytes[index])
      let length = first < 0x80 ? 1 : first & 0xe0 == 0xc0 ? 2 : first & 0xf0 == 0xe0 ? 3 : 0
      guard length > 0, index + length <= range.upperBound else {
        units.append(0xfffd)
        index += 1
        continue
      }
      var unit = length == 1 ? first : length == 2 ? first & 0x1f : first & 0xf
      for following in index + 1..<index + length {
        unit = unit << 6 | UInt16(bytes[following] & 0x3f)
      }
      units.append(unit)
      index += length
    }
    return String(decoding: units, as: UTF16.self)
  }
}
