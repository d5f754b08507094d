/// What a policy says about itself: where its practice statement is, or a notice to its users.
package struct PolicyQualifier: DERReadable, Hashable {
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

  /// The address of a practice statement, or the explicit text of a notice.
  package func text(in bytes: Span<UInt8>) -> String? {
    guard let value else { return nil }
    let text = DERText(value, in: bytes) ?? UserNotice(value, in: bytes)?.explicitText
    return text?.text(in: bytes)
  }
}

/// A text to show to whoever relies on a certificate (RFC 5280, 4.2.1.4).
package struct UserNotice: DERReadable {
  /// Whose notices the numbers are of.
  package let organization: DERText?
  package let noticeNumbers: DERList<DERInteger>?
  package let explicitText: DERText?

  package init?(_ element: DERElement, in bytes: Span<UInt8>) {
    guard element.identifier == DERTag.sequence else { return nil }
    var parts = element.elements
    var reference = parts.next(DERTag.sequence, in: bytes)?.elements
    organization = reference?.next(in: bytes).flatMap { DERText($0, in: bytes) }
    noticeNumbers = reference?.next(in: bytes).flatMap { DERList($0, in: bytes) }
    explicitText = parts.next(in: bytes).flatMap { DERText($0, in: bytes) }
  }
}
