/// The protocol that plugins speak: its version, and the names of what is said.
///
/// `describe` prints one JSON object. `check` reads messages and prints messages, one JSON object a
/// line: `begin`, any number of `record`, `end`; and any number of `finding` and `failed`, then
/// `done`.
package enum PluginProtocol {
  package static let version = 1
  /// The subcommands, which stand after the arguments that the policy gives.
  static let describe = "describe"
  static let check = "check"
}
