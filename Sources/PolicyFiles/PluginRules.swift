import RuleEngine

/// What came of asking a plugin which rules it brings.
package enum PluginRules: Sendable {
  /// The rules, whose ids begin with the plugin's name and a slash.
  case known([RuleDefinition])
  /// It must not be run, so the policy cannot be used; the help says how to allow it.
  case refused(String, help: String)
  /// It could not say; its checks are not judged, and that is a failure.
  case failed(String, notes: [String])
  /// Nobody wanted to know: its checks are passed over.
  case notAsked
}
