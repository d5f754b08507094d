/// A hash that is the same in every run and on every machine, for finding repeats (FNV-1a).
struct StableHash {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func combine(_ text: String) {
    let bytes = text.utf8.span
    for index in bytes.indices { combine(bytes[index]) }
    // No UTF-8 text has this byte, so it tells where one ends.
    combine(0xFF)
  }

  private mutating func combine(_ byte: UInt8) {
    value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
  }
}

/// Finds which of very many hashes occur more than once.
struct RepeatedHashes {
  private var slots: [UInt64]
  private var repeated: Set<UInt64> = []
  private let mask: Int

  /// - Parameter count: how many hashes will be added at most.
  init(expecting count: Int) {
    var capacity = 16
    while capacity < count * 2 { capacity *= 2 }
    slots = Array(repeating: 0, count: capacity)
    mask = capacity - 1
  }

  mutating func add(_ hash: UInt64) {
    let hash = hash == 0 ? 1 : hash
    var slot = Int(truncatingIfNeeded: hash ^ (hash >> 32)) & mask
    while slots[slot] != 0 {
      if slots[slot] == hash {
        repeated.insert(hash)
        return
      }
      slot = (slot + 1) & mask
    }
    slots[slot] = hash
  }

  func contains(_ hash: UInt64) -> Bool { repeated.contains(hash == 0 ? 1 : hash) }

  var isEmpty: Bool { repeated.isEmpty }
}
