/// A value whose type an OBJECT IDENTIFIER tells: an attribute with its SET of values, a policy
/// qualifier, a statement of a qualified certificate (RFC 3739, ETSI EN 319 412-5).
package struct IdentifiedValue: DERReadable, Hashable {
  package let oid: OID
  package let value: DERElement?
  package let offset: Int

  package init?(_ element: DERElement, in bytes: Span<UInt8>) {
    guard element.identifier == DERTag.sequence else { return nil }
    var parts = element.elements
    guard let oid = parts.next(in: bytes).flatMap({ OID($0, in: bytes) }) else { return nil }
    self.oid = oid
    value = parts.next(in: bytes)
    offset = element.start
  }
}

extension IdentifiedValue {
  /// Of a policy qualifier: the address of a practice statement, or the explicit text of a notice.
  package func qualifierText(in bytes: Span<UInt8>) -> String? {
    guard let value else { return nil }
    let text = DERText(value, in: bytes) ?? UserNotice(value, in: bytes)?.explicitText
    return text?.text(in: bytes)
  }
}
