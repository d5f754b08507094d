import Glibc

/// What the path of a report leads to.
enum Destination {
  /// Nothing yet, or a regular file, whose mode is kept.
  case file(place: String, mode: mode_t?)
  case device
  /// One of this process's own descriptors: opening `/dev/stdout` anew would write from the
  /// start of the file that standard output was appended to.
  case descriptor(Int32)

  /// Follows symbolic links from a path to its end, which need not exist.
  init(of path: String) throws(SystemError) {
    var place = path
    // As many as the kernel follows.
    for _ in 0...40 {
      if let number = Paths.descriptor(named: place) {
        self = .descriptor(number)
        return
      }
      guard let link = try Destination.linkTarget(of: place) else {
        do throws(SystemError) {
          self = try Destination(end: place)
        } catch {
          throw SystemError("write", path: path, code: error.code)
        }
        return
      }
      place = Paths.join(Paths.directory(of: place), link)
    }
    throw SystemError("write", path: path, code: ELOOP)
  }

  private init(end place: String) throws(SystemError) {
    func failure(_ code: Int32) -> SystemError { SystemError("write", path: place, code: code) }

    guard !place.isEmpty else { throw failure(ENOENT) }
    guard !place.utf8.contains(0) else { throw failure(EINVAL) }
    let status: stat
    do throws(SystemError) {
      status = try OperatingSystem.status(ofFile: place, to: "write")
    } catch {
      guard error.code == ENOENT else { throw error }
      guard place.utf8.last != UInt8(ascii: "/") else { throw failure(EISDIR) }
      self = .file(place: place, mode: nil)
      return
    }
    switch status.format {
    case S_IFREG:
      // It would be replaced, not written to, so its protection must be asked for.
      guard unsafe faccessat(AT_FDCWD, place, W_OK, AT_EACCESS) == 0 else { throw failure(errno) }
      self = .file(place: place, mode: status.st_mode & 0o777)
    case S_IFDIR: throw failure(EISDIR)
    default: self = .device
    }
  }

  private static func linkTarget(of path: String) throws(SystemError) -> String? {
    var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = unsafe buffer.withUnsafeMutableBytes { buffer in
      unsafe buffer.withMemoryRebound(to: CChar.self) { buffer in
        unsafe buffer.baseAddress.map { unsafe readlink(path, $0, buffer.count) } ?? -1
      }
    }
    guard count > 0 else { return nil }
    guard let target = String(validating: buffer.prefix(count), as: UTF8.self) else {
      throw SystemError("follow", path: path, because: .nameNotText)
    }
    return target
  }
}
