import RuleEngine

/// Why a text is no fingerprint.
struct FingerprintError: Error, Hashable {
  let reason: String
}

extension Fingerprint {
  /// Reads the spellings that listings use: `MD5 Fingerprint=1E:80:…`, `sha256:3b0a…`, plain
  /// hexadecimal in either case. The length decides the algorithm; a prefix must agree.
  init(parsing text: String) throws(FingerprintError) {
    var rest = Substring(text)
    var claim: Algorithm?
    if let mark = text.lastIndex(of: "=") {
      let words = text[..<mark].split(separator: " ")
      guard let word = words.first, words.last?.lowercased() == "fingerprint" || words.count == 1
      else { throw FingerprintError(reason: "not a fingerprint") }
      claim = try Self.algorithm(named: word)
      rest = text[text.index(after: mark)...]
    } else if let colon = text.firstIndex(of: ":"), text[..<colon].utf8.count > 2 {
      claim = try Self.algorithm(named: text[..<colon])
      rest = text[text.index(after: colon)...]
    }
    if rest.contains("...") || rest.contains("…") {
      throw FingerprintError(reason: "it is elided")
    }
    let bytes = try Self.bytes(hexadecimal: rest)
    guard let algorithm = Algorithm.allCases.first(where: { $0.byteCount == bytes.count }) else {
      throw FingerprintError(reason: "\(bytes.count) bytes are no known digest")
    }
    if let claim, claim != algorithm {
      throw FingerprintError(
        reason: "it says \(claim.rawValue) and has the length of \(algorithm.rawValue)")
    }
    self.init(algorithm: algorithm, bytes: bytes)
  }

  private static func algorithm(named word: some StringProtocol) throws(FingerprintError)
    -> Algorithm
  {
    let name = word.lowercased().filter { $0 != "-" && $0 != " " }
    guard let algorithm = Algorithm(rawValue: name) else {
      throw FingerprintError(reason: "unknown digest algorithm")
    }
    return algorithm
  }

  private static func bytes(hexadecimal text: Substring) throws(FingerprintError) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(32)
    var high: UInt8?
    for byte in text.utf8 {
      let digit: UInt8
      switch byte {
      case 0x30...0x39: digit = byte - 0x30
      case 0x41...0x46: digit = byte - 0x37
      case 0x61...0x66: digit = byte - 0x57
      case 0x3A, 0x20, 0x2D:
        if high == nil { continue }
        throw FingerprintError(reason: "a separator in the middle of a byte")
      default: throw FingerprintError(reason: "not hexadecimal")
      }
      if let first = high {
        bytes.append(first << 4 | digit)
        high = nil
      } else {
        high = digit
      }
    }
    guard high == nil else { throw FingerprintError(reason: "an odd number of digits") }
    return bytes
  }
}
