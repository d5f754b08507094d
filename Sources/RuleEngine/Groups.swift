/// The groups of two or more records that share a key of one inventory check.
///
/// Keys are compared while groups are found and then forgotten; what is kept is, for each member,
/// which of its keys puts it in which group.
struct Groups: Sendable {
  static let none = Groups()
  // Enough places to find the others by; a group can have a million members.
  private static let placesNamed = 5

  /// One record that may share a key with another, and what the key is.
  struct Candidate: Sendable {
    let key: QualifiedKey
    let record: RecordNumber
    let keyIndex: Int
  }

  private struct Membership {
    let record: RecordNumber
    let keyIndex: Int32
    let group: Int32
  }

  /// In the order of records.
  private var memberships: [Membership] = []
  /// By group, in the order of records; a group's end is the next one's start.
  private var members: [RecordNumber] = []
  private var starts: [Int] = []
  private var inputs: [Input] = []
  private var inputNumbers: [ObjectIdentifier: Int] = [:]

  private init() {}

  /// Keeps the groups of two or more records among the candidates, which come in inventory order.
  init(candidates: [Candidate], inputs: [Input]) {
    var groupOfKey: [QualifiedKey: Int] = [:]
    var groups: [(count: Int, last: RecordNumber)] = []
    var groupOfCandidate: [Int] = []
    groupOfCandidate.reserveCapacity(candidates.count)
    for candidate in candidates {
      let group = groupOfKey[candidate.key] ?? groups.count
      if group == groups.count {
        groupOfKey[candidate.key] = group
        groups.append((1, candidate.record))
      } else if groups[group].last != candidate.record {
        groups[group] = (groups[group].count + 1, candidate.record)
      }
      groupOfCandidate.append(group)
    }
    starts = [0]
    for group in groups {
      starts.append(starts[starts.count - 1] + (group.count > 1 ? group.count : 0))
    }
    members = Array(repeating: RecordNumber(input: 0, index: 0), count: starts[starts.count - 1])
    var filled = starts
    for (candidate, group) in zip(candidates, groupOfCandidate) where groups[group].count > 1 {
      // A record that states a key twice is one member.
      let isRepeated =
        filled[group] > starts[group] && members[filled[group] - 1] == candidate.record
      if isRepeated { continue }
      members[filled[group]] = candidate.record
      filled[group] += 1
      memberships.append(
        Membership(
          record: candidate.record, keyIndex: Int32(truncatingIfNeeded: candidate.keyIndex),
          group: Int32(truncatingIfNeeded: group)))
    }
    self.inputs = inputs
    for (number, input) in inputs.enumerated() { inputNumbers[ObjectIdentifier(input)] = number }
  }

  /// All records that share a key with another, in inventory order, each once.
  var records: [RecordNumber] {
    var records: [RecordNumber] = []
    for membership in memberships where records.last != membership.record {
      records.append(membership.record)
    }
    return records
  }

  /// The others that share a record's key, which is told by its position among the record's keys;
  /// nil if there are none.
  func others(of record: CertificateRecord, keyIndex: Int) -> GroupMembers? {
    guard !memberships.isEmpty, let input = inputNumbers[ObjectIdentifier(record.input)] else {
      return nil
    }
    let number = RecordNumber(input: input, index: record.index)
    var position = firstMembership(of: number)
    while position < memberships.count, memberships[position].record == number {
      if Int(memberships[position].keyIndex) == keyIndex {
        return others(of: number, in: Int(memberships[position].group))
      }
      position += 1
    }
    return nil
  }

  private func firstMembership(of record: RecordNumber) -> Int {
    var (low, high) = (0, memberships.count)
    while low < high {
      let middle = (low + high) / 2
      if memberships[middle].record < record { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func others(of record: RecordNumber, in group: Int) -> GroupMembers {
    let range = starts[group]..<starts[group + 1]
    return GroupMembers(count: range.count - 1) {
      members[range].lazy.filter { $0 != record }.prefix(Groups.placesNamed).map { number in
        let location = inputs[number.input].records.location(of: number.index)
        return "\(location.path):\(location.line)"
      }
    }
  }
}

/// A record's place in the inventory: its input, and its index there.
struct RecordNumber: Hashable, Comparable, Sendable {
  // Narrow, because there are millions of them.
  private let inputNumber: Int32
  private let indexInInput: Int32

  init(input: Int, index: Int) {
    inputNumber = Int32(truncatingIfNeeded: input)
    indexInInput = Int32(truncatingIfNeeded: index)
  }

  var input: Int { Int(inputNumber) }
  var index: Int { Int(indexInInput) }

  static func < (lhs: RecordNumber, rhs: RecordNumber) -> Bool {
    (lhs.inputNumber, lhs.indexInInput) < (rhs.inputNumber, rhs.indexInInput)
  }
}

/// A key together with what its scope confines it to.
struct QualifiedKey: Hashable, Sendable {
  private let confines: String
  private let text: String

  /// Nil if the scope is the owner and the record states none: it then shares it with nobody.
  init?(_ key: GroupKey, of record: CertificateRecord, scope: Scope) {
    switch scope {
    case .listing: confines = record.input.place
    case .owner:
      guard let owner = try? record.owner else { return nil }
      confines = owner
    case .inventory: confines = ""
    }
    text = key.text
  }

  /// The hash of a key within its scope; nil as above.
  static func hash(
    _ keyHash: UInt64, of record: CertificateRecord, number: RecordNumber, scope: Scope
  ) -> UInt64? {
    switch scope {
    case .listing: StableHash.combined(keyHash, UInt64(truncatingIfNeeded: number.input + 1))
    case .owner:
      record.reader.textHash(.owner, foldingCase: false).value
        .map { StableHash.combined(keyHash, $0) }
    case .inventory: keyHash
    }
  }
}
