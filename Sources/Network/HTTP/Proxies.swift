import OperatingSystem
import SourceText

/// Which proxy stands between us and a server, by the environment.
package struct Proxies: Equatable, Sendable {
  struct Proxy: Equatable, Sendable {
    let host: String
    let port: UInt16
    /// What proves to it who we are.
    let headers: HTTPHeaders

    var place: String { "\(host):\(port)" }
  }

  private let variables: [String: String]
  private let exceptions: [String]

  package static let none: Proxies = .init(environment: [:])

  /// `https_proxy`, `http_proxy`, `all_proxy` and `no_proxy`, or in upper case; but not
  /// `HTTP_PROXY`, which a client of a CGI program can set.
  package init(environment: [String: String]) {
    var variables: [String: String] = [:]
    for name in ["https_proxy", "HTTPS_PROXY", "http_proxy", "all_proxy", "ALL_PROXY"] {
      if let value = environment[name], !value.isEmpty { variables[name] = value }
    }
    self.variables = variables
    let exceptions = environment["no_proxy"] ?? environment["NO_PROXY"] ?? ""
    self.exceptions = exceptions.split { $0 == "," || $0 == " " }.map { $0.lowercased() }
  }

  func proxy(for origin: HTTPURL.Origin) throws(HTTPError) -> Proxy? {
    guard !exceptions.contains(where: { Self.isException($0, origin) }) else { return nil }
    let names =
      (origin.isSecure ? ["https_proxy", "HTTPS_PROXY"] : ["http_proxy"])
      + ["all_proxy", "ALL_PROXY"]
    guard let name = names.first(where: { variables[$0] != nil }), let text = variables[name] else {
      return nil
    }
    guard let proxy = Self.parse(text) else {
      throw .unusableProxy(variable: name, scheme: Self.foreignScheme(of: text))
    }
    return proxy
  }

  /// The scheme of another kind of proxy: `socks5h`, `https`.
  private static func foreignScheme(of text: String) -> String? {
    guard let end = text.firstRange(of: "://")?.lowerBound else { return nil }
    let scheme = text[..<end].lowercased()
    let isScheme =
      (1...16).contains(scheme.utf8.count)
      && scheme.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
    return isScheme && scheme != "http" ? scheme : nil
  }

  private static func parse(_ text: String) -> Proxy? {
    var rest = text[...]
    if let scheme = rest.firstRange(of: "://") {
      guard rest[..<scheme.lowerBound].lowercased() == "http" else { return nil }
      rest = rest[scheme.upperBound...]
    }
    rest = rest.prefix { $0 != "/" }
    var headers = HTTPHeaders()
    if let at = rest.lastIndex(of: "@") {
      guard let user = PercentEncoding.decoded(rest[..<at]) else { return nil }
      headers.add("Proxy-Authorization", BasicAuthorization.value(user))
      rest = rest[rest.index(after: at)...]
    }
    guard let origin = HTTPURL("http://\(rest)")?.origin else { return nil }
    let isAddress = rest.hasPrefix("[")
    let hasPort = (isAddress ? rest.drop { $0 != "]" } : rest).contains(":")
    // The port that curl takes for none.
    return Proxy(host: origin.host, port: hasPort ? origin.port : 1080, headers: headers)
  }

  /// `*`, a name and all below it, an address, a network; each may have a port.
  private static func isException(_ pattern: String, _ origin: HTTPURL.Origin) -> Bool {
    if pattern == "*" { return true }
    if let network = pattern.firstIndex(of: "/") {
      guard let address = IPAddress(origin.host), let base = IPAddress(String(pattern[..<network])),
        let length = Int(pattern[network...].dropFirst())
      else { return false }
      return address.bytes.count == base.bytes.count
        && prefix(address, length) == prefix(base, length)
    }
    var name = pattern[...]
    if let colon = pattern.lastIndex(of: ":"), pattern.firstIndex(of: ":") == colon {
      guard UInt16(pattern[colon...].dropFirst()) == origin.port else { return false }
      name = pattern[..<colon]
    }
    if name.hasPrefix("*.") { name = name.dropFirst(2) }
    if name.hasPrefix(".") { name = name.dropFirst() }
    return !name.isEmpty && (origin.host == name || origin.host.hasSuffix(".\(name)"))
  }

  private static func prefix(_ address: IPAddress, _ length: Int) -> [UInt8] {
    address.bytes.enumerated().map { index, byte in
      let bits = max(0, min(8, length - 8 * index))
      return byte & UInt8(truncatingIfNeeded: 0xFF00 >> bits)
    }
  }
}
