import Glibc

/// A TCP port at an IP address.
package struct SocketAddress: Hashable, Sendable, CustomStringConvertible {
  package let address: IPAddress
  package let port: UInt16

  package init(_ address: IPAddress, port: UInt16) {
    self.address = address
    self.port = port
  }

  /// `192.0.2.1:443`, `[2001:db8::1]:443`.
  package var description: String {
    address.isIPv6 ? "[\(address)]:\(port)" : "\(address):\(port)"
  }

  var family: Int32 { address.isIPv6 ? AF_INET6 : AF_INET }

  /// Calls `body` with the address in the system's form.
  func withSystemForm<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
    if address.isIPv6 {
      var form = sockaddr_in6()
      form.sin6_family = sa_family_t(AF_INET6)
      form.sin6_port = port.bigEndian
      form.sin6_scope_id = address.zone
      unsafe withUnsafeMutableBytes(of: &form.sin6_addr) {
        unsafe $0.copyBytes(from: address.bytes)
      }
      return unsafe Self.rebinding(&form, body)
    }
    var form = sockaddr_in()
    form.sin_family = sa_family_t(AF_INET)
    form.sin_port = port.bigEndian
    unsafe withUnsafeMutableBytes(of: &form.sin_addr) { unsafe $0.copyBytes(from: address.bytes) }
    return unsafe Self.rebinding(&form, body)
  }

  private static func rebinding<Form, Result>(
    _ form: inout Form, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
  ) -> Result {
    unsafe withUnsafePointer(to: &form) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe body($0, socklen_t(MemoryLayout<Form>.size))
      }
    }
  }
}
