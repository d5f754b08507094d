import Glibc

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

  /// What `normalised` makes of a path that is absolute and has no `.`, `..` or doubled slash, seen
  /// from a folder of which the same is true.
  package static func relative(_ path: String, to folder: String) -> String {
    let prefix = folder.utf8
    guard path.utf8.starts(with: prefix) else { return path }
    let rest = path.utf8.dropFirst(prefix.count)
    if prefix.last == slash { return rest.isEmpty ? "." : String(Substring(rest)) }
    guard let first = rest.first else { return "." }
    return first == slash ? String(Substring(rest.dropFirst())) : path
  }

  /// The order of the bytes, in which no two paths are equal that the system tells apart.
  package static func precedes(_ left: String, _ right: String) -> Bool {
    unsafe left.utf8.withContiguousStorageIfAvailable { left in
      unsafe right.utf8.withContiguousStorageIfAvailable { right in
        guard let first = left.baseAddress, let second = right.baseAddress else {
          return left.count < right.count
        }
        let order = unsafe memcmp(first, second, min(left.count, right.count))
        return order == 0 ? left.count < right.count : order < 0
      }
    }?.flatMap { $0 } ?? left.utf8.lexicographicallyPrecedes(right.utf8)
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

  /// The last name.
  package static func name(of path: String) -> Substring {
    let bytes = path.utf8
    return path[(bytes.lastIndex(of: slash).map(bytes.index(after:)) ?? bytes.startIndex)...]
  }

  /// How many slashes there are.
  package static func depth(of path: String) -> Int { path.utf8.count { $0 == slash } }

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
