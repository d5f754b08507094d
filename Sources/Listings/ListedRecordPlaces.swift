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
      return FactPlace(location: location, pointer: pointer, found: "nothing")
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
        location: location, pointer: pointer, found: "nothing",
        field: field.sources.first?.path.description ?? "")
  }

  func place(of fact: Fact, element: Int) -> FactPlace {
    guard let field = layout.fields[fact.ordinal],
      case .stated(let elements) = elements(of: fact, field)
    else { return place(of: fact) }
    guard elements.indices.contains(element), let source = field.sources.first else {
      return place(of: fact)
    }
    var place = place(of: elements[element].value, source)
    place.found = elements[element].text
    return place
  }

  private func placeOfPrivateKey() -> FactPlace {
    guard let key = privateKey() else {
      return FactPlace(location: location, pointer: pointer, found: "no private key")
    }
    var place = FactPlace(
      location: location(ofOffset: key.start), pointer: pointer(to: key),
      found: "a private key (not shown)")
    let name = keyText(of: key)
    if !name.isEmpty {
      place.excerpt = "\(name): (not shown)"
      let start = name.unicodeScalars.count + 2
      place.value = start..<start + 11
    }
    return place
  }

  private func place(of value: JSONValue, _ source: RecordLayout.Source) -> FactPlace {
    var text = raw(value.start..<min(value.end, value.start + 4096))
    var found =
      value.kind != .string ? text : value.isEscaped ? self.text(of: value) : unquoted(value)
    if holdsPrivateKey(value) {
      text = QuotedText.hidden
      found = text
    }
    let name = keyText(of: value)
    let key = name.isEmpty ? "" : "\(name): "
    let start = key.unicodeScalars.count
    return FactPlace(
      location: location(ofOffset: value.start),
      pointer: value == slots[source.slot] ? pointer + source.pointer : pointer(to: value),
      excerpt: key + text, value: start..<start + text.unicodeScalars.count, found: found,
      field: source.path.description)
  }

  private func raw(_ range: Range<Int>) -> String {
    bytes.text(in: range)
  }

  private func unquoted(_ value: JSONValue) -> String {
    raw(value.start + 1..<max(value.start + 1, value.end - 1))
  }

  /// A member's key as it is written, quotation marks included.
  private func keyText(of value: JSONValue) -> String {
    guard value.keyStart < value.start, value.kind != .duplicate else { return "" }
    var key = value
    key.start = value.keyStart
    if holdsPrivateKey(key) { return QuotedText.hidden }
    var end = value.start
    bytes.withBytes { bytes in
      while end > value.keyStart + 1, bytes[end - 1] != UInt8(ascii: "\"") { end -= 1 }
    }
    return raw(value.keyStart..<min(end, value.keyStart + 256))
  }

  func location(ofOffset offset: Int) -> SourceLocation {
    let (line, column) = bytes.withBytes {
      JSONReading.position(of: offset, from: anchor, in: $0)
    }
    return SourceLocation(path: records.place, line: line, column: column)
  }

  private func pointer(to value: JSONValue) -> String {
    let inside = bytes.withBytes {
      JSONReading.pointer(to: value.start, inValueAt: anchor, $0)
    }
    // A key is a stranger's text as well.
    return QuotedText.holdsPrivateKey(inside) ? pointer : pointer + inside
  }
}
