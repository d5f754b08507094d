import Glibc

/// The regular files below a folder.
///
/// Symbolic links are followed, but no folder is entered twice: its own name wins, then the first
/// of the links to it. So a loop ends, and a maze of links takes no longer than its folders.
package struct DirectoryWalk {
  private struct Identity: Hashable {
    let device: dev_t
    let inode: ino_t
  }

  private var files: [String] = []
  private var others: [String] = []
  private var failures: [SystemError] = []
  private var folders: [String] = []
  private var linkedFolders: [String] = []
  private var visited: Set<Identity> = []

  /// What is below a folder, ordered by the bytes of the paths.
  package struct Result: Sendable {
    package let files: [String]
    /// Pipes, sockets and devices, which are passed over.
    package let others: [String]
    /// What could not be looked at.
    package let failures: [SystemError]
  }

  /// Finds the files; anything named `.git` is passed over.
  package static func files(below root: String) -> Result {
    var walk = DirectoryWalk()
    walk.folders = [root]
    walk.finish()
    return Result(
      files: walk.files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) },
      others: walk.others.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) },
      failures: walk.failures.sorted {
        ($0.path ?? "").utf8.lexicographicallyPrecedes(($1.path ?? "").utf8)
      })
  }

  private mutating func finish() {
    while true {
      while let folder = folders.popLast() { list(folder) }
      // In an order that does not depend on that of the entries on the disk.
      linkedFolders.sort { $1.utf8.lexicographicallyPrecedes($0.utf8) }
      guard let link = linkedFolders.popLast() else { return }
      folders.append(link)
    }
  }

  private mutating func list(_ folder: String) {
    guard let stream = unsafe opendir(folder) else {
      failures.append(SystemError("read", path: folder))
      return
    }
    defer { _ = unsafe closedir(stream) }
    var status = stat()
    guard unsafe fstat(dirfd(stream), &status) == 0 else {
      failures.append(SystemError("read", path: folder))
      return
    }
    let identity = Identity(device: status.st_dev, inode: status.st_ino)
    guard visited.insert(identity).inserted else { return }
    while true {
      errno = 0
      guard let entry = unsafe readdir(stream) else {
        if errno != 0 { failures.append(SystemError("read", path: folder)) }
        return
      }
      unsafe add(entry, in: folder)
    }
  }

  private mutating func add(_ entry: UnsafeMutablePointer<dirent>, in folder: String) {
    let (name, isText) = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
      let bytes = unsafe bytes.prefix { $0 != 0 }
      return unsafe (
        String(decoding: bytes, as: UTF8.self), String(validating: bytes, as: UTF8.self) != nil
      )
    }
    if [".", "..", ".git"].contains(name) { return }
    let path = Paths.join(folder, name)
    guard isText else {
      failures.append(SystemError("read", path: path, because: .nameNotText))
      return
    }
    // The types of entries are those of files, shifted; zero where the file system does not tell.
    var format = unsafe mode_t(entry.pointee.d_type) << 12
    do throws(SystemError) {
      if format == 0 { format = try status(ofLink: path, to: "read").format }
      let isLink = format == S_IFLNK
      if isLink { format = try status(ofFile: path, to: "read").format }
      switch format {
      case S_IFREG: files.append(path)
      case S_IFDIR where isLink: linkedFolders.append(path)
      case S_IFDIR: folders.append(path)
      default: others.append(path)
      }
    } catch {
      failures.append(error)
    }
  }
}
