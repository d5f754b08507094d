/// A record that checks have something to say of, and which checks.
struct FlaggedRecord: Sendable {
  private let recordIndex: Int32
  private(set) var checks: CheckFlags

  init(index: Int, checks: CheckFlags) {
    recordIndex = Int32(truncatingIfNeeded: index)
    self.checks = checks
  }

  var index: Int { Int(recordIndex) }

  /// Joins two lists in the order of records; a record of both has the checks of both.
  static func merged(_ lists: [FlaggedRecord], _ others: [FlaggedRecord]) -> [FlaggedRecord] {
    var merged: [FlaggedRecord] = []
    merged.reserveCapacity(lists.count + others.count)
    for record in (lists + others).sorted(by: { $0.recordIndex < $1.recordIndex }) {
      if let last = merged.indices.last, merged[last].recordIndex == record.recordIndex {
        merged[last].checks.formUnion(record.checks)
      } else {
        merged.append(record)
      }
    }
    return merged
  }
}

/// Some checks of a policy, by their place in it; those from the 32nd on go together.
package struct CheckFlags: Sendable {
  private var bits: UInt32 = 0

  var isEmpty: Bool { bits == 0 }

  mutating func insert(_ check: Int) { bits |= 1 << UInt32(min(check, 31)) }

  mutating func formUnion(_ other: CheckFlags) { bits |= other.bits }

  /// Whether the check is among them, or may be.
  func mayContain(_ check: Int) -> Bool { bits & (1 << UInt32(min(check, 31))) != 0 }
}
