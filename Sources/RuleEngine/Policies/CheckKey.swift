/// A key that every check of a policy takes, whatever its rule.
package enum CheckKey: String, CaseIterable, Sendable {
  case rule, severity, match, except, when
  case onUnknown = "on-unknown"
  case cite, docs

  /// Such keys that a later version will know.
  package static let planned: Set = ["effective-from", "waivable", "final"]

  package static var names: [String] { allCases.map(\.rawValue) }

  /// What it says, in one sentence.
  package var summary: String {
    switch self {
    case .rule: "The rule of a check that is not named for its rule."
    case .severity: "How grave a finding is."
    case .match: "Which certificates the check is for: all conditions must hold."
    case .except: "Which certificates the check is not for."
    case .when:
      "What must hold of a certificate for the check to apply, in the Common Expression Language."
    case .onUnknown: "What becomes of a certificate that lacks a fact the rule needs."
    case .cite: "Where your own standard asks for this."
    case .docs: "Where a reader finds more: a link."
    }
  }
}
