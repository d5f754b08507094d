import SourceText

/// All records of a run, by the normalised place of their input.
package struct Inventory: Sendable {
  package let inputs: [Input]

  /// Orders the inputs, so that nothing depends on the order of arguments.
  package init(_ inputs: [Input]) {
    self.inputs = inputs.sorted { $0.place < $1.place }
  }
}

/// One document of a source, with the records it holds.
package final class Input: Sendable {
  /// Where it is, as reports show it: unique in the run.
  package let place: String
  /// Where it is relative to the project's root, which `match: { input: … }` is held against.
  package let pathInProject: String
  /// The listing format it was read by; nil if none was found.
  package let format: String?
  package let records: any RecordCollection
  package let completeness: Completeness
  /// What is odd about the document as a whole; records add their own as they are read.
  package let notices: [Notice]
  /// What of it could not be read, beside the records that could.
  package let defects: [Diagnostic]
  /// Why nothing could be read.
  package let failure: Diagnostic?
  /// False for an input that others are only compared with.
  package let isJudged: Bool
  /// A hash of the listing that its records belong to, for rules that compare within one.
  let listingHash: UInt64
  /// The place of that listing: its own, unless it is to join another.
  let listing: String

  package init(
    place: String, pathInProject: String, format: String, records: any RecordCollection,
    completeness: Completeness, notices: [Notice] = [], defects: [Diagnostic] = []
  ) {
    self.place = place
    self.pathInProject = pathInProject
    self.format = format
    self.records = records
    self.completeness = completeness
    self.notices = notices
    self.defects = defects
    self.failure = nil
    isJudged = true
    listing = place
    listingHash = StableHash.of(place.utf8.span)
  }

  package init(place: String, failure: Diagnostic, format: String? = nil) {
    self.place = place
    self.pathInProject = place
    self.format = format
    self.records = NoRecords()
    self.completeness = .unknown("it could not be read")
    self.notices = []
    self.defects = []
    self.failure = failure
    isJudged = true
    listing = place
    listingHash = StableHash.of(place.utf8.span)
  }

  private init(_ input: Input, isJudged: Bool, listing: String) {
    place = input.place
    pathInProject = input.pathInProject
    format = input.format
    records = input.records
    completeness = input.completeness
    notices = input.notices
    defects = input.defects
    failure = input.failure
    self.isJudged = isJudged
    self.listing = listing
    listingHash = StableHash.of(listing.utf8.span)
  }

  /// The same input, whose records others are compared with and which is not judged itself.
  package var forComparison: Input { Input(self, isJudged: false, listing: listing) }

  /// The same input as one that is to join a listing: rules that compare within a listing compare
  /// its records with those.
  package func joining(_ other: Input) -> Input {
    Input(self, isJudged: isJudged, listing: other.listing)
  }
}

/// The records of one input, read where they lie.
package protocol RecordCollection: Sendable {
  /// How many there are, deleted ones included.
  var count: Int { get }
  /// What of it are no certificates.
  var others: OtherRecords { get }
  /// Whether the records are a source's words, of which some may be left out, and not the
  /// certificates themselves.
  var isListing: Bool { get }
  /// Whether any record can state the fact; if not, all readings are unspoken.
  func speaks(of fact: Fact) -> Bool
  /// A reader of its own for one thread.
  func makeReader() -> any RecordReader
  /// The same.
  ///
  /// - Parameter other: a reader of other records that nobody needs any more; it may serve again.
  func makeReader(reusing other: (any RecordReader)?) -> any RecordReader
  /// Where a record begins.
  func location(of index: Int) -> SourceLocation
  /// What of the records could not be read when it was asked for.
  var defects: [Diagnostic] { get }
}

/// A reader that also knows what to leave out, and what it found odd on the way.
package protocol RecordReader: FactReader {
  /// Whether the record turned to is one that the source has deleted.
  var isDeleted: Bool { get }
  /// What was odd about the records read since the last call.
  func takeNotices() -> [Notice]
}

extension RecordCollection {
  package var others: OtherRecords { OtherRecords() }
  package var isListing: Bool { true }
  package func speaks(of fact: Fact) -> Bool { true }
  package func makeReader(reusing other: (any RecordReader)?) -> any RecordReader { makeReader() }
  package var defects: [Diagnostic] { [] }
}

extension Input {
  /// What of it could not be read so far.
  package var allDefects: [Diagnostic] { defects + records.defects }
}

private struct NoRecords: RecordCollection {
  var count: Int { 0 }
  func speaks(of fact: Fact) -> Bool { false }
  func makeReader() -> any RecordReader { NothingReader() }
  func location(of index: Int) -> SourceLocation { SourceLocation(path: "", line: 1, column: 1) }
}

private final class NothingReader: RecordReader {
  var isDeleted: Bool { false }
  var location: SourceLocation { SourceLocation(path: "", line: 1, column: 1) }
  func move(to index: Int) {}
  func takeNotices() -> [Notice] { [] }
  func text(_ fact: Fact) -> Reading<String> { .unspoken }
  func texts(_ fact: Fact) -> Reading<[String]> { .unspoken }
  func time(_ fact: Fact) -> Reading<Timestamp> { .unspoken }
  func count(_ fact: Fact) -> Reading<Int> { .unspoken }
  func flag(_ fact: Fact) -> Reading<Bool> { .unspoken }
  func status() -> Reading<Status> { .unspoken }
  func fingerprints() -> Reading<[Fingerprint]> { .unspoken }
  func place(of fact: Fact) -> FactPlace { FactPlace(location: location, pointer: "", found: "") }
  func place(of fact: Fact, element: Int) -> FactPlace { place(of: fact) }
}

/// Whether an input holds all that its source has.
package enum Completeness: Hashable, Sendable {
  case complete
  /// The expected count, where the source states one.
  case incomplete(expected: Int?, got: Int)
  /// The reason, as a clause: "it shows neither a total nor an end".
  case unknown(String)
}

/// Something odd that is no finding: a zone assumed, a status without a class.
package struct Notice: Hashable, Sendable {
  /// What it is, in words that name no record: "no zone given; UTC assumed".
  package let kind: String
  package var count: Int
  package var first: SourceLocation

  package init(kind: String, count: Int = 1, first: SourceLocation) {
    self.kind = kind
    self.count = count
    self.first = first
  }

  // More kinds tell nobody anything; see that each collection keeps at least as many.
  private static let limit = 100

  /// Adds up notices of one kind and keeps the first place of each; of very many kinds, the first
  /// in alphabetical order.
  package static func merged(_ notices: [Notice]) -> [Notice] {
    var byKind: [String: Notice] = [:]
    for notice in notices {
      if let known = byKind[notice.kind] {
        byKind[notice.kind] = Notice(
          kind: notice.kind, count: known.count + notice.count,
          first: min(known.first, notice.first))
      } else {
        byKind[notice.kind] = notice
      }
    }
    let kept = byKind.values.sorted { $0.kind < $1.kind }.prefix(limit)
    return kept.sorted { ($0.first, $0.kind) < ($1.first, $1.kind) }
  }
}
