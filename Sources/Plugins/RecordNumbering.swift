import RuleEngine
import SourceText

/// The records of an inventory by the numbers under which plugins get them, which count from 1.
struct RecordNumbering: Sendable {
  typealias Place = (input: Int, index: Int)

  let inputs: [Input]
  /// How many records there are, those that no plugin gets included.
  let count: Int
  /// How many records there are before those of each input.
  private let starts: [Int]

  init(_ inventory: Inventory) {
    inputs = inventory.inputs
    var count = 0
    starts = inputs.map { input in
      defer { count += input.records.count }
      return count
    }
    self.count = count
  }

  /// Nil if there is no record of that number.
  func place(of number: Int) -> Place? {
    guard number > 0, number <= count else { return nil }
    var (low, high) = (0, inputs.count)
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] < number { low = middle + 1 } else { high = middle }
    }
    // The last input that begins before the record; those without records begin where it does.
    var input = low - 1
    while input >= 0, inputs[input].records.count == 0 { input -= 1 }
    return input < 0 ? nil : (input, number - starts[input] - 1)
  }

  func location(of place: Place) -> SourceLocation {
    inputs[place.input].records.location(of: place.index)
  }
}
