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
