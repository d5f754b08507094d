extension String {
  /// Bytes as UTF-8, each invalid sequence as U+FFFD.
  package init(copying bytes: Span<UInt8>) {
    self.init(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self)
  }
}
