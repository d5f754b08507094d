extension JSONReading {
  /// Lends the members of an object that is all there is, key by key; the key in its own bytes,
  /// which are not its text where it has escapes.
  ///
  /// - Throws: `JSONError` with the first fault, also if the bytes are another value.
  package static func forEachMember(
    ofObject bytes: Span<UInt8>, _ visit: (_ key: Span<UInt8>, JSONValue) -> Void
  ) throws(JSONError) {
    try JSONScanner.scan(bytes, from: .start) { (scanner) throws(JSONError) in
      scanner.skipWhitespace()
      guard scanner.byte == 0x7B else { throw scanner.unexpected("'{'") }
      scanner.advance()
      scanner.skipWhitespace()
      if scanner.byte == 0x7D {
        scanner.advance()
      } else {
        try members(&scanner, visit)
      }
      scanner.skipWhitespace()
      guard scanner.isAtEnd else { throw scanner.unexpected("the end of the document") }
    }
  }

  private static func members(
    _ scanner: inout JSONScanner, _ visit: (_ key: Span<UInt8>, JSONValue) -> Void
  ) throws(JSONError) {
    while true {
      let start = scanner.position
      guard scanner.byte == 0x22 else { throw scanner.unexpected("a key in quotation marks") }
      try scanner.skipString()
      let end = scanner.position
      scanner.skipWhitespace()
      guard scanner.byte == 0x3A else { throw scanner.unexpected("':' after the key") }
      scanner.advance()
      scanner.skipWhitespace()
      let value = try scanner.value(keyStart: start)
      scanner.withBytes(from: start + 1, to: end - 1) { visit($0, value) }
      scanner.skipWhitespace()
      let byte = scanner.byte
      guard byte == 0x2C || byte == 0x7D else { throw scanner.unexpected("',' or '}'") }
      scanner.advance()
      if byte == 0x7D { return }
      scanner.skipWhitespace()
    }
  }
}
