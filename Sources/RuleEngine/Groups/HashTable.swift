/// A set of hashes, which are not hashed again.
struct HashTable: Sendable {
  // 0 is a free slot; the hash 0 counts as 1.
  private var slots: [UInt64]
  private(set) var count = 0

  /// - Parameter expected: how many hashes there is room for at first.
  init(expecting expected: Int = 0) {
    var capacity = 16
    while capacity < expected * 2 { capacity *= 2 }
    slots = Array(repeating: 0, count: capacity)
  }

  /// False if the hash was there already.
  @discardableResult
  mutating func insert(_ hash: UInt64) -> Bool {
    if count * 2 >= slots.count { grow() }
    let slot = slot(of: hash)
    guard slots[slot] == 0 else { return false }
    slots[slot] = max(1, hash)
    count += 1
    return true
  }

  func contains(_ hash: UInt64) -> Bool { slots[slot(of: hash)] != 0 }

  /// Where the hash is, or the free slot where it would be.
  private func slot(of hash: UInt64) -> Int {
    let hash = max(1, hash)
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash ^ (hash >> 32)) & mask
    while slots[slot] != 0, slots[slot] != hash { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    let hashes = slots
    slots = Array(repeating: 0, count: hashes.count * 2)
    for hash in hashes where hash != 0 { slots[slot(of: hash)] = hash }
  }
}
