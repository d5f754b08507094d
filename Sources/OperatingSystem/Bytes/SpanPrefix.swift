import Glibc

extension Span<UInt8> {
  /// Where a literal ends whose bytes are the first of these; nil if they are not.
  @inlinable @inline(__always)
  public func end(ofPrefix text: StaticString) -> Int? {
    let length = text.utf8CodeUnitCount
    return unsafe withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress, bytes.count >= length else { return nil }
      return unsafe memcmp(start, text.utf8Start, length) == 0 ? length : nil
    }
  }
}
