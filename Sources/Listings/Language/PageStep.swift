import Documents

/// How the page after another is asked for.
package enum PageStep: Sendable {
  /// A parameter of the address is the page's number.
  case number(parameter: String, first: Int)
  /// A parameter is the count of items passed over.
  case offset(parameter: String)
  /// The page holds the next one's address.
  case address
  /// A header (RFC 8288) holds it, under this relation.
  case link(relation: String)
  /// The page holds a text that is sent back.
  case cursor(from: Cursor, to: Carrier)
  /// The format does not say.
  case unstated

  package enum Cursor: Sendable {
    /// A value of the document, found with what leads to the next page.
    case document
    case header(String)
  }

  /// Where a request carries something.
  package enum Carrier: Hashable, Sendable {
    case query(String)
    case header(String)
  }
}
