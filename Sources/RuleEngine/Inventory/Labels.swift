/// How reports name each record: unique in the run, and the same from run to run.
package struct Labels: Sendable {
  /// How much is said: the name alone, with the id where names clash, with the place where
  /// those clash too.
  enum Detail { case name, nameAndID, nameIDAndPlace }

  private let sharedNames: RepeatedHashes
  private var sharedLabels = HashTable()
  /// The records that share their names; nil if none do.
  private var sharers: RecordSet?

  /// - Parameters:
  ///   - names: every record, by the hash of its name.
  ///   - inventory: where the records are.
  init(_ names: [HashedRecords], in inventory: Inventory, workers: Workers) {
    let sharedNames = names.repeatedHashes(workers: workers)
    self.sharedNames = sharedNames
    guard !sharedNames.isEmpty else { return }
    // Two records of one name become name@id; those labels must not meet each other, nor a name.
    let clashing = names.records(workers: workers) { sharedNames.contains($0.hash) }
    var sharers = RecordSet(of: inventory)
    for record in clashing { sharers.insert(record) }
    self.sharers = sharers
    let hashes = workers.map(clashing.chunked()) { numbers in
      var hashes: [UInt64] = []
      inventory.forEachRecord(numbered: numbers) { record, _ in
        hashes.append(Labels.hash(of: record, .nameAndID))
      }
      return hashes
    }
    var labels = HashTable(expecting: clashing.count)
    for label in hashes.joined() where !labels.insert(label) { sharedLabels.insert(label) }
    let taken = names.entries(workers: workers) { [labels] name in
      labels.contains(name.hash) && !sharedNames.contains(name.hash)
    }
    for name in taken { sharedLabels.insert(name.hash) }
  }

  package func label(of record: CertificateRecord) -> String {
    Labels.text(of: record, detail(for: record))
  }

  /// A record's label, unless it is simply the name that the record states.
  ///
  /// - Parameter input: the input's place in the inventory.
  package func labelBeyondName(of record: CertificateRecord, inInput input: Int) -> String? {
    let detail =
      isAlone(RecordNumber(input: input, index: record.index)) ? .name : detail(for: record)
    if detail == .name, case .stated = record.reader.withText(.name, { _ in }) { return nil }
    return Labels.text(of: record, detail)
  }

  /// Whether no label can be taken for the record's name: nearly all are told so without a hash.
  private func isAlone(_ record: RecordNumber) -> Bool {
    sharedLabels.count == 0 && sharers?.contains(record) != true
  }

  private func detail(for record: CertificateRecord) -> Detail {
    guard !sharedNames.isEmpty else { return .name }
    let name = Labels.hash(of: record, .name)
    guard sharedNames.contains(name) else {
      // A name that another's name@id happens to equal.
      let isTaken = sharedLabels.contains(name) || couldBeSpelledOut(record, .name)
      return isTaken ? .nameIDAndPlace : .name
    }
    guard sharedLabels.count > 0 else { return .nameAndID }
    let isTaken =
      sharedLabels.contains(Labels.hash(of: record, .nameAndID))
      || couldBeSpelledOut(record, .nameAndID)
    return isTaken ? .nameIDAndPlace : .nameAndID
  }

  /// Whether a label could pass for one with a place, `name@listing.json#7`, where there are such.
  private func couldBeSpelledOut(_ record: CertificateRecord, _ detail: Detail) -> Bool {
    guard sharedLabels.count > 0 else { return false }
    let text = Labels.text(of: record, detail).utf8
    guard let mark = text.lastIndex(of: UInt8(ascii: "#")),
      text[..<mark].contains(UInt8(ascii: "@"))
    else { return false }
    let number = text[mark...].dropFirst()
    return !number.isEmpty && number.allSatisfy { (0x30...0x39).contains($0) }
  }

  static func hash(of record: CertificateRecord, _ detail: Detail) -> UInt64 {
    if detail == .name,
      case .stated(let hash) = record.reader.textHash(.name, foldingCase: false)
    {
      return hash
    }
    return StableHash.of(text(of: record, detail).utf8.span)
  }

  private static func text(of record: CertificateRecord, _ detail: Detail) -> String {
    let name = record.reader.text(.name).value
    if detail == .name, let name { return name }
    let id = record.reader.text(.id).value
    if detail == .name, let id { return id }
    let place = "\(record.input.place)#\(record.index + 1)"
    let base = name ?? id ?? place
    if detail == .nameAndID, name != nil, let id { return "\(base)@\(id)" }
    return detail == .name ? base : "\(base)@\(place)"
  }
}
