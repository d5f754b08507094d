/// The few values that are wanted of an object, found in one pass over it.
///
/// It serves the records of a listing: all have the same keys, and rules ask for some of them.
package struct JSONProjection: Sendable {
  // Plain numbers only: these are looked at for every key of every record, by all threads at once.
  private struct Member: Sendable {
    /// The key's length, its first eight bytes, and its last eight if it has more.
    let count: Int
    let first: UInt64
    let last: UInt64
    /// Where the key begins among all keys.
    let keyStart: Int
    let slot: Int?
    let child: Int?
  }

  private let members: [Member]
  /// An object's wanted members; the first is the record itself.
  private let nodes: [Range<Int>]
  private let keys: [UInt8]
  // The slots of the record itself, which need not be an object.
  private let rootSlots: [Int]
  package let slotCount: Int

  /// - Parameter paths: keys from the outside in, one path for each slot; no path twice.
  package init(_ paths: [[String]]) {
    slotCount = paths.count
    rootSlots = paths.indices.filter { paths[$0].isEmpty }
    var members: [Member] = []
    var nodes: [Range<Int>] = []
    var keys: [UInt8] = []
    // Breadth first, so that the members of an object lie side by side.
    var prefixes: [[String]] = [[]]
    while nodes.count < prefixes.count {
      let prefix = prefixes[nodes.count]
      let start = members.count
      var seen: Set<String> = []
      for path in paths where path.count > prefix.count && path.starts(with: prefix) {
        let key = path[prefix.count]
        guard seen.insert(key).inserted else { continue }
        let whole = prefix + [key]
        let isParent = paths.contains { $0.count > whole.count && $0.starts(with: whole) }
        members.append(
          Member(
            count: key.utf8.count, first: Self.word(key.utf8.prefix(8)),
            last: key.utf8.count > 8 ? Self.word(key.utf8.suffix(8)) : 0, keyStart: keys.count,
            slot: paths.firstIndex(of: whole), child: isParent ? prefixes.count : nil))
        keys += key.utf8
        if isParent { prefixes.append(whole) }
      }
      nodes.append(start..<members.count)
    }
    self.members = members
    self.nodes = nodes
    self.keys = keys
  }

  private static func word(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.enumerated().reduce(0) { $0 | UInt64($1.element) << UInt64($1.offset * 8) }
  }

  /// Fills one slot for each path. False if the bytes are no JSON there, which can only be if they
  /// changed after the document was indexed.
  package func read(
    _ bytes: Span<UInt8>, at anchor: JSONAnchor, into slots: inout [JSONValue]
  ) -> Bool {
    var slots = slots.mutableSpan
    slots.update(repeating: .absent)
    return JSONScanner.scan(bytes, from: anchor) { scanner in
      do {
        if !rootSlots.isEmpty {
          var whole = scanner
          let record = try whole.value(keyStart: nil)
          for slot in rootSlots { slots[slot] = record }
        }
        if scanner.byte == 0x7B {
          try object(&scanner, node: 0, &slots)
        } else {
          try scanner.skipValue(depth: 0)
        }
        return true
      } catch {
        return false
      }
    }
  }

  private func object(
    _ scanner: inout JSONScanner, node: Int, _ slots: inout MutableSpan<JSONValue>
  ) throws(JSONError) {
    scanner.advance()
    scanner.skipWhitespace()
    if scanner.byte == 0x7D {
      scanner.advance()
      return
    }
    while true {
      try member(&scanner, node: node, &slots)
      scanner.skipWhitespace()
      let byte = scanner.byte
      scanner.advance()
      if byte == 0x7D { return }
      guard byte == 0x2C else { throw scanner.unexpected("',' or '}'") }
      scanner.skipWhitespace()
    }
  }

  @inline(__always)
  private func member(
    _ scanner: inout JSONScanner, node: Int, _ slots: inout MutableSpan<JSONValue>
  ) throws(JSONError) {
    let keyStart = scanner.position
    guard scanner.byte == 0x22 else { throw scanner.unexpected("a key") }
    try scanner.skipString()
    let found =
      scanner.sawEscape
      ? member(
        named: scanner.text(
          of: JSONValue(
            kind: .string, isEscaped: true, start: keyStart, end: scanner.position,
            keyStart: keyStart)), in: node)
      : member(from: keyStart &+ 1, to: scanner.position &- 1, in: node, scanner)
    scanner.skipWhitespace()
    scanner.advance()
    scanner.skipWhitespace()
    guard let found else {
      try scanner.skipValue(depth: 0)
      return
    }
    let wanted = members[found]
    var inside = scanner
    let value = try scanner.value(keyStart: keyStart)
    if let slot = wanted.slot {
      if slots[slot].kind == .absent {
        slots[slot] = value
      } else {
        let first = slots[slot].keyStart
        slots[slot] = value
        slots[slot].kind = .duplicate
        slots[slot].keyStart = first
      }
    }
    if let child = wanted.child, value.kind == .object {
      try object(&inside, node: child, &slots)
    }
  }

  private func member(named key: String, in node: Int) -> Int? {
    nodes[node].first { index in
      let member = members[index]
      return keys[member.keyStart..<member.keyStart + member.count].elementsEqual(key.utf8)
    }
  }

  @inline(__always)
  private func member(
    from start: Int, to end: Int, in node: Int, _ scanner: JSONScanner
  ) -> Int? {
    let candidates = nodes[node]
    let count = end &- start
    let first = scanner.word(at: start, count: count)
    let last = count > 8 ? scanner.word(at: end &- 8, count: 8) : 0
    var index = candidates.lowerBound
    while index < candidates.upperBound {
      if members[index].first == first, members[index].last == last, members[index].count == count,
        count <= 16 || scanner.matches(keys[keyRange(of: index)], at: start)
      {
        return index
      }
      index &+= 1
    }
    return nil
  }

  private func keyRange(of member: Int) -> Range<Int> {
    members[member].keyStart..<members[member].keyStart + members[member].count
  }
}
