import OperatingSystem
import SourceText

extension ByteBuffer {
  /// Appends a stranger's text for an XML attribute or element: printable ASCII, all else visibly
  /// escaped.
  mutating func writeXML(_ text: String) {
    writeXML(text, spacesMatter: false)
  }

  /// Appends a text for a place where XML readers collapse spaces: those that would be lost are
  /// escaped, so that different texts stay different.
  mutating func writeXMLToken(_ text: String) {
    writeXML(text, spacesMatter: true)
  }

  /// Appends a text at the start of a line, where it must not pass for a command to a build
  /// system, such as `::error::` or `##teamcity[`.
  mutating func writeXMLLine(_ text: String) {
    if let first = text.utf8.first, !first.isLetterOrDigit { write(" ") }
    writeXML(text)
  }

  private mutating func writeXML(_ text: String, spacesMatter: Bool) {
    if Self.isPlainXML(text) {
      write(text)
      return
    }
    let ascii = Array(Escaping.ascii(text).utf8)
    for (index, byte) in ascii.enumerated() {
      let previous = index > 0 ? ascii[index - 1] : nil
      switch byte {
      case UInt8(ascii: "&"): write("&amp;")
      case UInt8(ascii: "<"): write("&lt;")
      case UInt8(ascii: ">"): write("&gt;")
      case UInt8(ascii: "\""): write("&quot;")
      // GitLab takes `[[ATTACHMENT|` for a link to a file.
      case UInt8(ascii: "[") where previous == byte: write(#"\x5B"#)
      case UInt8(ascii: " ")
      where spacesMatter && (previous == byte || index == 0 || index == ascii.count - 1):
        write(#"\x20"#)
      default: append(byte)
      }
    }
  }
}

extension ByteBuffer {
  /// Whether a text is written as it is everywhere, as nearly all are.
  private static func isPlainXML(_ text: String) -> Bool {
    let bytes = text.utf8.span
    var previous = UInt8(ascii: " ")
    for index in bytes.indices {
      switch bytes[index] {
      case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
        UInt8(ascii: "["), UInt8(ascii: "\\"):
        return false
      case UInt8(ascii: " ") where previous == UInt8(ascii: " "): return false
      case 0x20..<0x7F: previous = bytes[index]
      default: return false
      }
    }
    return previous != UInt8(ascii: " ")
  }
}

extension UInt8 {
  fileprivate var isLetterOrDigit: Bool {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: false
    }
  }
}
