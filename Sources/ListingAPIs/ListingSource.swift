import SourceText

/// A listing API as the user names it: `listing:NAME`, with values for the format's variables as in
/// `listing:cloudflare-access-mtls?scope=zones&scopeId=…`.
package struct ListingSource: Hashable, Sendable {
  package static let scheme = "listing:"

  /// The name of the format.
  package let format: String
  package let variables: [String: String]
  /// As it is shown, whatever the order of the variables.
  package var place: String {
    let pairs = variables.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    return Self.scheme + format + (pairs.isEmpty ? "" : "?") + pairs.joined(separator: "&")
  }

  /// Nil for what is no such source.
  package init?(_ text: String) {
    guard text.hasPrefix(Self.scheme) else { return nil }
    let rest = text.dropFirst(Self.scheme.count)
    let parts = rest.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    format = String(parts[0])
    var variables: [String: String] = [:]
    for pair in parts.count == 2 ? parts[1].split(separator: "&") : [] {
      let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = Self.decoded(sides[0]),
        let value = sides.count == 2 ? Self.decoded(sides[1]) : ""
      else { return nil }
      variables[name] = value
    }
    self.variables = variables
  }

  /// A text without its percent-encoding; nil where that is broken.
  private static func decoded(_ text: Substring) -> String? {
    PercentEncoding.decoded(text).flatMap { String(validating: $0, as: UTF8.self) }
  }
}
