/// Answers for the facts of one record.
package protocol FactResolver: AnyObject {
  /// The value of the fact at a place of the schema; nil if it is not known.
  ///
  /// The type must be the declared one. It is asked at most once for a fact in an evaluation, and
  /// only for facts on which the expression's value may depend.
  func value(of fact: Int) -> Value?
  /// Whether `has(fact)` holds for a fact whose value is not known.
  func states(_ fact: Int) -> Bool
}

extension FactResolver {
  package func states(_ fact: Int) -> Bool { false }
}
