/// The string types of ASN.1, by their tag numbers.
package enum StringType: UInt8, Sendable, CaseIterable {
  case utf8 = 12
  case numeric = 18
  case printable = 19
  case teletex = 20
  case videotex = 21
  case ia5 = 22
  case graphic = 25
  case visible = 26
  case general = 27
  case universal = 28
  case bmp = 30

  /// The name that ASN.1 gives it.
  package var name: String {
    switch self {
    case .utf8: "UTF8String"
    case .numeric: "NumericString"
    case .printable: "PrintableString"
    case .teletex: "TeletexString"
    case .videotex: "VideotexString"
    case .ia5: "IA5String"
    case .graphic: "GraphicString"
    case .visible: "VisibleString"
    case .general: "GeneralString"
    case .universal: "UniversalString"
    case .bmp: "BMPString"
    }
  }
}

/// A string of any ASN.1 string type: where its bytes lie, and how they are read as text.
package struct DERText: DERReadable, Hashable {
  package let type: StringType
  package let content: Range<Int>

  /// Nil for other types, and for a string in several parts, which only BER has.
  package init?(_ element: DERElement, in bytes: Span<UInt8>) {
    guard element.identifier & 0xC0 == 0,
      let type = StringType(rawValue: element.identifier & 0x1F),
      let content = element.string(in: bytes)
    else { return nil }
    self.type = type
    self.content = content
  }

  /// A string of known type whose tag was replaced by an implicit one.
  init(_ type: StringType, _ content: Range<Int>) {
    self.type = type
    self.content = content
  }

  /// The text; what no character can be made of becomes U+FFFD.
  ///
  /// TeletexString is read as Latin-1, as everyone writes it. What is not ASCII in the types that
  /// have only that is read as UTF-8 if it is all of that, else as Latin-1 too.
  package func text(in bytes: Span<UInt8>) -> String {
    let range = bytes.clamped(content)
    switch type {
    case .bmp: return DERText.wide(bytes, range, unit: 2)
    case .universal: return DERText.wide(bytes, range, unit: 4)
    case .teletex, .videotex, .graphic, .general: return DERText.latin1(bytes, range)
    case .numeric, .printable, .ia5, .visible:
      guard let valid = try? UTF8Span(validating: bytes.extracting(range)) else {
        return DERText.latin1(bytes, range)
      }
      return String(copying: valid)
    case .utf8: return DERText.utf8(bytes, range)
    }
  }

  private static func latin1(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
    var text = String.UnicodeScalarView()
    for index in range { text.append(Unicode.Scalar(bytes[index])) }
    return String(text)
  }

  /// Whether the bytes are the text as they are: ASCII, in a type that has it so.
  package func isASCII(in bytes: Span<UInt8>) -> Bool {
    guard type != .bmp, type != .universal else { return false }
    for index in bytes.clamped(content) where bytes[index] >= 0x80 { return false }
    return true
  }

  /// Bytes as UTF-8, with U+FFFD for what is none.
  package static func utf8(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
    let slice = bytes.extracting(bytes.clamped(range))
    if let valid = try? UTF8Span(validating: slice) { return String(copying: valid) }
    var copy: [UInt8] = []
    copy.reserveCapacity(slice.count)
    for index in slice.indices { copy.append(slice[index]) }
    return String(decoding: copy, as: UTF8.self)
  }

  private static func wide(_ bytes: Span<UInt8>, _ range: Range<Int>, unit: Int) -> String {
    var units: [UInt16] = []
    var text = ""
    var index = range.lowerBound
    while index + unit <= range.upperBound {
      if unit == 2 {
        units.append(UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1]))
      } else {
        var value: UInt32 = 0
        for place in 0..<4 { value = value << 8 | UInt32(bytes[index + place]) }
        text.unicodeScalars.append(Unicode.Scalar(value) ?? "\u{FFFD}")
      }
      index += unit
    }
    if unit == 2 { text = String(decoding: units, as: UTF16.self) }
    return index == range.upperBound ? text : text + "\u{FFFD}"
  }
}
