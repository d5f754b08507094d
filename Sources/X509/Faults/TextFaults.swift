extension FaultFinder {
  /// The characters of a string: at most one fault of each kind, at the first place.
  mutating func inspect(_ text: DERText, in bytes: Span<UInt8>) {
    switch text.type {
    case .bmp: inspectWide(text, unit: 2, in: bytes)
    case .universal: inspectWide(text, unit: 4, in: bytes)
    case .utf8: inspectUTF8(text, in: bytes)
    case .numeric, .printable, .ia5, .visible, .teletex, .videotex, .graphic, .general:
      inspectSingle(text, in: bytes)
    }
  }

  private mutating func inspectSingle(_ text: DERText, in bytes: Span<UInt8>) {
    var nul: Int?
    var bad: Int?
    for index in bytes.clamped(text.content) {
      let byte = bytes[index]
      if byte == 0 {
        nul = nul ?? index
      } else if bad == nil, !FaultFinder.allows(text.type, byte) {
        bad = index
      }
    }
    if let nul { add(.nulInString(text.type), at: nul) }
    if let bad { add(.badCharacter(text.type), at: bad) }
  }

  @inline(__always)
  private static func allows(_ type: StringType, _ byte: UInt8) -> Bool {
    switch type {
    case .printable:
      switch byte {
      case 0x61...0x7A, 0x41...0x5A, 0x30...0x39, 0x20, 0x27...0x29, 0x2B...0x2F, 0x3A, 0x3D, 0x3F:
        true
      default: false
      }
    case .numeric: byte &- 0x30 < 10 || byte == 0x20
    case .visible: byte >= 0x20 && byte < 0x7F
    case .ia5: byte < 0x80
    default: true
    }
  }

  private mutating func inspectUTF8(_ text: DERText, in bytes: Span<UInt8>) {
    let range = bytes.clamped(text.content)
    var isASCII = true
    for index in range {
      if bytes[index] == 0 {
        add(.nulInString(.utf8), at: index)
        break
      }
      if bytes[index] >= 0x80 { isASCII = false }
    }
    guard !isASCII else { return }
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: bytes.extracting(range))
    } catch {
      add(.badCharacter(.utf8), at: range.lowerBound + error.byteOffsets.lowerBound)
    }
  }

  private mutating func inspectWide(_ text: DERText, unit: Int, in bytes: Span<UInt8>) {
    let range = bytes.clamped(text.content)
    var nul: Int?
    var bad: Int?
    var index = range.lowerBound
    while index + unit <= range.upperBound {
      var value: UInt32 = 0
      for place in 0..<unit { value = value << 8 | UInt32(bytes[index + place]) }
      if value == 0 {
        nul = nul ?? index
      } else if Unicode.Scalar(value) == nil {
        // BMPString has no surrogates: it ends with the first plane.
        bad = bad ?? index
      }
      index += unit
    }
    if index != range.upperBound { bad = bad ?? index }
    if let nul { add(.nulInString(text.type), at: nul) }
    if let bad { add(.badCharacter(text.type), at: bad) }
  }
}
