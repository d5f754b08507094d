/// The few values that are wanted of an object, found in one pass over it.
///
/// It serves the records of a listing: all have the same keys, and rules ask for some of them.
package struct JSONProjection: Sendable {
  private struct Member: Sendable {
    let key: [UInt8]
    var slot: Int?
    var child: Int?
  }

  // An object's wanted members; the first is the record itself.
  private var nodes: [[Member]] = [[]]
  package let slotCount: Int

  /// - Parameter paths: keys from the outside in, one path for each slot.
  package init(_ paths: [[String]]) {
    slotCount = paths.count
    for (slot, path) in paths.enumerated() {
      var node = 0
      for (depth, key) in path.enumerated() {
        let bytes = Array(key.utf8)
        let known = nodes[node].firstIndex { $0.key == bytes }
        let member = known ?? nodes[node].count
        if known == nil { nodes[node].append(Member(key: bytes)) }
        if depth == path.count - 1 {
          nodes[node][member].slot = slot
        } else if let child = nodes[node][member].child {
          node = child
        } else {
          nodes[node][member].child = nodes.count
          node = nodes.count
          nodes.append([])
        }
      }
    }
  }

  /// Fills one slot for each path. False if the bytes are no JSON there, which can only be if they
  /// changed after the document was indexed.
  package func read(
    _ bytes: Span<UInt8>, at anchor: JSONAnchor, into slots: inout [JSONValue]
  ) -> Bool {
    for index in slots.indices { slots[index] = .absent }
    return JSONScanner.scan(bytes, from: anchor) { scanner in
      do {
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
    _ scanner: inout JSONScanner, node: Int, _ slots: inout [JSONValue]
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
    _ scanner: inout JSONScanner, node: Int, _ slots: inout [JSONValue]
  ) throws(JSONError) {
    let keyStart = scanner.position
    guard scanner.byte == 0x22 else { throw scanner.unexpected("a key") }
    try scanner.skipString()
    let found = self.member(
      from: keyStart + 1, to: scanner.position - 1, isEscaped: scanner.sawEscape, in: node,
      scanner)
    scanner.skipWhitespace()
    scanner.advance()
    scanner.skipWhitespace()
    guard let found else {
      try scanner.skipValue(depth: 0)
      return
    }
    let wanted = nodes[node][found]
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

  @inline(__always)
  private func member(
    from start: Int, to end: Int, isEscaped: Bool, in node: Int, _ scanner: JSONScanner
  ) -> Int? {
    if isEscaped {
      let key = scanner.text(
        of: JSONValue(
          kind: .string, isEscaped: true, start: start - 1, end: end + 1, keyStart: start))
      return nodes[node].firstIndex { $0.key.elementsEqual(key.utf8) }
    }
    return nodes[node].firstIndex { member in
      member.key.count == end - start && scanner.matches(member.key, at: start)
    }
  }
}
