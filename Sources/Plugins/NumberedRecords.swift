import RuleEngine
import SourceText

/// The records of an inventory by the numbers under which a plugin gets them.
struct NumberedRecords {
  typealias Place = (input: Int, index: Int)

  private let inputs: [Input]
  /// How many records there are before those of each input.
  private let starts: [Int]
  private let readers: [LazyReader]
  private let now: Instant

  /// A reader that is made when it is wanted.
  private final class LazyReader {
    private let records: any RecordCollection
    private(set) lazy var reader = records.makeReader()

    init(_ records: any RecordCollection) { self.records = records }
  }

  /// - Parameter now: the instant at which they are judged.
  init(_ inventory: Inventory, at now: Instant) {
    self.now = now
    inputs = inventory.inputs
    var count = 0
    starts = inputs.map { input in
      defer { count += input.records.count }
      return count
    }
    readers = inputs.map { LazyReader($0.records) }
  }

  /// Nil if there is no record of that number, which counts from 1.
  func place(of number: Int) -> Place? {
    guard number > 0 else { return nil }
    var (low, high) = (0, inputs.count)
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] < number { low = middle + 1 } else { high = middle }
    }
    // The last input that begins before the record; those without records begin where it does.
    var input = low - 1
    while input >= 0, inputs[input].records.count == 0 { input -= 1 }
    guard input >= 0, number - starts[input] <= inputs[input].records.count else { return nil }
    return (input, number - starts[input] - 1)
  }

  func location(of place: Place) -> SourceLocation {
    inputs[place.input].records.location(of: place.index)
  }

  func record(at place: Place, awaitsAnswerOf check: Check) -> Bool {
    let record = record(at: place)
    return !readers[place.input].reader.isDeleted && check.awaitsAnswer(about: record, at: now)
  }

  /// Whether the record states a list with an element of that number, which counts from 0.
  func record(at place: Place, states element: Int, of fact: Fact) -> Bool {
    let reader = record(at: place).reader
    switch fact.kind {
    case .texts: return element < reader.texts(fact).value?.count ?? 0
    case .fingerprints: return element < reader.fingerprints().value?.count ?? 0
    default: return false
    }
  }

  private func record(at place: Place) -> CertificateRecord {
    let reader = readers[place.input].reader
    reader.move(to: place.index)
    return CertificateRecord(reader: reader, input: inputs[place.input], index: place.index)
  }
}
