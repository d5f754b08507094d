import OperatingSystem
import SourceText

/// Ways to append to a report without making strings on the way.
extension ByteBuffer {
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

extension ByteBuffer {
  /// Appends a text as a JSON string.
  ///
  /// Whatever is invisible or steers a terminal is escaped, so that a report can be looked at.
  package mutating func writeJSON(_ text: String) { writeJSON(text.utf8.span) }

  /// Appends some bytes of UTF-8 as a JSON string.
  mutating func writeJSON(_ bytes: Span<UInt8>) {
    append(UInt8(ascii: "\""))
    writeEscaped(bytes)
    append(UInt8(ascii: "\""))
  }

  /// Appends the bytes of two texts as one JSON string.
  mutating func writeJSON(_ bytes: Span<UInt8>, _ more: Span<UInt8>) {
    append(UInt8(ascii: "\""))
    writeEscaped(bytes)
    writeEscaped(more)
    append(UInt8(ascii: "\""))
  }

  /// Appends bytes as a JSON string of base64.
  package mutating func writeBase64(_ bytes: [UInt8]) {
    append(UInt8(ascii: "\""))
    write(Base64.encoded(bytes))
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
    _ elements: some Sequence<Item>, _ writeElement: (Item, inout ByteBuffer) -> Void
  ) {
    write("[")
    for element in elements {
      if last != UInt8(ascii: "[") { write(",") }
      writeElement(element, &self)
    }
    write("]")
  }

  private mutating func writeEscaped(_ bytes: Span<UInt8>) {
    var start = 0
    while start < bytes.count {
      let byte = bytes[start]
      if byte >= 0x80 {
        for scalar in String(copying: bytes.extracting(start..<bytes.count)).unicodeScalars {
          write(scalar)
        }
        return
      }
      if byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F {
        writeEscaped(byte)
        start += 1
      } else {
        // Nearly all are plain to their end.
        start += appendPlain(bytes.extracting(start..<bytes.count))
      }
    }
  }

  private mutating func writeEscaped(_ byte: UInt8) {
    if byte == 0x22 || byte == 0x5C {
      append(0x5C)
      append(byte)
    } else {
      append(contentsOf: Self.escape(UInt16(byte)))
    }
  }

  private mutating func write(_ scalar: Unicode.Scalar) {
    if (0x20..<0x7F).contains(scalar.value), scalar != "\"", scalar != "\\" {
      append(UInt8(ascii: scalar))
    } else if scalar.isASCII {
      writeEscaped(UInt8(ascii: scalar))
    } else if scalar.isShown {
      for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { append(byte) }
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
