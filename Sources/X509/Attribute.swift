/// An attribute with any number of values, as requests and subjectDirectoryAttributes have them.
package struct Attribute: DERReadable, Hashable {
  package let oid: OID
  /// The SET of values.
  package let values: DERElement
  package let offset: Int

  package init?(_ element: DERElement, in bytes: Span<UInt8>) {
    guard element.identifier == DERTag.sequence else { return nil }
    var parts = element.elements
    guard let oid = parts.next(in: bytes).flatMap({ OID($0, in: bytes) }),
      let values = parts.next(in: bytes)
    else { return nil }
    self.oid = oid
    self.values = values
    offset = element.start
  }
}
