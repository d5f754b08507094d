/// A second, slower reading that collects what the first one forgave.
struct FaultFinder {
  /// A certificate with more faults than this is wrong enough.
  static let limit = 64
  static let depthLimit = 48

  private(set) var faults: [CertificateFault] = []

  // Out of line, for it is rare and called from everywhere.
  @inline(never)
  mutating func add(_ kind: CertificateFault.Kind, at offset: Int) {
    if faults.count < FaultFinder.limit {
      faults.append(CertificateFault(kind: kind, offset: offset))
    }
  }

  /// Everything in a range that X.690 says of elements of any meaning.
  mutating func inspect(_ range: Range<Int>, in bytes: Span<UInt8>, depth: Int = 0) {
    var cursor = DERCursor(range)
    while let element = cursor.step(in: bytes) { inspect(element, in: bytes, depth: depth) }
    if !cursor.isAtEnd { add(.strayBytes, at: cursor.position) }
  }

  /// The same for one element and all inside it.
  mutating func inspect(_ element: DERElement, in bytes: Span<UInt8>, depth: Int = 0) {
    if !element.irregularities.isEmpty { inspectHeader(element) }
    guard element.isConstructed else { return inspectPrimitive(element, in: bytes) }
    if element.identifier & 0xC0 == 0, element.identifier != DERTag.sequence,
      element.identifier != DERTag.set
    {
      let isString =
        StringType(rawValue: element.identifier & 0x1F) != nil
        || [0x23, 0x24].contains(element.identifier)
      add(isString ? .constructedString : .unknownTag, at: element.start)
    }
    guard depth < FaultFinder.depthLimit else { return add(.tooDeep, at: element.start) }
    inspect(element.content, in: bytes, depth: depth + 1)
    if element.identifier == DERTag.set { inspectOrder(of: element, in: bytes) }
  }

  /// What is wrong with the length alone.
  @inline(never)
  private mutating func inspectHeader(_ element: DERElement) {
    if element.irregularities.contains(.indefiniteLength) {
      add(.indefiniteLength, at: element.start)
    }
    if element.irregularities.contains(.longLength) { add(.longLength, at: element.start) }
    if element.irregularities.contains(.overrun) { add(.overrun, at: element.start) }
  }

  private mutating func inspectPrimitive(_ element: DERElement, in bytes: Span<UInt8>) {
    switch element.identifier {
    case DERTag.boolean:
      if element.count != 1 || bytes[element.contentStart] &+ 1 > 1 {
        add(.badBoolean, at: element.start)
      }
    case DERTag.integer, DERTag.enumerated:
      if element.count == 0 {
        add(.emptyInteger, at: element.start)
      } else if DERInteger(content: element.content, in: bytes)?.isMinimal == false {
        add(.longInteger, at: element.start)
      }
    case DERTag.null:
      if element.count != 0 { add(.badNull, at: element.start) }
    case DERTag.objectIdentifier:
      if !FaultFinder.isObjectIdentifier(element.content, in: bytes) {
        add(.badObjectIdentifier, at: element.start)
      }
    case DERTag.bitString: inspectBits(element.content, at: element.start, in: bytes)
    case DERTag.octetString: break
    case DERTag.utcTime, DERTag.generalizedTime:
      if let time = CertificateTime(element, in: bytes), !time.irregularities.isEmpty {
        add(.irregularTime, at: element.start)
      }
    default:
      if let text = DERText(element, in: bytes) {
        inspect(text, in: bytes)
      } else if element.identifier & 0xC0 != 0x80 {
        add(.unknownTag, at: element.start)
      }
    }
  }

  mutating func inspectBits(_ content: Range<Int>, at offset: Int, in bytes: Span<UInt8>) {
    guard let bits = DERBits(content: content, in: bytes) else {
      return add(.badBitString, at: offset)
    }
    guard bits.unused > 0 else { return }
    if bytes[content.upperBound - 1].trailingZeroBitCount < bits.unused {
      add(.badBitString, at: offset)
    }
  }

  private static func isObjectIdentifier(_ content: Range<Int>, in bytes: Span<UInt8>) -> Bool {
    var startsArc = true
    for index in content {
      if startsArc, bytes[index] == 0x80 { return false }
      startsArc = bytes[index] & 0x80 == 0
    }
    return !content.isEmpty && startsArc
  }

  private mutating func inspectOrder(of set: DERElement, in bytes: Span<UInt8>) {
    var cursor = set.elements
    guard var last = cursor.step(in: bytes) else { return }
    while let next = cursor.step(in: bytes) {
      if FaultFinder.precedes(next.range, last.range, in: bytes) {
        return add(.unsortedSet, at: next.start)
      }
      last = next
    }
  }

  private static func precedes(
    _ left: Range<Int>, _ right: Range<Int>, in bytes: Span<UInt8>
  ) -> Bool {
    let left = bytes.clamped(left)
    let right = bytes.clamped(right)
    for distance in 0..<min(left.count, right.count) {
      let (a, b) = (bytes[left.lowerBound + distance], bytes[right.lowerBound + distance])
      if a != b { return a < b }
    }
    return left.count < right.count
  }
}
