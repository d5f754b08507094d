/// Addresses as people write them: dotted decimal, and RFC 5952 for IPv6.
package enum IPAddressText {
  /// The text of 4 or 16 bytes, or of twice as many where a mask follows the address; else nil.
  package static func of(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String? {
    let address = bytes.extracting(bytes.clamped(range))
    switch address.count {
    case 4: return version4(address, 0)
    case 8: return "\(version4(address, 0))/\(prefix(address) ?? version4(address, 4))"
    case 16: return version6(address, 0)
    case 32: return "\(version6(address, 0))/\(prefix(address) ?? version6(address, 16))"
    default: return nil
    }
  }

  private static func version4(_ bytes: Span<UInt8>, _ start: Int) -> String {
    "\(bytes[start]).\(bytes[start + 1]).\(bytes[start + 2]).\(bytes[start + 3])"
  }

  private static func version6(_ bytes: Span<UInt8>, _ start: Int) -> String {
    let groups = (0..<8).map {
      UInt16(bytes[start + $0 * 2]) << 8 | UInt16(bytes[start + $0 * 2 + 1])
    }
    // The first of the longest runs of two or more zeros is left out.
    var gap = 0..<0
    var first = 0
    while first < 8 {
      var last = first
      while last < 8, groups[last] == 0 { last += 1 }
      if last - first > max(1, gap.count) { gap = first..<last }
      first = max(last, first + 1)
    }
    func text(_ part: Range<Int>) -> String {
      part.map { String(groups[$0], radix: 16) }.joined(separator: ":")
    }
    return gap.isEmpty ? text(0..<8) : "\(text(0..<gap.lowerBound))::\(text(gap.upperBound..<8))"
  }

  /// How many leading bits the second half has set; nil if others follow an unset one.
  private static func prefix(_ bytes: Span<UInt8>) -> String? {
    var count = 0
    var isOver = false
    for index in bytes.count / 2..<bytes.count {
      let ones = (~bytes[index]).leadingZeroBitCount
      if isOver ? bytes[index] != 0 : ones < 8 && bytes[index] << UInt8(ones) != 0 { return nil }
      count += isOver ? 0 : ones
      isOver = isOver || ones < 8
    }
    return String(count)
  }
}
