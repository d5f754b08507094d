/// A program to run as a child process, and the surroundings it gets.
package struct Program: Sendable {
  /// The executable file; no search path is consulted.
  package let path: String
  package let arguments: [String]
  /// All that its environment holds: nothing is inherited.
  package let environment: [String: String]
  /// The folder it works in.
  package let folder: String

  package init(
    path: String, arguments: [String] = [], environment: [String: String] = [:], folder: String
  ) {
    self.path = path
    self.arguments = arguments
    self.environment = environment
    self.folder = folder
  }
}
