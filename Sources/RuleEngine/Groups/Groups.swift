/// The groups of records that share a key of one inventory check, of two or more identities each.
///
/// Keys are compared while groups are found and then forgotten; what is kept is, for each record,
/// which of its keys puts it in which group, and for each group the first record of each identity.
struct Groups: Sendable {
  static let none = Groups()
  // Enough places to find the others by; a group can have a million members.
  private static let placesNamed = 5

  /// One record that may share a key with another, and what the key is.
  struct Candidate: Sendable {
    let key: QualifiedKey
    let record: RecordNumber
    let keyIndex: Int
    let identity: String?
  }

  private struct Membership {
    let record: RecordNumber
    let keyIndex: Int32
    let group: Int32
    /// The position among all members of the record that stands for the identity.
    let member: Int32
  }

  /// In the order of records.
  private var memberships: [Membership] = []
  /// By group, in the order of records; a group's end is the next one's start.
  private var members: [RecordNumber] = []
  private var starts: [Int] = []
  private var inventory = Inventory([])
  private var inputNumbers: [ObjectIdentifier: Int] = [:]

  private init() {}

  /// Keeps the groups of two or more identities among the candidates, which come in inventory
  /// order.
  init(candidates: [Candidate], inventory: Inventory) {
    var groupOfKey: [QualifiedKey: Int] = [:]
    var groups: [Forming] = []
    var places: [(group: Int, member: Int)] = []
    places.reserveCapacity(candidates.count)
    for candidate in candidates {
      let group = groupOfKey[candidate.key] ?? groups.count
      if group == groups.count {
        groupOfKey[candidate.key] = group
        groups.append(Forming())
      }
      places.append((group, groups[group].member(for: candidate)))
    }
    starts = [0]
    for group in groups {
      if group.members.count > 1 { members += group.members }
      starts.append(members.count)
    }
    for (candidate, place) in zip(candidates, places)
    where groups[place.group].members.count > 1 {
      // A record that states a key twice is one member.
      if groups[place.group].lastKept == candidate.record { continue }
      groups[place.group].lastKept = candidate.record
      memberships.append(
        Membership(
          record: candidate.record, keyIndex: Int32(truncatingIfNeeded: candidate.keyIndex),
          group: Int32(truncatingIfNeeded: place.group),
          member: Int32(truncatingIfNeeded: starts[place.group] + place.member)))
    }
    self.inventory = inventory
    for (number, input) in inventory.inputs.enumerated() {
      inputNumbers[ObjectIdentifier(input)] = number
    }
  }

  /// A group while its members are found.
  private struct Forming {
    /// The first record of each identity.
    var members: [RecordNumber] = []
    var lastKept: RecordNumber?
    private var memberOfIdentity: [String: Int] = [:]

    /// The position of the member that stands for a candidate.
    mutating func member(for candidate: Candidate) -> Int {
      if let identity = candidate.identity {
        if let member = memberOfIdentity[identity] { return member }
        memberOfIdentity[identity] = members.count
      } else if members.last == candidate.record {
        return members.count - 1
      }
      members.append(candidate.record)
      return members.count - 1
    }
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
        return others(than: memberships[position])
      }
      position += 1
    }
    return nil
  }

  /// All others that share any of a record's keys.
  func counterparts(of record: CertificateRecord) -> Counterparts {
    guard !memberships.isEmpty, let input = inputNumbers[ObjectIdentifier(record.input)] else {
      return Counterparts(numbers: [], inventory: inventory)
    }
    let number = RecordNumber(input: input, index: record.index)
    var others: Set<RecordNumber> = []
    for membership in memberships[firstMembership(of: number)...]
      .prefix(while: { $0.record == number })
    {
      let group = Int(membership.group)
      others.formUnion(members[starts[group]..<starts[group + 1]])
    }
    others.remove(number)
    return Counterparts(numbers: others.sorted(), inventory: inventory)
  }

  private func firstMembership(of record: RecordNumber) -> Int {
    var (low, high) = (0, memberships.count)
    while low < high {
      let middle = (low + high) / 2
      if memberships[middle].record < record { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func others(than membership: Membership) -> GroupMembers {
    let group = Int(membership.group)
    let range = starts[group]..<starts[group + 1]
    return GroupMembers(count: range.count - 1) {
      range.lazy.filter { $0 != Int(membership.member) }.prefix(Groups.placesNamed).map { index in
        let number = members[index]
        return inventory.inputs[number.input].records.location(of: number.index).withoutColumn
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
    case .listing: confines = record.input.listing
    case .owner:
      guard let owner = try? record.owner else { return nil }
      confines = owner
    case .inventory: confines = ""
    }
    text = key.text
  }

  /// The hash of a key within its scope; nil as above.
  static func hash(
    _ keyHash: UInt64, of record: CertificateRecord, scope: Scope
  ) -> UInt64? {
    switch scope {
    case .listing: StableHash.combined(keyHash, record.input.listingHash)
    case .owner:
      record.reader.textHash(.owner, foldingCase: false).value
        .map { StableHash.combined(keyHash, $0) }
    case .inventory: keyHash
    }
  }
}
