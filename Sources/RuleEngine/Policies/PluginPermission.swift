/// A plugin that the user's own configuration allows to run: one program, called in one way.
package struct PluginPermission: Hashable, Sendable {
  /// How the program is known.
  package enum Program: Hashable, Sendable {
    /// By what is in its file, in lower-case hexadecimal: wherever it lies.
    case sha256(String)
    /// By its absolute path: whatever lies there.
    case path(String)
  }

  package let program: Program
  /// Exactly these: what is harmless with one argument need not be so with another.
  package let arguments: [String]

  package init(program: Program, arguments: [String]) {
    self.program = program
    self.arguments = arguments
  }
}
