import OperatingSystem

/// The files found in folders, each once: what several names lead to is read under one of them.
struct FoundFiles {
  struct Found {
    fileprivate(set) var file: DirectoryWalk.File
    /// Whether it was matched by a pattern.
    fileprivate(set) var isNamed: Bool
  }

  /// In the order in which they were found first.
  private var files: [Found] = []
  private var places: [FileIdentity: Int] = [:]
  private var lineages = CertbotLineages()
  /// The paths under which files are not read.
  private(set) var aliases: [String] = []

  mutating func add(_ file: DirectoryWalk.File, isNamed: Bool) {
    lineages.note(file)
    guard let place = places[file.identity] else {
      places[file.identity] = files.count
      files.append(Found(file: file, isNamed: isNamed))
      return
    }
    let known = files[place].file
    if isNamed { files[place].isNamed = true }
    if known.path != file.path {
      let isBetter = Self.isBetter(file, than: known)
      aliases.append(isBetter ? known.path : file.path)
      if isBetter { files[place].file = file }
    }
  }

  /// The files, but for versions that certbot has superseded.
  var current: [Found] {
    let superseded = lineages.superseded
    if superseded.isEmpty { return files }
    return files.filter { $0.isNamed || superseded[$0.file.identity] == nil }
  }

  /// The paths of the versions that certbot has superseded and that nobody asked for.
  var superseded: [String] {
    let superseded = lineages.superseded
    return files.compactMap { $0.isNamed ? nil : superseded[$0.file.identity] }
  }

  /// Which of two names of a file people know it by: that of a link, which somebody made in order to
  /// use it, but not one that OpenSSL made of a hash; then the one with fewer folders, then the
  /// shorter.
  private static func isBetter(_ file: DirectoryWalk.File, than other: DirectoryWalk.File) -> Bool {
    let (isHash, otherIsHash) = (isHashLink(file), isHashLink(other))
    if isHash != otherIsHash { return otherIsHash }
    if file.isLink != other.isLink { return file.isLink }
    let (depth, otherDepth) = (Paths.depth(of: file.path), Paths.depth(of: other.path))
    if depth != otherDepth { return depth < otherDepth }
    let (length, otherLength) = (file.path.utf8.count, other.path.utf8.count)
    return length == otherLength ? Paths.precedes(file.path, other.path) : length < otherLength
  }

  /// Such as `4042bcee.0`, by which OpenSSL looks for an issuer.
  private static func isHashLink(_ file: DirectoryWalk.File) -> Bool {
    guard file.isLink else { return false }
    let name = Paths.name(of: file.path).utf8
    guard name.count >= 10, name.prefix(8).allSatisfy(\.isHexadecimalDigit) else { return false }
    let rest = name.dropFirst(8)
    let number = rest.dropFirst(rest.dropFirst().first == UInt8(ascii: "r") ? 2 : 1)
    return rest.first == UInt8(ascii: ".") && !number.isEmpty
      && number.allSatisfy { (0x30...0x39).contains($0) }
  }
}

extension UInt8 {
  fileprivate var isHexadecimalDigit: Bool {
    (0x30...0x39).contains(self) || (0x61...0x66).contains(self | 0x20)
  }
}
