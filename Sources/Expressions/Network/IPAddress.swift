/// An IPv4 or IPv6 address; one of IPv4 mapped into IPv6 counts as the former.
package struct IPAddress: Hashable, Sendable {
  /// 4 or 16, the highest first.
  let bytes: [UInt8]

  /// Reads dotted decimals, or RFC 4291 without a zone and without an IPv4 tail that maps.
  init(_ text: String) throws(Failure) {
    if text.utf8.contains(UInt8(ascii: "%")) {
      throw .other("IP address \(QuotedText.quoted(text)) has a zone, which is not allowed")
    }
    let isVersion6 = text.utf8.contains(UInt8(ascii: ":"))
    guard let bytes = isVersion6 ? Self.version6(text) : Self.version4(Substring(text)) else {
      throw .other("\(QuotedText.quoted(text)) is no IP address")
    }
    if bytes.count == 16, bytes.starts(with: Self.mappedPrefix) {
      if text.utf8.contains(UInt8(ascii: ".")) {
        throw .other(
          "IP address \(QuotedText.quoted(text)) maps IPv4 into IPv6, which is not allowed")
      }
      self.bytes = Array(bytes[12...])
    } else {
      self.bytes = bytes
    }
  }

  /// The address with zeros beyond its first bits.
  init(_ address: IPAddress, keepingBits count: Int) {
    bytes = address.bytes.enumerated().map { index, byte in
      let kept = max(0, min(8, count - index * 8))
      return kept == 8 ? byte : byte & ~(0xFF >> UInt8(kept))
    }
  }

  private static let mappedPrefix: [UInt8] = Array(repeating: 0, count: 10) + [0xFF, 0xFF]

  private static func version4(_ text: Substring) -> [UInt8]? {
    let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var bytes: [UInt8] = []
    for part in parts {
      guard (1...3).contains(part.count), part.allSatisfy({ (0x30...0x39).contains($0) }),
        part.count == 1 || part.first != UInt8(ascii: "0"), let byte = UInt8(Substring(part))
      else { return nil }
      bytes.append(byte)
    }
    return bytes
  }

  private static func version6(_ text: String) -> [UInt8]? {
    let halves = text.split(separator: "::", omittingEmptySubsequences: false)
    guard halves.count <= 2, let head = groups(halves[0], isLast: halves.count == 1) else {
      return nil
    }
    if halves.count == 1 { return head.count == 16 ? head : nil }
    guard let tail = groups(halves[1], isLast: true), head.count + tail.count <= 14 else {
      return nil
    }
    return head + Array(repeating: 0, count: 16 - head.count - tail.count) + tail
  }

  private static func groups(_ text: Substring, isLast: Bool) -> [UInt8]? {
    if text.isEmpty { return [] }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count <= 8 else { return nil }
    var bytes: [UInt8] = []
    for (index, part) in parts.enumerated() {
      if isLast, index == parts.count - 1, part.utf8.contains(UInt8(ascii: ".")) {
        guard let tail = version4(part) else { return nil }
        bytes += tail
      } else {
        guard (1...4).contains(part.utf8.count),
          part.unicodeScalars.allSatisfy({ $0.properties.isASCIIHexDigit }),
          let group = UInt16(part, radix: 16)
        else { return nil }
        bytes += [UInt8(group >> 8), UInt8(group & 0xFF)]
      }
    }
    return bytes
  }
}

extension IPAddress: CustomStringConvertible {
  /// The canonical form (RFC 5952).
  package var description: String {
    if isVersion4 { return bytes.map(String.init).joined(separator: ".") }
    let groups = stride(from: 0, to: 16, by: 2).map {
      UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
    }
    var longest = 0..<0
    var start = 0
    for (index, group) in groups.enumerated() {
      if group != 0 {
        start = index + 1
      } else if index + 1 - start > max(longest.count, 1) {
        longest = start..<index + 1
      }
    }
    func text(_ groups: ArraySlice<UInt16>) -> String {
      groups.map { String($0, radix: 16) }.joined(separator: ":")
    }
    if longest.isEmpty { return text(groups[...]) }
    return "\(text(groups[..<longest.lowerBound]))::\(text(groups[longest.upperBound...]))"
  }
}

extension IPAddress {
  var isVersion4: Bool { bytes.count == 4 }
  var isUnspecified: Bool { bytes.allSatisfy { $0 == 0 } }

  var isLoopback: Bool {
    isVersion4 ? bytes[0] == 127 : bytes.last == 1 && bytes.dropLast().allSatisfy { $0 == 0 }
  }

  var isMulticast: Bool {
    isVersion4 ? bytes[0] & 0xF0 == 0xE0 : bytes[0] == 0xFF
  }

  var isLinkLocalMulticast: Bool {
    isVersion4
      ? bytes.starts(with: [224, 0, 0]) : bytes[0] == 0xFF && bytes[1] & 0x0F == 0x02
  }

  var isLinkLocalUnicast: Bool {
    isVersion4
      ? bytes.starts(with: [169, 254]) : bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80
  }

  /// Whether the address is that of one machine beyond its own link, private ones included.
  var isGlobalUnicast: Bool {
    !(isUnspecified || isLoopback || isMulticast || isLinkLocalUnicast
      || isVersion4 && bytes.allSatisfy { $0 == 255 })
  }
}
