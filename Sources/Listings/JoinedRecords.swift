import RuleEngine
import SourceText
import X509

/// The records of several documents, one after the other.
final class JoinedRecords: RecordCollection {
  private let parts: [any RecordCollection]
  /// The index of the first record of each part.
  private let starts: [Int]
  let count: Int

  init(_ parts: [any RecordCollection]) {
    self.parts = parts
    var starts: [Int] = []
    var count = 0
    for part in parts {
      starts.append(count)
      count += part.count
    }
    self.starts = starts
    self.count = count
  }

  func speaks(of fact: Fact) -> Bool { parts.contains { $0.speaks(of: fact) } }

  func makeReader() -> any RecordReader { JoinedReader(self) }

  func location(of index: Int) -> SourceLocation {
    let part = part(of: index)
    return parts[part].location(of: index - starts[part])
  }

  /// The last part that begins at or before a record.
  private func part(of index: Int) -> Int {
    max(0, (starts.firstIndex { $0 > index } ?? starts.count) - 1)
  }

  /// Hands every question on to the reader of the part that the record is in.
  private final class JoinedReader: RecordReader {
    private let records: JoinedRecords
    private var part = 0
    private var reader: any RecordReader
    private var notices: [Notice] = []

    init(_ records: JoinedRecords) {
      self.records = records
      reader = records.parts[0].makeReader()
    }

    func move(to index: Int) {
      let next = records.part(of: index)
      if next != part {
        notices += reader.takeNotices()
        part = next
        reader = records.parts[part].makeReader()
      }
      reader.move(to: index - records.starts[part])
    }

    var isDeleted: Bool { reader.isDeleted }
    var location: SourceLocation { reader.location }

    func takeNotices() -> [Notice] {
      defer { notices = [] }
      return notices + reader.takeNotices()
    }

    func speaks(of fact: Fact) -> Bool { reader.speaks(of: fact) }
    func text(_ fact: Fact) -> Reading<String> { reader.text(fact) }
    func withText(_ fact: Fact, _ body: (Span<UInt8>) -> Void) -> Reading<Void> {
      reader.withText(fact, body)
    }
    func texts(_ fact: Fact) -> Reading<[String]> { reader.texts(fact) }
    func time(_ fact: Fact) -> Reading<Timestamp> { reader.time(fact) }
    func count(_ fact: Fact) -> Reading<Int> { reader.count(fact) }
    func flag(_ fact: Fact) -> Reading<Bool> { reader.flag(fact) }
    func status() -> Reading<Status> { reader.status() }
    func fingerprints() -> Reading<[Fingerprint]> { reader.fingerprints() }
    func certificate() -> Reading<Certificate> { reader.certificate() }
    func chain() -> Reading<[Certificate]> { reader.chain() }
    var listing: (any FactReader)? { reader.listing }
    func place(of fact: Fact) -> FactPlace { reader.place(of: fact) }
    func place(of fact: Fact, element: Int) -> FactPlace {
      reader.place(of: fact, element: element)
    }
  }
}
