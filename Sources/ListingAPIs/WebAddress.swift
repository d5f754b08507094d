/// An absolute http or https address (RFC 3986), as far as listings need one.
package struct WebAddress: Hashable, Sendable, CustomStringConvertible {
  package let isSecure: Bool
  /// In lower case; an IPv6 address without its brackets.
  package let host: String
  package let port: Int
  /// From the first slash on, query included; never empty.
  package private(set) var target: String

  /// Nil for what is no such address, holds a user, or a byte that has no place in one.
  package init?(_ text: String) {
    let isSecure = text.lowercased().hasPrefix("https://")
    guard isSecure || text.lowercased().hasPrefix("http://"),
      text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else { return nil }
    let rest = text.dropFirst(isSecure ? 8 : 7).prefix { $0 != "#" }
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    guard !authority.contains("@"),
      let (host, port) = Self.hostAndPort(authority, default: isSecure ? 443 : 80)
    else { return nil }
    self.isSecure = isSecure
    self.host = host
    self.port = port
    let target = rest[authority.endIndex...]
    self.target = target.hasPrefix("/") ? String(target) : "/" + target
  }

  private static func hostAndPort(
    _ authority: Substring, default port: Int
  ) -> (String, Int)? {
    var host = authority
    var digits: Substring?
    if authority.hasPrefix("[") {
      guard let end = authority.firstIndex(of: "]") else { return nil }
      host = authority[authority.index(after: authority.startIndex)..<end]
      let rest = authority[authority.index(after: end)...]
      if rest.hasPrefix(":") { digits = rest.dropFirst() } else if !rest.isEmpty { return nil }
    } else if let colon = authority.firstIndex(of: ":") {
      host = authority[..<colon]
      digits = authority[authority.index(after: colon)...]
    }
    let number = digits.map { $0.isEmpty ? port : Int($0) ?? 0 } ?? port
    guard !host.isEmpty, (1...65535).contains(number) else { return nil }
    return (host.lowercased(), number)
  }

  /// Scheme, host and port, which credentials must not leave.
  package var origin: String {
    let name = host.contains(":") ? "[\(host)]" : host
    let isUsual = port == (isSecure ? 443 : 80)
    return "\(isSecure ? "https" : "http")://\(name)\(isUsual ? "" : ":\(port)")"
  }

  package var description: String { origin + target }

  /// The path, without the query.
  package var path: String { String(target.prefix { $0 != "?" }) }

  /// The address that a reference stands for when it is found here (RFC 3986, 5.2); nil if it is
  /// none.
  package func resolving(_ reference: String) -> WebAddress? {
    if reference.contains("://") { return WebAddress(reference) }
    if reference.hasPrefix("//") { return WebAddress((isSecure ? "https:" : "http:") + reference) }
    if reference.hasPrefix("/") { return WebAddress(origin + reference) }
    if reference.hasPrefix("?") { return WebAddress(origin + path + reference) }
    let folder = path.prefix(through: path.lastIndex(of: "/") ?? path.startIndex)
    return WebAddress(origin + Self.withoutDots(folder + reference))
  }

  private static func withoutDots(_ target: String) -> String {
    let path = target.prefix { $0 != "?" }
    var kept: [Substring] = []
    for segment in path.split(separator: "/", omittingEmptySubsequences: false) {
      if segment == ".." {
        if kept.count > 1 { kept.removeLast() }
      } else if segment != "." {
        kept.append(segment)
      }
    }
    return kept.joined(separator: "/") + target[path.endIndex...]
  }

  /// The address with a parameter of its query set to a value.
  package func setting(_ parameter: String, to value: String) -> WebAddress {
    let query = target.contains("?") ? target.drop { $0 != "?" }.dropFirst() : ""
    let name = Self.encoded(parameter)
    var pairs = query.split(separator: "&").filter {
      $0 != name && !$0.hasPrefix(name + "=")
    }.map(String.init)
    pairs.append("\(name)=\(Self.encoded(value))")
    var changed = self
    changed.target = path + "?" + pairs.joined(separator: "&")
    return changed
  }

  /// A text as one segment of a path or one part of a query.
  package static func encoded(_ text: String) -> String {
    var encoded = ""
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        encoded += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return encoded
  }
}
