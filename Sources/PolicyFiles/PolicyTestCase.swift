import Patterns
import RuleEngine
import SourceText

/// One case of a policy's tests: what the policy gets to see, and what it is to say.
package struct PolicyTestCase: Sendable {
  /// What one check is to say.
  package struct Expectation: Sendable {
    package enum Outcome: Sendable {
      /// It looks, and is content.
      case pass
      /// It does not apply to any of the records.
      case notApplicable
      /// It says one message for each pattern, and no other.
      case messages([Pattern])
    }

    package let check: String
    package let outcome: Outcome
    package let location: SourceLocation
  }

  package let title: String
  package let location: SourceLocation
  /// The time that the case is judged at.
  package let now: Instant
  /// Records of the record schema, a JSON object each.
  package let records: [String]
  /// The place the records are said to come from, for `match: { input: … }`.
  package let input: String?
  /// Files with listings or certificates, as seen from where the path of the test file is seen from.
  package let files: [String]
  package let expectations: [Expectation]
}
