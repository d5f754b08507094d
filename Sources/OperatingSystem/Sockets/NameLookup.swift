import Glibc

/// The system's own way from a name to addresses: its hosts file, then its name servers.
package enum NameLookup {
  /// Blocks for as long as the system pleases.
  package static func addresses(of name: String) -> Result<[IPAddress], NameLookupError> {
    guard !name.utf8.contains(0) else { return .failure(.notFound) }
    var hints = unsafe addrinfo()
    unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    let code = unsafe getaddrinfo(name, nil, &hints, &list)
    defer { if let list = unsafe list { unsafe freeaddrinfo(list) } }
    guard code == 0 else { return .failure(error(code)) }
    var addresses: [IPAddress] = []
    var next = unsafe list
    while let entry = unsafe next {
      if let address = unsafe address(entry.pointee), !addresses.contains(address) {
        addresses.append(address)
      }
      unsafe next = entry.pointee.ai_next
    }
    return addresses.isEmpty ? .failure(.notFound) : .success(addresses)
  }

  private static func address(_ entry: addrinfo) -> IPAddress? {
    guard let form = unsafe UnsafeRawPointer(entry.ai_addr) else { return nil }
    switch unsafe entry.ai_family {
    case AF_INET:
      let form = unsafe form.loadUnaligned(as: sockaddr_in.self)
      return IPAddress(bytes: unsafe withUnsafeBytes(of: form.sin_addr) { unsafe Array($0) })
    case AF_INET6:
      let form = unsafe form.loadUnaligned(as: sockaddr_in6.self)
      return IPAddress(
        bytes: unsafe withUnsafeBytes(of: form.sin6_addr) { unsafe Array($0) },
        zone: form.sin6_scope_id)
    default: return nil
    }
  }

  private static func error(_ code: Int32) -> NameLookupError {
    switch code {
    // A name that is there without an address of the kind asked for is none to us.
    case EAI_NONAME, noData, noAddressOfFamily: return .notFound
    case EAI_AGAIN: return .failed(reason: "the name servers did not answer")
    case EAI_SYSTEM:
      return .failed(reason: SystemError("look up", path: nil).reason)
    default:
      let text = unsafe gai_strerror(code)
      return .failed(
        reason: unsafe text.map { unsafe String(cString: $0).lowercased() } ?? "error \(code)")
    }
  }

  // Glibc's own additions to the codes of POSIX.
  private static let noData: Int32 = -5
  private static let noAddressOfFamily: Int32 = -9
}
