/// What names a policy: the path of a file, or `certgate:NAME` for a pack that comes with certgate.
enum PolicyReference: Hashable, CustomStringConvertible {
  case pack(String)
  case file(String)

  private static let packPrefix = "certgate:"

  /// - Parameter base: the policy that names this one; its folder is where relative paths start.
  init(_ text: String, in base: PolicyReference? = nil) {
    if text.hasPrefix(Self.packPrefix) {
      self = .pack(String(text.dropFirst(Self.packPrefix.count)))
    } else if case .file(let path)? = base {
      self = .file(resolved(text, besideFile: path))
    } else {
      self = .file(resolved(text, besideFile: ""))
    }
  }

  var description: String {
    switch self {
    case .pack(let name): Self.packPrefix + name
    case .file(let path): path
    }
  }
}

/// The path a file means by one that it names, without `.` and with `..` stepping back over a name.
///
/// Names are told apart by their bytes: to the system, a slash before a combining mark is a slash.
func resolved(_ path: String, besideFile base: String) -> String {
  let slash = UInt8(ascii: "/")
  let isAbsolute = path.utf8.first == slash
  let folder = base.utf8.lastIndex(of: slash).map { base.utf8[...$0] } ?? base.utf8.prefix(0)
  let start = isAbsolute ? base.utf8.prefix(0) : folder
  let fromRoot = isAbsolute || start.first == slash
  var names: [Substring.UTF8View] = []
  for name in start.split(separator: slash) + path.utf8.split(separator: slash) {
    let isParent = name.elementsEqual("..".utf8)
    if name.elementsEqual(".".utf8) || (isParent && fromRoot && names.isEmpty) { continue }
    if isParent, let last = names.last, !last.elementsEqual("..".utf8) {
      names.removeLast()
    } else {
      names.append(name)
    }
  }
  let joined = names.map { String(Substring($0)) }.joined(separator: "/")
  return fromRoot ? "/" + joined : joined.isEmpty ? "." : joined
}
