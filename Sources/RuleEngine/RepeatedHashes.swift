/// Which of very many hashes occur more than once.
struct RepeatedHashes: Sendable {
  // A thread costs more than looking through fewer.
  private static let worthSharing = 4096

  private let parts: [HashTable]

  /// Finds them with all workers at once: each looks for hashes of its own, in a table of its own.
  init<Entry: Sendable>(
    among entries: [Entry], workers: Workers, hash: @Sendable (Entry) -> UInt64
  ) {
    let count = entries.count < RepeatedHashes.worthSharing ? 1 : workers.count
    parts = workers.map(Array(0..<count)) { part in
      var seen = HashTable(expecting: entries.count / count)
      var repeated = HashTable()
      for entry in entries {
        let hash = hash(entry)
        if RepeatedHashes.part(of: hash, count) == part, !seen.insert(hash) {
          repeated.insert(hash)
        }
      }
      return repeated
    }
  }

  func contains(_ hash: UInt64) -> Bool {
    parts[RepeatedHashes.part(of: hash, parts.count)].contains(hash)
  }

  var isEmpty: Bool { parts.allSatisfy { $0.count == 0 } }

  private static func part(of hash: UInt64, _ count: Int) -> Int {
    Int(truncatingIfNeeded: hash >> 40) % count
  }
}
