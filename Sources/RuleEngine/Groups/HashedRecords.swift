/// Records by a hash of something about them, for finding repeats among millions.
///
/// They are kept in parts by their hashes, of which each is small enough to be looked through within
/// a processor's cache.
struct HashedRecords: Sendable {
  struct Entry: Sendable {
    let hash: UInt64
    let record: RecordNumber
  }

  static let partCount = 64

  /// In each the records are in inventory order; none before the first record.
  fileprivate var parts: [[Entry]] = []
  private let expected: Int

  /// - Parameter expected: about how many records there will be.
  init(expecting expected: Int) {
    self.expected = expected
  }

  private mutating func makeParts() {
    parts = Array(repeating: [], count: Self.partCount)
    // Parts differ a little in size, and memory that is outgrown has cost its time.
    let share = expected / Self.partCount
    guard share > 64 else { return }
    for part in parts.indices { parts[part].reserveCapacity(share + share / 8) }
  }

  static func part(of hash: UInt64) -> Int {
    Int(truncatingIfNeeded: hash >> 40) & (partCount - 1)
  }

  mutating func append(_ entry: Entry) {
    if parts.isEmpty { makeParts() }
    parts[Self.part(of: entry.hash)].append(entry)
  }
}

/// Several are the records of several workers, those of the first being the first in the inventory.
extension [HashedRecords] {
  // A thread costs more than looking through fewer.
  private static var worthSharing: Int { 4096 }

  private func helpers(among workers: Workers) -> Workers {
    let count = reduce(0) { $0 + $1.parts.reduce(0) { $0 + $1.count } }
    return count < Self.worthSharing ? .sequential : workers
  }

  /// The entries that satisfy a condition, part by part.
  func entries(
    workers: Workers, where condition: @Sendable (HashedRecords.Entry) -> Bool
  ) -> [HashedRecords.Entry] {
    let parts = [Int](0..<HashedRecords.partCount)
    return [HashedRecords.Entry](
      helpers(among: workers).map(parts) { part in
        flatMap { $0.parts.isEmpty ? [] : $0.parts[part].filter(condition) }
      }.joined())
  }

  /// The records of such entries, in inventory order, each once.
  func records(
    workers: Workers, where condition: @Sendable (HashedRecords.Entry) -> Bool
  ) -> [RecordNumber] {
    var records: [RecordNumber] = []
    let found = entries(workers: workers, where: condition).map(\.record)
    for record in found.sorted() where records.last != record { records.append(record) }
    return records
  }

  /// The hashes that occur more than once.
  func repeatedHashes(workers: Workers) -> RepeatedHashes {
    let parts = [Int](0..<HashedRecords.partCount)
    return RepeatedHashes(
      parts: helpers(among: workers).map(parts) { part in
        let lists = filter { !$0.parts.isEmpty }.map { $0.parts[part] }
        var seen = HashTable(expecting: lists.reduce(0) { $0 + $1.count })
        var repeated = HashTable()
        for list in lists {
          for entry in list where !seen.insert(entry.hash) { repeated.insert(entry.hash) }
        }
        return repeated
      })
  }
}

/// Which of very many hashes occur more than once.
struct RepeatedHashes: Sendable {
  fileprivate let parts: [HashTable]
  let isEmpty: Bool

  fileprivate init(parts: [HashTable]) {
    self.parts = parts
    isEmpty = parts.allSatisfy { $0.count == 0 }
  }

  func contains(_ hash: UInt64) -> Bool { parts[HashedRecords.part(of: hash)].contains(hash) }
}
