/// Ways to show a stranger's text so that nothing in it can act, hide or pass for something else.
package enum Escaping {
  /// The text for people: printable Unicode stays, all that steers, hides or is invisible is
  /// escaped (`\n`, `\x1B`, `\u{202E}`), and the backslash is doubled so that this is unambiguous.
  package static func terminal(_ text: String) -> String {
    escaped(text, for: .terminal)
  }

  /// The text in printable ASCII only: `\x0A` for what is below 0x80, `\u{E9}` for the rest, and
  /// the backslash doubled.
  package static func ascii(_ text: String) -> String {
    escaped(text, for: .ascii)
  }

  /// Appends a text as a JSON string, in which all that ``terminal(_:)`` escapes is escaped too.
  package static func appendJSON(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for scalar in text.unicodeScalars { append(scalar, for: .json, to: &bytes) }
    bytes.append(UInt8(ascii: "\""))
  }

  /// The text as ``terminal(_:)`` shows it, with its backslashes left alone: for source lines, and
  /// for messages that may quote what is already escaped.
  package static func visible(_ text: String) -> String {
    escaped(text, for: .excerpt)
  }

  static func visible(_ scalar: Unicode.Scalar) -> String {
    var bytes: [UInt8] = []
    append(scalar, for: .excerpt, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private enum Audience {
    case terminal, excerpt, ascii, json
  }

  private static func escaped(_ text: String, for audience: Audience) -> String {
    if isPlain(text) || !text.unicodeScalars.contains(where: { needsEscape($0, for: audience) }) {
      return text
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count + 16)
    for scalar in text.unicodeScalars { append(scalar, for: audience, to: &bytes) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether a text is printable ASCII without a backslash, which every audience gets as it is.
  private static func isPlain(_ text: String) -> Bool {
    text.utf8.allSatisfy { 0x20 <= $0 && $0 < 0x7F && $0 != 0x5C }
  }

  private static func needsEscape(_ scalar: Unicode.Scalar, for audience: Audience) -> Bool {
    switch scalar.value {
    case 0x5C: return audience != .excerpt
    case 0x22: return audience == .json
    case 0x20..<0x7F: return false
    case ..<0xA0: return true
    default: break
    }
    if audience == .ascii { return true }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .surrogate,
      .privateUse:
      return true
    default:
      // Fillers, joiners and variation selectors are letters or marks, and invisible.
      return scalar.properties.isDefaultIgnorableCodePoint
    }
  }

  private static func append(
    _ scalar: Unicode.Scalar, for audience: Audience, to bytes: inout [UInt8]
  ) {
    guard needsEscape(scalar, for: audience) else {
      bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      return
    }
    switch (scalar, audience) {
    case ("\\", _): bytes.append(contentsOf: #"\\"#.utf8)
    case ("\"", _): bytes.append(contentsOf: #"\""#.utf8)
    case ("\n", .terminal), ("\n", .excerpt), ("\n", .json):
      bytes.append(contentsOf: #"\n"#.utf8)
    case ("\r", .terminal), ("\r", .excerpt), ("\r", .json):
      bytes.append(contentsOf: #"\r"#.utf8)
    case ("\t", .terminal), ("\t", .excerpt), ("\t", .json):
      bytes.append(contentsOf: #"\t"#.utf8)
    case (_, .json):
      for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
        let digits = String(unit, radix: 16)
        bytes.append(contentsOf: #"\u"#.utf8)
        bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: 4 - digits.utf8.count))
        bytes.append(contentsOf: digits.utf8)
      }
    default:
      let digits = String(scalar.value, radix: 16, uppercase: true)
      let escape =
        scalar.isASCII ? #"\x\#(digits.count < 2 ? "0" : "")\#(digits)"# : #"\u{\#(digits)}"#
      bytes.append(contentsOf: escape.utf8)
    }
  }
}
