/// An algorithm and where its parameters lie.
package struct AlgorithmIdentifier: DERReadable, Hashable {
  package let oid: OID
  /// Nil if there are none; a NULL is a parameter too.
  package let parameters: DERElement?
  package let element: DERElement

  package init?(_ element: DERElement, in bytes: Span<UInt8>) {
    guard element.identifier == DERTag.sequence else { return nil }
    self.init(inside: element, in: bytes)
  }

  /// The algorithm inside an element, whatever its tag.
  init?(inside element: DERElement, in bytes: Span<UInt8>) {
    var parts = element.elements
    guard let identifier = parts.next(in: bytes), let oid = OID(identifier, in: bytes) else {
      return nil
    }
    self.oid = oid
    self.element = element
    parameters = parts.next(in: bytes)
  }

  /// The offset of the algorithm's SEQUENCE.
  package var offset: Int { element.start }
}
