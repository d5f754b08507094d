/// Names and addresses that mean nothing, or something else, outside of one network.
enum SpecialUse {
  /// Why nobody can own a DNS name in public, as a predicate: "has no domain".
  static func reason(ofName labels: [Substring]) -> String? {
    let names = labels.first == "*" ? labels.dropFirst() : labels[...]
    guard names.count > 1 else {
      return labels.count > 1 ? "is a whole top-level domain" : "has no domain"
    }
    for (domain, source) in domains {
      let parts = domain.split(separator: ".")
      if names.suffix(parts.count).map({ $0.lowercased() }) == parts.map(String.init) {
        return "is below \"\(domain)\" (\(source))"
      }
    }
    return nil
  }

  /// What an address is reserved for: "private use (RFC 1918)"; nil for one of the internet.
  static func reservation(of address: IPAddress) -> String? {
    blocks.first { $0.block.contains(address) }?.use
  }

  // .onion is not among them: authorities can validate who holds such a name.
  private static let domains = [
    ("alt", "RFC 9476"),
    ("corp", "RFC 6762"),
    ("example", "RFC 6761"),
    ("home", "RFC 6762"),
    ("home.arpa", "RFC 8375"),
    ("in-addr.arpa", "addresses in reverse"),
    ("internal", "private use"),
    ("intranet", "RFC 6762"),
    ("invalid", "RFC 6761"),
    ("ip6.arpa", "addresses in reverse"),
    ("lan", "RFC 6762"),
    ("local", "RFC 6762"),
    ("localhost", "RFC 6761"),
    ("private", "RFC 6762"),
    ("test", "RFC 6761"),
  ]

  /// The registries of RFC 6890 without what is reachable from everywhere, and multicast.
  private static let blocks: [(block: IPAddress.Block, use: String)] = [
    ("0.0.0.0/8", "this network (RFC 791)"),
    ("10.0.0.0/8", "private use (RFC 1918)"),
    ("100.64.0.0/10", "carriers' networks (RFC 6598)"),
    ("127.0.0.0/8", "the machine itself (RFC 1122)"),
    ("169.254.0.0/16", "one link (RFC 3927)"),
    ("172.16.0.0/12", "private use (RFC 1918)"),
    ("192.0.0.0/24", "protocols (RFC 6890)"),
    ("192.0.2.0/24", "documentation (RFC 5737)"),
    ("192.88.99.0/24", "6to4 relays (RFC 7526)"),
    ("192.168.0.0/16", "private use (RFC 1918)"),
    ("198.18.0.0/15", "benchmarks (RFC 2544)"),
    ("198.51.100.0/24", "documentation (RFC 5737)"),
    ("203.0.113.0/24", "documentation (RFC 5737)"),
    ("224.0.0.0/4", "multicast (RFC 5771)"),
    ("240.0.0.0/4", "future use (RFC 1112)"),
    ("::/128", "no address (RFC 4291)"),
    ("::1/128", "the machine itself (RFC 4291)"),
    ("::ffff:0:0/96", "IPv4 (RFC 4291)"),
    ("64:ff9b:1::/48", "translation (RFC 8215)"),
    ("100::/64", "discarding (RFC 6666)"),
    ("2001:db8::/32", "documentation (RFC 3849)"),
    ("2001:2::/48", "benchmarks (RFC 5180)"),
    ("2002::/16", "6to4 (RFC 3056)"),
    ("3fff::/20", "documentation (RFC 9637)"),
    ("5f00::/16", "segment routing (RFC 9602)"),
    ("fc00::/7", "private use (RFC 4193)"),
    ("fe80::/10", "one link (RFC 4291)"),
    ("ff00::/8", "multicast (RFC 4291)"),
  ].compactMap { text, use in IPAddress.Block(text).map { ($0, use) } }
}
