import SourceText

/// The records of several documents, one after the other.
package final class JoinedRecords: RecordCollection {
  private let parts: [any RecordCollection]
  /// The index of the first record of each part.
  private let starts: [Int]
  package let count: Int

  /// - Parameter parts: one at least.
  package init(_ parts: [any RecordCollection]) {
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

  package var others: OtherRecords { parts.map(\.others).reduce(OtherRecords(), +) }

  package var isListing: Bool { parts.allSatisfy(\.isListing) }

  package var defects: [Diagnostic] { parts.flatMap(\.defects) }

  package func speaks(of fact: Fact) -> Bool { parts.contains { $0.speaks(of: fact) } }

  package func makeReader() -> any RecordReader { JoinedReader(self) }

  package func location(of index: Int) -> SourceLocation {
    let part = part(of: index)
    return parts[part].location(of: index - starts[part])
  }

  /// The last part that begins at or before a record.
  private func part(of index: Int) -> Int {
    max(0, (starts.firstIndex { $0 > index } ?? starts.count) - 1)
  }

  /// Hands every question on to the reader of the part that the record is in.
  private final class JoinedReader: ForwardingReader {
    private let records: JoinedRecords
    private(set) var reader: any RecordReader
    private var part = 0
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

    func takeNotices() -> [Notice] {
      defer { notices = [] }
      return notices + reader.takeNotices()
    }
  }
}
