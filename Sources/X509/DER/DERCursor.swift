/// A place in a run of DER elements, which reads them one after the other.
///
/// It keeps no bytes: a span cannot be stored, so the same bytes are given with each step.
package struct DERCursor: Hashable, Sendable {
  /// How deep elements of indefinite length may nest.
  static let depthLimit = 64

  package private(set) var position: Int
  package let end: Int

  package init(_ range: Range<Int>) {
    position = max(0, range.lowerBound)
    end = range.upperBound
  }

  var isAtEnd: Bool { position >= end }

  /// The next element; nil at the end, and where the bytes left are no header.
  package mutating func next(in bytes: Span<UInt8>) -> DERElement? { step(in: bytes) }

  /// ``next(in:)`` for the loops that every certificate runs through.
  @inline(__always)
  mutating func step(in bytes: Span<UInt8>) -> DERElement? {
    // Nearly all headers are two bytes, and those of what is longer three or four.
    let limit = min(end, bytes.count, Int(Int32.max))
    let start = position
    if start &+ 1 < limit, bytes[start] & 0x1F != 0x1F {
      let initial = Int(bytes[start &+ 1])
      var content = start &+ 2
      var length = initial
      if initial == 0x81, content < limit {
        length = Int(bytes[content])
        content &+= 1
      } else if initial == 0x82, content &+ 1 < limit {
        length = Int(bytes[content]) << 8 | Int(bytes[content &+ 1])
        content &+= 2
      }
      // The least length that is written so.
      let least = content == start &+ 2 ? 0 : content == start &+ 3 ? 0x80 : 0x100
      if initial < 0x80 || length >= least && least > 0, length <= limit &- content {
        position = content &+ length
        return DERElement(
          identifier: bytes[start], start: start, content: content..<content &+ length)
      }
    }
    return nextOfAnyForm(in: bytes)
  }

  private mutating func nextOfAnyForm(in bytes: Span<UInt8>) -> DERElement? {
    let limit = min(end, bytes.count, Int(Int32.max))
    let start = position
    guard start < limit else { return nil }
    let identifier = bytes[start]
    var offset = start &+ 1
    if identifier & 0x1F == 0x1F {
      while offset < limit, bytes[offset] & 0x80 != 0 { offset &+= 1 }
      offset &+= 1
    }
    guard offset < limit else { return nil }
    let initial = bytes[offset]
    offset &+= 1
    var irregularities: DERElement.Irregularities = []
    var length = Int(initial)
    if initial > 0x80 {
      let digits = Int(initial & 0x7F)
      guard digits <= limit &- offset else { return nil }
      length = 0
      for index in offset..<offset &+ digits {
        length = length > Int(Int32.max) ? length : length << 8 | Int(bytes[index])
      }
      if length < 0x80 || bytes[offset] == 0 { irregularities.insert(.longLength) }
      offset &+= digits
    } else if initial == 0x80 {
      irregularities.insert(.indefiniteLength)
      if identifier & 0x20 != 0,
        let found = DERCursor.endOfContents(from: offset, before: limit, in: bytes)
      {
        length = found &- offset
      } else {
        length = Int.max
      }
    }
    if length > limit &- offset {
      irregularities.insert(.overrun)
      length = limit &- offset
    }
    let element = DERElement(
      identifier: identifier, irregularities: irregularities, start: start,
      content: offset..<offset &+ length)
    position = element.end
    return element
  }

  /// The next element if it has this identifier octet; otherwise nothing moves.
  mutating func next(_ identifier: UInt8, in bytes: Span<UInt8>) -> DERElement? {
    guard position < min(end, bytes.count), bytes[position] == identifier else { return nil }
    return step(in: bytes)
  }

  /// The next element if it is the context-specific one of this number, in either form.
  mutating func next(context number: UInt8, in bytes: Span<UInt8>) -> DERElement? {
    guard position < min(end, bytes.count), bytes[position] & 0xDF == 0x80 | number else {
      return nil
    }
    return step(in: bytes)
  }

  /// The offset of the two zeros that end what began before `start`; nil if there are none.
  private static func endOfContents(
    from start: Int, before limit: Int, in bytes: Span<UInt8>
  ) -> Int? {
    var offset = start
    var depth = 1
    while offset &+ 1 < limit {
      let identifier = bytes[offset]
      if identifier == 0, bytes[offset &+ 1] == 0 {
        depth &-= 1
        if depth == 0 { return offset }
        offset &+= 2
        continue
      }
      offset &+= 1
      if identifier & 0x1F == 0x1F {
        while offset < limit, bytes[offset] & 0x80 != 0 { offset &+= 1 }
        offset &+= 1
      }
      guard offset < limit else { return nil }
      let initial = bytes[offset]
      offset &+= 1
      if initial == 0x80 {
        guard identifier & 0x20 != 0, depth < depthLimit else { return nil }
        depth &+= 1
        continue
      }
      var length = Int(initial)
      if initial > 0x80 {
        let digits = Int(initial & 0x7F)
        guard digits <= limit &- offset else { return nil }
        length = 0
        for index in offset..<offset &+ digits {
          length = length > Int(Int32.max) ? length : length << 8 | Int(bytes[index])
        }
        offset &+= digits
      }
      guard length <= limit &- offset else { return nil }
      offset &+= length
    }
    return nil
  }
}

extension Span<UInt8> {
  /// Whether two ranges of these bytes hold the same.
  func matches(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
    guard left.count == right.count, left.upperBound <= count, right.upperBound <= count else {
      return false
    }
    for distance in 0..<left.count
    where self[left.lowerBound &+ distance] != self[right.lowerBound &+ distance] { return false }
    return true
  }

  /// A range as far as these bytes have it.
  func clamped(_ range: Range<Int>) -> Range<Int> {
    let start = Swift.min(Swift.max(0, range.lowerBound), count)
    return start..<Swift.min(Swift.max(start, range.upperBound), count)
  }
}
