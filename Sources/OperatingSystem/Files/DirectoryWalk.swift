import Glibc

/// The regular files below a folder.
///
/// Symbolic links are followed, but no folder is entered twice: its own name wins, then the first
/// of the links to it. So a loop ends, and a maze of links takes no longer than its folders.
package struct DirectoryWalk {
  /// A regular file that was found.
  package struct File: Sendable {
    /// The path of the folder that was walked, joined with the names below it.
    package let path: String
    package let identity: FileIdentity
    /// Whether the last name of the path is a symbolic link.
    package let isLink: Bool
  }

  private var files: [File] = []
  private var others: [String] = []
  private var failures: [SystemError] = []
  private var folders: [String] = []
  private var linkedFolders: [String] = []
  private var visited: Set<FileIdentity> = []

  /// What is below a folder, ordered by the bytes of the paths.
  package struct Result: Sendable {
    package let files: [File]
    /// Pipes, sockets and devices, which are passed over.
    package let others: [String]
    /// What could not be looked at.
    package let failures: [SystemError]

    package var paths: [String] { files.map(\.path) }
  }

  /// Finds the files; anything named `.git` is passed over.
  package static func files(below root: String) -> Result {
    var walk = DirectoryWalk()
    walk.folders = [root]
    walk.finish()
    return Result(
      files: walk.files.sorted { Paths.precedes($0.path, $1.path) },
      others: walk.others.sorted { Paths.precedes($0, $1) },
      failures: walk.failures.sorted { Paths.precedes($0.path ?? "", $1.path ?? "") })
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
    guard visited.insert(FileIdentity(status)).inserted else { return }
    let prefix = folder.utf8.last == UInt8(ascii: "/") ? folder : folder + "/"
    while true {
      errno = 0
      guard let entry = unsafe readdir(stream) else {
        if errno != 0 { failures.append(SystemError("read", path: folder)) }
        return
      }
      unsafe add(entry, below: prefix, on: status.st_dev)
    }
  }

  /// - Parameter prefix: the path of the folder and a slash.
  private mutating func add(
    _ entry: UnsafeMutablePointer<dirent>, below prefix: String, on device: dev_t
  ) {
    let (name, isText) = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
      let bytes = unsafe bytes.prefix { $0 != 0 }
      let text = unsafe String(validating: bytes, as: UTF8.self)
      return unsafe (text ?? String(decoding: bytes, as: UTF8.self), text != nil)
    }
    switch name {
    case ".", "..", ".git": return
    default: break
    }
    let path = prefix + name
    guard isText else {
      failures.append(SystemError("read", path: path, because: .nameNotText))
      return
    }
    // The types of entries are those of files, shifted; zero where the file system does not tell.
    var format = unsafe mode_t(entry.pointee.d_type) << 12
    var identity = unsafe FileIdentity(device: device, inode: entry.pointee.d_ino)
    do throws(SystemError) {
      if format == 0 { format = try status(ofLink: path, to: "read").format }
      let isLink = format == S_IFLNK
      if isLink {
        let target = try status(ofFile: path, to: "read")
        format = target.format
        identity = FileIdentity(target)
      }
      switch format {
      case S_IFREG: files.append(File(path: path, identity: identity, isLink: isLink))
      case S_IFDIR where isLink: linkedFolders.append(path)
      case S_IFDIR: folders.append(path)
      default: others.append(path)
      }
    } catch {
      failures.append(error)
    }
  }
}
