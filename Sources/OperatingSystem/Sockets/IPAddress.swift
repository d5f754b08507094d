import Glibc

/// An IPv4 or IPv6 address.
package struct IPAddress: Hashable, Sendable, CustomStringConvertible {
  /// Four or sixteen bytes, the most significant first.
  package let bytes: [UInt8]
  /// The number of the interface that a link-local address is of; 0 for any.
  package let zone: UInt32

  package init(bytes: [UInt8], zone: UInt32 = 0) {
    self.bytes = bytes
    self.zone = zone
  }

  /// Reads `192.0.2.1`, `2001:db8::1` or `fe80::1%eth0`, and nothing that is merely like it.
  package init?(_ text: String) {
    // The system would take what stands before the NUL for the address.
    guard !text.utf8.contains(0) else { return nil }
    let parts = text.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)
    if let bytes = Self.parse(text, family: AF_INET, count: 4) {
      self.init(bytes: bytes)
    } else if let bytes = Self.parse(String(parts[0]), family: AF_INET6, count: 16) {
      guard parts.count == 2 else {
        self.init(bytes: bytes)
        return
      }
      let name = String(parts[1])
      let zone = unsafe if_nametoindex(name)
      guard let zone = zone == 0 ? UInt32(name) : zone else { return nil }
      self.init(bytes: bytes, zone: zone)
    } else {
      return nil
    }
  }

  package var isIPv6: Bool { bytes.count == 16 }

  package var isLoopback: Bool {
    isIPv6 ? bytes == [UInt8](repeating: 0, count: 15) + [1] : bytes.first == 127
  }

  /// As RFC 5952 writes it; an interface by its number.
  package var description: String {
    let text = unsafe withUnsafeTemporaryAllocation(
      of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)
    ) { buffer in
      let family = isIPv6 ? AF_INET6 : AF_INET
      let result = unsafe bytes.withUnsafeBytes { bytes in
        unsafe inet_ntop(family, bytes.baseAddress, buffer.baseAddress, socklen_t(buffer.count))
      }
      return unsafe result.map { unsafe String(cString: $0) } ?? ""
    }
    return zone == 0 ? text : "\(text)%\(zone)"
  }

  private static func parse(_ text: String, family: Int32, count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    let isRead = unsafe bytes.withUnsafeMutableBytes { bytes in
      unsafe inet_pton(family, text, bytes.baseAddress) == 1
    }
    return isRead ? bytes : nil
  }
}
