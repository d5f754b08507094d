/// The attributes of a distinguished name that is written as text: as RFC 4514 has it
/// (`CN=R11,O=Let's Encrypt,C=US`), with spaces around its parts, or with slashes before them, as
/// OpenSSL once wrote it.
struct NameAttributes {
  private let attributes: [(type: String, value: String)]

  init(_ text: String) {
    let isSlashed = text.hasPrefix("/")
    var attributes: [(type: String, value: String)] = []
    for part in Self.parts(of: text, between: isSlashed ? ["/"] : [",", ";", "+"]) {
      guard let sign = part.firstIndex(of: "=") else {
        // A comma that nobody escaped: `O=Example, Inc.`
        if !attributes.isEmpty, !part.isEmpty {
          attributes[attributes.count - 1].value += ", " + Self.unescaped(part)
        }
        continue
      }
      let type = part[..<sign].trimmed.uppercased()
      attributes.append((type, Self.unescaped(part[part.index(after: sign)...])))
    }
    self.attributes = attributes
  }

  /// The values of an attribute type, by its short name in capitals: `CN`.
  func values(of type: String) -> [String] {
    attributes.filter { $0.type == type }.map(\.value)
  }

  private static func parts(
    of text: String, between separators: Set<Unicode.Scalar>
  ) -> [Substring] {
    let scalars = text.unicodeScalars
    var parts: [Substring] = []
    var start = scalars.startIndex
    var isEscaped = false
    var isQuoted = false
    for index in scalars.indices {
      let scalar = scalars[index]
      if isEscaped {
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else if scalar == "\"" {
        isQuoted.toggle()
      } else if !isQuoted, separators.contains(scalar) {
        parts.append(Substring(scalars[start..<index]))
        start = scalars.index(after: index)
      }
    }
    parts.append(Substring(scalars[start...]))
    return parts
  }

  /// RFC 4514, section 2.4: a backslash before a character, or before the two digits of a byte.
  private static func unescaped(_ text: Substring) -> String {
    var text = text.trimmed
    if text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") {
      text = text.dropFirst().dropLast()
    }
    guard text.utf8.contains(UInt8(ascii: "\\")) else { return String(text) }
    var bytes: [UInt8] = []
    let utf8 = Array(text.utf8)
    var index = 0
    while index < utf8.count {
      guard utf8[index] == UInt8(ascii: "\\"), index + 1 < utf8.count else {
        bytes.append(utf8[index])
        index += 1
        continue
      }
      let digits = String(decoding: utf8[(index + 1)..<min(index + 3, utf8.count)], as: UTF8.self)
      if digits.utf8.count == 2, digits.allSatisfy(\.isHexDigit),
        let byte = UInt8(digits, radix: 16)
      {
        bytes.append(byte)
        index += 3
      } else {
        bytes.append(utf8[index + 1])
        index += 2
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Substring {
  /// Without the spaces around it; one that is escaped is not around it.
  fileprivate var trimmed: Substring {
    var text = drop { $0 == " " }
    while text.hasSuffix(" "), !text.dropLast().hasSuffix("\\") { text = text.dropLast() }
    return text
  }
}
