/// Some facts, a bit each; in a sequence they are in the order of the table.
package struct FactSet: Hashable, Sendable {
  @usableFromInline var bits: UInt64 = 0

  package static let all = FactSet(Fact.allCases)

  package init(_ facts: some Sequence<Fact> = []) {
    for fact in facts { insert(fact) }
  }

  @inlinable
  package var isEmpty: Bool { bits == 0 }

  package func contains(_ fact: Fact) -> Bool { bits & 1 << UInt64(fact.rawValue) != 0 }

  package mutating func insert(_ fact: Fact) { bits |= 1 << UInt64(fact.rawValue) }

  @inlinable
  package mutating func formUnion(_ other: FactSet) { bits |= other.bits }

  @inlinable
  package func intersection(_ other: FactSet) -> FactSet {
    var facts = self
    facts.bits &= other.bits
    return facts
  }
}

extension FactSet: Sequence {
  package struct Iterator: IteratorProtocol {
    @usableFromInline var bits: UInt64

    @usableFromInline
    init(_ bits: UInt64) { self.bits = bits }

    @inlinable
    package mutating func next() -> Fact? {
      if bits == 0 { return nil }
      defer { bits &= bits &- 1 }
      return Fact(rawValue: UInt8(truncatingIfNeeded: bits.trailingZeroBitCount))
    }
  }

  @inlinable
  package func makeIterator() -> Iterator { Iterator(bits) }
}
