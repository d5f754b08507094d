/// A Name: where its relative names lie, in the order in which they are encoded.
package struct DistinguishedName: DERReadable, Hashable {
  package let element: DERElement

  /// Nil unless the element is a SEQUENCE.
  package init?(_ element: DERElement, in bytes: Span<UInt8>) {
    guard element.identifier == DERTag.sequence else { return nil }
    self.element = element
  }

  package var isEmpty: Bool { element.count == 0 }

  /// The attributes of all relative names, one after the other.
  package var attributes: Attributes { Attributes(names: element.elements) }

  /// The first attribute of a type.
  package func first(_ type: OID, in bytes: Span<UInt8>) -> Attribute? {
    var attributes = attributes
    while let attribute = attributes.next(in: bytes) {
      if attribute.type == type { return attribute }
    }
    return nil
  }

  /// The last attribute of a type, which is the most specific.
  package func last(_ type: OID, in bytes: Span<UInt8>) -> Attribute? {
    var attributes = attributes
    var last: Attribute?
    while let attribute = attributes.next(in: bytes) {
      if attribute.type == type { last = attribute }
    }
    return last
  }

  /// The text of the most specific common name; nil if there is none.
  package func commonName(in bytes: Span<UInt8>) -> String? {
    last(.commonName, in: bytes).flatMap { $0.text(in: bytes) }
  }

  /// Whether the encodings of two names are equal, byte by byte.
  package func isIdentical(to other: DistinguishedName, in bytes: Span<UInt8>) -> Bool {
    bytes.matches(element.content, other.element.content)
  }

  /// One attribute of a relative name.
  package struct Attribute: Hashable, Sendable {
    package let type: OID
    /// The string, or whatever stands in its place.
    package let value: DERElement
    /// Counted from 0. Attributes of one relative name share the number.
    package let relativeName: Int
    /// The offset of the attribute's own SEQUENCE.
    package let offset: Int

    package func stringType(in bytes: Span<UInt8>) -> StringType? {
      DERText(value, in: bytes)?.type
    }

    /// Nil if the value is no string.
    package func text(in bytes: Span<UInt8>) -> String? {
      DERText(value, in: bytes)?.text(in: bytes)
    }
  }

  /// A place among the attributes of a name.
  package struct Attributes: Sendable {
    private var names: DERCursor
    private var relativeName = -1
    private var members = DERCursor(0..<0)

    fileprivate init(names: DERCursor) { self.names = names }

    /// The next attribute that can be read; others are passed over.
    package mutating func next(in bytes: Span<UInt8>) -> Attribute? {
      while true {
        while let member = members.next(in: bytes) {
          guard member.identifier == DERTag.sequence else { continue }
          var parts = member.elements
          guard let identifier = parts.next(in: bytes), let type = OID(identifier, in: bytes),
            let value = parts.next(in: bytes)
          else { continue }
          return Attribute(
            type: type, value: value, relativeName: relativeName, offset: member.start)
        }
        guard let name = names.next(in: bytes) else { return nil }
        relativeName += 1
        members = name.identifier == DERTag.set ? name.elements : DERCursor(0..<0)
      }
    }
  }
}
