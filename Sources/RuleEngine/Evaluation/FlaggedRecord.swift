/// A record that checks have something to say of, and which checks.
package struct FlaggedRecord: Hashable, Sendable {
  private let recordIndex: Int32
  package private(set) var checks: CheckFlags

  init(index: Int, checks: CheckFlags) {
    recordIndex = Int32(truncatingIfNeeded: index)
    self.checks = checks
  }

  /// The record's place among the input's records, counted from 0.
  package var index: Int { Int(recordIndex) }

  /// Joins two lists, the first in the order of records; a record of both has the checks of both.
  static func merged(_ records: [FlaggedRecord], _ others: [FlaggedRecord]) -> [FlaggedRecord] {
    var merged: [FlaggedRecord] = []
    merged.reserveCapacity(records.count + others.count)
    var place = 0
    for other in others.sorted(by: { $0.recordIndex < $1.recordIndex }) {
      while place < records.count, records[place].recordIndex <= other.recordIndex {
        merged.append(records[place])
        place += 1
      }
      if let last = merged.indices.last, merged[last].recordIndex == other.recordIndex {
        merged[last].checks.formUnion(other.checks)
      } else {
        merged.append(other)
      }
    }
    merged += records[place...]
    return merged
  }
}

/// Some checks of a policy, by their place in it; those from the 32nd on go together.
package struct CheckFlags: Hashable, Sendable {
  private var bits: UInt32 = 0

  var isEmpty: Bool { bits == 0 }

  mutating func insert(_ check: Int) { bits |= 1 << UInt32(min(check, 31)) }

  mutating func formUnion(_ other: CheckFlags) { bits |= other.bits }

  /// Whether the check is among them, or may be.
  func mayContain(_ check: Int) -> Bool { bits & (1 << UInt32(min(check, 31))) != 0 }
}
