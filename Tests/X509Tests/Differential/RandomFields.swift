// The fields of a certificate, as DER.
extension SplitMix {
  /// An INTEGER of the fewest bytes that hold it.
  mutating func integer(bytes range: ClosedRange<Int>, negative: Bool = false) -> [UInt8] {
    var content = bytes(range)
    content[0] = negative ? content[0] | 0x80 : content[0] & 0x7F
    if content[0] == 0 || content[0] == 0xFF { content[0] = negative ? 0x80 : 0x01 }
    return DER.element(2, content)
  }

  /// The content of a BIT STRING.
  mutating func bits(bytes range: ClosedRange<Int>) -> [UInt8] {
    var content = bytes(range)
    guard let last = content.last else { return [0] }
    let unused = below(8)
    content[content.count - 1] = last & (0xFF << UInt8(unused))
    return [UInt8(unused)] + content
  }

  /// A dotted identifier that nobody has assigned.
  mutating func identifier() -> String {
    let arcs = (0..<count(1...5)).map { _ in String(next() >> UInt64(below(60) + 4)) }
    return pick(["1.3.6.1.4.1.99999", "2.999", "0.4.0.99999", "1.2.3"]) + "."
      + arcs.joined(separator: ".")
  }

  private static let hashes = [
    "1.3.14.3.2.26", "2.16.840.1.101.3.4.2.1", "2.16.840.1.101.3.4.2.2", "2.16.840.1.101.3.4.2.3",
    "2.16.840.1.101.3.4.2.8",
  ]

  private static let signatures = [
    "1.2.840.113549.1.1.4", "1.2.840.113549.1.1.5", "1.2.840.113549.1.1.11",
    "1.2.840.113549.1.1.12", "1.2.840.113549.1.1.13", "1.2.840.113549.1.1.14",
    "1.2.840.10040.4.3", "1.2.840.10045.4.1", "1.2.840.10045.4.3.1", "1.2.840.10045.4.3.2",
    "1.2.840.10045.4.3.3", "1.2.840.10045.4.3.4", "2.16.840.1.101.3.4.3.2",
    "2.16.840.1.101.3.4.3.10", "2.16.840.1.101.3.4.3.14", "1.3.101.112", "1.3.101.113",
  ]

  mutating func signatureAlgorithm() -> [UInt8] {
    switch below(8) {
    case 0:
      let hash = DER.sequence(DER.oid(pick(Self.hashes)), [5, 0])
      let mask = DER.sequence(
        DER.oid("1.2.840.113549.1.1.8"), DER.sequence(DER.oid(pick(Self.hashes)), [5, 0]))
      let parts = [
        DER.element(0xA0, hash), DER.element(0xA1, mask),
        DER.element(0xA2, integer(bytes: 1...2)),
      ].map { chance(3, in: 4) ? $0 : [] }
      return DER.sequence(DER.oid("1.2.840.113549.1.1.10"), DER.element(0x30, parts.flatMap { $0 }))
    case 1: return DER.sequence(DER.oid(identifier()), pick([[], [5, 0], [0x30, 0]]))
    default: return DER.sequence(DER.oid(pick(Self.signatures)), pick([[], [5, 0]]))
    }
  }

  private static let attributes = [
    "2.5.4.3", "2.5.4.5", "2.5.4.6", "2.5.4.7", "2.5.4.8", "2.5.4.10", "2.5.4.11", "2.5.4.97",
    "0.9.2342.19200300.100.1.25", "1.2.840.113549.1.9.1", "1.3.6.1.4.1.311.60.2.1.3",
  ]

  mutating func name() -> [UInt8] {
    let names = (0..<below(6)).map { _ in
      let members = (0..<(chance(1, in: 6) ? 2 : 1)).map { _ in
        DER.attribute(chance(9, in: 10) ? pick(Self.attributes) : identifier(), text())
      }
      return DER.element(0x31, members.flatMap { $0 })
    }
    return DER.element(0x30, names.flatMap { $0 })
  }

  /// A string of any type that OpenSSL accepts in a name.
  mutating func text() -> [UInt8] {
    let ascii = (0..<below(20)).map { _ in UInt8(count(0x20...0x7E)) }
    let scalars = (0..<below(10)).map { _ in
      Unicode.Scalar(
        UInt32(count(pick([1...0x7F, 0x80...0x7FF, 0x800...0xD7FF, 0xE000...0xFFFD]))))
    }.compactMap { $0 }
    switch below(8) {
    case 0: return DER.element(18, (0..<below(12)).map { _ in UInt8(count(0x30...0x39)) })
    case 1: return DER.element(20, bytes(0...20))
    case 2: return DER.element(22, ascii)
    case 3: return DER.element(30, scalars.flatMap { wide($0, 2) })
    case 4: return DER.element(28, scalars.flatMap { wide($0, 4) })
    case 5: return DER.element(19, ascii)
    default:
      var text = String.UnicodeScalarView()
      text.append(contentsOf: scalars)
      if chance(1, in: 4) { text.append("😀") }
      return DER.text(12, String(text))
    }
  }

  private func wide(_ scalar: Unicode.Scalar, _ bytes: Int) -> [UInt8] {
    (0..<bytes).reversed().map { UInt8(truncatingIfNeeded: scalar.value >> UInt32($0 * 8)) }
  }

  mutating func time() -> [UInt8] {
    func padded(_ number: Int, _ digits: Int = 2) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
    let rest =
      padded(count(1...12)) + padded(count(1...28)) + padded(below(24)) + padded(below(60))
      + padded(below(60)) + "Z"
    return chance(2, in: 3)
      ? DER.text(0x17, padded(below(100)) + rest)
      : DER.text(0x18, padded(pick([1950, 1900, 2049, 2050, 9999, count(0...9999)]), 4) + rest)
  }
}
