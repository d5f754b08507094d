import Glibc

/// What a path leads to, symbolic links followed.
package enum FileKind: Sendable {
  case regular
  case directory
  /// A pipe, a socket, a device, or something that cannot be looked at: opening it says why.
  case other
  case missing
}

/// Looks up what a path leads to.
package func kind(ofFile path: String) -> FileKind {
  do throws(SystemError) {
    return switch try status(ofFile: path, to: "open").format {
    case S_IFREG: .regular
    case S_IFDIR: .directory
    default: .other
    }
  } catch {
    return error.isMissing ? .missing : .other
  }
}

/// Whether this process may run a file as a program.
package func isExecutable(_ path: String) -> Bool {
  unsafe faccessat(AT_FDCWD, path, X_OK, AT_EACCESS) == 0
}
