// Extensions of every kind, as DER.
extension SplitMix {
  mutating func `extension`() -> [UInt8] {
    let (oid, value) = identifiedValue()
    return DER.extension(oid, critical: chance(1, in: 3) ? [1, 1, 0xFF] : [], value)
  }

  private mutating func identifiedValue() -> (String, [UInt8]) {
    switch below(26) {
    case 0:
      ("2.5.29.9", DER.sequence(DER.sequence(DER.oid(identifier()), DER.element(0x31, text()))))
    case 1: ("2.5.29.14", DER.element(4, bytes(0...32)))
    case 2: ("2.5.29.15", namedBits(9))
    case 3: ("2.5.29.16", period())
    case 4, 5: ("2.5.29.17", DER.element(0x30, names(0...6)))
    case 6: ("2.5.29.18", DER.element(0x30, names(0...3)))
    case 7:
      (
        "2.5.29.19",
        DER.sequence(pick([[], [1, 1, 0xFF]]), chance(1, in: 2) ? integer(bytes: 1...2) : [])
      )
    case 8: ("2.5.29.30", constraints())
    case 9: ("2.5.29.31", DER.element(0x30, many(1...3) { $0.distributionPoint() }))
    case 10, 11: ("2.5.29.32", DER.element(0x30, many(1...4) { $0.policy() }))
    case 12:
      (
        "2.5.29.33",
        DER.element(
          0x30,
          many(1...3) { DER.sequence(DER.oid($0.identifier()), DER.oid($0.identifier())) })
      )
    case 13: ("2.5.29.35", authorityKeyIdentifier())
    case 14:
      ("2.5.29.36", DER.sequence(optional(0x80) { $0.small() }, optional(0x81) { $0.small() }))
    case 15, 16: ("2.5.29.37", DER.element(0x30, many(1...5) { DER.oid($0.purpose()) }))
    case 17: ("2.5.29.46", DER.element(0x30, many(1...2) { $0.distributionPoint() }))
    case 18: ("2.5.29.54", integer(bytes: 1...2))
    case 19: ("1.3.6.1.5.5.7.1.1", DER.element(0x30, many(1...3) { $0.access() }))
    case 20: ("1.3.6.1.5.5.7.1.11", DER.element(0x30, many(1...3) { $0.access() }))
    case 21: ("1.3.6.1.5.5.7.1.3", DER.sequence(DER.sequence(DER.oid("0.4.0.1862.1.1"))))
    case 22: ("1.3.6.1.5.5.7.1.24", DER.element(0x30, many(1...3) { $0.integer(bytes: 1...2) }))
    case 23: ("1.3.6.1.4.1.11129.2.4.2", timestamps())
    case 24: ("2.16.840.1.113730.1.1", namedBits(8))
    default: (identifier(), bytes(0...30))
    }
  }

  private mutating func many(
    _ range: ClosedRange<Int>, _ make: (inout SplitMix) -> [UInt8]
  ) -> [UInt8] {
    (0..<count(range)).flatMap { _ in make(&self) }
  }

  private mutating func optional(_ tag: UInt8, _ make: (inout SplitMix) -> [UInt8]) -> [UInt8] {
    chance(2, in: 3) ? DER.element(tag, make(&self)) : []
  }

  /// The content of an INTEGER of one byte.
  private mutating func small() -> [UInt8] { [UInt8(below(128))] }

  /// A BIT STRING without the bits that are not set at its end.
  private mutating func namedBits(_ count: Int) -> [UInt8] {
    let places = (0..<count).filter { _ in chance(1, in: 3) }
    guard let last = places.last else { return [3, 1, 0] }
    var content = [UInt8](repeating: 0, count: last / 8 + 1)
    for place in places { content[place / 8] |= 0x80 >> UInt8(place % 8) }
    return DER.element(3, [UInt8(7 - last % 8)] + content)
  }

  private mutating func period() -> [UInt8] {
    DER.sequence(
      optional(0x80) { Array("20\($0.count(10...49))0101000000Z".utf8) },
      optional(0x81) { Array("20\($0.count(50...99))1231235959Z".utf8) })
  }

  private mutating func purpose() -> String {
    chance(3, in: 4) ? "1.3.6.1.5.5.7.3.\(count(1...36))" : identifier()
  }

  private mutating func host() -> [UInt8] { Array("h\(below(1000)).example.com".utf8) }

  mutating func generalName(isConstraint: Bool = false) -> [UInt8] {
    switch below(9) {
    case 0: DER.element(0xA0, DER.oid(identifier()), DER.element(0xA0, text()))
    case 1: DER.element(0x81, Array("a\(below(10))@".utf8), host())
    case 2: DER.element(0xA4, name())
    case 3: DER.element(0x86, Array("https://".utf8), host())
    case 4:
      DER.element(0x87, bytes(pick(isConstraint ? [8...8, 32...32] : [4...4, 16...16])))
    case 5: DER.element(0x88, Array(DER.oid(identifier()).dropFirst(2)))
    case 6: DER.element(0xA5, DER.element(0xA1, text()))
    default: DER.element(0x82, host())
    }
  }

  private mutating func names(_ range: ClosedRange<Int>) -> [UInt8] {
    many(range) { $0.generalName() }
  }

  private mutating func constraints() -> [UInt8] {
    func subtrees(_ random: inout SplitMix) -> [UInt8] {
      random.many(1...3) {
        DER.sequence(
          $0.generalName(isConstraint: true), $0.chance(1, in: 5) ? [0x80, 1, 1] : [],
          $0.chance(1, in: 5) ? [0x81, 1, 2] : [])
      }
    }
    return DER.sequence(optional(0xA0, subtrees), optional(0xA1, subtrees))
  }

  private mutating func distributionPoint() -> [UInt8] {
    let name =
      chance(3, in: 4)
      ? DER.element(0xA0, names(1...2))
      : DER.element(0xA1, DER.attribute("2.5.4.3", DER.text(12, "relative")))
    return DER.sequence(
      optional(0xA0) { _ in name }, optional(0x81) { Array($0.namedBits(9).dropFirst(2)) },
      optional(0xA2) { $0.names(1...2) })
  }

  private mutating func policy() -> [UInt8] {
    let qualifiers = many(0...2) {
      guard $0.chance(1, in: 2) else {
        return DER.sequence(
          DER.oid("1.3.6.1.5.5.7.2.1"), DER.element(22, Array("https://".utf8), $0.host()))
      }
      let reference = DER.sequence(
        DER.text(12, "Organization"), DER.sequence([2, 1, 1], [2, 1, 2]))
      return DER.sequence(
        DER.oid("1.3.6.1.5.5.7.2.2"),
        DER.sequence(
          $0.chance(1, in: 2) ? reference : [],
          $0.chance(1, in: 2) ? DER.text($0.pick([12, 26]), "Notice") : []))
    }
    return DER.sequence(
      DER.oid(pick(["2.23.140.1.2.1", "2.5.29.32.0", identifier()])),
      qualifiers.isEmpty ? [] : DER.element(0x30, qualifiers))
  }

  private mutating func authorityKeyIdentifier() -> [UInt8] {
    DER.sequence(
      optional(0x80) { $0.bytes(0...32) }, optional(0xA1) { $0.names(1...2) },
      optional(0x82) { Array($0.integer(bytes: 1...21).dropFirst(2)) })
  }

  private mutating func access() -> [UInt8] {
    DER.sequence(DER.oid("1.3.6.1.5.5.7.48.\(count(1...5))"), generalName())
  }

  private mutating func timestamps() -> [UInt8] {
    let list = many(1...3) {
      let timestamp =
        [0] + $0.bytes(32...32) + [0] + $0.bytes(7...7) + [0, 0, 4, 3, 0, 4, 1, 2, 3, 4]
      return [0, UInt8(timestamp.count)] + timestamp
    }
    return DER.element(4, [UInt8(list.count >> 8), UInt8(list.count & 0xFF)] + list)
  }
}
