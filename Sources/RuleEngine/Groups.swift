/// The groups of two or more records that share a key of one inventory check.
struct Groups: Sendable {
  static let none = Groups(members: [:])
  // Enough places to find the others by; a group can have a million members.
  private static let placesNamed = 5

  private let members: [QualifiedKey: [RecordNumber]]
  private var inputs: [Input] = []

  private init(members: [QualifiedKey: [RecordNumber]]) {
    self.members = members
  }

  /// Keeps the groups of two or more among the candidates.
  init(candidates: some Sequence<(QualifiedKey, RecordNumber)>, inputs: [Input]) {
    var members: [QualifiedKey: [RecordNumber]] = [:]
    for (key, record) in candidates where members[key]?.last != record {
      members[key, default: []].append(record)
    }
    self.members = members.filter { $0.value.count > 1 }
    self.inputs = inputs
  }

  /// All records that share a key with another, in inventory order.
  var records: [RecordNumber] {
    Set(members.values.joined()).sorted()
  }

  /// The others that share a key with a record; nil if there are none.
  func others(of record: CertificateRecord, key: GroupKey, scope: Scope) -> GroupMembers? {
    guard !members.isEmpty, let key = QualifiedKey(key, of: record, scope: scope),
      let group = members[key]
    else { return nil }
    return GroupMembers(count: group.count - 1) {
      let others = group.lazy.filter {
        $0.index != record.index || inputs[$0.input].place != record.input.place
      }
      return others.prefix(Groups.placesNamed).map { number in
        let location = inputs[number.input].records.location(of: number.index)
        return "\(location.path):\(location.line)"
      }
    }
  }
}

/// A record's place in the inventory: its input, and its index there.
struct RecordNumber: Hashable, Comparable, Sendable {
  let input: Int
  let index: Int

  static func < (lhs: RecordNumber, rhs: RecordNumber) -> Bool {
    (lhs.input, lhs.index) < (rhs.input, rhs.index)
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

  /// FNV-1a over both parts: equal keys have equal hashes in every run.
  var hash: UInt64 {
    var hash = StableHash()
    hash.combine(confines)
    hash.combine(text)
    return hash.value
  }
}

/// A hash that is the same in every run and on every machine, for finding repeats.
struct StableHash {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func combine(_ text: String) {
    for byte in text.utf8 { combine(byte) }
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
