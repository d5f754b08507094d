import Documents
import OperatingSystem
import RuleEngine
import SourceText

/// The records of one document, where they lie in its bytes.
final class ListedRecords: RecordCollection {
  /// One list of records.
  struct Run: Sendable {
    /// The index of its first record.
    let first: Int
    let anchors: [JSONAnchor]
    /// The JSON Pointer of the list; nil if each record is a document of its own.
    let pointer: String?
    /// What is known of every record of the list.
    let constants: [Fact: String]
  }

  let place: String
  let bytes: FileBytes
  let format: ListingFormat
  let layout: RecordLayout
  let runs: [Run]
  let count: Int
  /// Whether a private key can be in the document at all: one search answers for every record.
  let mayHoldPrivateKeys: Bool

  init(
    place: String, bytes: FileBytes, format: ListingFormat,
    lists: [(list: JSONIndex.List, pointer: String?, constants: [Fact: String])]
  ) {
    self.place = place
    self.bytes = bytes
    self.format = format
    layout = RecordLayout(format)
    var runs: [Run] = []
    var count = 0
    for (list, pointer, constants) in lists where !list.elements.isEmpty {
      runs.append(
        Run(first: count, anchors: list.elements, pointer: pointer, constants: constants))
      count += list.elements.count
    }
    self.runs = runs
    self.count = count
    mayHoldPrivateKeys = bytes.contains("PRIVATE KEY")
  }

  func makeReader() -> any RecordReader { ListedRecordReader(self) }

  func location(of index: Int) -> SourceLocation {
    let (run, anchor) = find(index)
    _ = run
    return SourceLocation(path: place, line: Int(anchor.line), column: Int(anchor.column))
  }

  /// The list a record is in, and where the record begins.
  func find(_ index: Int) -> (run: Run, anchor: JSONAnchor) {
    let run = runs.last { $0.first <= index } ?? runs[0]
    return (run, run.anchors[min(max(0, index - run.first), run.anchors.count - 1)])
  }
}
