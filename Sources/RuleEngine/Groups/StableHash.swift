import SourceText

/// A hash that is the same in every run and on every machine, for finding repeats (FNV-1a).
package enum StableHash {
  private static let basis: UInt64 = 0xcbf2_9ce4_8422_2325
  private static let prime: UInt64 = 0x0000_0100_0000_01b3

  package static func of(_ bytes: Span<UInt8>) -> UInt64 {
    var hash = basis
    for index in bytes.indices { hash = (hash ^ UInt64(bytes[index])) &* prime }
    return hash
  }

  /// The hash of a text, which is UTF-8, in lower case.
  package static func ofLowercased(_ bytes: Span<UInt8>) -> UInt64 {
    var hash = basis
    var all: UInt8 = 0
    for index in bytes.indices {
      let byte = bytes[index]
      all |= byte
      let lowered = byte &- 0x41 < 26 ? byte | 0x20 : byte
      hash = (hash ^ UInt64(lowered)) &* prime
    }
    return all < 0x80 ? hash : of(String(copying: bytes).lowercased().utf8.span)
  }

  static func combined(_ hash: UInt64, _ other: UInt64) -> UInt64 {
    var mixed = hash ^ (other &* 0x9E37_79B9_7F4A_7C15)
    mixed = (mixed ^ (mixed >> 32)) &* prime
    return mixed ^ (mixed >> 29)
  }
}
