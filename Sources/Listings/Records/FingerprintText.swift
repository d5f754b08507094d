import OperatingSystem
import RuleEngine
import SourceText

/// Why a text is no fingerprint.
struct FingerprintError: Error, Hashable {
  let reason: String
}

extension Fingerprint {
  /// Reads the spellings that listings use: `MD5 Fingerprint=1E:80:…`, `sha256:3b0a…`, plain
  /// hexadecimal in either case, base64. The length decides the algorithm; a prefix must agree.
  init(parsing text: Span<UInt8>) throws(FingerprintError) {
    if let bytes = Self.bytes(base64: text) {
      try self.init(bytes, claim: nil)
      return
    }
    let (mark, claim) = try Self.prefix(of: text)
    let (digest, count) = try Self.digest(hexadecimal: text.extracting(mark..<text.count))
    self.init(algorithm: try Self.algorithm(byteCount: count, claim: claim), digest: digest)
  }

  init(_ bytes: [UInt8], claim: Algorithm? = nil) throws(FingerprintError) {
    self.init(
      algorithm: try Self.algorithm(byteCount: bytes.count, claim: claim), bytes: bytes)
  }

  private static func algorithm(
    byteCount count: Int, claim: Algorithm?
  ) throws(FingerprintError) -> Algorithm {
    guard let algorithm = Algorithm(byteCount: count) else {
      throw FingerprintError(
        reason: count == 1 ? "1 byte is no known digest" : "\(count) bytes are no known digest")
    }
    if let claim, claim != algorithm {
      throw FingerprintError(
        reason: "it says \(claim.rawValue) and has the length of \(algorithm.rawValue)")
    }
    return algorithm
  }

  /// Digests in base64 are told by lengths that hexadecimal ones do not have.
  private static func bytes(base64 text: Span<UInt8>) -> [UInt8]? {
    switch text.count {
    case 22, 24, 27, 28, 43, 44, 86, 88: break
    default: return nil
    }
    let letters = text.indices.map { text[$0] }
    guard !letters.contains(where: { $0 == 0x3A || $0 == 0x20 || $0 == 0x2E }),
      let bytes = Base64.decoded(String(decoding: letters, as: UTF8.self), .lenient),
      [16, 20, 32, 64].contains(bytes.count)
    else { return nil }
    return bytes
  }

  /// Where the digest begins, and what algorithm is named before it.
  private static func prefix(
    of text: Span<UInt8>
  ) throws(FingerprintError) -> (end: Int, claim: Algorithm?) {
    // As OpenSSL prints it, and so nearly all.
    if let end = text.end(ofPrefix: "MD5 Fingerprint=") { return (end, .md5) }
    if let end = text.end(ofPrefix: "SHA1 Fingerprint=") { return (end, .sha1) }
    if let end = text.end(ofPrefix: "SHA256 Fingerprint=") { return (end, .sha256) }
    let end = endOfPrefix(text)
    return end == 0 ? (0, nil) : (end, try algorithm(named: text.extracting(0..<end - 1)))
  }

  /// Behind the first `=`, or behind a `:` that stands further in than the first byte's; else 0.
  private static func endOfPrefix(_ text: Span<UInt8>) -> Int {
    var colon = 0
    for index in text.indices {
      if text[index] == UInt8(ascii: "=") { return index + 1 }
      if colon == 0, text[index] == UInt8(ascii: ":") { colon = index + 1 }
    }
    return colon > 3 ? colon : 0
  }

  /// `sha256`, `SHA-256`, `sha256 Fingerprint`.
  private static func algorithm(named prefix: Span<UInt8>) throws(FingerprintError) -> Algorithm {
    var name: UInt64 = 0
    for index in prefix.indices {
      guard let letter = letter(prefix[index]) else { continue }
      name = name << 8 | UInt64(letter)
      guard let algorithm = Algorithm(letters: name) else { continue }
      guard isFingerprint(prefix.extracting(index + 1..<prefix.count)) else { break }
      return algorithm
    }
    throw FingerprintError(reason: "unknown digest algorithm")
  }

  /// Whether nothing is behind an algorithm's name, or the word "fingerprint".
  private static func isFingerprint(_ text: Span<UInt8>) -> Bool {
    let word = "fingerprint".utf8.span
    var matched = 0
    for index in text.indices {
      guard matched < word.count else { return false }
      guard let letter = letter(text[index]) else { continue }
      guard letter == word[matched] else { return false }
      matched += 1
    }
    return matched == word.count || text.isEmpty
  }

  /// A byte in lower case; nil for the dashes and spaces that a name may be spelled with.
  @inline(__always)
  private static func letter(_ byte: UInt8) -> UInt8? {
    if byte == 0x2D || byte == 0x20 { return nil }
    return byte &- 0x41 < 26 ? byte | 0x20 : byte
  }

  /// The digest, of which no more than 64 bytes are kept, and how many bytes there are.
  private static func digest(
    hexadecimal text: Span<UInt8>
  ) throws(FingerprintError) -> (InlineArray<64, UInt8>, Int) {
    let values = valuesOfDigits.span
    var digest = InlineArray<64, UInt8>(repeating: 0)
    var count = 0
    var index = 0
    while index < text.count {
      let high = values[Int(text[index])]
      guard high < 16 else {
        if !isSeparator(text[index]) { throw noDigit(text[index]) }
        index &+= 1
        continue
      }
      index &+= 1
      guard index < text.count else { throw FingerprintError(reason: "an odd number of digits") }
      let low = values[Int(text[index])]
      guard low < 16 else { throw noDigit(text[index]) }
      index &+= 1
      if count < digest.count { digest[count] = high << 4 | low }
      count &+= 1
      if index < text.count, text[index] == UInt8(ascii: ":") { index &+= 1 }
    }
    return (digest, count)
  }

  // By byte; 16 and more is no digit. Whether a digit is a letter cannot be foretold, so it is looked
  // up and nothing branches on it.
  private static let valuesOfDigits: [UInt8] = (UInt8.min...UInt8.max).map { byte in
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: 0xFF
    }
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    byte == 0x3A || byte == 0x20 || byte == 0x2D
  }

  private static func noDigit(_ byte: UInt8) -> FingerprintError {
    // Three dots, or the one character that looks like them.
    if byte == 0x2E || byte == 0xE2 { return FingerprintError(reason: "it is elided") }
    return FingerprintError(
      reason: isSeparator(byte) ? "a separator in the middle of a byte" : "not hexadecimal")
  }
}

extension Fingerprint.Algorithm {
  /// The algorithm of a name in lower case, its letters in the bytes of a number.
  fileprivate init?(letters: UInt64) {
    switch letters {
    case 0x6D_64_35: self = .md5
    case 0x73_68_61_31: self = .sha1
    case 0x73_68_61_32_35_36: self = .sha256
    case 0x73_68_61_33_38_34: self = .sha384
    case 0x73_68_61_35_31_32: self = .sha512
    default: return nil
    }
  }
}
