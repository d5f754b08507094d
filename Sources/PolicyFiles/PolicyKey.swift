/// A key at the top of a policy, beside the version of the language.
enum PolicyKey: String, CaseIterable {
  case policy, version, extends, plugins, rules

  /// Such keys that a later version will know.
  static let planned: Set = ["requires"]

  /// What it says, in one sentence.
  var summary: String {
    switch self {
    case .policy: "The policy's id, of a-z, 0-9 and '-'."
    case .version: "Which version of the policy this is, in words of your own."
    case .extends:
      "Policies that this one builds on: shipped ones, or files beside this one; later ones win,"
        + " and this file wins over all."
    case .plugins: "Programs that bring rules, by the names their rules begin with."
    case .rules: "The checks by their ids, each named for its rule or naming it under 'rule'."
    }
  }
}

/// A key of a plugin in a policy.
enum PluginKey: String, CaseIterable {
  case command, sha256, timeout

  static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }

  /// What it says, in one sentence.
  var summary: String {
    switch self {
    case .command:
      "The program and its arguments, which no shell reads; a path begins at this file's folder."
    case .sha256: "The digest that the program's file must have, in hexadecimal."
    case .timeout: "How long the plugin may take for each thing it is asked to do."
    }
  }
}
