import Documents
import OperatingSystem
import RuleEngine
import SourceText

/// Reads the facts of one record of a listing out of the document's bytes.
final class ListedRecordReader: RecordReader {
  private let records: ListedRecords
  private var slots: [JSONValue]
  private(set) var anchor = JSONAnchor.start
  private var run: ListedRecords.Run?
  private var index = 0
  private var isReadable = true
  private var notices = NoticeTally()

  init(_ records: ListedRecords) {
    self.records = records
    slots = Array(repeating: .absent, count: records.layout.projection.slotCount)
  }

  func move(to index: Int) {
    guard index < records.count else { return }
    let (run, anchor) = records.find(index)
    self.run = run
    self.anchor = anchor
    self.index = index
    notices.turn()
    isReadable = records.bytes.withBytes {
      records.layout.projection.read($0, at: anchor, into: &slots)
    }
  }

  var isDeleted: Bool {
    for condition in records.layout.skip {
      if case .stated(let value) = first(of: [condition.source]),
        condition.texts.contains(text(of: value))
      {
        return true
      }
    }
    guard records.layout.fields[Fact.status.ordinal] != nil else { return false }
    return status().value?.class == .deleted
  }

  var location: SourceLocation {
    SourceLocation(path: records.place, line: Int(anchor.line), column: Int(anchor.column))
  }

  func takeNotices() -> [Notice] {
    defer { notices = NoticeTally() }
    return notices.notices
  }

  // MARK: Facts

  func text(_ fact: Fact) -> Reading<String> {
    if let constant = run?.constants[fact] { return .stated(constant) }
    guard let field = records.layout.fields[fact.ordinal] else { return .unspoken }
    let reading = first(of: field.sources).flatMap { value in scalarText(value) }
    switch fact {
    case .origin: return reading.map { origin($0) }
    case .serial:
      guard let radix = field.mapping.radix, case .stated(let text) = reading else {
        return reading
      }
      guard let serial = SerialText.normalised(text, radix: radix) else {
        return unreadable(fact, "not a number in base \(radix)")
      }
      return .stated(serial)
    default:
      guard field.mapping.strip != nil || field.mapping.isBase64 else { return reading }
      return reading.flatMap { refined($0, field.mapping) }
    }
  }

  func texts(_ fact: Fact) -> Reading<[String]> {
    guard let field = records.layout.fields[fact.ordinal] else { return .unspoken }
    return elements(of: fact, field).map { $0.map(\.text).filter { !$0.isEmpty } }
  }

  func time(_ fact: Fact) -> Reading<Timestamp> {
    guard let field = records.layout.fields[fact.ordinal] else { return .unspoken }
    switch first(of: field.sources) {
    case .stated(let value):
      do {
        let time = try timestamp(value, field.mapping)
        if time.zoneAssumed { note(.zoneAssumed, fact) }
        return .stated(time)
      } catch {
        return unreadable(fact, error.reason)
      }
    case .missing: return .missing
    case .unreadable(let reason): return unreadable(fact, reason)
    case .unspoken: return .unspoken
    }
  }

  func count(_ fact: Fact) -> Reading<Int> {
    text(fact).flatMap { text in
      Int(text).map { .stated($0) } ?? unreadable(fact, "not a whole number")
    }
  }

  func flag(_ fact: Fact) -> Reading<Bool> {
    if fact == .exposesPrivateKey { return .stated(privateKey() != nil) }
    guard let field = records.layout.fields[fact.ordinal] else { return .unspoken }
    return first(of: field.sources).flatMap { value in
      switch value.kind {
      case .true: .stated(true)
      case .false: .stated(false)
      default: unreadable(fact, "neither true nor false")
      }
    }
  }

  func status() -> Reading<Status> {
    if let constant = run?.constants[.status] {
      return .stated(Status(text: constant, class: classified(constant)))
    }
    guard let field = records.layout.fields[Fact.status.ordinal] else { return .unspoken }
    return text(.status).map { text in
      if case .stated(let value) = first(of: field.classSources),
        let known = Status.Class(rawValue: self.text(of: value))
      {
        return Status(text: text, class: known)
      }
      return Status(text: text, class: classified(text))
    }
  }

  func fingerprints() -> Reading<[Fingerprint]> {
    guard let field = records.layout.fields[Fact.fingerprints.ordinal] else { return .unspoken }
    return elements(of: .fingerprints, field).flatMap { elements in
      if elements.isEmpty { return .stated([]) }
      do {
        return .stated(try elements.map { try Fingerprint(parsing: $0.text) })
      } catch {
        let reason = (error as? FingerprintError)?.reason ?? "not a fingerprint"
        return unreadable(.fingerprints, reason)
      }
    }
  }

  private func classified(_ text: String) -> Status.Class {
    let word = text.lowercased()
    if let known = records.format.statusClasses[word] { return known }
    // A format without a map of its own is taken at our words.
    if let known = Status.Class(rawValue: word),
      records.format.statusClasses.isEmpty || run?.constants[.status] != nil
    {
      return known
    }
    note(.unmappedStatus(text), .status)
    return .other
  }

  private func origin(_ text: String) -> String {
    if let known = records.format.origins[text.lowercased()] { return known }
    note(.unmappedOrigin(text), .origin)
    return text
  }

  // MARK: Values

  /// The first value of some ways to it that is not null.
  private func first(of sources: [RecordLayout.Source]) -> Reading<JSONValue> {
    guard isReadable else { return .unreadable("the file changed while it was read") }
    var sawKey = false
    for source in sources {
      for value in values(of: source) {
        switch value.kind {
        case .absent: continue
        case .null: sawKey = true
        case .duplicate: return .unreadable(duplicate(value))
        default: return .stated(value)
        }
      }
    }
    return records.format.absentIsUnspoken && !sawKey ? .unspoken : .missing
  }

  private func values(of source: RecordLayout.Source) -> [JSONValue] {
    let value = slots[source.slot]
    if source.rest.isEmpty || value.kind == .duplicate { return [value] }
    return records.bytes.withBytes {
      JSONReading.values(of: value, along: source.rest[...], in: $0)
    }
  }

  private func duplicate(_ value: JSONValue) -> String {
    let first = location(ofOffset: value.keyStart)
    return "the key stands there twice, first at \(first.line):\(first.column)"
  }

  /// The text of a value that is not a list or an object.
  private func scalarText(_ value: JSONValue) -> Reading<String> {
    switch value.kind {
    case .array, .object: return .unreadable("it is \(value.kindName), not text")
    default: break
    }
    let text = text(of: value)
    if text.isEmpty { return .missing }
    if holdsPrivateKey(text) {
      return .unreadable("it holds a private key, which is not shown")
    }
    return .stated(text)
  }

  private func text(of value: JSONValue) -> String {
    records.bytes.withBytes { JSONReading.text(of: value, in: $0) }
  }

  private func refined(
    _ text: String, _ mapping: ListingFormat.FieldMapping
  ) -> Reading<String> {
    var text = text
    if mapping.isBase64 {
      guard let bytes = Base64.decoded(text) else { return .unreadable("it is not base64") }
      text = String(decoding: bytes, as: UTF8.self)
      if text.contains("PRIVATE KEY") {
        return .unreadable("it holds a private key, which is not shown")
      }
    }
    if let strip = mapping.strip, text.hasPrefix(strip) { text.removeFirst(strip.count) }
    return .stated(text)
  }

  /// The texts of a list fact, and where each stands: a list, one text, or one that is split.
  private func elements(
    of fact: Fact, _ field: RecordLayout.Field
  ) -> Reading<[(text: String, value: JSONValue)]> {
    guard isReadable else { return .unreadable("the file changed while it was read") }
    var sawKey = false
    for source in field.sources {
      var values = values(of: source).filter { $0.kind != .absent }
      sawKey = sawKey || !values.isEmpty
      if values.allSatisfy({ $0.kind == .null }) && !isEmptyList(source) { continue }
      if let twice = values.first(where: { $0.kind == .duplicate }) {
        return .unreadable(duplicate(twice))
      }
      if source.path.branches == false, let value = values.first, value.kind == .array {
        values = records.bytes.withBytes { JSONReading.elements(of: value, in: $0) }
      }
      return elementTexts(values.filter { $0.kind != .null }, field.mapping)
    }
    return records.format.absentIsUnspoken && !sawKey ? .unspoken : .missing
  }

  /// A path through `[]` leads to nothing both for an empty list and for none.
  private func isEmptyList(_ source: RecordLayout.Source) -> Bool {
    slots[source.slot].kind == .array && !source.rest.isEmpty
  }

  private func elementTexts(
    _ values: [JSONValue], _ mapping: ListingFormat.FieldMapping
  ) -> Reading<[(text: String, value: JSONValue)]> {
    var elements: [(text: String, value: JSONValue)] = []
    for value in values {
      switch scalarText(value).flatMap({ refined($0, mapping) }) {
      case .stated(let text):
        guard let split = mapping.split else {
          elements.append((text, value))
          continue
        }
        for part in text.split(separator: split) {
          var part = part.drop { $0 == " " }
          if let strip = mapping.strip, part.hasPrefix(strip) {
            part = part.dropFirst(strip.count)
          }
          elements.append((String(part), value))
        }
      case .unreadable(let reason): return .unreadable(reason)
      case .missing, .unspoken: continue
      }
    }
    return .stated(elements)
  }

  private func timestamp(
    _ value: JSONValue, _ mapping: ListingFormat.FieldMapping
  ) throws(TimestampError) -> Timestamp {
    guard value.kind == .string || value.kind == .number else {
      throw TimestampError(reason: "it is \(value.kindName), not a time")
    }
    switch mapping.time {
    case .automatic where value.kind == .string:
      return try records.bytes.withBytes { (bytes) throws(TimestampError) in
        try JSONReading.withBytes(of: value, in: bytes) { (text) throws(TimestampError) in
          try Timestamp(parsing: text, offset: mapping.zone)
        }
      }
    case .automatic: return try Timestamp(epoch: text(of: value))
    case .epochSeconds: return try Timestamp(epoch: text(of: value), milliseconds: false)
    case .epochMilliseconds: return try Timestamp(epoch: text(of: value), milliseconds: true)
    case .pattern(let pattern):
      return try Timestamp(
        parsing: text(of: value).utf8.span, pattern: pattern, offset: mapping.zone)
    }
  }

  // MARK: Private keys

  private func holdsPrivateKey(_ text: String) -> Bool {
    records.mayHoldPrivateKeys && text.contains("PRIVATE KEY-----")
  }

  /// Where a private key is in the record, if one is.
  private func privateKey() -> (offset: Int, key: JSONValue?)? {
    for source in records.layout.secrets {
      for value in values(of: source) where value.kind != .absent && value.kind != .null {
        if value.kind == .string && value.end - value.start == 2 { continue }
        return (value.start, value)
      }
    }
    if let field = records.layout.fields[Fact.exposesPrivateKey.ordinal],
      case .stated(let value) = first(of: field.sources), value.kind == .true
    {
      return (value.start, value)
    }
    guard records.mayHoldPrivateKeys else { return nil }
    return records.bytes.withBytes { bytes in
      JSONReading.firstOffset(of: "PRIVATE KEY-----", inValueAt: anchor, bytes)
    }.map { ($0, nil) }
  }

  // MARK: Notices

  private func unreadable<Value>(_ fact: Fact, _ reason: String) -> Reading<Value> {
    note(.unreadable(fact), fact)
    return .unreadable(reason)
  }

  private func note(_ kind: NoticeTally.Kind, _ fact: Fact) {
    notices.add(kind, fact) { self.place(of: fact).location }
  }

  // MARK: Places

  func place(of fact: Fact) -> FactPlace {
    if fact == .exposesPrivateKey { return placeOfPrivateKey() }
    guard let field = records.layout.fields[fact.ordinal] else {
      return FactPlace(location: location, pointer: pointer(to: nil), found: "nothing")
    }
    // The first that stands in the document, null or not, is what the rule went by.
    for source in field.sources {
      let value = slots[source.slot]
      guard value.kind != .absent else { continue }
      if source.rest.isEmpty || value.kind == .duplicate || value.kind == .null {
        return place(of: value, source)
      }
      let inner = values(of: source)
      if inner.count == 1 { return place(of: inner[0], source) }
      return place(of: value, source)
    }
    return FactPlace(
      location: location, pointer: pointer(to: nil), found: "nothing",
      field: field.sources.first?.path.description ?? "")
  }

  func place(of fact: Fact, element: Int) -> FactPlace {
    guard let field = records.layout.fields[fact.ordinal],
      case .stated(let elements) = elements(of: fact, field)
    else { return place(of: fact) }
    let stated = elements.filter { !$0.text.isEmpty }
    guard stated.indices.contains(element), let source = field.sources.first else {
      return place(of: fact)
    }
    var place = place(of: stated[element].value, source)
    place.found = stated[element].text
    return place
  }

  private func placeOfPrivateKey() -> FactPlace {
    guard let (offset, key) = privateKey() else {
      return FactPlace(location: location, pointer: pointer(to: nil), found: "no private key")
    }
    let found = "a private key (not shown)"
    guard let key else {
      return FactPlace(
        location: location(ofOffset: offset), pointer: pointer(to: nil), found: found)
    }
    let name = keyText(of: key)
    let excerpt = name.isEmpty ? nil : "\(name): (not shown)"
    return FactPlace(
      location: location(ofOffset: offset), pointer: pointer(to: key), excerpt: excerpt,
      value: name.count + 2..<name.count + 13, found: found)
  }

  private func place(of value: JSONValue, _ source: RecordLayout.Source) -> FactPlace {
    let raw = records.bytes.bytes(in: value.start..<min(value.end, value.start + 4096))
    var text = String(decoding: raw, as: UTF8.self)
    var found = value.kind == .string ? self.text(of: value) : text
    if records.mayHoldPrivateKeys || value.isEscaped {
      if text.contains("PRIVATE KEY") || found.contains("PRIVATE KEY") {
        text = "(not shown: it holds a private key)"
        found = text
      }
    }
    let name = keyText(of: value)
    let key = name.isEmpty ? "" : "\(name): "
    return FactPlace(
      location: location(ofOffset: value.start), pointer: pointer(to: value),
      excerpt: key + text, value: key.unicodeScalars.count..<(key + text).unicodeScalars.count,
      found: found, field: source.path.description)
  }

  /// A member's key as it is written, quotation marks included.
  private func keyText(of value: JSONValue) -> String {
    guard value.keyStart < value.start, value.kind != .duplicate else { return "" }
    let raw = records.bytes.bytes(in: value.keyStart..<min(value.start, value.keyStart + 256))
    var text = String(decoding: raw, as: UTF8.self)
    while let last = text.last, last == ":" || last.isWhitespace { text.removeLast() }
    return text
  }

  private func location(ofOffset offset: Int) -> SourceLocation {
    let (line, column) = records.bytes.withBytes {
      JSONReading.position(of: offset, from: anchor, in: $0)
    }
    return SourceLocation(path: records.place, line: line, column: column)
  }

  private func pointer(to value: JSONValue?) -> String {
    let record =
      run?.pointer.map { "\($0)/\(index - (run?.first ?? 0))" } ?? ""
    guard let value else { return record }
    return record
      + records.bytes.withBytes { JSONReading.pointer(to: value.start, inValueAt: anchor, $0) }
  }
}

extension Reading {
  /// Reads on in a stated value.
  fileprivate func flatMap<Other>(_ transform: (Value) -> Reading<Other>) -> Reading<Other> {
    switch self {
    case .stated(let value): transform(value)
    case .missing: .missing
    case .unreadable(let reason): .unreadable(reason)
    case .unspoken: .unspoken
    }
  }
}
