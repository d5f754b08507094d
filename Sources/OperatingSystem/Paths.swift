/// Paths as text: nothing here looks at the file system, so `..` steps back over a name even
/// where that name is a symbolic link.
///
/// Names are told apart by their bytes: to the system, a slash before a combining mark is a slash.
package enum Paths {
  private static let slash = UInt8(ascii: "/")

  /// The shortest way to write a path: relative if it lies in `cwd`, else absolute.
  package static func normalised(_ path: String, relativeTo cwd: String) -> String {
    let names = names(path, relativeTo: cwd)
    let base = self.names(cwd, relativeTo: "/")
    guard names.starts(with: base, by: { $0.elementsEqual($1) }) else {
      return "/" + joined(names[...])
    }
    return names.count == base.count ? "." : joined(names[base.count...])
  }

  /// The absolute path, without `.`, `..` and doubled slashes.
  package static func absolute(_ path: String, relativeTo cwd: String) -> String {
    "/" + joined(names(path, relativeTo: cwd)[...])
  }

  /// All but the last name; `.` if there is but one.
  package static func directory(of path: String) -> String {
    var rest = path.utf8[...]
    while rest.count > 1, rest.last == slash { rest.removeLast() }
    guard let end = rest.lastIndex(of: slash) else { return "." }
    rest = rest[..<end]
    while rest.last == slash { rest.removeLast() }
    return rest.isEmpty ? "/" : String(Substring(rest))
  }

  /// The path as seen from a folder, unless it is absolute.
  package static func join(_ folder: String, _ path: String) -> String {
    if folder.isEmpty || folder == "." || path.utf8.first == slash { return path }
    return folder.utf8.last == slash ? folder + path : folder + "/" + path
  }

  /// The descriptor of this process that a path such as `/dev/stdin` or `/dev/fd/63` stands for.
  package static func descriptor(named path: String) -> Int32? {
    switch path {
    case "/dev/stdin": return 0
    case "/dev/stdout": return 1
    case "/dev/stderr": return 2
    default:
      for folder in ["/dev/fd/", "/proc/self/fd/"] where path.hasPrefix(folder) {
        let digits = path.dropFirst(folder.count)
        return digits.first?.isNumber == true ? Int32(digits) : nil
      }
      return nil
    }
  }

  private static func names(_ path: String, relativeTo cwd: String) -> [Substring.UTF8View] {
    var names: [Substring.UTF8View] = []
    if path.utf8.first != slash, !cwd.isEmpty { names = self.names(cwd, relativeTo: "") }
    for name in path.utf8.split(separator: slash) {
      if name.elementsEqual("..".utf8) {
        _ = names.popLast()
      } else if !name.elementsEqual(".".utf8) {
        names.append(name)
      }
    }
    return names
  }

  private static func joined(_ names: ArraySlice<Substring.UTF8View>) -> String {
    names.map { String(Substring($0)) }.joined(separator: "/")
  }
}
