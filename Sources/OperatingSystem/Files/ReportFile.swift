import Glibc

/// Where a report goes: written whole or not at all.
///
/// A regular file, or one that is not there yet, is written beside its place and moved there by
/// `commit`. It has no name until then where the file system can do that, so that even a killed
/// process leaves nothing behind. What is no regular file is written directly.
package final class ReportFile {
  private let path: String
  /// Where the file is moved to; nil if it is written directly.
  private let target: String?
  /// The name the file has until it is moved, if any.
  private var temporaryName: String?
  private var descriptor: FileDescriptor?
  private var failure: SystemError?

  /// Opens a report, making the folders above it as needed.
  package convenience init(path: String) throws(SystemError) {
    try self.init(path: path, isNamelessAtFirst: true)
  }

  init(path: String, isNamelessAtFirst: Bool) throws(SystemError) {
    self.path = path
    switch try Destination(of: path) {
    case .descriptor(let number):
      target = nil
      let copy = fcntl(number, F_DUPFD_CLOEXEC, 0)
      guard copy >= 0 else { throw SystemError("write", path: path) }
      descriptor = FileDescriptor(adopting: copy)
    case .device:
      target = nil
      descriptor = try FileDescriptor(opening: path, O_WRONLY, to: "write")
    case .file(let place, let mode):
      target = place
      let folder = Paths.directory(of: place)
      try makeFolder(folder)
      if isNamelessAtFirst {
        descriptor = ReportFile.namelessFile(in: folder, mode: mode ?? 0o666)
      }
      if descriptor == nil {
        let name = ReportFile.temporaryName(in: folder)
        do throws(SystemError) {
          descriptor = try FileDescriptor(
            opening: name, O_WRONLY | O_CREAT | O_EXCL, mode: mode ?? 0o666)
        } catch {
          throw SystemError("write", path: path, code: error.code)
        }
        temporaryName = name
      }
      if let mode, let number = descriptor?.number, fchmod(number, mode) != 0 {
        throw SystemError("write", path: path)
      }
    }
  }

  deinit {
    if let temporaryName { _ = unsafe unlink(temporaryName) }
  }

  /// Appends bytes; after a failure the report can no longer be committed.
  package func write(_ bytes: Span<UInt8>) throws(SystemError) {
    do throws(SystemError) {
      guard let number = descriptor?.number else {
        throw SystemError("write", path: path, code: EBADF)
      }
      try OperatingSystem.write(bytes, to: number, named: path)
    } catch {
      failure = error
      throw error
    }
  }

  /// Puts the report in its place; without this nothing remains of it.
  package func commit() throws(SystemError) {
    if let failure { throw failure }
    guard let file = descriptor.take() else {
      throw SystemError("write", path: path, code: EBADF)
    }
    if let target, temporaryName == nil {
      let name = ReportFile.temporaryName(in: Paths.directory(of: target))
      let link = ReportFile.link(to: file.number)
      guard unsafe linkat(AT_FDCWD, link, AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0 else {
        throw SystemError("write", path: path)
      }
      temporaryName = name
    }
    try file.close(named: path)
    if let target, let name = temporaryName {
      guard unsafe rename(name, target) == 0 else { throw SystemError("write", path: path) }
      temporaryName = nil
    }
  }

  /// A file without a name, or nil where there is no such thing.
  private static func namelessFile(in folder: String, mode: mode_t) -> FileDescriptor? {
    // `O_TMPFILE`, which Glibc does not offer to Swift.
    let flags = 0o20_000_000 | O_DIRECTORY | O_WRONLY
    guard let file = try? FileDescriptor(opening: folder, flags, mode: mode),
      // Without this it could not be given a name.
      kind(ofFile: link(to: file.number)) == .regular
    else { return nil }
    return file
  }

  private static func link(to descriptor: Int32) -> String { "/proc/self/fd/\(descriptor)" }

  private static func temporaryName(in folder: String) -> String {
    Paths.join(folder, ".certgate-" + String(UInt64.random(in: .min ... .max), radix: 36))
  }
}

/// Makes a folder and those above it, unless it is there.
func makeFolder(_ path: String) throws(SystemError) {
  func make() -> Bool { unsafe mkdir(path, 0o777) == 0 || errno == EEXIST }

  if kind(ofFile: path) == .directory || make() { return }
  let failure = SystemError("create", path: path)
  let parent = Paths.directory(of: path)
  guard failure.code == ENOENT, parent != path else { throw failure }
  try makeFolder(parent)
  guard make() else { throw SystemError("create", path: path) }
}
