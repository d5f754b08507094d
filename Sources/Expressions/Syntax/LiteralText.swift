/// What the inside of a string or bytes literal stands for, gathered from its front.
struct LiteralText {
  private let isRaw: Bool
  private let isBytes: Bool
  private(set) var bytes: [UInt8] = []
  private var scalars = String.UnicodeScalarView()

  init(isRaw: Bool, isBytes: Bool) {
    self.isRaw = isRaw
    self.isBytes = isBytes
  }

  var string: String { String(scalars) }

  /// Takes the next scalar, or the next escape.
  mutating func take(_ text: [Unicode.Scalar], _ position: inout Int) throws(ExpressionProblem) {
    let scalar = text[position]
    if scalar == "\\" {
      if !isRaw { return try escape(text, &position) }
      // A raw literal keeps its backslashes, but a quote after one does not end it.
      append(scalar)
      position += 1
      guard position < text.count, "\"'".unicodeScalars.contains(text[position]) else { return }
    }
    append(text[position])
    position += 1
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    if isBytes {
      bytes += UTF8.encode(scalar).map(Array.init) ?? []
    } else {
      scalars.append(scalar)
    }
  }

  private mutating func escape(
    _ text: [Unicode.Scalar], _ position: inout Int
  ) throws(ExpressionProblem) {
    let start = position
    let letter = start + 1 < text.count ? text[start + 1] : " "
    func problem(_ message: String, length: Int) -> ExpressionProblem {
      ExpressionProblem(message, at: start..<min(start + length, text.count))
    }
    if let scalar = Self.simple[letter] {
      append(scalar)
      position += 2
      return
    }
    let length: Int
    var digits = start + 2
    var radix = 16
    switch letter {
    case "x", "X": length = 2
    case "u": length = 4
    case "U": length = 8
    case "0"..."3":
      digits = start + 1
      length = 3
      radix = 8
    default: throw problem("unknown escape '\\\(letter)'", length: 2)
    }
    let end = digits + length
    guard end <= text.count,
      text[digits..<end].allSatisfy({
        $0.properties.isASCIIHexDigit && (radix == 16 || $0.value < 0x38)
      }),
      let value = UInt32(String(String.UnicodeScalarView(text[digits..<end])), radix: radix)
    else {
      let kind = radix == 16 ? "hexadecimal" : "octal"
      throw problem("the escape needs \(length) \(kind) digits", length: 2)
    }
    position = end
    if isBytes, length <= 3 {
      bytes.append(UInt8(truncatingIfNeeded: value))
    } else if isBytes {
      throw problem("'\\\(letter)' has no meaning in bytes", length: 2)
    } else if let scalar = Unicode.Scalar(value) {
      scalars.append(scalar)
    } else {
      throw problem("the escape names no Unicode character", length: end - start)
    }
  }

  private static let simple: [Unicode.Scalar: Unicode.Scalar] = [
    "\\": "\\", "?": "?", "\"": "\"", "'": "'", "`": "`", "a": "\u{7}", "b": "\u{8}",
    "f": "\u{C}", "n": "\n", "r": "\r", "t": "\t", "v": "\u{B}",
  ]
}
