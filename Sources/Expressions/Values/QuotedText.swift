/// Strings and bytes as the literals that stand for them.
enum QuotedText {
  /// In double quotes, with every scalar escaped that would end the literal or move the cursor.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\u{7}": result += "\\a"
      case "\u{8}": result += "\\b"
      case "\u{C}": result += "\\f"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{B}": result += "\\v"
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  static func quoted(_ bytes: [UInt8]) -> String {
    var result = "b\""
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "\\"), UInt8(ascii: "\""):
        result += "\\\(Unicode.Scalar(byte))"
      case 0x20..<0x7F: result.unicodeScalars.append(Unicode.Scalar(byte))
      default: result += "\\x" + HexadecimalText.of(CollectionOfOne(byte))
      }
    }
    return result + "\""
  }
}

/// Bytes in hexadecimal digits.
enum HexadecimalText {
  static func of(_ bytes: some Sequence<UInt8>, uppercase: Bool = false) -> String {
    let letter = UInt8(ascii: uppercase ? "A" : "a") - 10
    var digits: [UInt8] = []
    for byte in bytes {
      for nibble in [byte >> 4, byte & 15] {
        digits.append(nibble + (nibble < 10 ? UInt8(ascii: "0") : letter))
      }
    }
    return String(decoding: digits, as: UTF8.self)
  }
}
