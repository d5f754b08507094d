/// An address and how many of its bits are the network's.
package struct IPNetwork: Hashable, Sendable, CustomStringConvertible {
  let address: IPAddress
  let prefixLength: Int

  init(_ text: String) throws(Failure) {
    let malformed = Failure.other(
      "\(QuotedText.quoted(text)) is no network such as \"192.168.0.0/24\" or \"2001:db8::/32\"")
    guard let slash = text.lastIndex(of: "/") else { throw malformed }
    let address = try IPAddress(String(text[..<slash]))
    var cursor = TextCursor(String(text[text.index(after: slash)...]))
    guard let length = cursor.number(digits: 1...3), cursor.isAtEnd,
      length <= address.bytes.count * 8
    else { throw malformed }
    self.init(address: address, prefixLength: length)
  }

  private init(address: IPAddress, prefixLength: Int) {
    self.address = address
    self.prefixLength = prefixLength
  }

  /// The network with zeros beyond its own bits.
  var masked: IPNetwork {
    IPNetwork(
      address: IPAddress(address, keepingBits: prefixLength), prefixLength: prefixLength)
  }

  func contains(_ other: IPAddress) -> Bool {
    other.bytes.count == address.bytes.count
      && IPAddress(other, keepingBits: prefixLength) == masked.address
  }

  func contains(_ other: IPNetwork) -> Bool {
    other.prefixLength >= prefixLength && contains(other.address)
  }

  package var description: String { "\(address)/\(prefixLength)" }
}
