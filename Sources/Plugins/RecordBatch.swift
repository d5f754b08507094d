import OperatingSystem
import Reporting
import RuleEngine

/// Some records as a plugin reads them, one a line; those that no check awaits an answer about are
/// left out.
struct RecordBatch: Sendable {
  /// How many records of the inventory a batch covers: some hundred kilobytes of text.
  static let size = 256

  let text: [UInt8]
  /// How many records it has.
  let count: Int
  /// The number of its last record; nil if it has none.
  let lastNumber: Int?
  /// Which checks await an answer about which of the records that it covers.
  let asked: AskedChecks
}

/// Which of some checks are asked of which of some records, a bit each.
struct AskedChecks: Sendable {
  private let checks: Int
  private var bits: [UInt64]

  init(records: Int, checks: Int) {
    self.checks = checks
    bits = Array(repeating: 0, count: (records * checks + 63) / 64)
  }

  func contains(record: Int, check: Int) -> Bool {
    let bit = record * checks + check
    return bits[bit / 64] & 1 << UInt64(bit % 64) != 0
  }

  mutating func insert(record: Int, check: Int) {
    let bit = record * checks + check
    bits[bit / 64] |= 1 << UInt64(bit % 64)
  }
}

/// The records of an inventory in batches, each of which can be written apart from the others.
struct RecordBatches: Sendable {
  private let numbering: RecordNumbering
  private let checks: [Check]
  private let now: Instant

  init(_ numbering: RecordNumbering, for checks: [Check], at now: Instant) {
    self.numbering = numbering
    self.checks = checks
    self.now = now
  }

  var count: Int { (numbering.count + RecordBatch.size - 1) / RecordBatch.size }

  /// What writes the batch of a number, which counts from 0, on one thread.
  func makeWriter() -> (Int) -> RecordBatch {
    let writer = Writer(self)
    return { writer.write($0) }
  }

  private final class Writer {
    private let batches: RecordBatches
    /// The ids of the checks as JSON.
    private let names: [[UInt8]]
    private var text = ByteBuffer(capacity: 1 << 17)
    private var reader: (input: Int, reader: any RecordReader)?

    init(_ batches: RecordBatches) {
      self.batches = batches
      names = batches.checks.map { check in
        var name = ByteBuffer()
        name.writeJSON(check.id)
        return name.array
      }
    }

    func write(_ batch: Int) -> RecordBatch {
      let first = batch * RecordBatch.size + 1
      let last = min(batches.numbering.count, first + RecordBatch.size - 1)
      text.removeAll()
      var (count, lastNumber) = (0, Int?.none)
      var asked = AskedChecks(records: RecordBatch.size, checks: names.count)
      var place = batches.numbering.place(of: first) ?? (0, 0)
      for number in first..<max(first, last + 1) {
        if place.index == batches.numbering.inputs[place.input].records.count {
          place = batches.numbering.place(of: number) ?? place
        }
        if append(place, number: number, { asked.insert(record: number - first, check: $0) }) {
          count += 1
          lastNumber = number
        }
        place.index += 1
      }
      return RecordBatch(text: text.array, count: count, lastNumber: lastNumber, asked: asked)
    }

    /// Appends a record, and says which checks await an answer about it; false if none does.
    private func append(
      _ place: RecordNumbering.Place, number: Int, _ ask: (Int) -> Void
    ) -> Bool {
      let input = batches.numbering.inputs[place.input]
      guard input.isJudged else { return false }
      let reader = reader(of: place.input)
      reader.move(to: place.index)
      if reader.isDeleted { return false }
      let record = CertificateRecord(reader: reader, input: input, index: place.index)
      let start = text.count
      text.write("{\"type\":\"record\"")
      text.writeMember("number", number)
      text.writeMember("checks")
      text.write("[")
      let end = text.count
      for (index, check) in batches.checks.enumerated()
      where check.awaitsAnswer(about: record, at: batches.now) {
        ask(index)
        if text.count > end { text.write(",") }
        text.append(contentsOf: names[index])
      }
      guard text.count > end else {
        text.truncate(to: start)
        return false
      }
      text.write("]")
      text.writeMember("facts")
      RecordText.append(record, to: &text)
      text.write("}\n")
      return true
    }

    private func reader(of input: Int) -> any RecordReader {
      if let reader, reader.input == input { return reader.reader }
      let reader = batches.numbering.inputs[input].records.makeReader()
      self.reader = (input, reader)
      return reader
    }
  }
}
