/// An IPv4 or IPv6 address.
struct IPAddress: Hashable {
  /// 4 or 16 bytes, the most significant first.
  let bytes: [UInt8]

  /// Reads `192.0.2.1` and `2001:db8::1`, without a zone, a prefix length or brackets.
  init?(_ text: String) {
    // Most texts that are asked about are names, which is told by a look.
    let isVersion6 = text.utf8.contains(UInt8(ascii: ":"))
    guard isVersion6 || text.utf8.first.map({ (0x30...0x39).contains($0) }) == true,
      let bytes = isVersion6 ? IPAddress.version6(text) : IPAddress.version4(text)
    else { return nil }
    self.bytes = bytes
  }

  private static func version4(_ text: some StringProtocol) -> [UInt8]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var bytes: [UInt8] = []
    for part in parts {
      // Zeros in front mean base eight to some readers.
      guard part.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let byte = UInt8(part),
        part.utf8.count == 1 || part.utf8.first != UInt8(ascii: "0")
      else { return nil }
      bytes.append(byte)
    }
    return bytes
  }

  private static func version6(_ text: String) -> [UInt8]? {
    let halves = text.split(separator: "::", omittingEmptySubsequences: false)
    guard halves.count <= 2, let head = groups(halves[0], isEnd: halves.count == 1) else {
      return nil
    }
    guard halves.count == 2 else { return head.count == 16 ? head : nil }
    guard let tail = groups(halves[1], isEnd: true), head.count + tail.count <= 14 else {
      return nil
    }
    return head + Array(repeating: 0, count: 16 - head.count - tail.count) + tail
  }

  /// The bytes of groups between colons; the last of an address may be an IPv4 address.
  private static func groups(_ text: Substring, isEnd: Bool) -> [UInt8]? {
    guard !text.isEmpty else { return [] }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    var bytes: [UInt8] = []
    for (index, part) in parts.enumerated() {
      if isEnd, index == parts.count - 1, let embedded = version4(part) {
        bytes += embedded
        continue
      }
      guard (1...4).contains(part.utf8.count), part.first != "+", part.first != "-",
        let group = UInt16(part, radix: 16)
      else { return nil }
      bytes += [UInt8(group >> 8), UInt8(group & 0xFF)]
    }
    return bytes
  }

  /// A block of addresses, written as `10.0.0.0/8`.
  struct Block: Hashable {
    private let first: IPAddress
    private let prefixLength: Int

    init?(_ text: String) {
      let parts = text.split(separator: "/", omittingEmptySubsequences: false)
      guard parts.count == 2, let first = IPAddress(String(parts[0])),
        let length = Int(parts[1]), (0...first.bytes.count * 8).contains(length)
      else { return nil }
      self.first = first
      prefixLength = length
    }

    func contains(_ address: IPAddress) -> Bool {
      guard address.bytes.count == first.bytes.count else { return false }
      return address.bytes.indices.allSatisfy { index in
        let bits = min(8, max(0, prefixLength - index * 8))
        let mask = UInt8(truncatingIfNeeded: 0xFF00 >> bits)
        return (address.bytes[index] ^ first.bytes[index]) & mask == 0
      }
    }
  }
}
