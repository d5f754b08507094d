import Cryptography
import OperatingSystem
import RuleEngine

/// The file that a plugin's command stands for.
package struct PluginProgram: Sendable {
  /// Absolute.
  package let path: String
  package let arguments: [String]
  /// The folder it runs in, absolute.
  package let folder: String
  /// The digest of the file, in lower-case hexadecimal.
  package let sha256: String

  /// Looks the program up, and holds it against the digest that the policy pins.
  ///
  /// A command without a slash is looked for in the search path, all others below the folder of the
  /// file that names them.
  package init(
    _ plugin: PluginDeclaration, workingDirectory: String, searchPath: String
  ) throws(PluginFault) {
    let command = plugin.command.first ?? ""
    folder = Paths.absolute(plugin.folder, relativeTo: workingDirectory)
    arguments = Array(plugin.command.dropFirst())
    if command.contains("/") {
      path = Paths.absolute(command, relativeTo: folder)
    } else {
      let found = searchPath.split(separator: ":").filter { $0.hasPrefix("/") }
        .map { Paths.join(String($0), command) }
        .first { kind(ofFile: $0) == .regular && isExecutable($0) }
      guard let found else {
        throw PluginFault(
          "cannot be run: there is no program '\(command)' in the search path",
          notes: ["help: a program beside the policy is named with a slash, './\(command)'"])
      }
      path = found
    }
    switch kind(ofFile: path) {
    case .regular: break
    case .missing: throw PluginFault("cannot be run: there is no file \(path)")
    case .directory: throw PluginFault("cannot be run: \(path) is a folder")
    case .other: throw PluginFault("cannot be run: \(path) is no regular file")
    }
    guard isExecutable(path) else {
      throw PluginFault(
        "cannot be run: \(path) is not executable", notes: ["help: chmod +x \(path)"])
    }
    sha256 = try Self.digest(ofFile: path)
    if let pinned = plugin.sha256, pinned != sha256 {
      throw PluginFault(
        "is not the program that the policy pins: \(path) has the SHA-256 \(sha256)",
        notes: ["note: the policy asks for \(pinned)"])
    }
  }

  private static func digest(ofFile path: String) throws(PluginFault) -> String {
    do {
      let bytes = try FileBytes.contents(ofFile: path)
      var digester = try SHA256Digester()
      return try bytes.withBytes { (span) throws(OpenSSLError) in try digester.digest(span).hex }
    } catch {
      throw PluginFault("cannot be run: \(error)")
    }
  }

  /// Whether the user's own configuration allows to run it like this.
  package func isAllowed(by permissions: [PluginPermission]) -> Bool {
    permissions.contains { permission in
      guard permission.arguments == arguments else { return false }
      return switch permission.program {
      case .sha256(let digest): digest == sha256
      case .path(let place): place == path
      }
    }
  }
}
