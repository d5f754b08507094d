import Network
import OperatingSystem
import SourceText

/// A TLS endpoint as users write it:
/// `tls://host[:port][?sni=NAME&alpn=PROTOCOL,…&starttls=PROTOCOL]`.
package struct EndpointAddress: Hashable, Sendable {
  /// What every address begins with.
  package static let scheme = "tls://"

  package let endpoint: Endpoint
  /// The address in its shortest form, one for each endpoint.
  package let place: String
  /// The name or IP address that the certificate should be for.
  package var expectedName: String { endpoint.serverName ?? endpoint.host }

  package init(_ text: String) throws(EndpointAddressError) {
    var scanner = AddressScanner(text)
    try scanner.skipScheme()
    let host = try scanner.host()
    let port = try scanner.port()
    let parameters = try scanner.parameters()
    let startTLS = try parameters["starttls"].map { (value) throws(EndpointAddressError) in
      try Self.startTLS(value)
    }
    let protocols = try parameters["alpn"].map { (value) throws(EndpointAddressError) in
      try Self.protocols(value)
    }
    let serverName = try parameters["sni"].map { (value) throws(EndpointAddressError) in
      try Self.name(value)
    }
    let isAddress = IPAddress(host.text) != nil
    let usualPort = startTLS?.port ?? 443
    endpoint = Endpoint(
      host: host.text, port: port ?? usualPort,
      // A name may end with a dot, but no certificate's does.
      serverName: serverName ?? (isAddress ? nil : Self.withoutLastDot(host.text)),
      applicationProtocols: protocols ?? [], startTLS: startTLS)
    let name = host.text.contains(":") ? "[\(host.text)]" : host.text
    let shown = [
      serverName.map { "sni=\($0)" }, protocols.map { "alpn=\($0.joined(separator: ","))" },
      startTLS.map { "starttls=\($0.rawValue)" },
    ].compactMap(\.self)
    place =
      Self.scheme + name + (endpoint.port == usualPort ? "" : ":\(endpoint.port)")
      + (shown.isEmpty ? "" : "?\(shown.joined(separator: "&"))")
  }

  // MARK: Parameters

  private static func startTLS(
    _ value: AddressScanner.Piece
  ) throws(EndpointAddressError) -> StartTLS {
    if let startTLS = StartTLS(rawValue: value.text.lowercased()) { return startTLS }
    let names = StartTLS.allCases.map(\.rawValue)
    let near = Suggestion.closest(to: value.text, in: names)
    throw value.error(
      "unknown protocol '\(value.text)' for starttls"
        + (near.map { "; did you mean '\($0)'?" } ?? ""),
      help: "one of \(names.joined(separator: ", "))")
  }

  private static func protocols(
    _ value: AddressScanner.Piece
  ) throws(EndpointAddressError) -> [String] {
    let names = value.text.split(separator: ",", omittingEmptySubsequences: false)
    // The names have a length of one byte.
    guard names.allSatisfy({ (1...255).contains($0.utf8.count) }) else {
      throw value.error("alpn takes names of protocols: h2,http/1.1")
    }
    return names.map(String.init)
  }

  private static func name(
    _ value: AddressScanner.Piece
  ) throws(EndpointAddressError) -> String {
    guard IPAddress(value.text) == nil else {
      throw value.error("sni takes a name; an IP address cannot be asked for")
    }
    return withoutLastDot(try AddressScanner.checkedName(value))
  }

  private static func withoutLastDot(_ name: String) -> String {
    name.hasSuffix(".") ? String(name.dropLast()) : name
  }
}

/// What is wrong with the address of an endpoint, and which part of the text.
package struct EndpointAddressError: Error, Equatable, Sendable {
  /// Quotes the text as it is: whoever prints it escapes it.
  package let message: String
  package let help: String?
  /// Where in the text, in Unicode scalars from 0.
  package let offset: Int
  /// In Unicode scalars, at least 1.
  package let length: Int
}
