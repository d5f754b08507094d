import Glibc

/// A folder of files for their owner alone that appears whole or not at all.
///
/// It is filled beside its place, under a name that begins with a dot, and moved there by `commit`;
/// without that nothing remains of it. It takes the place of nothing but an empty folder.
package final class PrivateFolder {
  private let path: String
  private let temporary: String
  private var folders: Set<String> = []
  private var files: [String] = []
  private var isCommitted = false

  /// Whether there is something at a path that a new folder would have to take the place of.
  package static func isTaken(_ path: String) -> Bool {
    switch kind(ofFile: path) {
    case .missing: false
    case .regular, .other: true
    case .directory: !isEmptyFolder(path)
    }
  }

  /// Makes the folders above it as needed.
  package init(path: String) throws(SystemError) {
    self.path = path
    let parent = Paths.directory(of: path)
    try makeFolder(parent)
    temporary = Paths.join(
      parent, ".certgate-" + String(UInt64.random(in: .min ... .max), radix: 36))
    guard unsafe mkdir(temporary, 0o700) == 0 else { throw SystemError("create", path: path) }
  }

  deinit {
    guard !isCommitted else { return }
    for file in files { _ = unsafe unlink(Paths.join(temporary, file)) }
    for folder in folders { _ = unsafe rmdir(Paths.join(temporary, folder)) }
    _ = unsafe rmdir(temporary)
  }

  /// Writes a file, which may lie in a folder of its own.
  package func write(_ bytes: [UInt8], to name: String) throws(SystemError) {
    do throws(SystemError) {
      let folder = Paths.directory(of: name)
      if folder != ".", folders.insert(folder).inserted {
        guard unsafe mkdir(Paths.join(temporary, folder), 0o700) == 0 else {
          throw SystemError("write", path: path)
        }
      }
      let file = try FileDescriptor(
        opening: Paths.join(temporary, name), O_WRONLY | O_CREAT | O_EXCL, mode: 0o600)
      files.append(name)
      try OperatingSystem.write(bytes.span, to: file.number, named: name)
      try file.close(named: name)
    } catch {
      throw SystemError("write", path: Paths.join(path, name), code: error.code)
    }
  }

  /// Puts the folder in its place.
  package func commit() throws(SystemError) {
    guard unsafe rename(temporary, path) == 0 else { throw SystemError("write", path: path) }
    isCommitted = true
  }
}

/// Whether there is nothing in a folder; false also where it cannot be looked at.
private func isEmptyFolder(_ path: String) -> Bool {
  guard let stream = unsafe opendir(path) else { return false }
  defer { _ = unsafe closedir(stream) }
  // Itself and the one above.
  var count = 0
  while count < 3, unsafe readdir(stream) != nil { count += 1 }
  return count < 3
}
