/// A host as a client names it, to be looked for among the names of a certificate (RFC 9525).
enum ReferenceIdentity: Hashable {
  /// In lower case, without the root's final dot.
  case dnsName(String)
  case address(IPAddress)

  /// Reads the name of one host; nil for a wildcard and for all else that is none.
  init?(_ text: String) {
    if let address = IPAddress(text) {
      self = .address(address)
      return
    }
    let name = text.lowercased()
    let relative = name.hasSuffix(".") ? String(name.dropLast()) : name
    guard !relative.utf8.contains(UInt8(ascii: "*")),
      DNSNameSyntax(allowsUnderscores: true).fault(in: relative) == nil
    else { return nil }
    self = .dnsName(relative)
  }

  /// Reads a host out of what names it among other things: `https://a.example:8443/path`; nil if
  /// no host can be made out.
  init?(within text: String) {
    var rest = text[...]
    var isURL = false
    if let scheme = rest.firstRange(of: "://") {
      rest = rest[scheme.upperBound...]
      isURL = true
    }
    rest = rest.prefix { $0 != "/" }
    if rest.hasPrefix("["), let end = rest.firstIndex(of: "]") {
      self.init(String(rest[rest.index(after: rest.startIndex)..<end]))
      return
    }
    if let colon = rest.firstIndex(of: ":"), colon == rest.lastIndex(of: ":") {
      guard Int(rest[rest.index(after: colon)...]) != nil else { return nil }
      rest = rest[..<colon]
    }
    // A word alone is more often the name of a thing than of a host.
    guard isURL || rest.contains(".") || rest.contains(":") else { return nil }
    self.init(String(rest))
  }

  /// The names by which certificates cover the host, each in one spelling: its own, and the wildcard
  /// beside it.
  var namesThatCover: [String] {
    switch self {
    case .address(let address): return ["\(address.bytes)"]
    case .dnsName(let name):
      guard let dot = name.firstIndex(of: ".") else { return [name] }
      return [name, "*" + name[dot...]]
    }
  }

  /// How a name of a certificate covers this host.
  enum Coverage: Equatable {
    case exact, byWildcard
  }

  /// RFC 9525, section 6.3: a wildcard is the whole first label and stands for one label.
  ///
  /// - Parameter presented: the DNS names of a certificate, in lower case.
  func coverage(byDNSNames presented: Set<String>) -> Coverage? {
    guard case .dnsName(let name) = self else { return nil }
    if presented.contains(name) { return .exact }
    guard let dot = name.firstIndex(of: "."), presented.contains("*" + name[dot...]) else {
      return nil
    }
    return .byWildcard
  }
}
