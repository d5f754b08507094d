import OperatingSystem

/// An absolute `http:` or `https:` URL (RFC 3986), as far as requests need it.
package struct HTTPURL: Hashable, Sendable {
  /// What a credential may be sent to, and nothing else (RFC 6454).
  package struct Origin: Hashable, Sendable, CustomStringConvertible {
    package let isSecure: Bool
    /// In lower case; an IPv6 address without brackets.
    package let host: String
    package let port: UInt16

    /// `https://api.example.com`, with the port where it is not the usual one.
    package var description: String { "\(isSecure ? "https" : "http")://\(authority)" }

    /// As the Host header has it.
    var authority: String { port == (isSecure ? 443 : 80) ? bracketed : "\(bracketed):\(port)" }

    /// As CONNECT has it.
    var authorityWithPort: String { "\(bracketed):\(port)" }

    private var bracketed: String { host.contains(":") ? "[\(host)]" : host }
  }

  package let origin: Origin
  /// Path and query, beginning with a slash.
  package let target: String

  /// Without user and password, which belong into headers; nil if it is no such URL.
  package init?(_ text: String) {
    guard let parts = Self.split(text), let scheme = parts.scheme, let authority = parts.authority,
      let origin = Self.origin(scheme, authority)
    else { return nil }
    self.init(origin, path: Self.withoutDots(parts.path), query: parts.query)
  }

  /// What a link in an answer to this URL leads to (RFC 3986, 5.2).
  package func resolving(_ reference: String) -> HTTPURL? {
    guard let parts = Self.split(reference) else { return nil }
    if parts.scheme != nil { return HTTPURL(reference) }
    if let authority = parts.authority {
      guard let origin = Self.origin(origin.isSecure ? "https" : "http", authority) else {
        return nil
      }
      return HTTPURL(origin, path: Self.withoutDots(parts.path), query: parts.query)
    }
    let base = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.path.isEmpty {
      let query = parts.query ?? (base.count == 2 ? String(base[1]) : nil)
      return HTTPURL(origin, path: String(base[0]), query: query)
    }
    if parts.path.hasPrefix("/") {
      return HTTPURL(origin, path: Self.withoutDots(parts.path), query: parts.query)
    }
    let folder = base[0].prefix(through: base[0].lastIndex(of: "/") ?? base[0].startIndex)
    return HTTPURL(origin, path: Self.withoutDots(folder + parts.path), query: parts.query)
  }

  /// The URL to be shown: a query may hold a secret.
  package var redacted: String {
    let path = target.prefix { $0 != "?" }
    return "\(origin)\(path)" + (path.count < target.count ? "?…" : "")
  }

  private init(_ origin: Origin, path: String, query: String?) {
    self.origin = origin
    target = (path.isEmpty ? "/" : path) + (query.map { "?\($0)" } ?? "")
  }

  // MARK: Parsing

  private struct Parts {
    var scheme: String?
    var authority: String?
    var path = ""
    var query: String?
  }

  private static func split(_ text: String) -> Parts? {
    guard let text = encoded(text) else { return nil }
    var parts = Parts()
    var rest = text.prefix { $0 != "#" }
    if let colon = rest.firstIndex(of: ":"), rest[..<colon].allSatisfy({ !"/?".contains($0) }) {
      parts.scheme = rest[..<colon].lowercased()
      rest = rest[rest.index(after: colon)...]
    }
    if rest.hasPrefix("//") {
      rest = rest.dropFirst(2)
      let authority = rest.prefix { $0 != "/" && $0 != "?" }
      parts.authority = String(authority)
      rest = rest[authority.endIndex...]
    }
    let path = rest.prefix { $0 != "?" }
    parts.path = String(path)
    if path.endIndex < rest.endIndex { parts.query = String(rest[path.endIndex...].dropFirst()) }
    return parts
  }

  /// What stands in links although it should not, percent-encoded; nil for control characters,
  /// which could begin another header, and for backslashes, which some take for slashes.
  private static func encoded(_ text: String) -> String? {
    var encoded = ""
    for byte in text.utf8 {
      switch byte {
      case 0..<0x20, 0x7F, UInt8(ascii: "\\"): return nil
      case 0x20, 0x80...0xFF, UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"):
        let digits = String(byte, radix: 16, uppercase: true)
        encoded += "%\(digits)"
      default: encoded.unicodeScalars.append(Unicode.Scalar(byte))
      }
    }
    return encoded
  }

  private static func origin(_ scheme: String, _ authority: String) -> Origin? {
    guard scheme == "https" || scheme == "http" else { return nil }
    var host = authority[...]
    var port: UInt16 = scheme == "https" ? 443 : 80
    if let colon = authority.lastIndex(of: ":"), !authority[colon...].contains("]") {
      let digits = authority[colon...].dropFirst()
      guard let number = digits.isEmpty ? port : UInt16(digits), number > 0,
        digits.utf8.allSatisfy({ (48...57).contains($0) })
      else { return nil }
      (host, port) = (authority[..<colon], number)
    }
    if host.hasPrefix("["), host.hasSuffix("]") {
      let address = String(host.dropFirst().dropLast())
      guard IPAddress(address)?.isIPv6 == true else { return nil }
      return Origin(isSecure: scheme == "https", host: address.lowercased(), port: port)
    }
    let isName = host.utf8.allSatisfy {
      (48...57).contains($0) || (97...122).contains($0 | 0x20) || [45, 46, 95].contains($0)
    }
    guard isName, !host.isEmpty, host.utf8.count <= 253 else { return nil }
    return Origin(isSecure: scheme == "https", host: host.lowercased(), port: port)
  }

  private static func withoutDots(_ path: String) -> String {
    guard path.contains("/.") else { return path }
    var segments: [Substring] = []
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    for (number, part) in parts.enumerated() {
      let isLast = number == parts.count - 1
      switch part {
      case ".": if isLast { segments.append("") }
      case "..":
        _ = segments.popLast()
        if isLast { segments.append("") }
      default: segments.append(part)
      }
    }
    return "/" + segments.joined(separator: "/")
  }
}
