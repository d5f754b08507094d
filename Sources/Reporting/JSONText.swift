/// Ways to append to a report without making strings on the way.
extension [UInt8] {
  package mutating func write(_ text: String) {
    append(contentsOf: text.utf8)
  }

  package mutating func write(_ number: Int) {
    write(String(number))
  }
}

extension [UInt8] {
  /// Appends a text as a JSON string.
  ///
  /// Whatever is invisible or steers a terminal is escaped, so that a report can be looked at.
  package mutating func writeJSON(_ text: String) {
    append(UInt8(ascii: "\""))
    switch Self.jsonContents(text) {
    case .plain: append(contentsOf: text.utf8)
    case .ascii: writeJSON(ascii: text)
    case .unicode: for scalar in text.unicodeScalars { writeJSON(scalar) }
    }
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

  private static func jsonContents(_ text: String) -> JSONContents {
    let bytes = text.utf8.span
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

  private mutating func writeJSON(ascii text: String) {
    let bytes = text.utf8.span
    append(addingCapacity: bytes.count * 6) { output in
      for index in bytes.indices {
        let byte = bytes[index]
        switch byte {
        case 0x22, 0x5C:
          output.append(0x5C)
          output.append(byte)
        case ..<0x20, 0x7F:
          for digit in Self.escape(UInt16(byte)) { output.append(digit) }
        default:
          output.append(byte)
        }
      }
    }
  }

  private mutating func writeJSON(_ scalar: Unicode.Scalar) {
    if scalar.isASCII {
      writeJSON(ascii: String(scalar))
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
