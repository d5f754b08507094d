import Documents
import OperatingSystem
import RuleEngine
import SourceText

/// Reads the facts of one record of a listing out of the document's bytes.
///
/// What it looks at for every record is its own: threads that share a reference wait for each other
/// each time they count it.
final class ListedRecordReader: RecordReader {
  let records: ListedRecords
  let bytes: FileBytes
  let layout: RecordLayout
  let absentIsUnspoken: Bool
  let holdsPrivateKeys: Bool
  private(set) var slots: [JSONValue]
  private var order: JSONProjection.Order
  private(set) var index = 0
  private(set) var anchor = JSONAnchor.start
  let path: String
  // What the pointers of a list's records begin with; nothing where each is a document.
  private var listPointer = ByteBuffer()
  private var anchors: [JSONAnchor] = []
  private var indices = 0..<0
  private(set) var constants: [Fact: String] = [:]
  // By `Fact.ordinal`: the slot of the one value whose place is the fact's.
  private(set) var placedSlots: [Int?] = []
  // What a place is made of that does not lie in the document; taken out while it is lent.
  var placeText = ByteBuffer()
  // By `Fact.ordinal`: where a text stands to which nothing is done.
  private var plainSlots: [Int?] = []
  // By `Fact.ordinal`: where a list of such texts stands.
  private var plainLists: [Int?] = []
  // Where all fingerprints of a record stand as one text or list.
  private let fingerprintSlot: Int?
  private let expiryField: RecordLayout.Field?
  // Where a serial number stands that is hexadecimal.
  private var hexadecimalSerial: Int?
  // Why nothing can be read of the record.
  private(set) var fault: String?
  private var notices = NoticeTally()
  // Rules, labels and reports ask for the same few facts of a record, one after the other.
  private var knownFingerprint: Reading<Void>?
  // What was stated, if it was.
  private var fingerprint = Fingerprint(algorithm: .md5, bytes: [])
  private var knownExpiry: Reading<Timestamp>?
  private var knownSpokenFacts: FactSet?

  init(_ records: ListedRecords) {
    self.records = records
    path = String(decoding: Array(records.place.utf8), as: UTF8.self)
    bytes = FileBytes(sharing: records.bytes)
    layout = RecordLayout(records.format)
    absentIsUnspoken = records.format.absentIsUnspoken
    holdsPrivateKeys = records.holdsPrivateKeys
    expiryField = layout.fields[Fact.notAfter.ordinal]
    let fingerprints = layout.fields[Fact.fingerprints.ordinal]
    fingerprintSlot = fingerprints?.isPlain == true ? fingerprints?.onlySlot : nil
    slots = Array(repeating: .absent, count: layout.projection.slotCount)
    order = layout.projection.unknownOrder
  }

  func move(to index: Int) {
    if !indices.contains(index) { turn(to: records.run(of: index)) }
    guard indices.contains(index) else { return }
    self.index = index
    let anchor = anchors[index - indices.lowerBound]
    self.anchor = anchor
    notices.turn()
    knownFingerprint = nil
    knownExpiry = nil
    knownSpokenFacts = nil
    // Taken out meanwhile, so that no access to them need be watched, and none is counted.
    var (values, successors) = ([JSONValue](), JSONProjection.Order())
    swap(&values, &slots)
    swap(&successors, &order)
    fault = bytes.withBytes { bytes in
      guard layout.projection.read(bytes, at: anchor, into: &values, order: &successors)
      else {
        return "the file changed while it was read"
      }
      if bytes[anchor.offset] == UInt8(ascii: "{") || layout.readsWhole { return nil }
      let item = JSONReading.value(at: anchor, bytes) ?? .absent
      return "the item is \(item.kindName), not an object"
    }
    swap(&values, &slots)
    swap(&successors, &order)
  }

  private func turn(to run: ListedRecords.Run?) {
    listPointer.removeAll()
    if let pointer = run?.pointer {
      listPointer.append(contentsOf: pointer.utf8)
      listPointer.append(UInt8(ascii: "/"))
    }
    anchors = run?.anchors ?? []
    indices = run?.indices ?? 0..<0
    constants = run?.constants ?? [:]
    plainLists = Fact.allCases.map { fact in
      guard let field = layout.fields[fact.ordinal], field.isPlain, constants[fact] == nil,
        !holdsPrivateKeys
      else { return nil }
      return field.onlySlot
    }
    let serial = layout.fields[Fact.serial.ordinal]
    hexadecimalSerial = serial?.mapping.radix == 16 ? plainLists[Fact.serial.ordinal] : nil
    plainSlots = Fact.allCases.map { fact in
      let isAltered = fact == .origin || fact == .serial || constants[fact] != nil
      guard let field = layout.fields[fact.ordinal], field.isPlain, !isAltered, !holdsPrivateKeys
      else { return nil }
      return field.onlySlot
    }
    placedSlots = Fact.allCases.map { fact in
      guard fact != .exposesPrivateKey, constants[fact] == nil else { return nil }
      return layout.fields[fact.ordinal]?.onlySlot
    }
  }

  /// The JSON Pointer of the record.
  var pointer: String {
    var pointer: [UInt8] = []
    appendPointer(to: &pointer)
    return String(decoding: pointer, as: UTF8.self)
  }

  /// Appends the JSON Pointer of the record.
  func appendPointer(to text: inout [UInt8]) {
    if listPointer.isEmpty { return }
    text += listPointer.array
    text.appendDecimal(index - indices.lowerBound)
  }

  /// Appends the JSON Pointer of the record.
  func appendPointer(to text: inout ByteBuffer) {
    if listPointer.isEmpty { return }
    text.append(listPointer)
    text.appendDecimal(index - indices.lowerBound)
  }

  var isDeleted: Bool {
    for condition in layout.skip {
      for value in values(of: condition.source) where value.kind != .absent {
        if condition.texts.contains(text(of: value)) { return true }
      }
    }
    guard spokenFacts.contains(.status) else { return false }
    return status().value?.class == .deleted
  }

  var location: SourceLocation {
    SourceLocation(path: path, line: Int(anchor.line), column: Int(anchor.column))
  }

  func takeNotices() -> [Notice] {
    defer { notices = NoticeTally() }
    return notices.notices
  }

  // MARK: Facts

  var spokenFacts: FactSet {
    if let knownSpokenFacts { return knownSpokenFacts }
    let facts = findSpokenFacts()
    knownSpokenFacts = facts
    return facts
  }

  private func findSpokenFacts() -> FactSet {
    guard fault == nil, constants.isEmpty else { return .all }
    if !absentIsUnspoken { return layout.facts }
    var facts = RecordLayout.factsOfEveryRecord
    JSONProjection.forEachFilled(slots) { facts.formUnion(layout.factsOfSlots[$0]) }
    return facts
  }

  func text(_ fact: Fact) -> Reading<String> {
    if let constant = constant(fact) { return .stated(constant) }
    guard let field = layout.fields[fact.ordinal] else { return .unspoken }
    var reading = first(of: field).flatMap { value in scalarText(value) }
    if !field.isPlain {
      reading = reading.flatMap { decoded($0, fact, field.mapping) }
        .map { stripped($0, field.mapping) }
    }
    if fact == .origin { reading = reading.map { origin($0) } }
    if fact == .serial, let radix = field.mapping.radix {
      reading = reading.flatMap { text in
        SerialText.normalised(text, radix: radix).map { .stated($0) }
          ?? .unreadable("not a number in base \(radix)")
      }
    }
    return noting(fact, reading)
  }

  func withText(_ fact: Fact, _ body: (Span<UInt8>) -> Void) -> Reading<Void> {
    if fact == .serial, lendSerial(body) { return .stated(()) }
    guard let value = textAsItStands(fact) else { return text(fact).map { body($0.utf8.span) } }
    bytes.withBytes(in: value.start + 1..<value.end - 1, body)
    return .stated(())
  }

  /// Lends the serial number as it lies, without its leading zeros; false if there is more to do.
  private func lendSerial(_ body: (Span<UInt8>) -> Void) -> Bool {
    guard fault == nil, let slot = hexadecimalSerial, slots[slot].isPlainText else { return false }
    let value = slots[slot]
    return bytes.withBytes { bytes in
      JSONReading.withBytes(of: value, in: bytes) { text in
        guard let digits = SerialText.significantDigits(text) else { return false }
        body(text.extracting(digits))
        return true
      }
    }
  }

  /// Where the document has a fact's text, if nothing is to be done to it.
  private func textAsItStands(_ fact: Fact) -> JSONValue? {
    guard fault == nil, let slot = plainSlots[fact.ordinal] else { return nil }
    let value = slots[slot]
    return value.isPlainText ? value : nil
  }

  func texts(_ fact: Fact) -> Reading<[String]> {
    guard let field = layout.fields[fact.ordinal] else { return .unspoken }
    return noting(fact, elements(of: fact, field).map { $0.map(\.text) })
  }

  func withTexts(_ fact: Fact, _ body: (Span<UInt8>) -> Void) -> Reading<Void> {
    guard let texts = plainTexts(fact) else { return withMadeTexts(fact, body) }
    bytes.withBytes { bytes in
      for text in texts { JSONReading.withBytes(of: text, in: bytes, body) }
    }
    return .stated(())
  }

  /// Where the document has a fact's list of texts, if nothing is to be done to any of them.
  private func plainTexts(_ fact: Fact) -> [JSONValue]? {
    guard fault == nil, let slot = plainLists[fact.ordinal], slots[slot].kind == .array else {
      return nil
    }
    let texts = bytes.withBytes { JSONReading.elements(of: slots[slot], in: $0) }
    return texts.allSatisfy(\.isPlainText) ? texts : nil
  }

  func time(_ fact: Fact) -> Reading<Timestamp> {
    guard fact == .notAfter else { return readTime(fact, layout.fields[fact.ordinal]) }
    if let knownExpiry { return knownExpiry }
    let reading = readTime(fact, expiryField)
    knownExpiry = reading
    return reading
  }

  private func readTime(_ fact: Fact, _ field: RecordLayout.Field?) -> Reading<Timestamp> {
    guard let field else { return .unspoken }
    switch first(of: field) {
    case .stated(let value):
      do {
        let time = try timestamp(value, field)
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
    if fact == .exposesPrivateKey && privateKey() != nil { return .stated(true) }
    // The document was looked through, whether or not its format speaks of private keys.
    let unsaid: Reading<Bool> = fact == .exposesPrivateKey ? .stated(false) : .unspoken
    guard let field = layout.fields[fact.ordinal] else { return unsaid }
    let reading: Reading<Bool> = first(of: field).flatMap { value in
      switch value.kind {
      case .true: .stated(true)
      case .false: .stated(false)
      default: .unreadable("neither true nor false")
      }
    }
    if case .unspoken = reading { return unsaid }
    return noting(fact, reading)
  }

  func status() -> Reading<Status> {
    if let constant = constant(.status) {
      return .stated(Status(text: constant, class: classified(constant)))
    }
    guard let field = layout.fields[Fact.status.ordinal] else { return .unspoken }
    return text(.status).map { text in
      if let value = field.classSources.lazy.flatMap({ self.values(of: $0) }).first(where: {
        $0.kind == .string
      }),
        let known = Status.Class(rawValue: self.text(of: value))
      {
        return Status(text: text, class: known)
      }
      return Status(text: text, class: classified(text))
    }
  }

  func fingerprints() -> Reading<[Fingerprint]> {
    if let only = onlyFingerprint() { return only.map { [fingerprint] } }
    guard let field = layout.fields[Fact.fingerprints.ordinal] else { return .unspoken }
    let reading: Reading<[Fingerprint]> = elements(of: .fingerprints, field).flatMap { elements in
      var fingerprints: [Fingerprint] = []
      for element in elements {
        do throws(FingerprintError) {
          fingerprints.append(try Fingerprint(parsing: element.text.utf8.span))
        } catch {
          return .unreadable(error.reason)
        }
      }
      return .stated(fingerprints)
    }
    return noting(.fingerprints, reading)
  }

  func forEachFingerprint(_ visit: (Fingerprint) -> Void) -> Reading<Void> {
    if let only = onlyFingerprint() { return only.map { visit(fingerprint) } }
    return fingerprints().map { $0.forEach(visit) }
  }

  /// Reads one fingerprint in a string, as most listings have it, or none; nil if it is not that.
  private func onlyFingerprint() -> Reading<Void>? {
    if let knownFingerprint { return knownFingerprint }
    guard fault == nil, let slot = fingerprintSlot else { return nil }
    switch slots[slot].kind {
    case .absent: return absentIsUnspoken ? .unspoken : .missing
    case .null: return .missing
    case .string:
      let reading = readFingerprint(slots[slot])
      knownFingerprint = reading
      return reading
    default: return nil
    }
  }

  private func readFingerprint(_ value: JSONValue) -> Reading<Void> {
    if value.end - value.start == 2 { return .missing }
    do throws(FingerprintError) {
      fingerprint = try withText(of: value) { (text) throws(FingerprintError) in
        try Fingerprint(parsing: text)
      }
      return .stated(())
    } catch {
      return unreadable(.fingerprints, error.reason)
    }
  }

  private func classified(_ text: String) -> Status.Class {
    let word = text.lowercased()
    if let known = records.format.statusClasses[word] { return known }
    // A format without a map of its own is taken at our words.
    if let known = Status.Class(rawValue: word),
      records.format.statusClasses.isEmpty || constant(.status) != nil
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

  // MARK: Notices

  /// A reading as it is, noted if it is unreadable.
  private func noting<Value>(_ fact: Fact, _ reading: Reading<Value>) -> Reading<Value> {
    if case .unreadable = reading { note(.unreadable(fact), fact) }
    return reading
  }

  private func unreadable<Value>(_ fact: Fact, _ reason: String) -> Reading<Value> {
    note(.unreadable(fact), fact)
    return .unreadable(reason)
  }

  private func note(_ kind: NoticeTally.Kind, _ fact: Fact) {
    notices.add(kind, fact) { self.place(of: fact).location }
  }
}
