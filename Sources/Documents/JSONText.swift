extension JSONScanner {
  /// The text of a string or key: its bytes, or what its escapes stand for.
  func text(of value: JSONValue) -> String {
    withBytes(from: value.start + 1, to: value.end - 1) { bytes in
      value.isEscaped ? unescaped(bytes) : String(copying: bytes)
    }
  }

  private func unescaped(_ bytes: Span<UInt8>) -> String {
    var text: [UInt8] = []
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      guard byte == 0x5C, index < bytes.count else {
        text.append(byte)
        continue
      }
      let letter = bytes[index]
      index += 1
      switch letter {
      case 0x62: text.append(0x08)
      case 0x66: text.append(0x0C)
      case 0x6E: text.append(0x0A)
      case 0x72: text.append(0x0D)
      case 0x74: text.append(0x09)
      case 0x75:
        var unit = codeUnit(bytes, at: index)
        index += 4
        if (0xD800...0xDBFF).contains(unit), index + 6 <= bytes.count,
          bytes[index] == 0x5C, bytes[index + 1] == 0x75
        {
          let low = codeUnit(bytes, at: index + 2)
          if (0xDC00...0xDFFF).contains(low) {
            unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
            index += 6
          }
        }
        // Half a surrogate pair is no character.
        text.append(contentsOf: String(Unicode.Scalar(unit) ?? "\u{FFFD}").utf8)
      default: text.append(letter)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private func codeUnit(_ bytes: Span<UInt8>, at start: Int) -> UInt32 {
    var unit: UInt32 = 0
    for index in start..<min(start + 4, bytes.count) {
      let byte = bytes[index]
      // The digits were checked, but a mapped file can change under us: nothing here may trap.
      unit = unit << 4 | UInt32(byte < 0x40 ? byte &- 0x30 : (byte | 0x20) &- 0x57)
    }
    return unit
  }
}

/// Reads values out of a document that was indexed.
package enum JSONReading {
  /// The text of a string, the digits of a number, `true`, `false` or `null`.
  package static func text(of value: JSONValue, in bytes: Span<UInt8>) -> String {
    JSONScanner.scan(bytes, from: .start) { scanner in
      value.kind == .string
        ? scanner.text(of: value)
        : scanner.withBytes(from: value.start, to: value.end) { String(copying: $0) }
    }
  }

  /// The bytes of a value, without quotation marks; a string with escapes is unescaped first.
  @inlinable
  package static func withBytes<Result, Failure: Error>(
    of value: JSONValue, in bytes: Span<UInt8>,
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    if value.isEscaped {
      let text = text(of: value, in: bytes)
      return try body(text.utf8.span)
    }
    let quote = value.kind == .string ? 1 : 0
    let start = min(max(0, value.start + quote), bytes.count)
    let end = min(max(start, value.end - quote), bytes.count)
    return try body(bytes.extracting(start..<end))
  }

  /// The values that further steps lead to; those of a list in order.
  package static func values(
    of value: JSONValue, along steps: ArraySlice<JSONPath.Step>, in bytes: Span<UInt8>
  ) -> [JSONValue] {
    guard let step = steps.first else { return [value] }
    let rest = steps.dropFirst()
    switch step {
    case .key(let key):
      let members = members(of: value, in: bytes).filter { $0.key == key }
      if members.count > 1, var twice = members.last?.value {
        twice.kind = .duplicate
        twice.keyStart = members[0].value.keyStart
        return [twice]
      }
      return members.flatMap { values(of: $0.value, along: rest, in: bytes) }
    case .element(let index):
      let elements = elements(of: value, in: bytes)
      return index < elements.count ? values(of: elements[index], along: rest, in: bytes) : []
    case .elements:
      return elements(of: value, in: bytes).flatMap { values(of: $0, along: rest, in: bytes) }
    case .values:
      let all =
        value.kind == .object
        ? members(of: value, in: bytes).map(\.value) : elements(of: value, in: bytes)
      return all.flatMap { values(of: $0, along: rest, in: bytes) }
    }
  }

  package static func elements(of value: JSONValue, in bytes: Span<UInt8>) -> [JSONValue] {
    guard value.kind == .array else { return [] }
    var elements: [JSONValue] = []
    forEach(of: value, in: bytes) { (scanner) throws(JSONError) in
      let element = try scanner.value(keyStart: nil)
      elements.append(element)
    }
    return elements
  }

  package static func members(
    of value: JSONValue, in bytes: Span<UInt8>
  ) -> [(key: String, value: JSONValue)] {
    guard value.kind == .object else { return [] }
    var members: [(key: String, value: JSONValue)] = []
    forEach(of: value, in: bytes) { (scanner) throws(JSONError) in
      let start = scanner.position
      var probe = scanner
      try probe.skipString()
      let key = scanner.text(
        of: JSONValue(
          kind: .string, isEscaped: probe.sawEscape, start: start, end: probe.position,
          keyStart: start))
      try scanner.skipKey()
      members.append((key, try scanner.value(keyStart: start)))
    }
    return members
  }

  /// Goes from comma to comma. The document was proven well-formed; should its bytes have changed
  /// since, the walk ends early.
  private static func forEach(
    of value: JSONValue, in bytes: Span<UInt8>,
    _ body: (inout JSONScanner) throws(JSONError) -> Void
  ) {
    let start = JSONAnchor(offset: value.start, line: 1, column: 1)
    JSONScanner.scan(bytes, from: start) { scanner in
      scanner.advance()
      scanner.skipWhitespace()
      if scanner.byte == 0x5D || scanner.byte == 0x7D { return }
      while (try? body(&scanner)) != nil {
        scanner.skipWhitespace()
        guard scanner.byte == 0x2C else { return }
        scanner.advance()
        scanner.skipWhitespace()
      }
    }
  }

  /// A key as a token of a JSON Pointer (RFC 6901).
  package static func pointerToken(_ key: String) -> String {
    guard key.utf8.contains(where: { $0 == 0x7E || $0 == 0x2F }) else { return key }
    return key.replacing("~", with: "~0").replacing("/", with: "~1")
  }

  /// The JSON Pointer (RFC 6901) from the value at an anchor to the value at an offset inside it.
  package static func pointer(
    to offset: Int, inValueAt anchor: JSONAnchor, _ bytes: Span<UInt8>
  ) -> String {
    var pointer = ""
    guard var value = value(at: anchor, bytes) else { return pointer }
    while value.start != offset {
      let inside =
        value.kind == .object
        ? members(of: value, in: bytes)
        : elements(of: value, in: bytes).enumerated().map { (String($0), $1) }
      let step = inside.first { $0.value.start <= offset && offset < $0.value.end }
      guard let step else { return pointer }
      pointer += "/" + pointerToken(step.key)
      value = step.value
    }
    return pointer
  }

  /// The first string within the value at an anchor, keys included, whose text satisfies a
  /// condition; strings without escapes are lent as they stand.
  package static func firstString(
    inValueAt anchor: JSONAnchor, _ bytes: Span<UInt8>, where condition: (Span<UInt8>) -> Bool
  ) -> JSONValue? {
    guard let value = value(at: anchor, bytes) else { return nil }
    return JSONScanner.scan(bytes, from: anchor) { scanner in
      while scanner.position < value.end {
        guard scanner.byte == 0x22 else {
          scanner.advance()
          continue
        }
        let start = scanner.position
        guard (try? scanner.skipString()) != nil else { return nil }
        let string = JSONValue(
          kind: .string, isEscaped: scanner.sawEscape, start: start, end: scanner.position,
          keyStart: start)
        if withBytes(of: string, in: bytes, condition) { return string }
      }
      return nil
    }
  }

  /// The whole value at an anchor.
  package static func value(at anchor: JSONAnchor, _ bytes: Span<UInt8>) -> JSONValue? {
    JSONScanner.scan(bytes, from: anchor) { scanner in try? scanner.value(keyStart: nil) }
  }

  /// The line and column of an offset, counted from an anchor at or before it.
  package static func position(
    of offset: Int, from anchor: JSONAnchor, in bytes: Span<UInt8>
  ) -> (line: Int, column: Int) {
    let place = JSONScanner.scan(bytes, from: anchor) { $0.anchor(at: offset) }
    return (Int(place.line), Int(place.column))
  }
}

extension JSONScanner {
  /// Passes over the value here and says where it lies.
  @inline(__always)
  mutating func value(keyStart: Int?) throws(JSONError) -> JSONValue {
    let start = position
    if byte == 0x22 {
      try skipString()
      return JSONValue(
        kind: .string, isEscaped: sawEscape, start: start, end: position,
        keyStart: keyStart ?? start)
    }
    let kind = JSONValue.Kind(firstByte: byte)
    if kind == .object || kind == .array {
      try skipValue(depth: 0)
    } else {
      try skipScalar()
    }
    return JSONValue(
      kind: kind, isEscaped: false, start: start, end: position, keyStart: keyStart ?? start)
  }
}

extension String {
  /// Bytes as UTF-8, each invalid sequence as U+FFFD.
  fileprivate init(copying bytes: Span<UInt8>) {
    self = unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
  }
}
