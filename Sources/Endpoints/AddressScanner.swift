import OperatingSystem

/// Takes the address of an endpoint apart.
struct AddressScanner {
  /// A part of the text, and where it stands.
  struct Piece {
    let text: String
    let offset: Int

    func error(_ message: String, help: String? = nil) -> EndpointAddressError {
      EndpointAddressError(
        message: message, help: help, offset: offset, length: max(1, text.unicodeScalars.count))
    }
  }

  private var rest: Substring.UnicodeScalarView
  private var offset = 0

  init(_ text: String) {
    rest = text.unicodeScalars[...]
  }

  mutating func skipScheme() throws(EndpointAddressError) {
    let scheme = take(EndpointAddress.scheme.unicodeScalars.count)
    guard scheme.text.lowercased() == EndpointAddress.scheme else {
      throw scheme.error("an endpoint begins with \(EndpointAddress.scheme)")
    }
  }

  /// In lower case; an IPv6 address without its brackets.
  mutating func host() throws(EndpointAddressError) -> Piece {
    if rest.first == "[" { return try bracketedHost() }
    let bare = String(Substring(rest.prefix { !"/?#".unicodeScalars.contains($0) }))
    if let address = IPAddress(bare), address.isIPv6 {
      throw Piece(text: bare, offset: offset).error(
        "an IPv6 address stands in brackets", help: "write tls://[\(address)]")
    }
    let host = take { !":/?#[]".unicodeScalars.contains($0) }
    guard !host.text.contains("@") else {
      throw host.error("an endpoint has no user and password")
    }
    guard !host.text.isEmpty else { throw host.error("there is no host") }
    return Piece(text: try Self.checkedName(host), offset: host.offset)
  }

  private mutating func bracketedHost() throws(EndpointAddressError) -> Piece {
    _ = take(1)
    let host = take { $0 != "]" }
    guard take(1).text == "]", let address = IPAddress(host.text), address.isIPv6 else {
      throw host.error("'\(host.text)' is no IPv6 address", help: "write tls://[2001:db8::1]:443")
    }
    return Piece(text: "\(address)", offset: host.offset)
  }

  /// The name of a host, or its IPv4 address.
  static func checkedName(_ name: Piece) throws(EndpointAddressError) -> String {
    let text = name.text.lowercased()
    guard text.utf8.allSatisfy({ $0 < 0x80 }) else {
      throw name.error(
        "'\(name.text)' is not ASCII", help: "write the labels of such a name as xn--…")
    }
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    let names = labels.last == "" && labels.count > 1 ? labels.dropLast() : labels[...]
    let isName = names.allSatisfy { label in
      (1...63).contains(label.utf8.count) && label.utf8.allSatisfy(isNameByte)
    }
    guard isName, text.utf8.count <= 254 else {
      throw name.error("'\(name.text)' is no name of a host")
    }
    // The system would take 0x7f.1 and 127.1 for addresses.
    if let last = names.last, last.utf8.first.map({ (48...57).contains($0) }) == true,
      Int(last) != nil || last.hasPrefix("0x"), IPAddress(text) == nil
    {
      throw name.error("'\(name.text)' is no IP address", help: "write four numbers: 192.0.2.1")
    }
    return text
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 97...122, UInt8(ascii: "-"), UInt8(ascii: "_"): true
    default: false
    }
  }

  mutating func port() throws(EndpointAddressError) -> UInt16? {
    guard rest.first == ":" else { return nil }
    _ = take(1)
    let port = take { $0 != "/" && $0 != "?" && $0 != "#" }
    guard port.text.utf8.allSatisfy({ (48...57).contains($0) }), let number = UInt16(port.text),
      number > 0
    else { throw port.error("'\(port.text)' is no port from 1 to 65535") }
    return number
  }

  mutating func parameters() throws(EndpointAddressError) -> [String: Piece] {
    if rest.first == "/" { _ = take(1) }
    guard let mark = rest.first else { return [:] }
    guard mark == "?" else {
      throw take { _ in true }.error("an endpoint ends with its port and parameters")
    }
    var parameters: [String: Piece] = [:]
    while rest.first == "?" || rest.first == "&" {
      _ = take(1)
      let name = take { $0 != "=" && $0 != "&" }
      try check(name, parameters)
      guard rest.first == "=" else { throw name.error("\(name.text) has no value") }
      _ = take(1)
      let value = take { $0 != "&" }
      guard !value.text.isEmpty else { throw name.error("\(name.text) has no value") }
      parameters[name.text] = value
    }
    return parameters
  }

  private func check(_ name: Piece, _ known: [String: Piece]) throws(EndpointAddressError) {
    let names = ["sni", "alpn", "starttls"]
    guard names.contains(name.text) else {
      throw name.error(
        "unknown parameter '\(name.text)'", help: "one of \(names.joined(separator: ", "))")
    }
    guard known[name.text] == nil else { throw name.error("\(name.text) is given twice") }
  }

  private mutating func take(_ count: Int) -> Piece {
    var left = count
    return take { _ in
      left -= 1
      return left >= 0
    }
  }

  private mutating func take(while holds: (Unicode.Scalar) -> Bool) -> Piece {
    let piece = Substring(rest.prefix(while: holds))
    defer { offset += piece.unicodeScalars.count }
    rest = rest[piece.endIndex...]
    return Piece(text: String(piece), offset: offset)
  }
}
