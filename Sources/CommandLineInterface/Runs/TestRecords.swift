import RuleEngine
import SourceText

/// The cases of a file of policy tests as a report shows them: each is a record with a name and a
/// place, and what it fails.
struct TestRecords: RecordCollection {
  /// Something that is not as it is expected.
  struct Fault: Sendable {
    let check: String
    let message: String
    let location: SourceLocation
    /// What was said instead.
    let found: String
    let required: String
  }

  struct Case: Sendable {
    let title: String
    let location: SourceLocation
    var faults: [Fault]
  }

  let cases: [Case]

  var count: Int { cases.count }

  func speaks(of fact: Fact) -> Bool { fact == .name }
  func makeReader() -> any RecordReader { Reader(self) }
  func location(of index: Int) -> SourceLocation { cases[index].location }

  private final class Reader: RecordReader {
    private let records: TestRecords
    private var index = 0

    init(_ records: TestRecords) {
      self.records = records
    }

    private var current: Case { records.cases[index] }

    let isDeleted = false
    var location: SourceLocation { current.location }

    func move(to index: Int) { self.index = index }
    func takeNotices() -> [Notice] { [] }

    func text(_ fact: Fact) -> Reading<String> {
      fact == .name ? .stated(current.title) : .unspoken
    }
    func texts(_ fact: Fact) -> Reading<[String]> { .unspoken }
    func time(_ fact: Fact) -> Reading<Timestamp> { .unspoken }
    func count(_ fact: Fact) -> Reading<Int> { .unspoken }
    func flag(_ fact: Fact) -> Reading<Bool> { .unspoken }
    func status() -> Reading<Status> { .unspoken }
    func fingerprints() -> Reading<[Fingerprint]> { .unspoken }

    func place(of fact: Fact) -> FactPlace {
      FactPlace(location: location, pointer: "", found: current.title)
    }

    /// Where the case says what the fault of that number is about.
    func place(of fact: Fact, element: Int) -> FactPlace {
      guard current.faults.indices.contains(element) else { return place(of: fact) }
      let fault = current.faults[element]
      return FactPlace(location: fault.location, pointer: "", found: fault.found)
    }
  }
}
