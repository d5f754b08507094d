/// Where one JSON value lies in its document.
public struct JSONValue: Hashable, Sendable {
  public enum Kind: UInt8, Sendable {
    /// There is no such value.
    case absent
    case null, `true`, `false`, number, string, array, object
    /// The key stands there twice; `start` is the second value, `keyStart` the first key.
    case duplicate
  }

  public var kind: Kind
  /// The string has escapes, so its bytes are not its text.
  public var isEscaped: Bool
  /// The bytes of the value, quotation marks included.
  public var start: Int
  public var end: Int
  /// Where its key begins, for a member of an object; else `start`.
  public var keyStart: Int

  package static let absent = JSONValue(
    kind: .absent, isEscaped: false, start: 0, end: 0, keyStart: 0)

  /// A text that is not empty and has no escapes, so that it is what lies between its quotation marks.
  @inlinable
  public var isPlainText: Bool {
    guard case .string = kind else { return false }
    return !isEscaped && end &- start > 2
  }

  /// What it is, in words: "a list", "text".
  package var kindName: String {
    switch kind {
    case .absent: "nothing"
    case .null: "null"
    case .true, .false: "true or false"
    case .number: "a number"
    case .string: "text"
    case .array: "a list"
    case .object: "an object"
    case .duplicate: "a key that stands there twice"
    }
  }
}

/// A place to count lines and columns from.
package struct JSONAnchor: Hashable, Sendable {
  package let offset: Int
  /// From 1.
  package let line: UInt32
  /// From 1, in Unicode scalars.
  package let column: UInt32

  package init(offset: Int, line: UInt32, column: UInt32) {
    self.offset = offset
    self.line = line
    self.column = column
  }

  /// The same place, if it was counted from here as if here were line 1, column 1.
  func counting(_ place: JSONAnchor) -> JSONAnchor {
    JSONAnchor(
      offset: place.offset, line: line &+ place.line &- 1,
      column: place.line == 1 ? column &+ place.column &- 1 : place.column)
  }

  /// The beginning of a document.
  package static let start = JSONAnchor(offset: 0, line: 1, column: 1)
}

/// Why bytes are not a JSON document, and where.
package struct JSONError: Error, Hashable, Sendable {
  package let message: String
  package let offset: Int
  package let line: Int
  package let column: Int
}
