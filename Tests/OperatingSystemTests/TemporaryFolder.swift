import Glibc
import Testing

@testable import OperatingSystem

/// A folder of a test's own, removed with all that is in it.
final class TemporaryFolder {
  let path: String

  init() {
    var template = Array("/tmp/certgate-tests-XXXXXX\0".utf8CString.dropLast())
    unsafe mkdtemp(&template)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { TemporaryFolder.remove(path) }

  func path(_ name: String) -> String { Paths.join(path, name) }

  /// Writes a file, with the folders above it, and gives its path.
  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    let place = path(name)
    try makeFolder(Paths.directory(of: place))
    let file = try FileDescriptor(
      opening: place, O_WRONLY | O_CREAT | O_TRUNC, mode: 0o644)
    try OperatingSystem.write(text.utf8.span, to: file.number, named: place)
    return place
  }

  @discardableResult
  func link(_ name: String, to target: String) -> String {
    #expect(unsafe symlink(target, path(name)) == 0)
    return path(name)
  }

  @discardableResult
  func pipe(_ name: String) -> String {
    #expect(unsafe mkfifo(path(name), 0o600) == 0)
    return path(name)
  }

  /// The names of everything in the folder, in order.
  var names: [String] { TemporaryFolder.names(in: path) }

  private static func names(in folder: String) -> [String] {
    guard let stream = unsafe opendir(folder) else { return [] }
    defer { _ = unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  private static func remove(_ path: String) {
    if (try? status(ofLink: path, to: "remove"))?.format == S_IFDIR {
      for name in names(in: path) { remove(Paths.join(path, name)) }
    }
    _ = unsafe Glibc.remove(path)
  }
}

/// The text of a file.
func text(of path: String) throws -> String {
  let file = try FileBytes.contents(ofFile: path)
  return String(decoding: file.bytes(in: 0..<file.count), as: UTF8.self)
}

/// The reading end of a pipe with some bytes in it, whose writing end is closed.
func pipe(holding bytes: [UInt8]) throws -> FileDescriptor {
  let pipe = Pipe()
  try write(bytes.span, to: pipe.writer.number, named: "pipe")
  return pipe.reader
}

/// A pipe with both its ends.
struct Pipe: ~Copyable {
  let reader, writer: FileDescriptor

  init() {
    var ends: [Int32] = [-1, -1]
    #expect(unsafe Glibc.pipe(&ends) == 0)
    reader = FileDescriptor(adopting: ends[0])
    writer = FileDescriptor(adopting: ends[1])
  }
}
