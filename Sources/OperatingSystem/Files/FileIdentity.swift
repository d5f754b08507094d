import Glibc

/// What tells a file from every other, however many names lead to it.
package struct FileIdentity: Hashable, Sendable {
  private let device: dev_t
  private let inode: ino_t

  init(device: dev_t, inode: ino_t) {
    self.device = device
    self.inode = inode
  }

  /// Nil if there is no such file; symbolic links are followed.
  package init?(ofFile path: String) {
    guard let status = try? status(ofFile: path, to: "read") else { return nil }
    self.init(status)
  }

  init(_ status: stat) { self.init(device: status.st_dev, inode: status.st_ino) }
}
