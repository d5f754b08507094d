import Glibc
import OperatingSystem

/// A folder that is gone with the test.
final class TemporaryFolder {
  let path: String

  init() throws {
    var template = Array("/tmp/certgate-test-XXXXXX".utf8CString)
    guard unsafe mkdtemp(&template) != nil else {
      throw SystemError("make", path: "a temporary folder")
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    let found = DirectoryWalk.files(below: path)
    let files = found.paths + found.others + found.failures.compactMap(\.path)
    for file in files { unsafe unlink(file) }
    var folders: Set = [path]
    for file in files {
      var folder = Paths.directory(of: file)
      while folder.utf8.count > path.utf8.count, folders.insert(folder).inserted {
        folder = Paths.directory(of: folder)
      }
    }
    for folder in folders.sorted(by: { $0.utf8.count > $1.utf8.count }) { unsafe rmdir(folder) }
  }

  /// Writes a file, with the folders it lies in.
  func write(_ name: String, _ text: String) throws {
    try write(name, Array(text.utf8))
  }

  func write(_ name: String, _ bytes: [UInt8]) throws {
    let file = try ReportFile(path: Paths.join(path, name))
    try file.write(bytes.span)
    try file.commit()
  }

  /// Has the user's own configuration name `own.yaml` as a file of formats.
  func trustOwnFormats() throws {
    try write("home/certgate/config.yaml", "certgate: 1\nformats: [\(path)/own.yaml]\n")
  }

  func read(_ name: String) throws -> String {
    try text(ofFile: Paths.join(path, name))
  }

  func names() -> [String] {
    DirectoryWalk.files(below: path).paths.map { String($0.dropFirst(path.utf8.count + 1)) }
  }
}
