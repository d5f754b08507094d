/// One element of ASN.1's Basic Encoding Rules, as places in the bytes that it was read from.
///
/// Lengths may be indefinite and strings come in pieces, as the containers of certificates are
/// written by programs that stream.
struct BERElement {
  /// The first identifier octet: class, whether it is constructed, and the tag's number.
  let tag: UInt8
  /// All of it, header included.
  let range: Range<Int>
  let content: Range<Int>

  /// Reads the element that begins where `limits` does and ends no later than it does.
  init(in bytes: Span<UInt8>, within limits: Range<Int>) throws(BERError) {
    let header = try BERHeader(in: bytes, within: limits)
    tag = header.tag
    let start = header.end
    if let length = header.length {
      content = start..<start + length
      range = limits.lowerBound..<start + length
    } else {
      let end = try Self.endOfContents(in: bytes, within: start..<limits.upperBound)
      content = start..<end
      range = limits.lowerBound..<end + 2
    }
  }

  /// Finds the two zero octets that close an indefinite length, in one pass over what it holds.
  private static func endOfContents(
    in bytes: Span<UInt8>, within limits: Range<Int>
  ) throws(BERError) -> Int {
    var openCount = 1
    var offset = limits.lowerBound
    while true {
      let header = try BERHeader(in: bytes, within: offset..<limits.upperBound)
      if header.tag == 0, header.length == 0 {
        openCount -= 1
        if openCount == 0 { return offset }
      }
      if header.length == nil { openCount += 1 }
      offset = header.end + (header.length ?? 0)
    }
  }

  var isConstructed: Bool { tag & 0x20 != 0 }

  var elements: BERElements { BERElements(rest: content) }

  /// The contents of an octet string, whose pieces are joined.
  func octets(in bytes: Span<UInt8>) throws(BERError) -> [UInt8] {
    var joined: [UInt8] = []
    try appendOctets(of: bytes, to: &joined, depth: 0)
    return joined
  }

  private func appendOctets(
    of bytes: Span<UInt8>, to joined: inout [UInt8], depth: Int
  ) throws(BERError) {
    guard isConstructed else { return joined.append(contentsOf: bytes.copy(of: content)) }
    guard depth < 8 else { throw BERError(offset: range.lowerBound) }
    var pieces = elements
    while !pieces.isEmpty {
      try pieces.next(in: bytes).appendOctets(of: bytes, to: &joined, depth: depth + 1)
    }
  }

  /// An object identifier in dotted decimals; an absurd one ends in an ellipsis and equals no other.
  func objectIdentifier(in bytes: Span<UInt8>) -> String {
    var arcs: [String] = []
    var arc: UInt64 = 0
    for index in content {
      guard arc < 1 << 56, arcs.count < 64 else { return arcs.joined(separator: ".") + "…" }
      arc = arc << 7 | UInt64(bytes[index] & 0x7f)
      guard bytes[index] < 0x80 else { continue }
      if arcs.isEmpty {
        let root = min(arc / 40, 2)
        arcs.append("\(root)")
        arc -= root * 40
      }
      arcs.append("\(arc)")
      arc = 0
    }
    return arcs.joined(separator: ".")
  }
}

/// A place where bytes are not the element that belongs there, or end before it does.
struct BERError: Error {
  let offset: Int
}

/// The identifier and length of an element.
private struct BERHeader {
  let tag: UInt8
  /// Nil when indefinite.
  let length: Int?
  let end: Int

  init(in bytes: Span<UInt8>, within limits: Range<Int>) throws(BERError) {
    var offset = limits.lowerBound
    func next() throws(BERError) -> UInt8 {
      guard offset < limits.upperBound else { throw BERError(offset: offset) }
      defer { offset += 1 }
      return bytes[offset]
    }
    tag = try next()
    if tag & 0x1f == 0x1f {
      while try next() >= 0x80 {}
    }
    let first = try next()
    if first == 0x80 {
      guard tag & 0x20 != 0 else { throw BERError(offset: offset - 1) }
      length = nil
    } else if first < 0x80 {
      length = Int(first)
    } else {
      var value = 0
      for _ in 0..<first & 0x7f {
        value = value << 8 | Int(try next())
        guard value <= limits.upperBound else { throw BERError(offset: offset - 1) }
      }
      length = value
    }
    end = offset
    guard length ?? 0 <= limits.upperBound - offset else { throw BERError(offset: offset) }
  }
}

extension Span<UInt8> {
  func copy(of range: Range<Int>) -> [UInt8] {
    unsafe extracting(range).withUnsafeBufferPointer { unsafe Array($0) }
  }
}
