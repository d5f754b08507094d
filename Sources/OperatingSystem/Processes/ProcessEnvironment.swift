import Glibc

/// What the process was started with.
package enum ProcessEnvironment {
  /// The arguments after the program's name.
  package static var arguments: [String] { Array(CommandLine.arguments.dropFirst()) }

  /// The environment; of a variable that is there twice, the first, as `getenv` has it.
  package static func variables() -> [String: String] {
    var variables: [String: String] = [:]
    var next = unsafe environ
    while let entry = unsafe next.pointee {
      let text = unsafe String(cString: entry)
      let parts = text.utf8.split(
        separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 {
        let name = String(Substring(parts[0]))
        if variables[name] == nil { variables[name] = String(Substring(parts[1])) }
      }
      unsafe next += 1
    }
    return variables
  }

  /// The absolute path of the working directory, or `.` if it was deleted.
  package static var workingDirectory: String {
    guard let path = unsafe getcwd(nil, 0) else { return "." }
    defer { unsafe free(path) }
    return unsafe String(cString: path)
  }
}
