/// What is wrong with a pattern, and where in it.
package struct PatternError: Error, Equatable, Sendable {
  /// A lower-case phrase without a final period.
  package let message: String
  /// The first scalar at fault, counted in Unicode scalars from the start of the pattern, from 0.
  package let offset: Int
  /// How many Unicode scalars are at fault; 0 where something is missing.
  package let length: Int
}
