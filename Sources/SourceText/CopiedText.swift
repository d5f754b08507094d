extension String {
  /// Bytes as UTF-8, each invalid sequence as U+FFFD.
  package init(copying bytes: Span<UInt8>) {
    self.init(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self)
  }
}

extension String {
  /// A text that is put together piece by piece, for what is said a million times: interpolation
  /// takes ten times as long.
  ///
  /// - Parameter capacity: at least how many bytes it comes to.
  package init(utf8Capacity capacity: Int, _ fill: (inout OutputSpan<UInt8>) -> Void) {
    self.init(decoding: [UInt8](capacity: capacity, initializingWith: fill), as: UTF8.self)
  }
}

extension OutputSpan<UInt8> {
  /// Appends a text's UTF-8, for which there must be room.
  package mutating func append(_ text: String) {
    let bytes = text.utf8.span
    for index in bytes.indices { append(bytes[index]) }
  }

  /// Appends a number in decimal.
  package mutating func append(decimal number: UInt64) {
    var scale: UInt64 = 1
    while number / scale >= 10 { scale *= 10 }
    while scale > 0 {
      append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / scale % 10))
      scale /= 10
    }
  }
}
