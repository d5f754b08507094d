import Glibc

/// The bytes of one document.
///
/// What is called for every fact of every record is public, because only then are other modules
/// compiled with it inline.
@safe public final class FileBytes: Sendable {
  /// The size in bytes above which a file is mapped instead of read: to be given so much memory takes
  /// longer than to look through it.
  private static let mappingThreshold = 8 << 20
  /// The most bytes that are read of a file that grows all the while.
  private static let growthLimit = 1 << 30
  /// How many bytes are asked for at once where nobody knows how many there are.
  private static let chunk = 64 << 10

  public let count: Int
  // Looked at for every fact of every record: no owner is retained on the way to the bytes.
  @usableFromInline nonisolated(unsafe) let base: UnsafePointer<UInt8>
  /// Owns the bytes; without one they were allocated here.
  private let owner: (any AnyObject & Sendable)?

  package init(_ bytes: [UInt8]) {
    count = bytes.count
    owner = nil
    let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, bytes.count))
    unsafe bytes.withUnsafeBufferPointer { source in
      if let start = source.baseAddress {
        unsafe copy.initialize(from: start, count: source.count)
      }
    }
    unsafe base = UnsafePointer(copy)
  }

  /// Reads a descriptor to its end, which must come within `limit` bytes.
  ///
  /// - Parameter size: of a regular file, what the system says it has; 0 if that is not known.
  private init(
    reading descriptor: Int32, named name: String, expecting size: Int, limit: Int
  ) throws(SystemError) {
    let limit = min(max(limit, 0), Int.max - 1)
    // One more than expected, so that the end is seen without another call.
    var capacity = min(size > 0 ? size : Self.chunk, limit) + 1
    var bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    var filled = 0
    do throws(SystemError) {
      while true {
        let got = try unsafe Self.read(
          descriptor, into: bytes + filled, capacity - filled, named: name)
        filled += got
        guard filled <= limit else {
          throw SystemError("read more than \(limit) bytes of", path: name, code: EFBIG)
        }
        if got == 0 || filled == size { break }
        guard filled == capacity else { continue }
        capacity = min(max(capacity, Self.chunk), limit - filled + 1) + filled
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        unsafe larger.moveInitialize(from: bytes, count: filled)
        unsafe bytes.deallocate()
        unsafe bytes = larger
      }
    } catch {
      unsafe bytes.deallocate()
      throw error
    }
    count = filled
    owner = nil
    unsafe base = UnsafePointer(bytes)
  }

  private init(_ mapping: Mapping) {
    count = mapping.count
    owner = mapping
    unsafe base = mapping.base.assumingMemoryBound(to: UInt8.self)
  }

  /// The same bytes under another reference: threads that share one wait for each other.
  package init(sharing bytes: FileBytes) {
    count = bytes.count
    owner = bytes
    unsafe base = bytes.base
  }

  deinit {
    if owner == nil { unsafe base.deallocate() }
  }

  /// Reads a regular file, or maps it if it is larger than 8 MiB.
  ///
  /// A file that shrinks or grows while it is read gives what was there at the end; one that is
  /// mapped gives the length it had, and being cut short ends the process (`TruncationWatch`).
  ///
  /// - Parameter isRegular: whether it was just seen to be a regular file.
  package static func contents(
    ofFile path: String, isRegular: Bool = false
  ) throws(SystemError) -> FileBytes {
    // Looked at before it is opened, because opening some devices has effects, and again after,
    // without blocking, because it may have been replaced by a pipe.
    if !isRegular { try refuse(status(ofFile: path, to: "read"), path) }
    let file = try FileDescriptor(opening: path, O_RDONLY | O_NONBLOCK, to: "read")
    let status = try status(of: file.number, named: path, to: "read")
    try refuse(status, path)
    let size = Int(status.st_size)
    if size > mappingThreshold {
      return FileBytes(try Mapping(of: file, count: size, path: path))
    }
    return try FileBytes(
      reading: file.number, named: path, expecting: size, limit: growthLimit)
  }

  /// Reads a descriptor to its end, which must come within `limit` bytes.
  package static func contents(ofDescriptor descriptor: Int32, named name: String, limit: Int)
    throws(SystemError) -> FileBytes
  {
    let status = try status(of: descriptor, named: name, to: "read")
    let size = status.format == S_IFREG ? Int(status.st_size) : 0
    return try FileBytes(reading: descriptor, named: name, expecting: size, limit: limit)
  }

  @inlinable @inline(__always)
  public func withBytes<R, E: Error>(_ body: (Span<UInt8>) throws(E) -> R) throws(E) -> R {
    defer { withExtendedLifetime(self) {} }
    return try body(unsafe UnsafeBufferPointer(start: base, count: count).span)
  }

  /// Lends the bytes in that part of `range` which exists.
  @inlinable @inline(__always)
  public func withBytes<R, E: Error>(
    in range: Range<Int>, _ body: (Span<UInt8>) throws(E) -> R
  ) throws(E) -> R {
    defer { withExtendedLifetime(self) {} }
    let start = min(max(0, range.lowerBound), count)
    let end = min(max(start, range.upperBound), count)
    return try body(unsafe UnsafeBufferPointer(start: base + start, count: end - start).span)
  }

  /// A copy of the bytes in that part of `range` which exists.
  package func bytes(in range: Range<Int>) -> [UInt8] {
    let range = range.clamped(to: 0..<count)
    return unsafe Array(UnsafeBufferPointer(start: base, count: count)[range])
  }

  /// Appends the bytes in that part of `range` which exists.
  package func append(_ range: Range<Int>, to bytes: inout [UInt8]) {
    let range = range.clamped(to: 0..<count)
    unsafe bytes.append(
      contentsOf: UnsafeBufferPointer(start: base + range.lowerBound, count: range.count))
  }

  /// Appends the bytes in that part of `range` which exists.
  package func append(_ range: Range<Int>, to buffer: inout ByteBuffer) {
    let range = range.clamped(to: 0..<count)
    unsafe buffer.append(
      UnsafeRawBufferPointer(start: base + range.lowerBound, count: range.count))
  }

  /// The text in that part of `range` which exists; what is not UTF-8 becomes U+FFFD.
  package func text(in range: Range<Int>) -> String {
    let range = range.clamped(to: 0..<count)
    return unsafe String(
      decoding: UnsafeBufferPointer(start: base + range.lowerBound, count: range.count),
      as: UTF8.self)
  }

  /// Whether the bytes of a text, which must not be empty, occur in that part of `range` which
  /// exists.
  package func contains(_ text: StaticString, in range: Range<Int> = 0..<Int.max) -> Bool {
    withBytes { bytes in
      unsafe bytes.extracting(range.clamped(to: 0..<count)).withUnsafeBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return false }
        let length = text.utf8CodeUnitCount
        var start = 0
        while start + length <= buffer.count,
          let hit = unsafe memchr(
            base + start, Int32(text.utf8Start.pointee), buffer.count - length + 1 - start)
        {
          let candidate = UnsafeRawPointer(hit)
          if unsafe memcmp(candidate, text.utf8Start, length) == 0 { return true }
          unsafe start = candidate - UnsafeRawPointer(base) + 1
        }
        return false
      }
    }
  }

  private static func refuse(_ status: stat, _ path: String) throws(SystemError) {
    switch status.format {
    case S_IFREG: return
    case S_IFDIR: throw SystemError("read", path: path, code: EISDIR)
    case S_IFIFO: throw SystemError("read", path: path, because: .pipe)
    case S_IFSOCK: throw SystemError("read", path: path, because: .socket)
    default: throw SystemError("read", path: path, because: .device)
    }
  }

  /// Reads as many bytes as the system gives at once; 0 at the end.
  private static func read(
    _ descriptor: Int32, into start: UnsafeMutablePointer<UInt8>, _ count: Int, named name: String
  ) throws(SystemError) -> Int {
    while true {
      let got = retrying { unsafe Glibc.read(descriptor, start, count) }
      if got >= 0 { return got }
      guard errno == EAGAIN, wait(for: Int16(POLLIN), on: descriptor) else {
        throw SystemError("read", path: name)
      }
    }
  }
}
