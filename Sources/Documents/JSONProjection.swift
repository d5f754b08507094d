/// The few values that are wanted of an object, found in one pass over it.
///
/// It serves the records of a listing: all have the same keys, and rules ask for some of them.
public final class JSONProjection: Sendable {
  // Plain numbers only: these are looked at for every key of every record, by all threads at once.
  private struct Member: Sendable {
    /// The key's length, and its last eight bytes or all there are.
    let count: Int
    let last: UInt64
    /// The bits of the word that are the key's.
    let mask: UInt64
    /// Where its words before those begin among all words.
    let wordStart: Int
    let slot: Int?
    let child: Int?
  }

  private let members: [Member]
  /// An object's wanted members; the first is the record itself.
  private let nodes: [Range<Int>]
  // The keys, eight bytes a word.
  private let words: [UInt64]
  // The slots of the record itself, which need not be an object.
  private let rootSlots: [Int]
  package let slotCount: Int

  /// In which order the members of an object came: those of the next are likely to come in the same.
  public struct Order: Sendable {
    /// By member, then by node for what comes first: the member that came next.
    @usableFromInline var successors: [Int] = []

    /// No order of any object.
    @inlinable
    public init() {}
  }

  /// An order in which nothing is expected.
  package var unknownOrder: Order {
    var order = Order()
    order.successors = Array(repeating: members.count, count: members.count + nodes.count)
    return order
  }

  /// - Parameter paths: keys from the outside in, one path for each slot; no path twice.
  package init(_ paths: [[String]]) {
    slotCount = paths.count
    rootSlots = paths.indices.filter { paths[$0].isEmpty }
    var members: [Member] = []
    var nodes: [Range<Int>] = []
    var words: [UInt64] = []
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
            count: key.utf8.count, last: Self.word(key.utf8.suffix(8)),
            mask: Self.word(key.utf8.suffix(8).map { _ in 0xFF }), wordStart: words.count,
            slot: paths.firstIndex(of: whole), child: isParent ? prefixes.count : nil))
        words += stride(from: 0, to: key.utf8.count - 8, by: 8).map {
          Self.word(key.utf8.dropFirst($0).prefix(8))
        }
        if isParent { prefixes.append(whole) }
      }
      nodes.append(start..<members.count)
    }
    self.members = members
    self.nodes = nodes
    self.words = words
  }

  private static func word(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.enumerated().reduce(0) { $0 | UInt64($1.element) << UInt64($1.offset * 8) }
  }

  /// Fills one slot for each path. False if the bytes are no JSON there, which can only be if they
  /// changed after the document was indexed.
  ///
  /// - Parameter order: that of the object before, which becomes that of this one.
  package func read(
    _ bytes: Span<UInt8>, at anchor: JSONAnchor, into slots: inout [JSONValue],
    order: inout Order
  ) -> Bool {
    var slots = slots.mutableSpan
    slots.update(repeating: .absent)
    var successors = order.successors.mutableSpan
    return JSONScanner.scan(bytes, from: anchor) { scanner in
      do {
        if !rootSlots.isEmpty {
          var whole = scanner
          let record = try whole.value(keyStart: nil)
          for slot in rootSlots { slots[slot] = record }
        }
        if scanner.byte == 0x7B {
          try object(&scanner, node: 0, &slots, &successors)
        } else {
          try scanner.skipValue(depth: 0)
        }
        return true
      } catch {
        return false
      }
    }
  }

  /// Visits the slots for which there is a value.
  package static func forEachFilled(_ slots: [JSONValue], _ visit: (Int) -> Void) {
    for index in slots.indices where slots[index].kind != .absent { visit(index) }
  }

  private func object(
    _ scanner: inout JSONScanner, node: Int, _ slots: inout MutableSpan<JSONValue>,
    _ successors: inout MutableSpan<Int>
  ) throws(JSONError) {
    scanner.advance()
    scanner.skipWhitespace()
    if scanner.byte == 0x7D {
      scanner.advance()
      return
    }
    var previous = members.count &+ node
    while true {
      try member(&scanner, node: node, behind: &previous, &slots, &successors)
      scanner.skipWhitespace()
      let byte = scanner.byte
      scanner.advance()
      if byte == 0x7D { return }
      guard byte == 0x2C else { throw scanner.unexpected("',' or '}'") }
      scanner.skipWhitespace()
    }
  }

  /// - Parameter previous: the last wanted member before this one, which this one becomes.
  @inline(__always)
  private func member(
    _ scanner: inout JSONScanner, node: Int, behind previous: inout Int,
    _ slots: inout MutableSpan<JSONValue>, _ successors: inout MutableSpan<Int>
  ) throws(JSONError) {
    let keyStart = scanner.position
    guard scanner.byte == 0x22 else { throw scanner.unexpected("a key") }
    let expected = successors[previous]
    let found: Int?
    if expected < members.count, case let wanted = members[expected],
      isKey(of: wanted, at: keyStart &+ 1, scanner),
      case let keyEnd = keyStart &+ 2 &+ wanted.count, scanner.byte(at: keyEnd &- 1) == 0x22
    {
      // Nearly all members are texts without a space before them.
      if scanner.byte(at: keyEnd) == 0x3A, scanner.byte(at: keyEnd &+ 1) == 0x22 {
        let end = scanner.endOfPlainBytes(from: keyEnd &+ 2)
        if scanner.byte(at: end) == 0x22, let slot = wanted.slot,
          slots[slot].kind == .absent
        {
          slots[slot] = JSONValue(
            kind: .string, isEscaped: false, start: keyEnd &+ 1, end: end &+ 1, keyStart: keyStart)
          scanner.advance(to: end &+ 1)
          previous = expected
          return
        }
      }
      scanner.advance(to: keyEnd)
      found = expected
    } else {
      found = try unexpectedMember(&scanner, node: node)
      // Keys with escapes are not compared as they lie.
      if let found { successors[previous] = scanner.sawEscape ? members.count : found }
    }
    scanner.skipWhitespace()
    scanner.advance()
    scanner.skipWhitespace()
    guard let found else {
      try scanner.skipValue(depth: 0)
      return
    }
    previous = found
    if let child = members[found].child, scanner.byte == 0x7B {
      var inside = scanner
      try object(&inside, node: child, &slots, &successors)
    }
    let value = try scanner.value(keyStart: keyStart)
    if let slot = members[found].slot {
      if slots[slot].kind == .absent {
        slots[slot] = value
      } else {
        let first = slots[slot].keyStart
        slots[slot] = value
        slots[slot].kind = .duplicate
        slots[slot].keyStart = first
      }
    }
  }

  /// Passes over a key and says which member's it is; nil if it is not wanted.
  private func unexpectedMember(
    _ scanner: inout JSONScanner, node: Int
  ) throws(JSONError) -> Int? {
    let start = scanner.position
    try scanner.skipString()
    if scanner.sawEscape {
      let text = scanner.text(
        of: JSONValue(
          kind: .string, isEscaped: true, start: start, end: scanner.position, keyStart: start))
      let key = Array(text.utf8)
      return JSONScanner.scan(key.span, from: .start) { key in
        nodes[node].first {
          members[$0].count == text.utf8.count && isKey(of: members[$0], at: 0, key)
        }
      }
    }
    let count = scanner.position &- start &- 2
    return nodes[node].first { index in
      members[index].count == count && isKey(of: members[index], at: start &+ 1, scanner)
    }
  }

  /// Whether the key's bytes stand at an offset.
  @inline(__always)
  private func isKey(of member: Member, at start: Int, _ scanner: JSONScanner) -> Bool {
    let count = member.count
    let last = start &+ count &- min(count, 8)
    guard scanner.word(at: last) & member.mask == member.last else { return false }
    var word = member.wordStart
    var place = 0
    while place &+ 8 < count {
      if scanner.word(at: start &+ place) != words[word] { return false }
      word &+= 1
      place &+= 8
    }
    return true
  }
}
