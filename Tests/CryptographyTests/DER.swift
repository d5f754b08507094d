/// Writes the Distinguished Encoding Rules, for stores that no program would make.
enum DER {
  static func sequence(_ elements: [UInt8]...) -> [UInt8] { element(0x30, elements) }
  static func context0(_ elements: [UInt8]...) -> [UInt8] { element(0xa0, elements) }
  static func octets(_ pieces: [UInt8]...) -> [UInt8] { element(0x04, pieces) }
  static func implicit0(_ octets: [UInt8]) -> [UInt8] { element(0x80, [octets]) }
  static func integer(_ octets: UInt8...) -> [UInt8] { element(0x02, [octets]) }

  static func identifier(_ text: String) -> [UInt8] {
    let arcs = text.split(separator: ".").compactMap { UInt64($0) }
    var octets = [UInt8(arcs[0] * 40 + arcs[1])]
    for arc in arcs.dropFirst(2) {
      let groups = stride(from: UInt64(63), through: 0, by: -7).map { arc >> $0 & 0x7f }
      let significant = groups.drop { $0 == 0 }.dropLast().map { UInt8($0) | 0x80 }
      octets += significant + [UInt8(arc & 0x7f)]
    }
    return element(0x06, [octets])
  }

  private static func element(_ tag: UInt8, _ pieces: [[UInt8]]) -> [UInt8] {
    let content = pieces.flatMap { $0 }
    let count = content.count
    let length: [UInt8] =
      count < 0x80
      ? [UInt8(count)] : [0x82, UInt8(count >> 8), UInt8(truncatingIfNeeded: count)]
    return [tag] + length + content
  }
}
