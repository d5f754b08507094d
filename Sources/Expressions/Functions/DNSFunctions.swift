/// Names of the DNS, as certificates have them.
enum DNSFunctions {
  static let all: [Function] = [
    .global(
      "dns.covers", Overload([.string, .string], .bool),
      Overload([.list(.string), .string], .bool),
      body: .binary { (context, patterns, name) throws(Failure) in
        guard case .string(let name) = name else { throw .noMatchingOverload }
        let labels = try Self.labels(name, &context)
        switch patterns {
        case .string(let pattern):
          return .bool(try Self.pattern(pattern, covers: labels, &context))
        case .list(let patterns):
          for pattern in patterns {
            guard case .string(let pattern) = pattern else { throw .noMatchingOverload }
            if try Self.pattern(pattern, covers: labels, &context) { return .bool(true) }
          }
          return .bool(false)
        default: throw .noMatchingOverload
        }
      }),
    .global(
      "dns.labels", Overload([.string], .list(.string)),
      body: .unary { (context, name) throws(Failure) in
        guard case .string(let name) = name else { throw .noMatchingOverload }
        return .list(try labels(name, &context).map { .string(String($0)) })
      }),
    .global(
      "dns.isPublic", Overload([.string], .bool),
      body: .unary { (context, name) throws(Failure) in
        guard case .string(let name) = name else { throw .noMatchingOverload }
        return .bool(isPublic(try labels(name, &context)))
      }),
  ]

  /// The labels of a name, without the empty one of the root.
  private static func labels(
    _ name: String, _ context: inout Context
  ) throws(Failure) -> [Substring] {
    try context.effort.spend(name.utf8.count >> 2)
    let name = name.utf8.last == UInt8(ascii: ".") ? name.dropLast() : name[...]
    if name.isEmpty { return [] }
    return name.split(separator: ".", omittingEmptySubsequences: false)
  }

  /// Whether a certificate's name stands for another one: the same but for ASCII case, or with a
  /// wildcard as the whole leftmost label for any one label (RFC 9525, section 6.3).
  private static func pattern(
    _ pattern: String, covers name: [Substring], _ context: inout Context
  ) throws(Failure) -> Bool {
    let pattern = try labels(pattern, &context)
    guard pattern.count == name.count else { return false }
    if same(pattern[...], name[...]) { return true }
    return pattern.count > 1 && pattern[0] == "*" && !name[0].isEmpty && name[0] != "*"
      && same(pattern.dropFirst(), name.dropFirst())
  }

  private static func same(
    _ left: ArraySlice<Substring>, _ right: ArraySlice<Substring>
  ) -> Bool {
    zip(left, right).allSatisfy { left, right in
      left.utf8.count == right.utf8.count
        && zip(left.utf8, right.utf8).allSatisfy { lowered($0) == lowered($1) }
    }
  }

  private static func lowered(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte + 32 : byte
  }

  /// Whether a name can be one of the public DNS: two labels or more, no empty one, and the last
  /// one neither a number nor reserved for other uses.
  private static func isPublic(_ labels: [Substring]) -> Bool {
    guard labels.count >= 2, labels.allSatisfy({ !$0.isEmpty }), let last = labels.last else {
      return false
    }
    let top = String(decoding: last.utf8.map(lowered), as: UTF8.self)
    let second = String(decoding: labels[labels.count - 2].utf8.map(lowered), as: UTF8.self)
    return !reserved.contains(top) && !(top == "arpa" && second == "home")
      && !top.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// Special-use names (RFC 6761, 6762, 7686, 9476; ICANN's `internal`), and those in wide private
  /// use (RFC 6762, appendix G).
  private static let reserved: Set<String> = [
    "alt", "corp", "example", "home", "internal", "intranet", "invalid", "lan", "local",
    "localdomain", "localhost", "onion", "private", "test",
  ]
}
