import Certificates
import Documents
import OperatingSystem
import RuleEngine
import SourceText

/// The records of one document, where they lie in its bytes.
final class ListedRecords: RecordCollection {
  /// One list of records.
  final class Run: Sendable {
    /// The index of its first record.
    let first: Int
    let anchors: [JSONAnchor]
    /// The JSON Pointer of the list; nil if each record is a document of its own.
    let pointer: String?
    /// What is known of every record of the list.
    let constants: [Fact: String]

    init(first: Int, anchors: [JSONAnchor], pointer: String?, constants: [Fact: String]) {
      self.first = first
      self.anchors = anchors
      self.pointer = pointer
      self.constants = constants
    }

    var indices: Range<Int> { first..<first + anchors.count }
  }

  let place: String
  let bytes: FileBytes
  let format: ListingFormat
  let runs: [Run]
  let count: Int
  /// What the document says of the listing it is a page of.
  let signs: PageSigns
  /// Whether a private key stands in the document: one search answers for every record.
  let holdsPrivateKeys: Bool
  /// Whether one may stand there in escapes: `PRIVATE\u0020KEY`.
  let mayHidePrivateKeys: Bool

  init(
    place: String, bytes: FileBytes, format: ListingFormat,
    lists: [(list: JSONIndex.List, pointer: String?, constants: [Fact: String])],
    hasEscapes: Bool, signs: PageSigns, workers: Workers
  ) {
    self.signs = signs
    self.place = place
    self.bytes = bytes
    self.format = format
    var runs: [Run] = []
    var count = 0
    for (list, pointer, constants) in lists where !list.elements.isEmpty {
      runs.append(
        Run(first: count, anchors: list.elements, pointer: pointer, constants: constants))
      count += list.elements.count
    }
    self.runs = runs
    self.count = count
    holdsPrivateKeys = bytes.contains("PRIVATE KEY-----", workers: workers)
    mayHidePrivateKeys = hasEscapes && bytes.contains("\\u00", workers: workers)
  }

  /// From the first item to the last, for telling whether two pages are the same.
  var itemBytes: [UInt8] {
    let anchors = runs.flatMap(\.anchors).sorted { $0.offset < $1.offset }
    guard let first = anchors.first, let last = anchors.last else { return [] }
    let end = bytes.withBytes { JSONReading.value(at: last, $0)?.end } ?? last.offset
    return bytes.bytes(in: first.offset..<max(first.offset, end))
  }

  func speaks(of fact: Fact) -> Bool {
    format.reads(fact) || runs.contains { $0.constants[fact] != nil }
  }

  func makeReader() -> any RecordReader {
    let reader = ListedRecordReader(self)
    return format.fields[.certificate] == nil ? reader : CertifiedRecordReader(reader)
  }

  func location(of index: Int) -> SourceLocation {
    guard let run = run(of: index) else { return SourceLocation(path: place, line: 1, column: 1) }
    let anchor = run.anchors[index - run.first]
    return SourceLocation(path: place, line: Int(anchor.line), column: Int(anchor.column))
  }

  /// The list a record is in; nil if there is no such record.
  func run(of index: Int) -> Run? {
    var (low, high) = (0, runs.count)
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].indices.upperBound <= index { low = middle + 1 } else { high = middle }
    }
    return low < runs.count && runs[low].indices.contains(index) ? runs[low] : nil
  }
}

extension FileBytes {
  /// Whether the bytes of a text, which must not be empty, occur anywhere.
  fileprivate func contains(_ text: StaticString, workers: Workers) -> Bool {
    let size = 8 << 20
    return workers.map(Array(stride(from: 0, to: count, by: size))) { start in
      contains(text, in: start..<min(count, start + size + text.utf8CodeUnitCount - 1))
    }.contains(true)
  }
}
