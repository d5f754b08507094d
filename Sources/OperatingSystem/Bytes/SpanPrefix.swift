import Glibc

extension Span<UInt8> {
  /// Whether a literal's bytes are the first of these.
  @inlinable @inline(__always)
  public func begins(with text: StaticString) -> Bool {
    unsafe withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress, bytes.count >= text.utf8CodeUnitCount else {
        return false
      }
      return unsafe memcmp(start, text.utf8Start, text.utf8CodeUnitCount) == 0
    }
  }
}
