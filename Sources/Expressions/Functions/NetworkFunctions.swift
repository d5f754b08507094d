/// The network extension: addresses and networks of IP.
enum NetworkFunctions {
  static let all: [Function] =
    [
      .global(
        "ip", Overload([.string], .address),
        body: .unary { (_, text) throws(Failure) in
          guard case .string(let text) = text else { throw .noMatchingOverload }
          return .address(try IPAddress(text))
        }),
      .global(
        "cidr", Overload([.string], .network),
        body: .unary { (_, text) throws(Failure) in
          guard case .string(let text) = text else { throw .noMatchingOverload }
          return .network(try IPNetwork(text))
        }),
      .global(
        "isIP", Overload([.string], .bool),
        body: .unary { (_, text) throws(Failure) in
          guard case .string(let text) = text else { throw .noMatchingOverload }
          return .bool((try? IPAddress(text)) != nil)
        }),
      .global(
        "isCIDR", Overload([.string], .bool),
        body: .unary { (_, text) throws(Failure) in
          guard case .string(let text) = text else { throw .noMatchingOverload }
          return .bool((try? IPNetwork(text)) != nil)
        }),
      .global(
        "ip.isCanonical", Overload([.string], .bool),
        body: .unary { (_, text) throws(Failure) in
          guard case .string(let text) = text else { throw .noMatchingOverload }
          return .bool(try IPAddress(text).description == text)
        }),
      .member(
        "family", Overload([.address], .int),
        body: .unary { (_, value) throws(Failure) in
          guard case .address(let address) = value else { throw .noMatchingOverload }
          return .int(address.isVersion4 ? 4 : 6)
        }),
      .member(
        "containsIP", Overload([.network, .address], .bool), Overload([.network, .string], .bool),
        body: .binary { (_, network, other) throws(Failure) in
          guard case .network(let network) = network else { throw .noMatchingOverload }
          switch other {
          case .address(let address): return .bool(network.contains(address))
          case .string(let text): return .bool(network.contains(try IPAddress(text)))
          default: throw .noMatchingOverload
          }
        }),
      .member(
        "containsCIDR", Overload([.network, .network], .bool),
        Overload([.network, .string], .bool),
        body: .binary { (_, network, other) throws(Failure) in
          guard case .network(let network) = network else { throw .noMatchingOverload }
          switch other {
          case .network(let other): return .bool(network.contains(other))
          case .string(let text): return .bool(network.contains(try IPNetwork(text)))
          default: throw .noMatchingOverload
          }
        }),
      ofNetwork("ip", .address) { .address($0.address) },
      ofNetwork("masked", .network) { .network($0.masked) },
      ofNetwork("prefixLength", .int) { .int(Int64($0.prefixLength)) },
    ]
    + tests.map { name, test in
      .member(
        name, Overload([.address], .bool),
        body: .unary { (_, value) throws(Failure) in
          guard case .address(let address) = value else { throw .noMatchingOverload }
          return .bool(test(address))
        })
    }

  private static let tests: [(String, @Sendable (IPAddress) -> Bool)] = [
    ("isUnspecified", \.isUnspecified), ("isLoopback", \.isLoopback),
    ("isGlobalUnicast", \.isGlobalUnicast), ("isLinkLocalMulticast", \.isLinkLocalMulticast),
    ("isLinkLocalUnicast", \.isLinkLocalUnicast),
  ]

  private static func ofNetwork(
    _ name: String, _ result: ValueType, _ part: @escaping @Sendable (IPNetwork) -> Value
  ) -> Function {
    .member(
      name, Overload([.network], result),
      body: .unary { (_, value) throws(Failure) in
        guard case .network(let network) = value else { throw .noMatchingOverload }
        return part(network)
      })
  }
}
