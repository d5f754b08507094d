/// A buffer into which base64 is decoded, kept from one text to the next; DER without base64 around
/// it can be put there as it is.
///
/// White space, quotation marks, apostrophes, and backslashes with what they escape are passed
/// over, for PEM is found inside JSON, YAML and shell variables. All else that is not of the
/// alphabet is an error.
package struct Base64Buffer: Sendable {
  @usableFromInline var storage: [UInt8] = []
  /// How many bytes the last text gave.
  package private(set) var count = 0

  package init() {}

  /// The bytes of the last text.
  @inlinable
  @inline(__always)
  package func withBytes<Result, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(storage.span.extracting(first: count))
  }

  /// A copy of the bytes of the last text.
  package var bytes: [UInt8] { Array(storage.prefix(count)) }

  /// Takes bytes as they are in place of what was there before.
  package mutating func copy(_ bytes: Span<UInt8>) {
    storage.removeAll(keepingCapacity: true)
    storage.reserveCapacity(bytes.count)
    for index in bytes.indices { storage.append(bytes[index]) }
    count = bytes.count
  }

  /// Decodes a range of some bytes in place of what was there before.
  ///
  /// - Throws: at the first byte that cannot be base64; what came before it is kept.
  package mutating func decode(
    _ text: Span<UInt8>, in range: Range<Int>
  ) throws(Base64Error) {
    let range = text.clamped(range)
    let needed = range.count / 4 * 3 + 6
    if storage.count < needed {
      storage.append(contentsOf: repeatElement(0, count: needed - storage.count))
    }
    count = 0
    var decoder = Base64Decoder(position: range.lowerBound, end: range.upperBound)
    let table = Base64Decoder.table
    defer { count = decoder.written }
    var output = storage.mutableSpan
    try decoder.run(text, table.span, into: &output)
  }
}

/// Why a text is not base64.
package struct Base64Error: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Reason: Hashable, Sendable {
    /// A byte that is neither of the alphabet nor passed over.
    case unexpectedByte(UInt8)
    /// Base64 goes on after the padding that ends it.
    case dataAfterPadding
    /// A last group of one character, or padding that does not fill its group.
    case incompleteGroup
  }

  package let reason: Reason
  /// The offset in the text.
  package let offset: Int

  package var description: String {
    switch reason {
    case .unexpectedByte(let byte) where byte > 0x20 && byte < 0x7F:
      "'\(Character(Unicode.Scalar(byte)))' is not base64"
    case .unexpectedByte(let byte):
      "byte 0x\(byte < 16 ? "0" : "")\(String(byte, radix: 16, uppercase: true)) is not base64"
    case .dataAfterPadding: "base64 goes on after its padding"
    case .incompleteGroup: "the last group of base64 is incomplete"
    }
  }
}

/// A place in a base64 text and in what is decoded of it.
struct Base64Decoder {
  var position: Int
  let end: Int
  var written = 0

  // The characters of a group that is not complete yet.
  private var group: UInt32 = 0
  private var characters = 0
  private var padding = 0

  init(position: Int, end: Int) {
    self.position = position
    self.end = end
  }

  /// For each place in a group of four and each byte, its six bits where they belong; all bits for
  /// a byte that is none of the alphabet.
  static let table: [UInt32] = {
    var table = [UInt32](repeating: .max, count: 1024)
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    for (value, character) in alphabet.utf8.enumerated() {
      for place in 0..<4 {
        table[place * 256 + Int(character)] = UInt32(value) << UInt32(18 - place * 6)
      }
    }
    return table
  }()

  mutating func run(
    _ text: Span<UInt8>, _ table: Span<UInt32>, into output: inout MutableSpan<UInt8>
  ) throws(Base64Error) {
    // Both are so by construction, and saying it spares a comparison for every character.
    guard table.count == 1024, end <= text.count else { return }
    while true {
      decodeWhole(text, table, into: &output)
      guard position < end else { break }
      try decodeOne(text, table, into: &output)
      while position < end, characters > 0 || padding > 0 {
        try decodeOne(text, table, into: &output)
      }
    }
    try finish(into: &output)
  }

  /// Pairs of whole groups with nothing between.
  @inline(__always)
  private mutating func decodeWhole(
    _ text: Span<UInt8>, _ table: Span<UInt32>, into output: inout MutableSpan<UInt8>
  ) {
    var from = position
    var to = written
    while from &+ 8 <= end, to &+ 6 <= output.count {
      let eight = text.extracting(from..<from &+ 8)
      let left =
        table[Int(eight[0])] | table[256 &+ Int(eight[1])] | table[512 &+ Int(eight[2])]
        | table[768 &+ Int(eight[3])]
      let right =
        table[Int(eight[4])] | table[256 &+ Int(eight[5])] | table[512 &+ Int(eight[6])]
        | table[768 &+ Int(eight[7])]
      if left | right > 0xFF_FFFF { break }
      output[to] = UInt8(truncatingIfNeeded: left >> 16)
      output[to &+ 1] = UInt8(truncatingIfNeeded: left >> 8)
      output[to &+ 2] = UInt8(truncatingIfNeeded: left)
      output[to &+ 3] = UInt8(truncatingIfNeeded: right >> 16)
      output[to &+ 4] = UInt8(truncatingIfNeeded: right >> 8)
      output[to &+ 5] = UInt8(truncatingIfNeeded: right)
      from &+= 8
      to &+= 6
    }
    position = from
    written = to
  }

  /// One character of any kind.
  private mutating func decodeOne(
    _ text: Span<UInt8>, _ table: Span<UInt32>, into output: inout MutableSpan<UInt8>
  ) throws(Base64Error) {
    guard text[position] == 0x5C else {
      try take(text[position], table, into: &output)
      position &+= 1
      return
    }
    // A backslash may be escaped more than once.
    var next = position &+ 1
    while next < end, text[next] == 0x5C { next &+= 1 }
    guard next < end else {
      position = next
      return
    }
    switch text[next] {
    case 0x6E, 0x72, 0x74: next &+= 1
    case 0x75:
      // JSON may write any character as \uXXXX, and some writers do so with plus and slash.
      if let byte = Base64Decoder.escaped(text, at: next &+ 1, before: end) {
        try take(byte, table, into: &output)
        next &+= 5
      }
    default: break
    }
    position = next
  }

  /// The byte that four hexadecimal digits name; nil if they name a character beyond ASCII.
  private static func escaped(_ text: Span<UInt8>, at start: Int, before end: Int) -> UInt8? {
    guard start &+ 4 <= end else { return nil }
    var value = 0
    for index in start..<start &+ 4 {
      let digit: UInt8
      switch text[index] {
      case 0x30...0x39: digit = text[index] &- 0x30
      case 0x41...0x46, 0x61...0x66: digit = (text[index] | 0x20) &- 0x57
      default: return nil
      }
      value = value << 4 | Int(digit)
    }
    return value < 0x80 ? UInt8(value) : nil
  }

  /// A byte of the text, or one that an escape stands for.
  private mutating func take(
    _ byte: UInt8, _ table: Span<UInt32>, into output: inout MutableSpan<UInt8>
  ) throws(Base64Error) {
    let value = table[768 &+ Int(byte)]
    if value != .max {
      guard padding == 0 else { throw Base64Error(reason: .dataAfterPadding, offset: position) }
      group = group << 6 | value
      characters += 1
      if characters == 4 {
        emit(3, group, into: &output)
        group = 0
        characters = 0
      }
      return
    }
    switch byte {
    case 0x3D:
      guard characters >= 2, characters + padding < 4 else {
        throw Base64Error(reason: .incompleteGroup, offset: position)
      }
      padding += 1
    case 0x09...0x0D, 0x20, 0x22, 0x27: break
    default: throw Base64Error(reason: .unexpectedByte(byte), offset: position)
    }
  }

  /// The last group, whose padding may have been left out.
  private mutating func finish(into output: inout MutableSpan<UInt8>) throws(Base64Error) {
    guard characters > 0 else { return }
    guard characters > 1, padding == 0 || characters + padding == 4 else {
      throw Base64Error(reason: .incompleteGroup, offset: end)
    }
    emit(characters - 1, group << UInt32((4 - characters) * 6), into: &output)
  }

  private mutating func emit(_ count: Int, _ group: UInt32, into output: inout MutableSpan<UInt8>) {
    for index in 0..<count where written < output.count {
      output[written] = UInt8(truncatingIfNeeded: group >> UInt32(16 - index * 8))
      written += 1
    }
  }
}
