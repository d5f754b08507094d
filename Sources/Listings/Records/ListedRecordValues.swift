import Documents
import OperatingSystem
import RuleEngine
import SourceText

/// What stands in a record for a fact, before it is read as one.
extension ListedRecordReader {
  func constant(_ fact: Fact) -> String? {
    if let constant = constants.isEmpty ? nil : constants[fact] { return constant }
    // What a format lists without another word are certificates.
    return fact == .kind && layout.fields[fact.ordinal] == nil ? "certificate" : nil
  }

  /// The first value of the ways to a field that is not null.
  func first(of field: RecordLayout.Field) -> Reading<JSONValue> {
    if let fault { return .unreadable(fault) }
    if let slot = field.onlySlot {
      switch slots[slot].kind {
      case .absent: return absentIsUnspoken ? .unspoken : .missing
      case .null: return .missing
      case .duplicate: return .unreadable(duplicate(slots[slot]))
      default: return .stated(slots[slot])
      }
    }
    var sawKey = false
    for source in field.sources {
      for value in values(of: source) {
        switch value.kind {
        case .absent: continue
        case .null: sawKey = true
        case .duplicate: return .unreadable(duplicate(value))
        default: return .stated(value)
        }
      }
    }
    return absentIsUnspoken && !sawKey ? .unspoken : .missing
  }

  /// Whether a text stands in the record for a fact; an object of facts is none.
  func holdsText(for fact: Fact) -> Bool {
    guard fault == nil, let field = layout.fields[fact.ordinal],
      field.slots.contains(where: { slots[$0].kind != .absent })
    else { return false }
    return field.sources.contains { source in
      slots[source.slot].kind != .absent && values(of: source).contains { $0.kind == .string }
    }
  }

  func values(of source: RecordLayout.Source) -> [JSONValue] {
    let value = slots[source.slot]
    if source.rest.isEmpty || value.kind == .duplicate { return [value] }
    return bytes.withBytes {
      JSONReading.values(of: value, along: source.rest[...], in: $0)
    }
  }

  private func duplicate(_ value: JSONValue) -> String {
    let first = location(ofOffset: value.keyStart)
    return "the key stands there twice, first at \(first.line):\(first.column)"
  }

  /// The text of a value that is not a list or an object.
  func scalarText(_ value: JSONValue) -> Reading<String> {
    switch value.kind {
    case .array, .object: return .unreadable("it is \(value.kindName), not text")
    default: break
    }
    let text = text(of: value)
    if text.isEmpty { return .missing }
    if mayHoldPrivateKey(value) && QuotedText.holdsPrivateKey(text) { return Self.hidden() }
    return .stated(text)
  }

  func text(of value: JSONValue) -> String {
    bytes.withBytes { JSONReading.text(of: value, in: $0) }
  }

  /// Lends the text of a string.
  @inline(__always)
  func withText<Result, Failure: Error>(
    of value: JSONValue, _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    if value.isEscaped { return try body(text(of: value).utf8.span) }
    return try bytes.withBytes(in: value.start + 1..<value.end - 1, body)
  }

  func decoded(
    _ text: String, _ fact: Fact, _ mapping: ListingFormat.FieldMapping
  ) -> Reading<String> {
    // Certificates are read in base64, with or without PEM inside.
    guard mapping.isBase64, fact != .certificate, fact != .chain else { return .stated(text) }
    guard let bytes = Base64.decoded(text, .lenient) else { return .unreadable("it is not base64") }
    if fact == .fingerprints {
      return (try? Fingerprint(bytes)).map { .stated($0.hexadecimal) }
        ?? .unreadable("\(bytes.count) bytes are no known digest")
    }
    let text = String(decoding: bytes, as: UTF8.self)
    return QuotedText.holdsPrivateKey(text) ? Self.hidden() : .stated(text)
  }

  func stripped(_ text: String, _ mapping: ListingFormat.FieldMapping) -> String {
    guard let strip = mapping.strip, text.hasPrefix(strip) else { return text }
    return String(text.dropFirst(strip.count))
  }

  /// The texts of a list fact, and where each stands: a list, one text, or one that is split.
  func elements(
    of fact: Fact, _ field: RecordLayout.Field
  ) -> Reading<[(text: String, value: JSONValue)]> {
    if let fault { return .unreadable(fault) }
    var sawKey = false
    for source in field.sources {
      var values = values(of: source).filter { $0.kind != .absent }
      if values.isEmpty, let scalar = scalarInTheWay(of: source) {
        return .unreadable("it is \(scalar.kindName), not a list")
      }
      sawKey = sawKey || !values.isEmpty
      if values.allSatisfy({ $0.kind == .null }) && !isEmptyList(source) { continue }
      if let twice = values.first(where: { $0.kind == .duplicate }) {
        return .unreadable(duplicate(twice))
      }
      if source.path.branches == false, let value = values.first, value.kind == .array {
        values = bytes.withBytes { JSONReading.elements(of: value, in: $0) }
      }
      return elementTexts(values.filter { $0.kind != .null }, fact, field.mapping)
    }
    return absentIsUnspoken && !sawKey ? .unspoken : .missing
  }

  /// What stands where a path goes on into a list.
  private func scalarInTheWay(of source: RecordLayout.Source) -> JSONValue? {
    let value = slots[source.slot]
    switch value.kind {
    case .string, .number, .true, .false: return source.rest.isEmpty ? nil : value
    default: return nil
    }
  }

  /// A path through `[]` leads to nothing both for an empty list and for none.
  private func isEmptyList(_ source: RecordLayout.Source) -> Bool {
    slots[source.slot].kind == .array && !source.rest.isEmpty
  }

  private func elementTexts(
    _ values: [JSONValue], _ fact: Fact, _ mapping: ListingFormat.FieldMapping
  ) -> Reading<[(text: String, value: JSONValue)]> {
    var elements: [(text: String, value: JSONValue)] = []
    for value in values {
      switch scalarText(value).flatMap({ decoded($0, fact, mapping) }) {
      case .stated(let text):
        let parts = mapping.split.map { QuotedText.parts(of: text, between: $0) } ?? [text]
        for part in parts {
          let part = stripped(part, mapping)
          if !part.isEmpty { elements.append((part, value)) }
        }
      case .unreadable(let reason): return .unreadable(reason)
      case .missing, .unspoken: continue
      }
    }
    return .stated(elements)
  }

  func timestamp(
    _ value: JSONValue, _ field: RecordLayout.Field
  ) throws(TimestampError) -> Timestamp {
    guard value.kind == .string || value.kind == .number else {
      throw TimestampError(reason: "it is \(value.kindName), not a time")
    }
    switch field.time {
    case .automatic where value.kind == .string:
      return try withText(of: value) { (text) throws(TimestampError) in
        try Timestamp(parsing: text, offset: field.zone)
      }
    case .automatic: return try Timestamp(epoch: text(of: value))
    case .epochSeconds: return try Timestamp(epoch: text(of: value), milliseconds: false)
    case .epochMilliseconds: return try Timestamp(epoch: text(of: value), milliseconds: true)
    case .pattern(let pattern):
      return try Timestamp(
        parsing: text(of: value).utf8.span, pattern: pattern, offset: field.zone)
    }
  }

  // MARK: Private keys

  private static func hidden<Value>() -> Reading<Value> {
    .unreadable("it holds a private key, which is not shown")
  }

  private func mayHoldPrivateKey(_ value: JSONValue) -> Bool {
    holdsPrivateKeys || value.isEscaped
  }

  /// What holds a private key in the record, if anything does.
  func privateKey() -> JSONValue? {
    for source in layout.secrets {
      for value in values(of: source) where value.kind != .absent && value.kind != .null {
        if value.kind == .string && value.end - value.start == 2 { continue }
        return value
      }
    }
    if let field = layout.fields[Fact.exposesPrivateKey.ordinal],
      case .stated(let value) = first(of: field), value.kind == .true
    {
      return value
    }
    guard holdsPrivateKeys || records.mayHidePrivateKeys else { return nil }
    return bytes.withBytes { bytes in
      JSONReading.firstString(inValueAt: anchor, bytes) { QuotedText.holdsPrivateKey($0) }
    }
  }

  /// Whether anything in a value, however it is nested or escaped, is a private key.
  func holdsPrivateKey(_ value: JSONValue) -> Bool {
    guard holdsPrivateKeys || records.mayHidePrivateKeys else { return false }
    return bytes.withBytes { bytes in
      let anchor = JSONAnchor(offset: value.start, line: 1, column: 1)
      return JSONReading.firstString(inValueAt: anchor, bytes) { QuotedText.holdsPrivateKey($0) }
        != nil
    }
  }
}

extension Reading {
  /// Reads on in a stated value.
  func flatMap<Other>(_ transform: (Value) -> Reading<Other>) -> Reading<Other> {
    switch self {
    case .stated(let value): transform(value)
    case .missing: .missing
    case .unreadable(let reason): .unreadable(reason)
    case .unspoken: .unspoken
    }
  }
}
