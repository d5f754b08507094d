@testable import Cryptography

/// The same value in BER: every constructed element of indefinite length, and every octet string
/// in two pieces.
func indefinite(_ der: [UInt8]) throws(BERError) -> [UInt8] {
  try indefinite(der.span, in: 0..<der.count)
}

private func indefinite(
  _ der: Span<UInt8>, in range: Range<Int>
) throws(BERError) -> [UInt8] {
  var elements = BERElements(rest: range)
  var result: [UInt8] = []
  while let element = try elements.nextIfAny(in: der) {
    if element.isConstructed {
      result += [element.tag, 0x80]
      result += try indefinite(der, in: element.content)
      result += [0, 0]
    } else if element.tag == BERTag.octetString.rawValue {
      let middle = element.content.lowerBound + element.content.count / 2
      result += [element.tag | 0x20, 0x80]
      result += piece(der, element.content.lowerBound..<middle)
      result += piece(der, middle..<element.content.upperBound)
      result += [0, 0]
    } else {
      result += der.copy(of: element.range)
    }
  }
  return result
}

private func piece(_ der: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
  let count = range.count
  let length: [UInt8] =
    count < 0x80 ? [UInt8(count)] : [0x82, UInt8(count >> 8), UInt8(truncatingIfNeeded: count)]
  return [BERTag.octetString.rawValue] + length + der.copy(of: range)
}
