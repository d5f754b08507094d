import OperatingSystem

/// The certificates that certbot keeps, each with all of its versions: `archive/NAME/cert3.pem` is the
/// third, and the link `live/NAME/cert.pem` leads to the one in use.
struct CertbotLineages {
  /// One kind of file of a lineage, whose versions are numbered.
  private struct Series: Hashable {
    /// The folder that holds `live` and `archive`.
    let root: Substring
    let name: Substring
    /// `cert`, `chain`, `fullchain` or `privkey`.
    let kind: Substring
  }

  private struct Version {
    let number: Int
    let file: DirectoryWalk.File
  }

  private var live: [Series: FileIdentity] = [:]
  private var archive: [Series: [Version]] = [:]

  /// Notes a file if it is part of a lineage.
  mutating func note(_ file: DirectoryWalk.File) {
    let path = file.path.utf8
    let slash = UInt8(ascii: "/")
    guard path.suffix(4).elementsEqual(".pem".utf8), let last = path.lastIndex(of: slash),
      let middle = path[..<last].lastIndex(of: slash),
      let first = path[..<middle].lastIndex(of: slash)
    else { return }
    let folder = file.path[path.index(after: first)..<middle]
    guard folder == "live" || folder == "archive" else { return }
    let stem = file.path[path.index(after: last)...].dropLast(4)
    let kind = stem.prefix { !$0.isWholeNumber }
    guard ["cert", "chain", "fullchain", "privkey"].contains(kind) else { return }
    let series = Series(
      root: file.path[..<first], name: file.path[path.index(after: middle)..<last], kind: kind)
    if folder == "live", file.isLink, kind.endIndex == stem.endIndex {
      live[series] = file.identity
    } else if folder == "archive", !file.isLink, let number = Int(stem[kind.endIndex...]) {
      archive[series, default: []].append(Version(number: number, file: file))
    }
  }

  /// The paths of the versions that are older than the one in use.
  var superseded: [FileIdentity: String] {
    var superseded: [FileIdentity: String] = [:]
    for (series, versions) in archive {
      guard let identity = live[series],
        let current = versions.first(where: { $0.file.identity == identity })
      else { continue }
      for version in versions where version.number < current.number {
        superseded[version.file.identity] = version.file.path
      }
    }
    return superseded
  }
}
