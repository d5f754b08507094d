import Documents
import OperatingSystem
import RuleEngine
import SourceText

/// Where facts were read, for those who must show it.
extension ListedRecordReader {
  func place(of fact: Fact) -> FactPlace {
    if fact == .exposesPrivateKey { return placeOfPrivateKey() }
    if let constant = constant(fact) {
      return FactPlace(location: location, pointer: pointer, found: constant)
    }
    guard let field = layout.fields[fact.ordinal] else {
      return FactPlace(location: location, pointer: pointer, found: FactPlace.nothing)
    }
    // The first that is not null, else the first null, is what the rule went by.
    var null: FactPlace?
    for source in field.sources {
      let value = slots[source.slot]
      guard value.kind != .absent else { continue }
      if source.rest.isEmpty, value.kind != .null { return place(of: value, source) }
      let inner = values(of: source)
      let place = place(of: inner.count == 1 ? inner[0] : value, source)
      if inner.contains(where: { $0.kind != .null }) || value.kind == .array { return place }
      null = null ?? place
    }
    return null
      ?? FactPlace(
        location: location, pointer: pointer, found: FactPlace.nothing,
        field: field.sources.first?.path.description ?? "")
  }

  func place(of fact: Fact, element: Int) -> FactPlace {
    guard let field = layout.fields[fact.ordinal],
      case .stated(let elements) = elements(of: fact, field)
    else { return place(of: fact) }
    guard elements.indices.contains(element), let source = field.sources.first else {
      return place(of: fact)
    }
    return place(of: elements[element].value, source, found: elements[element].text)
  }

  func lendPlace(of fact: Fact, element: Int?, to visit: FactPlace.Visitor) {
    guard element == nil, let slot = placedSlots[fact.ordinal], liesOpen(slots[slot]) else {
      place(of: fact, at: element).lend(to: visit)
      return
    }
    let value = slots[slot]
    var text = ByteBuffer()
    swap(&text, &placeText)
    text.removeAll()
    appendPointer(to: &text)
    text.append(layout.slotPointerRanges[slot], of: layout.slotPointers)
    let pointerEnd = text.count
    bytes.append(value.keyStart..<endOfKey(of: value), to: &text)
    text.append(": ")
    let position = FactPlace.Position(
      location: location(ofOffset: value.start), isShown: true, byteOffset: nil)
    let quote = value.kind == .string ? 1 : 0
    bytes.withBytes { bytes in
      text.withBytes { text in
        visit(
          position, text.extracting(0..<pointerEnd), text.extracting(pointerEnd..<text.count),
          bytes.extracting(value.start..<value.end),
          bytes.extracting(value.start + quote..<value.end - quote))
      }
    }
    swap(&text, &placeText)
  }

  /// Whether a member can be shown as it lies: its value is one short piece of text, without escapes
  /// or anything to hide.
  private func liesOpen(_ value: JSONValue) -> Bool {
    switch value.kind {
    case .string, .number, .true, .false: break
    default: return false
    }
    return !value.isEscaped && value.end - value.start <= Self.longestValue
      && value.keyStart < value.start && value.start - value.keyStart <= Self.longestKey
      && !holdsPrivateKeys && !records.mayHidePrivateKeys
  }

  private func placeOfPrivateKey() -> FactPlace {
    guard let key = privateKey() else {
      return FactPlace(location: location, pointer: pointer, found: "no private key")
    }
    var name: [UInt8] = []
    appendKey(of: key, to: &name)
    return FactPlace(
      location: location(ofOffset: key.start), pointer: pointer(to: key),
      excerpt: name.isEmpty
        ? nil : (key: String(decoding: name, as: UTF8.self), value: "(not shown)"),
      found: "a private key (not shown)")
  }

  // The most of a key and of a value that an excerpt shows, in bytes.
  private static let longestKey = 256
  private static let longestValue = 4096

  /// - Parameter found: what is found there, if it is not the whole value.
  private func place(
    of value: JSONValue, _ source: RecordLayout.Source, found part: String? = nil
  ) -> FactPlace {
    var text: [UInt8] = []
    text.reserveCapacity(160 + min(value.end - value.start, Self.longestValue))
    if value == slots[source.slot] {
      appendPointer(to: &text)
      text += source.pointer.utf8
    } else {
      text += pointer(to: value).utf8
    }
    let pointerEnd = text.count
    appendKey(of: value, to: &text)
    let start = text.count
    let isHidden = holdsPrivateKey(value)
    if isHidden {
      text += QuotedText.hidden.utf8
    } else {
      bytes.append(value.start..<min(value.end, value.start + Self.longestValue), to: &text)
    }
    let end = text.count
    var found = start..<end
    if let part {
      text += part.utf8
      found = end..<text.count
    } else if value.kind == .string && !isHidden {
      if value.isEscaped {
        text += self.text(of: value).utf8
        found = end..<text.count
      } else if end - start == value.end - value.start {
        found = start + 1..<max(start + 1, end - 1)
      } else {
        bytes.append(value.start + 1..<max(value.start + 1, value.end - 1), to: &text)
        found = end..<text.count
      }
    }
    return FactPlace(
      location: location(ofOffset: value.start), bytes: text, pointer: 0..<pointerEnd,
      excerpt: pointerEnd..<end, value: start..<end, found: found, field: source.path.description)
  }

  /// Appends a member's key as it is written, quotation marks included, and a colon; nothing for
  /// what is no member.
  private func appendKey(of value: JSONValue, to text: inout [UInt8]) {
    guard value.keyStart < value.start, value.kind != .duplicate else { return }
    var key = value
    key.start = value.keyStart
    if holdsPrivateKey(key) {
      text += QuotedText.hidden.utf8
    } else {
      let end = min(endOfKey(of: value), value.keyStart + Self.longestKey)
      bytes.append(value.keyStart..<end, to: &text)
    }
    text += ": ".utf8
  }

  /// Behind the closing quotation mark of a member's key.
  private func endOfKey(of value: JSONValue) -> Int {
    bytes.withBytes { bytes in
      var end = value.start
      while end > value.keyStart + 1, bytes[end - 1] != UInt8(ascii: "\"") { end -= 1 }
      return end
    }
  }

  func location(ofOffset offset: Int) -> SourceLocation {
    let (line, column) = bytes.withBytes {
      JSONReading.position(of: offset, from: anchor, in: $0)
    }
    return SourceLocation(path: path, line: line, column: column)
  }

  private func pointer(to value: JSONValue) -> String {
    let inside = bytes.withBytes {
      JSONReading.pointer(to: value.start, inValueAt: anchor, $0)
    }
    // A key is a stranger's text as well.
    return QuotedText.holdsPrivateKey(inside) ? pointer : pointer + inside
  }
}
