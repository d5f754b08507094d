/// A BIT STRING: how many bits of its last byte are padding, and where its bytes lie.
package struct DERBits: DERReadable, Hashable {
  /// The bytes after the count of unused bits.
  package let content: Range<Int>
  /// 0 to 7.
  package let unused: Int

  package init?(_ element: DERElement, in bytes: Span<UInt8>) {
    guard element.identifier & 0xDF == DERTag.bitString else { return nil }
    self.init(inside: element, in: bytes)
  }

  /// The bits of an element whose tag was replaced by an implicit one.
  init?(inside element: DERElement, in bytes: Span<UInt8>) {
    guard let content = element.string(in: bytes) else { return nil }
    self.init(content: content, in: bytes)
  }

  /// The bits of the content of a BIT STRING.
  init?(content: Range<Int>, in bytes: Span<UInt8>) {
    guard !content.isEmpty, content.upperBound <= bytes.count else { return nil }
    let unused = Int(bytes[content.lowerBound])
    guard unused < 8, unused == 0 || content.count > 1 else { return nil }
    self.unused = unused
    self.content = content.lowerBound + 1..<content.upperBound
  }

  /// The first 32 bits as a mask in which bit n of the string is 1 << n.
  func mask(in bytes: Span<UInt8>) -> UInt32 {
    var mask: UInt32 = 0
    let range = bytes.clamped(content)
    for (place, index) in range.prefix(4).enumerated() {
      for bit in 0..<8 where bytes[index] & (0x80 >> UInt8(bit)) != 0 {
        if index == range.upperBound - 1, bit >= 8 - unused { continue }
        mask |= 1 << UInt32(place * 8 + bit)
      }
    }
    return mask
  }
}
