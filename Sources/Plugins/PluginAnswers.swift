import RuleEngine
import SourceText

/// What a plugin made of the records of a run.
package struct PluginAnswers: Sendable {
  /// Something that a plugin says it could not do.
  package struct Failure: Hashable, Sendable {
    package let message: String
    /// The record it is about, if it is about one.
    package let location: SourceLocation?
  }

  /// By the id of the check; checks that it could not judge at all are left out.
  package let answers: [String: Answers]
  package let failures: [Failure]
}
