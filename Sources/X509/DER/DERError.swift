/// Why bytes are not even the outline of what they were read as.
package struct DERError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The offset of the byte at which something else was expected.
  package let offset: Int
  package let expected: String

  package var description: String { "expected \(expected) at byte \(offset)" }
}
