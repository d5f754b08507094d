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
    let bit = starts[record.input] + record.index
    words[bit >> 6] |= 1 << UInt64(bit & 63)
  }

  func contains(_ record: RecordNumber) -> Bool {
    let bit = starts[record.input] + record.index
    return words[bit >> 6] & 1 << UInt64(bit & 63) != 0
  }
}
