/// Walks over JSON text (RFC 8259), strictly and without building anything.
///
/// It is the one place where bytes are looked at through a pointer: every access is compared with
/// the end first, so that any bytes give a value or an error.
@safe struct JSONScanner {
  /// How deep arrays and objects may nest.
  static let depthLimit = 512

  private let base: UnsafePointer<UInt8>
  private let count: Int
  private(set) var position: Int
  private var line: UInt32
  // Columns count scalars: bytes since the line's start, less the continuation bytes among them.
  private var columnZero: Int

  /// The last string passed over had escapes.
  private(set) var sawEscape = false
  /// Any string passed over had escapes.
  private(set) var sawEscapes = false

  private init(_ bytes: UnsafeBufferPointer<UInt8>, from anchor: JSONAnchor) {
    // An empty buffer may have no base; its count keeps it from being read.
    unsafe base = bytes.baseAddress ?? UnsafePointer(bitPattern: 1).unsafelyUnwrapped
    count = bytes.count
    position = min(max(0, anchor.offset), bytes.count)
    line = anchor.line
    columnZero = anchor.offset - Int(anchor.column) + 1
  }

  /// Lends a scanner over the bytes, which must not be kept.
  @inline(__always)
  static func scan<Result, Failure: Error>(
    _ bytes: Span<UInt8>, from anchor: JSONAnchor,
    _ body: (inout JSONScanner) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try unsafe bytes.withUnsafeBufferPointer { (buffer) throws(Failure) in
      var scanner = unsafe JSONScanner(buffer, from: anchor)
      return try body(&scanner)
    }
  }

  var anchor: JSONAnchor {
    JSONAnchor(
      offset: position, line: line,
      column: UInt32(truncatingIfNeeded: position - columnZero + 1))
  }

  /// Where a scanner has come to, and what it saw on the way.
  struct Place: Sendable {
    let position: Int
    fileprivate let line: UInt32
    fileprivate let columnZero: Int
    fileprivate let sawEscapes: Bool
  }

  var place: Place {
    Place(position: position, line: line, columnZero: columnZero, sawEscapes: sawEscapes)
  }

  /// Goes on where another scanner has come to, which began here as if it were line 1, column 1.
  mutating func goOn(at place: Place) {
    let column = position - columnZero
    columnZero = place.line == 1 ? place.columnZero - column : place.columnZero
    line += place.line - 1
    position = place.position
    sawEscapes = sawEscapes || place.sawEscapes
  }

  var isAtEnd: Bool { position >= count }

  /// The byte here; 0 at the end, which no token begins with.
  @inline(__always)
  var byte: UInt8 { position < count ? unsafe base[position] : 0 }

  /// The byte at an offset; 0 behind the end.
  @inline(__always)
  func byte(at offset: Int) -> UInt8 { offset < count ? unsafe base[offset] : 0 }

  func withBytes<Result>(
    from start: Int, to end: Int, _ body: (Span<UInt8>) -> Result
  ) -> Result {
    let start = min(max(0, start), count)
    let slice = unsafe UnsafeBufferPointer(
      start: base + start, count: min(max(start, end), count) - start)
    return unsafe body(slice.span)
  }

  /// Whether these bytes stand at an offset.
  func matches(_ bytes: [UInt8], at offset: Int) -> Bool {
    matches(bytes[...], at: offset)
  }

  /// Whether these bytes stand at an offset.
  func matches(_ bytes: ArraySlice<UInt8>, at offset: Int) -> Bool {
    guard offset &+ bytes.count <= count else { return false }
    let shift = offset &- bytes.startIndex
    for index in bytes.indices where unsafe base[index &+ shift] != bytes[index] {
      return false
    }
    return true
  }

  /// Eight bytes as a number, the first the least significant; what is behind the end is 0.
  @inline(__always)
  func word(at offset: Int) -> UInt64 {
    if offset &+ 8 <= count {
      return unsafe UnsafeRawPointer(base + offset).loadUnaligned(as: UInt64.self).littleEndian
    }
    var word: UInt64 = 0
    for index in 0..<8 where offset + index < count {
      unsafe word |= UInt64(base[offset + index]) << UInt64(index * 8)
    }
    return word
  }

  /// The place at a later offset, where the scanner has not been.
  func anchor(at offset: Int) -> JSONAnchor {
    let breaks = SIMD16<Int8>(repeating: 0x0A)
    let zeros = SIMD16<Int8>(repeating: 0)
    let end = min(offset, count)
    var position = position
    var (line, columnZero) = (line, columnZero)
    while position < end {
      // What lies behind the offset is looked at as well, if the document has it.
      if position &+ 16 <= count {
        let bytes = unsafe UnsafeRawPointer(base + position)
          .loadUnaligned(as: SIMD16<Int8>.self)
        // A line break, or what is not ASCII.
        let stops = (bytes .== breaks) .| (bytes .< zeros)
        let words = unsafe unsafeBitCast(stops, to: SIMD2<UInt64>.self)
        if words[0] | words[1] == 0 {
          position = min(end, position &+ 16)
          continue
        }
      }
      let byte = unsafe base[position]
      position &+= 1
      if byte == 0x0A {
        line &+= 1
        columnZero = position
      } else if byte & 0xC0 == 0x80 {
        columnZero &+= 1
      }
    }
    return JSONAnchor(
      offset: position, line: line,
      column: UInt32(truncatingIfNeeded: position - columnZero + 1))
  }

  @inline(__always)
  mutating func advance() { position &+= 1 }

  /// Goes on at an offset behind what needed no look at its lines and columns.
  @inline(__always)
  mutating func advance(to offset: Int) { position = offset }

  func error(_ message: String) -> JSONError {
    JSONError(
      message: message, offset: position, line: Int(line), column: position - columnZero + 1)
  }

  /// "expected ',' or ']', found '}'": the offending byte is named, its line never shown.
  func unexpected(_ expected: String) -> JSONError {
    guard !isAtEnd else { return error("the document ends here; expected \(expected)") }
    return error("expected \(expected), found \(JSONScanner.name(of: byte))")
  }

  private static func name(of byte: UInt8) -> String {
    switch byte {
    case 0x27: "an apostrophe"
    case 0x21...0x7E: "'\(Character(Unicode.Scalar(byte)))'"
    case 0x20: "a space"
    case 0x09: "a tab"
    case 0x0A, 0x0D: "a line break"
    default: "byte 0x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
  }

  @inline(__always)
  mutating func skipWhitespace() {
    while position < count {
      switch unsafe base[position] {
      case 0x20, 0x09, 0x0D: position &+= 1
      case 0x0A:
        position &+= 1
        line &+= 1
        columnZero = position
      default: return
      }
    }
  }

  /// Passes over one value of any kind; the position is at its first byte.
  mutating func skipValue(depth outer: Int) throws(JSONError) {
    var nesting = Nesting()
    while true {
      switch byte {
      case 0x7B:  // {
        try enter(&nesting, outer, isObject: true)
        if byte == 0x7D { break }
        try skipKey()
        continue
      case 0x5B:  // [
        try enter(&nesting, outer, isObject: false)
        if byte == 0x5D { break }
        continue
      case 0x22 where nesting.depth > 0 && skipPlainTexts(inObject: nesting.isObject): break
      default: try skipScalar()
      }
      if try leave(&nesting) { return }
    }
  }

  /// Passes over texts of printable ASCII without spaces between them, and over their keys if they
  /// are members of an object: most of most documents. False, and no step, if the first is no such
  /// text.
  @inline(__always)
  private mutating func skipPlainTexts(inObject isObject: Bool) -> Bool {
    var start = position
    var isPast = false
    while true {
      let end = endOfPlainBytes(from: start &+ 1)
      guard byte(at: end) == 0x22 else { return isPast }
      position = end &+ 1
      isPast = true
      guard byte(at: end &+ 1) == 0x2C, byte(at: end &+ 2) == 0x22 else { return true }
      start = end &+ 2
      if isObject {
        let keyEnd = endOfPlainBytes(from: start &+ 1)
        guard byte(at: keyEnd) == 0x22, byte(at: keyEnd &+ 1) == 0x3A,
          byte(at: keyEnd &+ 2) == 0x22
        else { return true }
        start = keyEnd &+ 2
      }
    }
  }

  /// Refuses to step into an array or object that has as many around it as may be.
  func checkDepth(_ depth: Int) throws(JSONError) {
    guard depth < JSONScanner.depthLimit else {
      throw error("nested deeper than \(JSONScanner.depthLimit) levels")
    }
  }

  private mutating func enter(
    _ nesting: inout Nesting, _ outer: Int, isObject: Bool
  ) throws(JSONError) {
    try checkDepth(outer &+ nesting.depth)
    nesting.push(isObject: isObject)
    position &+= 1
    skipWhitespace()
  }

  /// After a value: steps out of what ends here. True if the outermost has ended.
  @inline(__always)
  private mutating func leave(_ nesting: inout Nesting) throws(JSONError) -> Bool {
    while nesting.depth > 0 {
      skipWhitespace()
      let next = byte
      if next == 0x2C {  // ,
        position &+= 1
        skipWhitespace()
        if nesting.isObject {
          if byte == 0x7D { throw error("a comma before '}' is not allowed in JSON") }
          try skipKey()
        } else if byte == 0x5D {
          throw error("a comma before ']' is not allowed in JSON")
        }
        return false
      }
      guard next == (nesting.isObject ? 0x7D : 0x5D) else {
        throw unexpected(nesting.isObject ? "',' or '}'" : "',' or ']'")
      }
      position &+= 1
      nesting.pop()
    }
    return true
  }

  /// A key and its colon, up to the first byte of the value.
  @inline(__always)
  mutating func skipKey() throws(JSONError) {
    guard byte == 0x22 else { throw unexpected("a key in quotation marks") }
    try skipString()
    skipWhitespace()
    guard byte == 0x3A else { throw unexpected("':' after the key") }
    position &+= 1
    skipWhitespace()
  }

  @inline(__always)
  mutating func skipScalar() throws(JSONError) {
    switch byte {
    case 0x22: try skipString()
    case 0x2D, 0x30...0x39: try skipNumber()
    case 0x74: try skipWord("true")
    case 0x66: try skipWord("false")
    case 0x6E: try skipWord("null")
    default: throw unexpected("a value")
    }
  }

  private mutating func skipWord(_ word: StaticString) throws(JSONError) {
    let length = word.utf8CodeUnitCount
    for index in 0..<min(length, count &- position)
    where unsafe base[position &+ index] != word.utf8Start[index] {
      throw unexpected("a value")
    }
    guard position &+ length <= count else {
      throw error("the document ends inside the word '\(word)'")
    }
    position &+= length
  }

  private mutating func skipDigits() -> Bool {
    let start = position
    while (0x30...0x39).contains(byte) { position &+= 1 }
    return position > start
  }

  private mutating func skipNumber() throws(JSONError) {
    if byte == 0x2D { position &+= 1 }
    if byte == 0x30 {
      position &+= 1
      if (0x30...0x39).contains(byte) { throw error("a number cannot begin with 0") }
    } else if !skipDigits() {
      throw unexpected("a digit")
    }
    if byte == 0x2E {
      position &+= 1
      guard skipDigits() else { throw unexpected("a digit after the decimal point") }
    }
    if byte | 0x20 == 0x65 {
      position &+= 1
      if byte == 0x2B || byte == 0x2D { position &+= 1 }
      guard skipDigits() else { throw unexpected("a digit in the exponent") }
    }
  }

  /// A string from its opening quotation mark to behind its closing one.
  @inline(__always)
  mutating func skipString() throws(JSONError) {
    sawEscape = false
    let end = endOfPlainBytes(from: position &+ 1)
    if end < count, unsafe base[end] == 0x22 {
      position = end &+ 1
    } else {
      try skipString(plainTo: end)
    }
  }

  /// A string that is more than printable ASCII, which it is up to an offset.
  @inline(never)
  private mutating func skipString(plainTo end: Int) throws(JSONError) {
    let opening = anchor
    position = end
    while true {
      guard position < count else { throw unterminated(opening) }
      let byte = unsafe base[position]
      switch byte {
      case 0x22:
        position &+= 1
        return
      case 0x5C: try skipEscape(opening)
      case 0x80...: try skipMultibyte()
      case 0x0A, 0x0D:
        throw error("a line break inside a string must be escaped")
      case 0x09:
        throw error("a tab inside a string must be escaped")
      case ..<0x20:
        throw error("\(JSONScanner.name(of: byte)) inside a string must be escaped")
      default: position &+= 1
      }
      position = endOfPlainBytes(from: position)
    }
  }

  private func unterminated(_ opening: JSONAnchor) -> JSONError {
    error(
      "the document ends inside the string that begins at \(opening.line):\(opening.column)")
  }

  /// Where printable ASCII ends in something that needs a look; sixteen bytes are looked at together.
  @inline(__always)
  func endOfPlainBytes(from start: Int) -> Int {
    let quotes = SIMD16<Int8>(repeating: 0x22)
    let backslashes = SIMD16<Int8>(repeating: 0x5C)
    let spaces = SIMD16<Int8>(repeating: 0x20)
    var position = start
    while position &+ 16 <= count {
      let bytes = unsafe UnsafeRawPointer(base + position)
        .loadUnaligned(as: SIMD16<Int8>.self)
      // What is not ASCII is negative, so below the space as control characters are.
      let stops = (bytes .== quotes) .| (bytes .== backslashes) .| (bytes .< spaces)
      let words = unsafe unsafeBitCast(stops, to: SIMD2<UInt64>.self)
      if words[0] != 0 {
        return position &+ words[0].littleEndian.trailingZeroBitCount &>> 3
      }
      if words[1] != 0 {
        return position &+ 8 &+ words[1].littleEndian.trailingZeroBitCount &>> 3
      }
      position &+= 16
    }
    while position < count {
      let byte = unsafe base[position]
      if byte == 0x22 || byte == 0x5C || byte < 0x20 || byte >= 0x80 { break }
      position &+= 1
    }
    return position
  }

  private mutating func skipEscape(_ opening: JSONAnchor) throws(JSONError) {
    sawEscape = true
    sawEscapes = true
    position &+= 1
    guard position < count else { throw unterminated(opening) }
    switch byte {
    case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74: position &+= 1
    case 0x75:
      position &+= 1
      for _ in 0..<4 {
        switch byte {
        case 0x30...0x39, 0x41...0x46, 0x61...0x66: position &+= 1
        default: throw unexpected("four hexadecimal digits after \\u")
        }
      }
    default: throw unexpected("one of \" \\ / b f n r t u after a backslash")
    }
  }

  /// One scalar of two to four bytes, as RFC 3629 allows it.
  private mutating func skipMultibyte() throws(JSONError) {
    let lead = byte
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch lead {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    case 0xF1...0xF3: length = 4
    default: throw error("\(JSONScanner.name(of: lead)) is not valid UTF-8 here")
    }
    for index in 1..<length {
      let next = position &+ index < count ? unsafe base[position &+ index] : 0
      guard (index == 1 ? second : 0x80...0xBF).contains(next) else {
        throw error("\(JSONScanner.name(of: lead)) does not begin a valid UTF-8 character")
      }
    }
    position &+= length
    columnZero &+= length &- 1
  }
}

/// Which brackets are open, one bit each.
private struct Nesting {
  private var bits = InlineArray<8, UInt64>(repeating: 0)
  private(set) var depth = 0
  private(set) var isObject = false

  mutating func push(isObject: Bool) {
    let (word, bit) = (depth >> 6, UInt64(1) << UInt64(depth & 63))
    if isObject { bits[word] |= bit } else { bits[word] &= ~bit }
    depth += 1
    self.isObject = isObject
  }

  mutating func pop() {
    depth -= 1
    guard depth > 0 else { return }
    isObject = bits[(depth - 1) >> 6] & (UInt64(1) << UInt64((depth - 1) & 63)) != 0
  }
}
