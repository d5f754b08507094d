import Documents
import Listings

/// Takes the secrets out of an answer, each byte of them by another, so that everything else stays
/// where it stands.
///
/// A private key stays one to whoever looks for its marker, so that an answer that carries keys is
/// found to, afterwards as before.
struct SecretMask: Sendable {
  /// Keys whose values are secrets wherever they stand, unless a format reads them as something else.
  private static let usual: Set<String> = [
    "key", "keys", "certificate_key", "tls.key", "client-key-data", "p12", "pkcs12", "pfx",
    "password", "passphrase", "secret", "client_secret", "token", "access_token", "refresh_token",
    "api_key", "apikey", "authorization",
  ]
  private static let marker = Array("PRIVATE KEY-----".utf8)
  private static let blank = UInt8(ascii: "x")

  private let keys: Set<String>
  private let readKeys: Set<String>
  private let words: SecretWords

  /// - Parameter words: texts that are not to be kept, in whatever encoding: credentials.
  init(_ format: ListingFormat, words: [String]) {
    readKeys = format.readKeys.subtracting(format.secretKeys)
    keys = Self.usual.union(format.secretKeys)
    // What is shorter stands everywhere, and hides nothing.
    self.words = SecretWords(words.filter { $0.utf8.count > 3 })
  }

  func masked(_ text: String) -> String {
    String(decoding: words.hidden(in: Array(text.utf8)), as: UTF8.self)
  }

  func masked(_ body: [UInt8]) -> [UInt8] {
    var bytes = body
    let start = body.first { ![0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0) }
    if start == UInt8(ascii: "{") || start == UInt8(ascii: "[") {
      hideValues(in: &bytes)
    } else {
      hideKeyBlocks(in: &bytes)
    }
    words.hide(in: &bytes)
    return bytes
  }

  // MARK: JSON

  /// Goes from string to string, whatever is wrong with the document around them.
  private func hideValues(in bytes: inout [UInt8]) {
    // For each list or object that is open, whether it is a secret.
    var open: [Bool] = []
    var isSecret = false
    var position = 0
    while position < bytes.count {
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "\""):
        let end = Self.endOfString(at: position, in: bytes)
        if let key = Self.key(position..<end, in: bytes) {
          isSecret = open.last == true || isSecretKey(key)
        } else {
          hideString(position..<end, isSecret: isSecret || open.last == true, in: &bytes)
        }
        position = end
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): open.append(isSecret || open.last == true)
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        _ = open.popLast()
        isSecret = false
      case UInt8(ascii: ","): if open.last != true { isSecret = false }
      case UInt8(ascii: "1")...UInt8(ascii: "9") where isSecret || open.last == true:
        bytes[position] = UInt8(ascii: "1")
      default: break
      }
      position += 1
    }
  }

  private func isSecretKey(_ key: String) -> Bool {
    let key = key.lowercased()
    if readKeys.contains(key) { return false }
    return keys.contains(key) || key.hasPrefix("privatekey") || key.hasPrefix("private_key")
  }

  private func hideString(_ range: Range<Int>, isSecret: Bool, in bytes: inout [UInt8]) {
    let contents = range.lowerBound + 1..<max(range.lowerBound + 1, range.upperBound - 1)
    let holdsKey = Self.text(range, in: bytes).utf8.contains(Self.marker)
    guard isSecret || holdsKey else { return }
    for index in contents { bytes[index] = Self.blank }
    guard holdsKey else { return }
    let begin = Array("-----BEGIN ".utf8) + Self.marker
    let mark = begin.count <= contents.count ? begin : Self.marker
    bytes.replaceSubrange(contents.lowerBound..<contents.lowerBound + mark.count, with: mark)
  }

  /// Behind the closing quotation mark.
  private static func endOfString(at start: Int, in bytes: [UInt8]) -> Int {
    var index = start + 1
    while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(index + 1, bytes.count)
  }

  /// The text of a string that is a member's key; nil for any other.
  private static func key(_ range: Range<Int>, in bytes: [UInt8]) -> String? {
    var index = range.upperBound
    while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
    guard index < bytes.count, bytes[index] == UInt8(ascii: ":") else { return nil }
    return text(range, in: bytes)
  }

  private static func text(_ range: Range<Int>, in bytes: [UInt8]) -> String {
    guard range.count > 1 else { return "" }
    var string = JSONValue.absent
    string.kind = .string
    string.isEscaped = bytes[range].contains(UInt8(ascii: "\\"))
    (string.start, string.end, string.keyStart) = (
      range.lowerBound, range.upperBound, range.lowerBound
    )
    return JSONReading.text(of: string, in: bytes.span)
  }

  // MARK: Text

  /// The lines between the markers of a private key, in what is no JSON.
  private func hideKeyBlocks(in bytes: inout [UInt8]) {
    let end = Array("-----END".utf8)
    var position = 0
    while let hit = bytes.firstIndex(of: Self.marker, from: position) {
      position = hit + Self.marker.count
      let stop = bytes.firstIndex(of: end, from: position) ?? bytes.count
      for index in position..<stop where Self.isDigit(bytes[index]) { bytes[index] = Self.blank }
      position = min(bytes.count, stop + end.count + 24)
    }
  }

  /// Whether a byte is a digit of base64.
  private static func isDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || [0x2B, 0x2F, 0x3D].contains(byte)
  }
}

extension Sequence<UInt8> {
  fileprivate func contains(_ part: [UInt8]) -> Bool {
    Array(self).firstIndex(of: part, from: 0) != nil
  }
}
