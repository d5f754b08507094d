/// What can be read from a DER element, as ranges and numbers, without allocating.
package protocol DERReadable: Sendable {
  /// Nil if the element is of another kind, or lacks what the type cannot do without.
  init?(_ element: DERElement, in bytes: Span<UInt8>)
}

/// The elements of a `SEQUENCE OF` or `SET OF`, read one after the other.
package struct DERList<Item: DERReadable>: Sendable {
  /// What contains the elements.
  package let element: DERElement
  /// The offset of the element that was read last; before the first, of what contains them.
  package private(set) var offset: Int
  private var cursor: DERCursor

  /// The elements inside an element, whatever its tag (which an implicit one replaces).
  package init(inside element: DERElement) {
    self.element = element
    offset = element.start
    cursor = element.elements
  }

  package var isEmpty: Bool { element.count == 0 }

  /// The next element that can be read as such; others are passed over.
  @inline(__always)
  package mutating func next(in bytes: Span<UInt8>) -> Item? {
    while let element = cursor.step(in: bytes) {
      if let item = Item(element, in: bytes) {
        offset = element.start
        return item
      }
    }
    return nil
  }

  /// All that can be read.
  package func items(in bytes: Span<UInt8>) -> [Item] {
    var list = self
    var items: [Item] = []
    while let item = list.next(in: bytes) { items.append(item) }
    return items
  }

  package func contains(in bytes: Span<UInt8>, where matches: (Item) -> Bool) -> Bool {
    var list = self
    while let item = list.next(in: bytes) {
      if matches(item) { return true }
    }
    return false
  }
}

extension DERList: DERReadable {
  /// Nil unless the element is a SEQUENCE.
  package init?(_ element: DERElement, in bytes: Span<UInt8>) {
    guard element.identifier == DERTag.sequence else { return nil }
    self.init(inside: element)
  }
}
