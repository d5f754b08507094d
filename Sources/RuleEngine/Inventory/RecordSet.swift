/// Some records of an inventory, a bit for each of all.
struct RecordSet: Sendable {
  /// By input: where its records' bits begin.
  private let starts: [Int]
  private var words: [UInt64]

  /// No records of an inventory.
  init(of inventory: Inventory) {
    var starts: [Int] = []
    var count = 0
    for input in inventory.inputs {
      starts.append(count)
      count += input.records.count
    }
    self.starts = starts
    words = Array(repeating: 0, count: (count + 63) / 64)
  }

  mutating func insert(_ record: RecordNumber) {
    let (word, bit) = place(of: record)
    words[word] |= bit
  }

  func contains(_ record: RecordNumber) -> Bool {
    let (word, bit) = place(of: record)
    return words[word] & bit != 0
  }

  private func place(of record: RecordNumber) -> (word: Int, bit: UInt64) {
    let number = starts[record.input] + record.index
    return (number >> 6, 1 << UInt64(number & 63))
  }
}
