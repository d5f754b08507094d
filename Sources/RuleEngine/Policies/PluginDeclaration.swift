import SourceText

/// What a policy says of a plugin it wants to run.
package struct PluginDeclaration: Hashable, Sendable {
  /// Its rules are called `name/rule`.
  package let name: String
  /// The program and its arguments, as the policy writes them; at least the program.
  package let command: [String]
  /// The folder of the file that names the command: where relative paths start, and where it runs.
  package let folder: String
  /// The digest that the program's file must have, in lower-case hexadecimal.
  package let sha256: String?
  /// How long it may take for each thing it is asked to do.
  package let timeout: Duration
  package let location: SourceLocation

  package init(
    name: String, command: [String], folder: String, sha256: String?, timeout: Duration,
    location: SourceLocation
  ) {
    self.name = name
    self.command = command
    self.folder = folder
    self.sha256 = sha256
    self.timeout = timeout
    self.location = location
  }
}
