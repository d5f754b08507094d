/// What was answered for one check, kept close together because there may be millions of answers.
package struct Answers: Sendable {
  /// One answer about a record.
  package struct Finding: Hashable, Sendable {
    package let gravity: Findings.Gravity
    package let message: String
    /// Tells several findings about one record apart.
    package let key: String?
    /// What the finding rests on.
    package let fact: Fact
    package let element: Int?
    /// What is asked of the fact, if it is not the rule's requirement.
    package let required: String?

    package init(
      gravity: Findings.Gravity = .full, message: String, key: String? = nil, fact: Fact,
      element: Int? = nil, required: String? = nil
    ) {
      self.gravity = gravity
      self.message = message
      self.key = key
      self.fact = fact
      self.element = element
      self.required = required
    }
  }

  private struct Entry {
    let record: RecordNumber
    /// Where its texts begin: key, message, requirement.
    let start: Int
    let messageLength: Int32
    /// Negative where there is no such text.
    let keyLength: Int32
    let requiredLength: Int32
    /// Negative if it is about the whole fact.
    let element: Int32
    let fact: Fact
    /// Nil if the record could not be judged.
    let gravity: Findings.Gravity?
  }

  private var entries: [Entry] = []
  private var texts: [UInt8] = []
  private let inputNumbers: [ObjectIdentifier: Int]

  /// No answers about the records of an inventory, which all are judged to be in order.
  package init(about inventory: Inventory) {
    inputNumbers = Dictionary(
      uniqueKeysWithValues: inventory.inputs.enumerated().map { (ObjectIdentifier($1), $0) })
  }

  /// Adds an answer about a record that awaits one, by its place in the inventory.
  package mutating func add(_ finding: Finding, input: Int, index: Int) {
    let start = texts.count
    texts += (finding.key ?? "").utf8
    texts += finding.message.utf8
    texts += (finding.required ?? "").utf8
    entries.append(
      Entry(
        record: RecordNumber(input: input, index: index), start: start,
        messageLength: Int32(clamping: finding.message.utf8.count),
        keyLength: finding.key.map { Int32(clamping: $0.utf8.count) } ?? -1,
        requiredLength: finding.required.map { Int32(clamping: $0.utf8.count) } ?? -1,
        element: finding.element.map { Int32(clamping: $0) } ?? -1, fact: finding.fact,
        gravity: finding.gravity))
  }

  /// Adds that a record that awaits an answer could not be judged.
  package mutating func addFailure(input: Int, index: Int) {
    entries.append(
      Entry(
        record: RecordNumber(input: input, index: index), start: texts.count, messageLength: 0,
        keyLength: -1, requiredLength: -1, element: -1, fact: .name, gravity: nil))
  }

  /// Puts the answers into the order of the records, in which they are replayed.
  package mutating func sort() {
    let isSorted = zip(entries, entries.dropFirst()).allSatisfy { $0.record <= $1.record }
    // Nearly all plugins answer in order.
    if isSorted { return }
    entries.sort { ($0.record, $0.start) < ($1.record, $1.start) }
  }

  package var count: Int { entries.count }

  /// The first record with two findings that nothing tells apart; nil if there is none. They must
  /// be sorted.
  package func firstRepetition() -> (input: Int, index: Int)? {
    var keys: Set<String?> = []
    for (place, entry) in entries.enumerated() where entry.gravity != nil {
      if place > 0, entries[place - 1].record == entry.record {
        if keys.isEmpty { keys.insert(key(of: entries[place - 1])) }
        if !keys.insert(key(of: entry)).inserted {
          return (entry.record.input, entry.record.index)
        }
      } else if !keys.isEmpty {
        keys.removeAll()
      }
    }
    return nil
  }

  /// Visits the records that were answered about, in order, with what is said of each, or nil if it
  /// could not be judged. The answers must be sorted.
  func forEachRecord(_ visit: (RecordNumber, Findings?) -> Void) {
    var findings = Findings(inDetail: false)
    var start = 0
    while start < entries.count {
      let record = entries[start].record
      var isJudged = true
      var end = start
      findings.begin(0, at: .error)
      while end < entries.count, entries[end].record == record {
        switch entries[end].gravity {
        case .full?: findings.full("", evidence: [])
        case .early?: findings.early("", evidence: [])
        case nil: isJudged = false
        }
        end += 1
      }
      visit(record, isJudged ? findings : nil)
      start = end
    }
  }

  private func key(of entry: Entry) -> String? {
    entry.keyLength < 0 ? nil : text(entry.start, entry.keyLength)
  }

  /// Reports what was answered of a record; false if it could not be judged.
  func replay(_ record: CertificateRecord, to findings: inout Findings) -> Bool {
    guard let input = inputNumbers[ObjectIdentifier(record.input)] else { return false }
    let number = RecordNumber(input: input, index: record.index)
    var place = firstEntry(of: number)
    while place < entries.count, entries[place].record == number {
      let entry = entries[place]
      guard let gravity = entry.gravity else { return false }
      place += 1
      let key = key(of: entry)
      let message = entry.start + Int(max(0, entry.keyLength))
      let evidence = Findings.EvidenceRequest(
        entry.fact, element: entry.element < 0 ? nil : Int(entry.element),
        required: entry.requiredLength < 0
          ? nil : text(message + Int(entry.messageLength), entry.requiredLength))
      switch gravity {
      case .full:
        findings.full(text(message, entry.messageLength), key: key, evidence: evidence)
      case .early:
        findings.early(text(message, entry.messageLength), key: key, evidence: evidence)
      }
    }
    return true
  }

  private func firstEntry(of record: RecordNumber) -> Int {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].record < record { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func text(_ start: Int, _ length: Int32) -> String {
    String(decoding: texts[start..<start + Int(length)], as: UTF8.self)
  }
}
