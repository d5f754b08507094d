/// The Basic scheme of authentication (RFC 7617).
package enum BasicAuthorization {
  /// The value of the header for `user:password` as bytes.
  package static func value(_ userAndPassword: [UInt8]) -> String {
    "Basic " + base64(userAndPassword)
  }

  /// Base64 (RFC 4648, 4).
  private static func base64(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var text = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for digit in 0..<4 {
        text.append(digit <= group.count ? alphabet[bits >> (18 - 6 * digit) & 63] : "=")
      }
    }
    return text
  }
}
