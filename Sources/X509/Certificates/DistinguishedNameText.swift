extension DistinguishedName {
  /// The name on one line as RFC 4514 has it: the last relative name first, special characters
  /// escaped with a backslash, values that are no strings as `#` and their encoding in hex.
  package func text(in bytes: Span<UInt8>) -> String {
    var names: [String] = []
    var attributes = attributes
    var current = -1
    while let attribute = attributes.next(in: bytes) {
      let text = DistinguishedName.text(of: attribute, in: bytes)
      if attribute.relativeName == current {
        names[names.count - 1] += "+" + text
      } else {
        names.append(text)
        current = attribute.relativeName
      }
    }
    return names.reversed().joined(separator: ",")
  }

  private static func text(of attribute: Attribute, in bytes: Span<UInt8>) -> String {
    let value = attribute.text(in: bytes).map(escaped)
    if let keyword = attribute.type.keyword, let value { return "\(keyword)=\(value)" }
    let encoded = HexadecimalText.of(bytes, attribute.value.range)
    return "\(attribute.type.keyword ?? attribute.type.description)=#\(encoded)"
  }

  /// RFC 4514, 2.4; control characters as pairs of hexadecimal digits.
  private static func escaped(_ value: String) -> String {
    var text = String.UnicodeScalarView()
    let scalars = value.unicodeScalars
    for index in scalars.indices {
      let scalar = scalars[index]
      let isFirst = index == scalars.startIndex
      let isLast = scalars.index(after: index) == scalars.endIndex
      switch scalar {
      case "\"", "+", ",", ";", "<", ">", "\\":
        text.append("\\")
        text.append(scalar)
      case "#" where isFirst, " " where isFirst || isLast:
        text.append("\\")
        text.append(scalar)
      case "\0"..<" ", "\u{7F}":
        text.append("\\")
        let hexadecimal = String(scalar.value, radix: 16, uppercase: true)
        text.append(
          contentsOf: (scalar.value < 16 ? "0" + hexadecimal : hexadecimal).unicodeScalars)
      default: text.append(scalar)
      }
    }
    return String(text)
  }
}
