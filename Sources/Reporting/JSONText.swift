import OperatingSystem
import SourceText

/// Ways to append to a report without making strings on the way.
extension [UInt8] {
  package mutating func write(_ text: String) {
    append(contentsOf: text.utf8)
  }

  package mutating func write(_ number: Int) {
    appendDecimal(number)
  }

  mutating func write(_ bytes: Span<UInt8>) {
    append(bytes)
  }
}

extension [UInt8] {
  /// Appends a text as a JSON string.
  ///
  /// Whatever is invisible or steers a terminal is escaped, so that a report can be looked at.
  package mutating func writeJSON(_ text: String) { writeJSON(text.utf8.span) }

  /// Appends some bytes of UTF-8 as a JSON string.
  mutating func writeJSON(_ bytes: Span<UInt8>) {
    append(UInt8(ascii: "\""))
    switch Self.jsonContents(bytes) {
    case .plain: write(bytes)
    case .ascii: writeJSON(ascii: bytes)
    case .unicode: for scalar in String(copying: bytes).unicodeScalars { writeJSON(scalar) }
    }
    append(UInt8(ascii: "\""))
  }

  /// Appends bytes as a JSON string of base64.
  package mutating func writeBase64(_ bytes: [UInt8]) {
    append(UInt8(ascii: "\""))
    Base64.append(bytes, to: &self)
    append(UInt8(ascii: "\""))
  }

  /// Appends the separator of members unless an object has just begun, and the member's name.
  package mutating func writeMember(_ name: String) {
    if last != UInt8(ascii: "{") { append(UInt8(ascii: ",")) }
    write("\"")
    write(name)
    write("\":")
  }

  package mutating func writeMember(_ name: String, _ text: String) {
    writeMember(name)
    writeJSON(text)
  }

  package mutating func writeMember(_ name: String, _ number: Int) {
    writeMember(name)
    write(number)
  }

  package mutating func writeMember(_ name: String, _ flag: Bool) {
    writeMember(name)
    write(flag ? "true" : "false")
  }

  /// Appends an array; elements are told apart by commas.
  package mutating func writeArray<Item>(
    _ elements: some Sequence<Item>, _ writeElement: (Item, inout [UInt8]) -> Void
  ) {
    write("[")
    for element in elements {
      if last != UInt8(ascii: "[") { write(",") }
      writeElement(element, &self)
    }
    write("]")
  }

  /// What of a text there is to escape.
  private enum JSONContents { case plain, ascii, unicode }

  private static func jsonContents(_ bytes: Span<UInt8>) -> JSONContents {
    // Without branches, so that many bytes are looked at together.
    var bits: UInt8 = 0
    var escapes: UInt8 = 0
    for index in bytes.indices {
      let byte = bytes[index]
      bits |= byte
      escapes |= (byte < 0x20 ? 1 : 0) | (byte == 0x22 ? 1 : 0)
      escapes |= (byte == 0x5C ? 1 : 0) | (byte == 0x7F ? 1 : 0)
    }
    return bits >= 0x80 ? .unicode : escapes == 0 ? .plain : .ascii
  }

  private mutating func writeJSON(ascii bytes: Span<UInt8>) {
    var written = 0
    for index in bytes.indices {
      let byte = bytes[index]
      let isQuoted = byte == 0x22 || byte == 0x5C
      guard isQuoted || byte < 0x20 || byte == 0x7F else { continue }
      write(bytes.extracting(written..<index))
      if isQuoted {
        append(0x5C)
        append(byte)
      } else {
        append(contentsOf: Self.escape(UInt16(byte)))
      }
      written = index + 1
    }
    write(bytes.extracting(written..<bytes.count))
  }

  private mutating func writeJSON(_ scalar: Unicode.Scalar) {
    if scalar.isASCII {
      writeJSON(ascii: String(scalar).utf8.span)
    } else if scalar.isShown {
      append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    } else {
      for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
        append(contentsOf: Self.escape(unit))
      }
    }
  }

  /// `\u202e`.
  private static func escape(_ unit: UInt16) -> [UInt8] {
    let digits = String(unit, radix: 16)
    return Array(("\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits).utf8)
  }
}

extension Unicode.Scalar {
  /// Neither steering, hiding nor invisible.
  fileprivate var isShown: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .surrogate,
      .privateUse:
      false
    default:
      !properties.isDefaultIgnorableCodePoint
    }
  }
}
