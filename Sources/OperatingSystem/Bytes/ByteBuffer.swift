/// Bytes that are appended to, many times and a few at a time: what reports and records are written
/// into.
///
/// An array would do, but for some hundred instructions that appending to one takes; a report of a
/// million findings appends thirty million times. What is called that often is public, because only
/// then are other modules compiled with it inline.
@safe public struct ByteBuffer: ~Copyable {
  @usableFromInline var start: UnsafeMutableRawPointer
  @usableFromInline var capacity: Int
  @usableFromInline var length = 0

  /// - Parameter capacity: how many bytes there is room for at first.
  package init(capacity: Int = 0) {
    self.capacity = max(0, capacity)
    // Without room there is nothing to own, and nothing to be read.
    unsafe start =
      capacity > 0
      ? .allocate(byteCount: capacity, alignment: 16)
      : UnsafeMutableRawPointer(bitPattern: 16).unsafelyUnwrapped
  }

  deinit {
    if capacity > 0 { unsafe start.deallocate() }
  }

  @inlinable
  public var count: Int { length }

  @inlinable
  public var isEmpty: Bool { length == 0 }

  @inlinable
  public var last: UInt8? {
    length > 0 ? unsafe start.load(fromByteOffset: length &- 1, as: UInt8.self) : nil
  }

  /// Lends the bytes.
  @inlinable
  public func withBytes<Result, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(
      unsafe UnsafeBufferPointer(
        start: start.assumingMemoryBound(to: UInt8.self), count: length
      ).span)
  }

  /// A copy of the bytes.
  package var array: [UInt8] {
    unsafe Array(UnsafeRawBufferPointer(start: start, count: length))
  }

  /// The bytes as UTF-8, each invalid sequence as U+FFFD.
  package var text: String {
    unsafe String(decoding: UnsafeRawBufferPointer(start: start, count: length), as: UTF8.self)
  }

  /// Forgets all bytes and keeps the room for them.
  @inlinable
  public mutating func removeAll() { length = 0 }

  /// Forgets what is behind the first so many bytes.
  @inlinable
  public mutating func truncate(to count: Int) { length = min(length, max(0, count)) }

  @inlinable
  public mutating func removeLast() { truncate(to: length &- 1) }

  // MARK: Appending

  @inlinable
  public mutating func append(_ byte: UInt8) {
    if length == capacity { grow(by: 1) }
    unsafe start.storeBytes(of: byte, toByteOffset: length, as: UInt8.self)
    length &+= 1
  }

  @inlinable
  public mutating func append(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBytes { unsafe append($0) }
  }

  @inlinable
  public mutating func append(_ bytes: borrowing ByteBuffer) {
    unsafe append(UnsafeRawBufferPointer(start: bytes.start, count: bytes.length))
  }

  /// Appends what stands in a part of other bytes.
  @inlinable
  public mutating func append(_ range: Range<Int>, of bytes: borrowing ByteBuffer) {
    let range = range.clamped(to: 0..<bytes.length)
    unsafe append(UnsafeRawBufferPointer(start: bytes.start + range.lowerBound, count: range.count))
  }

  @inlinable
  public mutating func append(_ range: Range<Int>, of bytes: [UInt8]) {
    append(bytes.span.extracting(range.clamped(to: bytes.indices)))
  }

  /// Appends once more what stands in a part of the bytes.
  package mutating func append(copyOf range: Range<Int>) {
    let range = range.clamped(to: 0..<length)
    if capacity &- length < range.count { grow(by: range.count) }
    unsafe (start + length).copyMemory(from: start + range.lowerBound, byteCount: range.count)
    length &+= range.count
  }

  /// Appends a literal's UTF-8.
  @inlinable
  public mutating func append(_ text: StaticString) {
    unsafe append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  @inlinable
  public mutating func append(contentsOf bytes: [UInt8]) {
    unsafe bytes.withUnsafeBytes { unsafe append($0) }
  }

  @inlinable
  public mutating func append(contentsOf text: String.UTF8View) {
    append(text.span)
  }

  @inlinable
  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    // An empty buffer may have no base.
    guard let source = bytes.baseAddress else { return }
    if capacity &- length < bytes.count { grow(by: bytes.count) }
    unsafe (start + length).copyMemory(from: source, byteCount: bytes.count)
    length &+= bytes.count
  }

  /// Appends what is filled in, at most so many bytes.
  package mutating func append(upTo room: Int, _ fill: (inout OutputSpan<UInt8>) -> Void) {
    if capacity &- length < room { grow(by: room) }
    let target = unsafe UnsafeMutableBufferPointer(
      start: (start + length).assumingMemoryBound(to: UInt8.self), count: room)
    var bytes = unsafe OutputSpan(buffer: target, initializedCount: 0)
    fill(&bytes)
    length &+= unsafe bytes.finalize(for: target)
  }

  /// Appends a number in decimal.
  package mutating func appendDecimal(_ number: Int) {
    if capacity &- length < 20 { grow(by: 20) }
    if number < 0 { append(UInt8(ascii: "-")) }
    var magnitude = number.magnitude
    var digits = 1
    var bound: UInt = 10
    // No number has more than 19.
    while digits < 19, magnitude >= bound { (digits, bound) = (digits &+ 1, bound &* 10) }
    let first = length
    var place = length &+ digits
    length = place
    while magnitude >= 10 {
      place &-= 2
      let pair = UInt16(truncatingIfNeeded: magnitude % 100)
      magnitude /= 100
      let digits = (pair / 10 | 0x30) | (pair % 10 | 0x30) &<< 8
      unsafe start.storeBytes(of: digits.littleEndian, toByteOffset: place, as: UInt16.self)
    }
    if place > first {
      unsafe start.storeBytes(
        of: UInt8(truncatingIfNeeded: magnitude) | 0x30, toByteOffset: first, as: UInt8.self)
    }
  }

  /// Appends bytes up to the first that is not printable ASCII, or is a quotation mark or a
  /// backslash, and says how many these are.
  package mutating func appendPlain(_ bytes: Span<UInt8>) -> Int {
    if capacity &- length < bytes.count { grow(by: bytes.count) }
    let quotes = SIMD16<Int8>(repeating: 0x22)
    let backslashes = SIMD16<Int8>(repeating: 0x5C)
    let deletes = SIMD16<Int8>(repeating: 0x7F)
    let spaces = SIMD16<Int8>(repeating: 0x20)
    return unsafe bytes.withUnsafeBytes { source in
      let target = unsafe start + length
      var position = 0
      while position &+ 16 <= source.count {
        let bytes = unsafe source.loadUnaligned(
          fromByteOffset: position, as: SIMD16<Int8>.self)
        unsafe target.storeBytes(
          of: bytes, toByteOffset: position, as: SIMD16<Int8>.self)
        // What is not ASCII is negative, so below the space as control characters are.
        let stops =
          (bytes .== quotes) .| (bytes .== backslashes) .| (bytes .== deletes) .| (bytes .< spaces)
        let words = unsafe unsafeBitCast(stops, to: SIMD2<UInt64>.self)
        if words[0] | words[1] != 0 {
          position &+=
            words[0] != 0
            ? words[0].littleEndian.trailingZeroBitCount &>> 3
            : 8 &+ words[1].littleEndian.trailingZeroBitCount &>> 3
          length &+= position
          return position
        }
        position &+= 16
      }
      let ones: UInt64 = 0x0101_0101_0101_0101
      while position &+ 8 <= source.count {
        let word = unsafe source.loadUnaligned(fromByteOffset: position, as: UInt64.self)
          .littleEndian
        let (quotes, backslashes) = (word ^ (ones &* 0x22), word ^ (ones &* 0x5C))
        // Each term has the top bit of the first byte that is one of these, a control character,
        // DEL or not ASCII.
        let stops =
          (quotes &- ones) | (backslashes &- ones) | (word &- (ones &* 0x20)) | (word &+ ones)
          | word
        if stops & (ones &* 0x80) != 0 { break }
        unsafe target.storeBytes(of: word.littleEndian, toByteOffset: position, as: UInt64.self)
        position &+= 8
      }
      while position < source.count {
        let byte = unsafe source[position]
        guard byte &- 0x20 < 0x5F, byte != 0x22, byte != 0x5C else { break }
        unsafe target.storeBytes(of: byte, toByteOffset: position, as: UInt8.self)
        position &+= 1
      }
      length &+= position
      return position
    }
  }

  /// Makes room for so many more bytes.
  @usableFromInline
  mutating func grow(by room: Int) {
    let capacity = max(64, capacity * 2, length + room)
    let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16)
    unsafe larger.copyMemory(from: start, byteCount: length)
    if self.capacity > 0 { unsafe start.deallocate() }
    unsafe start = larger
    self.capacity = capacity
  }
}

// It has one owner, whichever thread that is on.
extension ByteBuffer: @unchecked Sendable {}
